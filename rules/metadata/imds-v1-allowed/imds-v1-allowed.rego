# METADATA
# title: Instance metadata without a token
# description: |
#   Version 1 of the EC2 instance metadata service answers any request. A server that can be
#   made to fetch a URL, or a pod behind any number of hops, reads the credentials of the
#   node's IAM role; the hop limit holds nobody back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#     description: EC2 User Guide, the instance metadata service
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://karpenter.sh/docs/concepts/nodeclasses/
#     description: Karpenter, node classes
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Set `httpTokens`, in Terraform `http_tokens` of `metadata_options`, to `required`.
#   targets:
#     - ec2_node_classes
#     - launch_templates
#     - launch_configurations
#     - instances
#     - node_groups
#     - instance_metadata_defaults
package rules.metadata["imds-v1-allowed"]

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.node_metadata
import data.rules.lib.unknown

findings contains {
	"ref": class.ref,
	"field": node_metadata.field("http_tokens"),
	"message": sprintf("nodes of %s answer requests for instance metadata without a token", [naming.object_of(class)]),
} if {
	some class in input.ec2_node_classes
	node_metadata.option(class, "http_tokens") == "optional"
	node_metadata.option(class, "http_endpoint") == "enabled"
}

findings contains object.union(
	{
		"ref": launch.ref,
		"field": _tokens,
		"message": sprintf("nodes of %s answer requests for instance metadata without a token%s", [
			launch.address, _since(launch),
		]),
	},
	{"related": related | related := _account(launch)},
) if {
	some launch in node_launches.of_nodes
	launch.metadata.http_tokens == "optional"
	node_launches.is_on(launch)
}

# EKS makes the template, and leaves tokens optional for Amazon Linux 2.
findings contains {
	"ref": group.ref,
	"field": "ami_type",
	"message": sprintf("nodes of %s have the image %s and no launch template, so that they answer without a token", [
		group.address, group.ami_type,
	]),
} if {
	some group in _without_template
	group.metadata.http_tokens == "optional"
}

findings contains {
	"ref": launch.ref,
	"field": _tokens,
	"message": sprintf("instances of %s, which may be nodes, answer requests for instance metadata without a token", [
		launch.address,
	]),
	"severity": "low",
} if {
	input.settings.profile == "strict"
	some launch in node_launches.others
	launch.metadata_options.http_tokens == "optional"
	node_launches.is_on(launch)
}

findings contains {
	"ref": defaults.ref,
	"field": "http_tokens",
	"message": sprintf("%s lets instances answer requests for instance metadata without a token", [defaults.address]),
	"severity": "low",
} if {
	some defaults in input.instance_metadata_defaults
	defaults.http_tokens == "optional"
	not defaults.http_endpoint == "disabled"
	not unknown.reason(defaults, "http_endpoint")
}

undecided contains {"ref": class.ref, "field": node_metadata.field("http_tokens"), "reason": reason} if {
	some class in input.ec2_node_classes
	reason := node_metadata.why(class, "http_tokens")
	not node_metadata.is(class, "http_endpoint", "disabled")
}

undecided contains {"ref": class.ref, "field": node_metadata.field("http_endpoint"), "reason": reason} if {
	some class in input.ec2_node_classes
	node_metadata.option(class, "http_tokens") == "optional"
	reason := node_metadata.why(class, "http_endpoint")
}

# The launch, the account or the image decides.
undecided contains {"ref": launch.ref, "field": _tokens, "reason": reason} if {
	some launch in node_launches.of_nodes
	reason := node_launches.why(launch, "http_tokens")
	not node_launches.is_off(launch)
}

undecided contains {"ref": launch.ref, "field": _endpoint, "reason": reason} if {
	some launch in node_launches.of_nodes
	launch.metadata.http_tokens == "optional"
	reason := node_launches.why(launch, "http_endpoint")
}

# The account may decide.
undecided contains {"ref": group.ref, "field": "ami_type", "reason": reason} if {
	some group in _without_template
	startswith(group.ami_type, "AL2_")
	reason := group.metadata.unknown.http_tokens
}

undecided contains {"ref": group.ref, "field": "ami_type", "reason": reason} if {
	some group in _without_template
	reason := unknown.reason(group, "ami_type")
}

undecided contains {"ref": group.ref, "field": "launch_template", "reason": reason} if {
	some group in input.node_groups
	not group.launch_template.template
	startswith(group.ami_type, "AL2_")
	reason := unknown.partly(group, "launch_template")
}

undecided contains {"ref": defaults.ref, "field": field, "reason": reason} if {
	some defaults in input.instance_metadata_defaults
	some [field, other] in [["http_tokens", "http_endpoint"], ["http_endpoint", "http_tokens"]]
	reason := unknown.reason(defaults, field)
	not _harmless(defaults, other)
}

_without_template := [group |
	some group in input.node_groups
	not group.launch_template
	not unknown.partly(group, "launch_template")
]

# Why tokens are optional, where the launch does not say so itself.
_since(launch) := "" if {
	launch.metadata_options.http_tokens
} else := ", as the defaults of the account have it" if {
	launch.metadata.account
} else := ", which is the default of launch configurations"

_account(launch) := [{
	"ref": launch.metadata.account,
	"field": "http_tokens",
	"message": "the default of the account",
}] if {
	launch.metadata.account
	not launch.metadata_options.http_tokens
}

_harmless(defaults, "http_endpoint") if defaults.http_endpoint == "disabled"

_harmless(defaults, "http_tokens") if {
	not defaults.http_tokens == "optional"
	not unknown.reason(defaults, "http_tokens")
}

_tokens := "metadata_options.http_tokens"

_endpoint := "metadata_options.http_endpoint"
