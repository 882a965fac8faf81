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
#   remedy: Set `httpTokens` to `required` in `metadataOptions`.
#   targets: [ec2_node_classes]
package rules.metadata["imds-v1-allowed"]

import data.rules.lib.naming
import data.rules.lib.node_metadata

findings contains {
	"ref": class.ref,
	"field": node_metadata.field("http_tokens"),
	"message": sprintf("nodes of %s answer requests for instance metadata without a token", [naming.object_of(class)]),
} if {
	some class in input.ec2_node_classes
	node_metadata.option(class, "http_tokens") == "optional"
	node_metadata.option(class, "http_endpoint") == "enabled"
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
