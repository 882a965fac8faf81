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
import data.rules.lib.node_metadata
import data.rules.lib.node_pools
import data.rules.lib.node_roles
import data.rules.lib.unknown

# METADATA
# description: |
#   Are all kinds of nodes, each with a name, with what it answers ("open", "closed", "off" or
#   "unknown", and why), the place that decides about that, its role if that is known, what is not
#   known of that, and as a NodePool for what may run on it.
known := array.concat(_of_pools, _of_groups)

# METADATA
# description: Are those that certainly answer pods.
open := [node | some node in known; node.answers == "open"]

# METADATA
# description: Is true if pods of a workload certainly may run on such nodes.
may_run(workload, node) if node_pools.may_run(workload, node.pool)

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

_of_groups := [object.union_n([node, {"role": role | role := group.node_role}, {"gap": gap | gap := _gap(group)}]) |
	some group in input.node_groups
	node := {
		"name": sprintf("node group %q", [object.get(group, "node_group_name", group.address)]),
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

_group_answers(group) := _options_answer(group.launch_template.template.metadata_options) if {
	group.launch_template.template.metadata_options
} else := _image_answers(group) if {
	not _has_template(group)
} else := "unknown"

# With tokens the hop limit decides; without them nothing holds pods back.
_options_answer(options) := "off" if {
	options.http_endpoint == "disabled"
} else := "open" if {
	options.http_tokens == "optional"
} else := "open" if {
	options.http_put_response_hop_limit > 1
} else := "closed" if {
	options.http_tokens == "required"
	options.http_put_response_hop_limit == 1
} else := "unknown"

# Without a template the image decides.
_image_answers(group) := "open" if {
	startswith(group.ami_type, "AL2_")
} else := "closed" if {
	startswith(group.ami_type, "AL2023_")
} else := "unknown"

_has_template(group) if group.launch_template

_has_template(group) if group.unknown.launch_template

_group_place(group) := {"ref": template.ref, "field": "metadata_options.http_put_response_hop_limit"} if {
	template := group.launch_template.template
} else := {"ref": group.ref, "field": "ami_type"}
