# METADATA
# title: Instance metadata disabled on nodes
# description: |
#   Parts of a node read the instance metadata service: the kubelet's credential provider,
#   the VPC CNI, the termination handler. Where it is disabled they fail one after another,
#   and what is done about it tends to open more than the service did.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://karpenter.sh/docs/concepts/nodeclasses/
#     description: Karpenter, node classes
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `httpEndpoint` to `enabled`, `httpTokens` to `required` and `httpPutResponseHopLimit` to `1`.
#   targets: [ec2_node_classes, launch_templates, launch_configurations, instances, instance_metadata_defaults]
package rules.metadata["imds-disabled-on-nodes"]

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.node_metadata
import data.rules.lib.unknown

findings contains {
	"ref": class.ref,
	"field": node_metadata.field("http_endpoint"),
	"message": sprintf(
		"nodes of %s have no instance metadata service, which their own components need",
		[naming.object_of(class)],
	),
} if {
	some class in input.ec2_node_classes
	node_metadata.option(class, "http_endpoint") == "disabled"
}

findings contains {
	"ref": launch.ref,
	"field": "metadata_options.http_endpoint",
	"message": sprintf(
		"nodes of %s have no instance metadata service, which their own components need",
		[launch.address],
	),
} if {
	some launch in node_launches.of_nodes
	launch.metadata_options.http_endpoint == "disabled"
}

# Nodes get the defaults of the account as all instances do.
findings contains {
	"ref": defaults.ref,
	"field": "http_endpoint",
	"message": sprintf(
		"%s leaves instances without instance metadata service, which components of nodes need",
		[defaults.address],
	),
} if {
	some defaults in input.instance_metadata_defaults
	defaults.http_endpoint == "disabled"
}

undecided contains {"ref": class.ref, "field": node_metadata.field("http_endpoint"), "reason": reason} if {
	some class in input.ec2_node_classes
	reason := node_metadata.why(class, "http_endpoint")
}

undecided contains {"ref": launch.ref, "field": "metadata_options.http_endpoint", "reason": reason} if {
	some launch in node_launches.of_nodes
	reason := node_launches.why(launch, "http_endpoint")
}

undecided contains {"ref": defaults.ref, "field": "http_endpoint", "reason": reason} if {
	some defaults in input.instance_metadata_defaults
	reason := unknown.reason(defaults, "http_endpoint")
}
