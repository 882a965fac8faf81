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
#   targets:
#     - ec2_node_classes
#     - node_classes
#     - node_groups
#     - launch_templates
#     - launch_configurations
#     - instances
#     - autoscaling_groups
package rules.nodes["node-public-address"]

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.security_groups
import data.rules.lib.unknown

findings contains {"ref": class.ref, "field": "associate_public_ip_address", "message": message} if {
	some class in _classes
	class.associate_public_ip_address
	message := sprintf("nodes of %s get public addresses", [naming.object_of(class)])
}

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("nodes of %s get public addresses", [launch.address]),
	"severity": _severity(launch),
} if {
	some launch in node_launches.of_nodes
	some place in _public_places(launch)
}

# The subnet decides where the launch does not.
findings contains {
	"ref": group.ref,
	"field": _subnets_field(group),
	"message": sprintf("nodes of %s get public addresses in %s", [group.address, subnet.address]),
	"severity": _severity(group),
	"related": [{"ref": subnet.ref, "field": "map_public_ip_on_launch", "message": "gives them"}],
} if {
	some group in _groups
	not _launch_decides(group)
	subnet := [subnet | some subnet in _subnets(group); subnet.map_public_ip_on_launch][0]
}

findings contains {
	"ref": group.ref,
	"field": _subnets_field(group),
	"message": sprintf("nodes of %s are in %s, which has a route to an internet gateway", [group.address, subnet.address]),
	"severity": "info",
	"related": [{"ref": _way_out(subnet).ref, "field": "", "message": "the route"}],
} if {
	some group in _groups
	not _gets_public(group)
	count([subnet | some subnet in _subnets(group); subnet.map_public_ip_on_launch]) == 0
	subnet := [subnet | some subnet in _subnets(group); _way_out(subnet)][0]
}

undecided contains {"ref": launch.ref, "field": field, "reason": reason} if {
	some launch in node_launches.of_nodes
	some field in ["associate_public_ip_address", "network_interfaces"]
	reason := unknown.reason(launch, field)
}

undecided contains {"ref": interface.ref, "field": "associate_public_ip_address", "reason": reason} if {
	some launch in node_launches.of_nodes
	some interface in launch.network_interfaces
	reason := unknown.reason(interface, "associate_public_ip_address")
}

undecided contains {"ref": group.ref, "field": _subnets_field(group), "reason": reason} if {
	some group in _groups
	not _launch_decides(group)
	not _gets_public(group)
	count([subnet | some subnet in _subnets(group); subnet.map_public_ip_on_launch]) == 0
	reason := min({why | some name in ["subnets", "subnet"]; why := unknown.reason(group, name)} | {why |
		some subnet in _subnets(group)
		why := unknown.reason(subnet, "map_public_ip_on_launch")
	})
}

undecided contains {"ref": class.ref, "field": "associate_public_ip_address", "reason": reason} if {
	some class in _classes
	class.unknown
	reason := unknown.reason(class, "associate_public_ip_address")
}

_classes := array.concat(object.get(input, "ec2_node_classes", []), object.get(input, "node_classes", []))

_public_places(launch) := array.concat(
	[{"ref": launch.ref, "field": "associate_public_ip_address"} | launch.associate_public_ip_address],
	[{"ref": interface.ref, "field": "associate_public_ip_address"} |
		some interface in launch.network_interfaces
		interface.associate_public_ip_address
	],
)

# What runs nodes in subnets.
_groups := array.flatten([
	[group | some group in input.node_groups],
	node_launches.scaling_groups,
	[launch | some launch in node_launches.of_nodes; launch.type == "aws_instance"],
])

_subnets(group) := array.concat([subnet | some subnet in group.subnets], [group.subnet | group.subnet])

_subnets_field(group) := {
	"aws_eks_node_group": "subnet_ids",
	"aws_autoscaling_group": "vpc_zone_identifier",
	"aws_instance": "subnet_id",
}[group.type]

_launches(group) := array.flatten([
	[group.launch_template.template | group.launch_template.template],
	[template | some template in group.templates],
	[group.configuration | group.configuration],
	[group | group.type == "aws_instance"],
])

_launch_decides(group) if {
	some launch in _launches(group)
	_says(launch)
}

_says(launch) if is_boolean(launch.associate_public_ip_address)

_says(launch) if unknown.reason(launch, "associate_public_ip_address")

_says(launch) if unknown.reason(launch, "network_interfaces")

_says(launch) if {
	some interface in launch.network_interfaces
	_interface_says(interface)
}

_interface_says(interface) if is_boolean(interface.associate_public_ip_address)

_interface_says(interface) if unknown.reason(interface, "associate_public_ip_address")

_gets_public(group) if {
	some launch in _launches(group)
	count(_public_places(launch)) > 0
}

# A route of the subnet's table by which the internet is reached without NAT.
_way_out(subnet) := [route |
	some route in subnet.route_table.routes
	route.gateway
	_to_everywhere(route)
][0]

_to_everywhere(route) if route.cidr_block == "0.0.0.0/0"

_to_everywhere(route) if route.ipv6_cidr_block == "::/0"

# With a public address it counts what the security groups of the nodes let in.
_severity(node) := "high" if {
	some group in _security_groups(node)
	some rule in group.rules
	rule.direction == "ingress"
	security_groups.world(rule)
} else := "medium"

_security_groups(node) := array.flatten([
	[group | some launch in array.concat(_launches(node), [node]); some group in _of_launch(launch)],
	[group |
		some group in input.security_groups
		some use in group.uses
		use.kind == "nodes"
		use.name == node.address
	],
])

_of_launch(launch) := array.flatten([
	[group | some group in launch.security_groups; is_object(group)],
	[group | some group in launch.groups],
	[group | some interface in launch.network_interfaces; some group in interface.groups],
])
