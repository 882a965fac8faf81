# METADATA
# title: Nodes
# description: |
#   The kinds of nodes in the input, be they of NodePools or of node groups: what they answer to pods
#   that ask for instance metadata, which role they have, and which pods may run on them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
# schemas:
#   - input: schema
package rules.lib.nodes

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.node_metadata
import data.rules.lib.node_pools
import data.rules.lib.node_roles
import data.rules.lib.unknown

# METADATA
# description: |
#   Are all kinds of nodes, each with a name, with what it answers ("open", "closed", "off" or
#   "unknown", and why; open, if that depends on a value that is not known), the place that decides
#   about that, its role if that is known, what is not known of that, and as a NodePool for what
#   may run on it.
known := array.flatten([_of_pools, _of_groups, _of_scaling])

# METADATA
# description: Are those that certainly answer pods.
open := [node | some node in known; node.answers == "open"]

# METADATA
# description: |
#   Is true if pods of a workload certainly may run on such nodes. If several root modules have
#   nodes, nobody knows which cluster a workload is for.
may_run(workload, node) if {
	not _of_several(node)
	node_pools.may_run(workload, node.pool)
}

_of_several(node) if {
	node.root
	count(_roots) > 1
}

_roots contains node.root if some node in known

# METADATA
# scope: document
# description: |
#   Is where it is not known what the role of some nodes may do, as a ref, a field and the
#   reason; undefined if that is known. Who names a role that is not in the input knows it.
role_gap(node) := node.gap

role_gap(node) := node_roles.gap(node.role) if not node.gap

_of_pools := [object.union(node, {"role": role | role := _named(class.role)}) |
	some pool in input.node_pools
	class := node_pools.class_of(pool)
	node := {
		"name": naming.object_of(pool),
		"pool": pool,
		"answers": _class_answers(class),
		"why": unknown.within(class),
		"place": {"ref": class.ref, "field": node_metadata.field("http_put_response_hop_limit")},
	}
]

_named(name) := [role | some role in input.iam_roles; role.name == name][0]

_class_answers(class) := "off" if {
	node_metadata.option(class, "http_endpoint") == "disabled"
} else := "open" if {
	node_metadata.is_open(class)
} else := "closed" if {
	node_metadata.is_closed(class)
} else := "unknown"

_of_groups := [object.union_n([
	node,
	{"role": role | role := group.node_role},
	{"gap": gap | gap := _gap(group)},
	{"open": reason | node.answers == "unknown"; reason := _open_option(group)},
]) |
	some group in input.node_groups
	node := {
		"name": sprintf("node group %q", [object.get(group, "node_group_name", group.address)]),
		"root": object.get(group, "root", ""),
		"pool": _pool(group),
		"answers": _group_answers(group),
		"why": unknown.within(group),
		"place": _group_place(group),
	}
]

_gap(group) := {"ref": group.ref, "field": "node_role_arn", "reason": reason} if {
	not group.node_role
	reason := unknown.reason(group, "node_role_arn")
}

# A node group as a NodePool.
_pool(group) := {
	"name": "",
	"node_labels": object.union(
		object.get(group, "labels", {}),
		{"eks.amazonaws.com/nodegroup": object.get(group, "node_group_name", "")},
	),
	"taints": [object.union(taint, {"effect": _effects[taint.effect]}) | some taint in group.taint],
	"unknown": object.union(
		{"node_labels": reason | reason := group.unknown.labels},
		{"taints": reason | reason := group.unknown.taint},
	),
}

_effects := {"NO_EXECUTE": "NoExecute", "NO_SCHEDULE": "NoSchedule", "PREFER_NO_SCHEDULE": "PreferNoSchedule"}

_group_answers(group) := _answers(group.launch_template.template.metadata) if {
	group.launch_template.template.metadata
} else := _answers(group.metadata) if {
	group.metadata
} else := "unknown"

_open_option(group) := min({reason | some reason in _metadata(group).unknown})

_metadata(group) := group.launch_template.template.metadata if {
	group.launch_template.template.metadata
} else := group.metadata

# With tokens the hop limit decides; without them nothing holds pods back.
_answers(metadata) := "off" if {
	metadata.http_endpoint == "disabled"
} else := "open" if {
	metadata.http_tokens == "optional"
} else := "open" if {
	metadata.http_put_response_hop_limit > 1
} else := "closed" if {
	metadata.http_tokens == "required"
	metadata.http_put_response_hop_limit == 1
} else := "unknown"

_group_place(group) := {"ref": template.ref, "field": "metadata_options.http_put_response_hop_limit"} if {
	template := group.launch_template.template
} else := {"ref": group.ref, "field": "ami_type"}

# Nodes that Terraform scales itself. Their labels and taints are in what they start by.
_of_scaling := [object.union(node, {"role": role | role := _scaling_role(group)}) |
	some group in node_launches.scaling_groups
	node := {
		"name": sprintf("autoscaling group %q", [object.get(group, "name", group.address)]),
		"root": object.get(group, "root", ""),
		"pool": {"name": "", "node_labels": {}, "taints": [], "unknown": {what: "not-in-input" |
			some what, flag in {"node_labels": "node-labels", "taints": "register-with-taints"}
			_starts_with(group, flag)
		}},
		"answers": _scaling_answers(group),
		"place": _scaling_place(group),
	}
]

_scaling_launches(group) := array.concat(
	[template | some template in group.templates],
	[group.configuration | group.configuration],
)

_starts_with(group, flag) if {
	some launch in _scaling_launches(group)
	contains(object.get(launch, "user_data", flag), flag)
}

# A group may launch by several templates: one that answers is enough.
_scaling_answers(group) := "open" if {
	"open" in {_answers(launch.metadata) | some launch in _scaling_launches(group)}
} else := answer if {
	not group.unknown.templates
	found := {_answers(launch.metadata) | some launch in _scaling_launches(group)}
	count(found) == 1
	some answer in found
} else := "unknown"

_scaling_role(group) := [role |
	some launch in _scaling_launches(group)
	role := _profile(launch).iam_role
][0]

_profile(launch) := launch.iam_instance_profile.profile if {
	launch.type == "aws_launch_template"
} else := launch.profile

_scaling_place(group) := {"ref": launch.ref, "field": "metadata_options.http_put_response_hop_limit"} if {
	launch := [launch | some launch in _scaling_launches(group); _answers(launch.metadata) == "open"][0]
} else := {"ref": group.ref, "field": ""}
