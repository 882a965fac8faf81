package rules.workloads["namespace-without-quota_test"]

import data.rules.workloads["namespace-without-quota"] as rule

test_neither_quota_nor_limit_range if {
	found := rule.findings with input as _namespace({"quota": false, "limit_range": false}, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		2, "", "low",
		`Namespace "shop" has workloads and no ResourceQuota and no LimitRange`,
	]}
}

test_no_quota if {
	found := rule.findings with input as _namespace({"quota": false, "limit_range": true}, {})
	{[f.severity, f.message] | some f in found} == {["low", `Namespace "shop" has workloads and no ResourceQuota`]}
}

test_no_limit_range_is_info if {
	found := rule.findings with input as _namespace({"quota": true, "limit_range": false}, {})
	{[f.severity, f.message] | some f in found} == {["info", `Namespace "shop" has workloads and no LimitRange`]}
}

test_both_are_there if {
	rule.findings == set() with input as _namespace({"quota": true, "limit_range": true}, {})
}

test_a_namespace_without_workloads_of_applications if {
	none := {"quota": false, "limit_range": false}
	rule.findings == set() with input as _namespace(none, {"workloads": []})
	rule.findings == set() with input as _namespace(none, {"workloads": [{"ref": 3, "node_agent": "falco"}]})
	elsewhere := [{"ref": 3, "unknown": {"namespace": "namespace-left-out"}}]
	rule.findings == set() with input as _namespace(none, {"workloads": elsewhere})
	rule.findings == set() with input as _namespace(none, {"name": "kube-system"})
	rule.findings == set() with input as _namespace(none, {"name": "kube-flannel"})
}

test_what_is_propagated_does_not_lack if {
	model := _namespace({"quota": false, "limit_range": false}, {})
	quotas := object.union(model, {"quota_propagators": [{"quotas": true, "limit_ranges": false}]})
	{f.message | some f in rule.findings} == {`Namespace "shop" has workloads and no LimitRange`} with input as quotas
	both := object.union(model, {"quota_propagators": [{"quotas": true, "limit_ranges": true}]})
	rule.findings == set() with input as both
}

test_an_unknown_quota_is_undecided if {
	unknown := {"unknown": {"resources.quota": "namespace-left-out"}}
	model := _namespace({"limit_range": true}, unknown)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 2, "field": "", "reason": "namespace-left-out"}} with input as model
	rule.undecided == set() with input as _namespace({"limit_range": true}, object.union(unknown, {"workloads": []}))
	count(rule.findings) == 1 with input as _namespace({"limit_range": false}, unknown)
}

_namespace(resources, more) := {"namespaces": [object.union(
	{"ref": 2, "kind": "Namespace", "name": "shop", "workloads": [{"ref": 3}], "resources": resources},
	more,
)]}
