# METADATA
# title: SSH of nodes open to the world
# description: |
#   With a key and no source groups, EKS makes a security group that admits the whole internet to
#   port 22 of the nodes of the group. Whoever gets the private key, or finds a hole in the SSH
#   server, is on the nodes. Where the nodes are certainly in private subnets only, it is `high`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
#     description: EKS API Reference, RemoteAccessConfig
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Remove `remote_access` and use Session Manager, or set `source_security_group_ids`.
#   targets: [node_groups]
package rules.nodes["node-ssh-open-to-world"]

import data.rules.lib.unknown

findings contains {
	"ref": group.ref,
	"field": "remote_access.source_security_group_ids",
	"message": sprintf(
		"port 22 of the nodes of %s is open to 0.0.0.0/0: there is an SSH key and no source group",
		[group.address],
	),
	"severity": _severity(group),
} if {
	some group in input.node_groups
	group.remote_access.ec2_ssh_key
	not group.remote_access.source_security_group_ids
	not unknown.partly(group, "remote_access.source_security_group_ids")
}

undecided contains {"ref": group.ref, "field": field, "reason": reason} if {
	some group in input.node_groups
	not group.remote_access.source_security_group_ids
	not _without_key(group)

	# Which groups those are that are made with the nodes is not known, but that there are some is.
	not _some_group(group)
	some field in ["remote_access.ec2_ssh_key", "remote_access.source_security_group_ids"]
	reason := unknown.partly(group, field)
}

_without_key(group) if {
	not group.remote_access.ec2_ssh_key
	not unknown.reason(group, "remote_access.ec2_ssh_key")
}

_some_group(group) if {
	some at, _ in group.unknown
	startswith(at, "remote_access.source_security_group_ids.")
}

_severity(group) := "high" if {
	group.subnets[0]
	not unknown.partly(group, "subnets")
	every subnet in group.subnets {
		_is_private(subnet)
	}
} else := "critical"

# All routes of the subnet are known, and none leads to an internet gateway.
_is_private(subnet) if {
	not subnet.unknown.route_table
	not subnet.route_table.unknown.routes
	every route in object.get(subnet.route_table, "routes", []) {
		not _to_internet(route)
	}
}

_to_internet(route) if route.gateway

_to_internet(route) if startswith(route.gateway_id, "igw-")

_to_internet(route) if route.unknown.gateway_id
