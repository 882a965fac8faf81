# METADATA
# title: SSH key on nodes
# description: |
#   Somebody holds a private key that opens every node of the group, with all its pods and the role of
#   the node, and nobody sees when it is used. Session Manager needs neither key nor open port, and
#   writes down who did what.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, minimize access to worker nodes
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
#     description: AWS Systems Manager, Session Manager
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Remove the key, and use Session Manager.
#   targets: [node_groups, launch_templates, launch_configurations, instances]
#   profile: strict
package rules.nodes["node-ssh-key-configured"]

import data.rules.lib.node_launches
import data.rules.lib.unknown

findings contains {
	"ref": launch.ref,
	"field": "key_name",
	"message": sprintf("nodes of %s take the SSH key %q", [launch.address, launch.key_name]),
} if {
	some launch in node_launches.of_nodes
	launch.key_name != ""
	not unknown.reason(launch, "key_name")
}

# A key that is made here certainly is one.
findings contains {
	"ref": launch.ref,
	"field": "key_name",
	"message": sprintf("nodes of %s take an SSH key", [launch.address]),
} if {
	some launch in node_launches.of_nodes
	unknown.reason(launch, "key_name") == "known-after-apply"
}

# Without source groups node-ssh-open-to-world has its say.
findings contains {
	"ref": group.ref,
	"field": "remote_access.ec2_ssh_key",
	"message": sprintf("nodes of %s take the SSH key %q", [group.address, group.remote_access.ec2_ssh_key]),
} if {
	some group in input.node_groups
	group.remote_access.ec2_ssh_key != ""
	_has_sources(group)
}

findings contains {
	"ref": group.ref,
	"field": "remote_access.ec2_ssh_key",
	"message": sprintf("nodes of %s take an SSH key", [group.address]),
} if {
	some group in input.node_groups
	unknown.reason(group, "remote_access.ec2_ssh_key") == "known-after-apply"
	_has_sources(group)
}

findings contains {
	"ref": launch.ref,
	"field": "user_data",
	"message": sprintf("nodes of %s run the admin container of Bottlerocket, which lets SSH in", [launch.address]),
} if {
	some launch in node_launches.of_nodes
	regex.match(_admin, launch.user_data)
}

undecided contains {"ref": launch.ref, "field": "key_name", "reason": reason} if {
	some launch in node_launches.of_nodes
	reason := unknown.reason(launch, "key_name")
	reason != "known-after-apply"
}

undecided contains {"ref": group.ref, "field": "remote_access.ec2_ssh_key", "reason": reason} if {
	some group in input.node_groups
	reason := unknown.reason(group, "remote_access.ec2_ssh_key")
	reason != "known-after-apply"
}

_has_sources(group) if group.remote_access.source_security_group_ids

_has_sources(group) if unknown.partly(group, "remote_access.source_security_group_ids")

# Source: https://bottlerocket.dev/en/os/latest/#/api/settings/host-containers/
_admin := `(?s)\[\s*settings\.host-containers\.admin\s*\][^\[]*?\n\s*enabled\s*=\s*true`
