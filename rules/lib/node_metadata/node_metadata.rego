# METADATA
# title: Instance metadata of nodes
# description: |
#   What the nodes of the input offer of the EC2 instance metadata service, as far as node
#   classes of Karpenter say so.
# related_resources:
#   - ref: https://karpenter.sh/docs/concepts/nodeclasses/
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
# schemas:
#   - input: schema
package rules.lib.node_metadata

import data.rules.lib.unknown

# METADATA
# scope: document
# description: Is the value of an option of a node class, the default of Karpenter applied; undefined if unknown.
option(class, name) := class.metadata_options[name]

option(class, name) := _defaults(class)[name] if {
	not _given(class, name)
	not why(class, name)
}

_given(class, name) if class.metadata_options[name]

# METADATA
# description: Is the reason for which an option of a node class is unknown.
why(class, name) := unknown.reason(class, sprintf("metadata_options.%s", [name])) if class.unknown

# Before v1 pods could reach the service by default.
_defaults(class) := object.union(_common, {"http_put_response_hop_limit": 2}) if _is_beta(class)

_defaults(class) := object.union(_common, {"http_put_response_hop_limit": 1}) if not _is_beta(class)

_common := {"http_endpoint": "enabled", "http_tokens": "required", "http_protocol_ipv6": "disabled"}

_is_beta(class) if contains(class.api_version, "beta")

# METADATA
# description: Is the place of an option.
field(name) := sprintf("metadata_options.%s", [name])

# METADATA
# description: Is true for a node class whose nodes let pods reach the service.
is_open(class) if {
	option(class, "http_endpoint") == "enabled"
	_lets_in(class)
}

_lets_in(class) if option(class, "http_tokens") == "optional"

_lets_in(class) if option(class, "http_put_response_hop_limit") > 1

# METADATA
# scope: document
# description: Is true for a node class whose nodes certainly let no pod reach the service.
is_closed(class) if option(class, "http_endpoint") == "disabled"

is_closed(class) if {
	option(class, "http_tokens") == "required"
	option(class, "http_put_response_hop_limit") == 1
}

# METADATA
# description: Is true for a node class of which an option certainly has a value.
is(class, name, value) if option(class, name) == value
