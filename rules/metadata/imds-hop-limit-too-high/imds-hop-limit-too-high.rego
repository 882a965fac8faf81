# METADATA
# title: Instance metadata within reach of pods
# description: |
#   The answer with the token of the instance metadata service may travel as many hops as its
#   hop limit says. With 1 it ends on the node; with 2 or more it reaches the pods there, each
#   of which can then act as the node's IAM role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://karpenter.sh/docs/concepts/nodeclasses/
#     description: Karpenter, node classes
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set the limit to `1`, and give controllers roles by Pod Identity.
#   targets: [ec2_node_classes, launch_templates, launch_configurations, instances]
package rules.metadata["imds-hop-limit-too-high"]

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.node_metadata

# Without a token the hop limit protects nothing, which imds-v1-allowed says.
findings contains {
	"ref": class.ref,
	"field": node_metadata.field("http_put_response_hop_limit"),
	"message": sprintf("nodes of %s have the hop limit %d for instance metadata, by which pods reach it%s", [
		naming.object_of(class), limit, _instead,
	]),
} if {
	some class in input.ec2_node_classes
	limit := node_metadata.option(class, "http_put_response_hop_limit")
	limit > 1
	node_metadata.option(class, "http_tokens") == "required"
	node_metadata.option(class, "http_endpoint") == "enabled"
}

findings contains {
	"ref": launch.ref,
	"field": _limit,
	"message": sprintf("nodes of %s have the hop limit %d for instance metadata, by which pods reach it%s", [
		launch.address, launch.metadata.http_put_response_hop_limit, _instead,
	]),
	"severity": _severity(launch),
} if {
	some launch in node_launches.of_nodes
	launch.metadata.http_put_response_hop_limit > 1
	_with_tokens(launch)
	node_launches.is_on(launch)
}

undecided contains {
	"ref": class.ref,
	"field": node_metadata.field("http_put_response_hop_limit"),
	"reason": reason,
} if {
	some class in input.ec2_node_classes
	reason := node_metadata.why(class, "http_put_response_hop_limit")
	not node_metadata.is(class, "http_tokens", "optional")
	not node_metadata.is(class, "http_endpoint", "disabled")
}

# The launch, the account or the image decides.
undecided contains {"ref": launch.ref, "field": _limit, "reason": reason} if {
	some launch in node_launches.of_nodes
	reason := node_launches.why(launch, "http_put_response_hop_limit")
	not launch.metadata.http_tokens == "optional"
	not node_launches.is_off(launch)
}

# It is not known whether the limit matters.
undecided contains {"ref": launch.ref, "field": sprintf("metadata_options.%s", [name]), "reason": reason} if {
	some launch in node_launches.of_nodes
	launch.metadata.http_put_response_hop_limit > 1
	some name in ["http_tokens", "http_endpoint"]
	reason := node_launches.why(launch, name)
	not _image_decides(launch, name, reason)
	not launch.metadata.http_tokens == "optional"
	not node_launches.is_off(launch)
}

_instead := "; controllers that ask for it take --aws-vpc-id and --aws-region"

_severity(launch) := "high" if {
	node_launches.powerful(launch)
} else := "medium"

_with_tokens(launch) if launch.metadata.http_tokens == "required"

# The limit is what is known to let pods in.
_with_tokens(launch) if _image_decides(launch, "http_tokens", node_launches.why(launch, "http_tokens"))

_image_decides(launch, "http_tokens", "not-in-input") if not launch.metadata_options.http_tokens

_limit := "metadata_options.http_put_response_hop_limit"
