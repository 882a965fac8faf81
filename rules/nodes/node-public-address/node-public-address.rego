# METADATA
# title: Nodes with public addresses
# description: |
#   A node with a public address can be reached from the internet by whatever its security groups
#   let in, now or after the next change of them: the kubelet, NodePorts, pods on the host's
#   network. Nodes need a way out, which NAT and VPC endpoints give them, and none in.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
#   - ref: https://karpenter.sh/docs/concepts/nodeclasses/#specassociatepublicipaddress
#     description: Karpenter, public addresses of nodes
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove the setting, and run nodes in private subnets with NAT or VPC endpoints.
#   targets: [ec2_node_classes, node_classes]
package rules.nodes["node-public-address"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": class.ref, "field": "associate_public_ip_address", "message": message} if {
	some class in _classes
	class.associate_public_ip_address
	message := sprintf("nodes of %s get public addresses", [naming.object_of(class)])
}

undecided contains {"ref": class.ref, "field": "associate_public_ip_address", "reason": reason} if {
	some class in _classes
	class.unknown
	reason := unknown.reason(class, "associate_public_ip_address")
}

_classes := array.concat(object.get(input, "ec2_node_classes", []), object.get(input, "node_classes", []))
