package rules.workloads["tenant-isolation-bypassable_test"]

import data.rules.workloads["tenant-isolation-bypassable"] as rule

test_everything_is_tolerated if {
	found := rule.findings with input as _model({"tolerations": [{"ref": 5, "operator": "Exists"}]}, [])
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		5, "", "low",
		`Deployment "web" tolerates every taint, those of tenants' nodes as well`,
	]}
	effect := {"tolerations": [{"ref": 5, "operator": "Exists", "effect": "NoSchedule"}]}
	count(rule.findings) == 1 with input as _model(effect, [])
}

test_one_key_is_tolerated if {
	one := {"tolerations": [{"ref": 5, "operator": "Exists", "key": "gpu"}, {"ref": 6, "key": "x", "value": "y"}]}
	rule.findings == set() with input as _model(one, [])
}

test_the_system_may_run_everywhere if {
	every more in [{"namespace": "kube-system"}, {"node_agent": "falco"}] {
		workload := object.union({"tolerations": [{"ref": 5, "operator": "Exists"}]}, more)
		rule.findings == set() with input as _model(workload, [])
	}
}

test_an_unknown_key_is_undecided if {
	workload := {"tolerations": [{"ref": 5, "operator": "Exists", "unknown": {"key": "template-value"}}]}
	rule.findings == set() with input as _model(workload, [])
	rule.undecided == {{"ref": 5, "field": "key", "reason": "template-value"}} with input as _model(workload, [])
}

test_a_label_that_nodes_may_give_themselves if {
	workload := {"tolerations": [_toleration], "node_selector": {"team": "shop"}}
	found := rule.findings with input as _model(workload, [_pool({"team": "shop"})])
	{[f.ref, f.field, f.message] | some f in found} == {[
		8, ["node_labels", "team"],
		`NodePool "shop" is kept for some pods by the label "team", which a node may give itself`,
	]}
	{r.ref | some f in found; some r in f.related} == {1}
}

test_a_label_that_is_reserved if {
	label := "node-restriction.kubernetes.io/team"
	workload := {"tolerations": [_toleration], "node_affinity": [{"match_expressions": [{"key": label, "operator": "In"}]}]}
	rule.findings == set() with input as _model(workload, [_pool({label: "shop", "team": "shop"})])
}

test_a_toleration_without_affinity if {
	found := rule.findings with input as _model({"tolerations": [_toleration]}, [_pool({"team": "shop"})])
	{[f.ref, f.field, f.message] | some f in found} == {[
		5, "",
		`Deployment "web" tolerates the taint "team" of NodePool "shop", and may run on other nodes all the same`,
	]}
	{[r.ref, r.field] | some f in found; some r in f.related} == {[8, "taints"]}
}

test_a_toleration_of_another_taint if {
	every other in [{"value": "bank"}, {"effect": "NoExecute"}, {"key": "other"}] {
		workload := {"tolerations": [object.union(_toleration, other)]}
		rule.findings == set() with input as _model(workload, [_pool({"team": "shop"})])
	}
	exists := {"tolerations": [{"ref": 5, "key": "team", "operator": "Exists"}]}
	count(rule.findings) == 1 with input as _model(exists, [_pool({})])
}

test_the_label_of_the_pool_is_enough if {
	workload := {"tolerations": [_toleration], "node_selector": {"karpenter.sh/nodepool": "shop"}}
	rule.findings == set() with input as _model(workload, [_pool({})])
}

test_every_term_must_ask_for_the_label if {
	terms := [{"match_expressions": [{"key": "team", "operator": "In"}]}, {}]
	workload := {"tolerations": [_toleration], "node_affinity": terms}
	{f.ref | some f in rule.findings} == {5} with input as _model(workload, [_pool({"team": "shop"})])
	unlike := [{"match_expressions": [{"key": "team", "operator": "NotIn"}]}]
	other := {"tolerations": [_toleration], "node_affinity": unlike}
	{f.ref | some f in rule.findings} == {5} with input as _model(other, [_pool({"team": "shop"})])
}

test_unknown_nodes_are_not_found if {
	workload := {"tolerations": [_toleration], "unknown": {"node_selector": "template-value"}}
	rule.findings == set() with input as _model(workload, [_pool({"team": "shop"})])
}

test_a_label_without_a_taint if {
	pool := object.remove(_pool({"team": "shop"}), ["taints"])
	found := rule.findings with input as _model({"node_selector": {"team": "shop"}}, [pool])
	{[f.ref, f.field, f.message] | some f in found} == {[
		8, "taints",
		`NodePool "shop" has labels that some pods ask for, and no taint that keeps others away`,
	]}
	unknown := object.union(pool, {"unknown": {"taints": "template-value"}})
	rule.findings == set() with input as _model({"node_selector": {"team": "shop"}}, [unknown])
	rule.findings == set() with input as _model({}, [pool])
}

_toleration := {"ref": 5, "key": "team", "value": "shop", "effect": "NoSchedule"}

_pool(labels) := {
	"ref": 8, "kind": "NodePool", "name": "shop", "node_labels": labels,
	"taints": [{"ref": 9, "key": "team", "value": "shop", "effect": "NoSchedule"}],
}

_model(workload, pools) := {
	"node_pools": pools,
	"workloads": [object.union({"ref": 1, "kind": "Deployment", "name": "web", "namespace": "shop"}, workload)],
}
