package rules.nodes["karpenter-node-never-expires_test"]

import data.rules.nodes["karpenter-node-never-expires"] as rule

test_nodes_that_never_expire if {
	found := rule.findings with input as _pool({"expire_after": "Never"})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, "expire_after", "low",
		`nodes of NodePool "web" never expire`,
	]}
}

test_nodes_that_expire_late if {
	every duration in ["721h", "43201m", "720h1s"] {
		found := rule.findings with input as _pool({"expire_after": duration})
		{f.message | some f in found} == {sprintf(`nodes of NodePool "web" expire only after %s`, [duration])}
	}
	every duration in ["720h", "43200m", "24h", "30d"] {
		rule.findings == set() with input as _pool({"expire_after": duration})
	}
	rule.findings == set() with input as _pool({})
}

test_auto_mode_caps_the_age if {
	auto := {"expire_after": "Never", "node_class_group": "eks.amazonaws.com"}
	{f.severity | some f in rule.findings} == {"info"} with input as _pool(auto)
}

test_a_budget_of_zero if {
	every nodes in ["0", "0%"] {
		found := rule.findings with input as _pool({"budgets": [{"ref": 5, "nodes": nodes}]})
		{[f.ref, f.field, f.message] | some f in found} == {[
			5, "nodes",
			`NodePool "web" lets no node be replaced at any time`,
		]}
	}
	every more in [{"schedule": "@daily"}, {"reasons": ["Drifted"]}, {"nodes": "10%"}] {
		rule.findings == set() with input as _pool({"budgets": [object.union({"ref": 5, "nodes": "0"}, more)]})
	}
}

test_a_pinned_image_of_nodes_that_never_expire if {
	terms := [{"ref": 7, "id": "ami-1"}, {"ref": 8, "alias": "al2023@v20260101"}, {"ref": 9, "alias": "al2023@latest"}]
	model := _classes(terms, {"expire_after": "Never"})
	{[f.ref, f.field, f.message] | some f in rule.findings; f.ref != 3} == {
		[7, "id", `EC2NodeClass "nodes" pins the image ami-1 for nodes that never expire`],
		[8, "alias", `EC2NodeClass "nodes" pins the image al2023@v20260101 for nodes that never expire`],
	} with input as model
	rule.findings == set() with input as _classes(terms, {"expire_after": "24h"})
	elsewhere := _classes(terms, {"expire_after": "Never", "node_class_name": "other"})
	{f.ref | some f in rule.findings} == {3} with input as elsewhere
}

test_unknown_values_are_undecided if {
	expiry := _pool({"unknown": {"expire_after": "template-value"}})
	rule.undecided == {{"ref": 3, "field": "expire_after", "reason": "template-value"}} with input as expiry
	budget := {"ref": 5, "unknown": {"nodes": "template-value"}}
	rule.undecided == {{"ref": 5, "field": "nodes", "reason": "template-value"}} with input as _pool({"budgets": [budget]})
	scheduled := object.union(budget, {"schedule": "@daily"})
	rule.undecided == set() with input as _pool({"budgets": [scheduled]})
	rule.findings == set() with input as _pool({"budgets": [{"ref": 5, "nodes": "0", "unknown": {"schedule": "template-value"}}]})
}

_classes(terms, pool) := object.union(_pool(pool), {"ec2_node_classes": [{
	"ref": 6, "kind": "EC2NodeClass", "name": "nodes",
	"ami_selector_terms": terms,
}]})

_pool(more) := {"node_pools": [object.union(
	{
		"ref": 3, "kind": "NodePool", "name": "web",
		"node_class_group": "karpenter.k8s.aws", "node_class_name": "nodes",
	},
	more,
)]}
