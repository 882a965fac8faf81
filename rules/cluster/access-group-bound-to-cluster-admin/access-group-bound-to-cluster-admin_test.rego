package rules.cluster["access-group-bound-to-cluster-admin_test"]

import data.rules.cluster["access-group-bound-to-cluster-admin"] as rule

test_a_group_that_may_do_everything if {
	model := _with({}, {"admin_equivalent": true})
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		2, "groups.1",
		`ConfigMap "aws-auth" maps arn:aws:iam::111122223333:role/dev to group "ops", which may do everything`,
	]} with input as model
	{p.ref | some f in rule.findings; some p in f.related} == {9} with input as model
}

test_a_group_with_a_way_there if {
	path := [{"via": "bind", "text": "bind it", "becomes": "cluster-admin", "built_in": false}]
	count(rule.findings) == 1 with input as _with({}, {"admin_equivalent": false, "escalation_path": path})
	rule.findings == set() with input as _with({}, {"admin_equivalent": false})
}

test_other_principals if {
	rule.findings == set() with input as _with({}, {"admin_equivalent": true, "kind": "User"})
	rule.findings == set() with input as _with({}, {"admin_equivalent": true, "name": "other"})
	masters := _maps("role", "dev", ["system:masters"])
	rule.findings == set() with input as _with(masters, {"admin_equivalent": true, "name": "system:masters"})
}

test_one_without_a_namespace_is_undecided if {
	model := _with(_left_out, {"admin_equivalent": true})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	rule.undecided == set() with input as _with(_left_out, {"admin_equivalent": false})
}

test_a_group_that_nobody_binds_is_info_in_a_whole_cluster if {
	model := _auth(_maps("role", "dev", ["dev"]))
	rule.findings == set() with input as model
	workloads := [
		{"ref": 20, "containers": [{"ref": 21, "image": {"repository": "coredns/coredns"}}]},
		{"ref": 22, "node_agent": "kube-proxy", "containers": []},
	]
	whole := object.union(model, {"workloads": workloads, "containers": [{"ref": 21, "image": {"repository": "coredns/coredns"}}]})
	{[f.ref, f.field, f.severity] | some f in rule.findings} == {[2, "groups.0", "info"]} with input as whole
	bound := {"principals": [{"ref": 5, "kind": "Group", "name": "dev", "bindings": [9]}]}
	rule.findings == set() with input as object.union(whole, bound)
}

_with(auth, principal) := object.union(
	_auth(object.union(_maps("role", "dev", ["dev", "ops"]), auth)),
	{"principals": [object.union({"kind": "Group", "name": "ops", "bindings": [9]}, principal)]},
)

test_groups_of_access_entries if {
	fields := {"principal_arn": "arn:aws:iam::1:role/ops", "kubernetes_groups": ["view", "admins"]}
	{[f.ref, f.field, f.severity] | some f in rule.findings} == {[7, "kubernetes_groups.1", "high"]} with input as _entry(fields)
	role := {"principal_role": {"ref": 40, "address": "r", "pods": "yes"}}
	{f.severity | some f in rule.findings} == {"critical"} with input as _entry(object.union(fields, role))
	rule.findings == set() with input as _entry({"principal_arn": "a", "kubernetes_groups": ["view"]})
	rule.findings == set() with input as _entry({"principal_arn": "a"})
}

test_unknown_groups_of_access_entries if {
	open := {"principal_arn": "a", "unknown": {"kubernetes_groups": "data-source"}}
	rule.findings == set() with input as _entry(open)
	{u.ref | some u in rule.undecided} == {7} with input as _entry(open)
	rule.undecided == set() with input as object.union(_entry(open), {"principals": []})
	found := object.union(open, {"kubernetes_groups": ["admins"]})
	rule.undecided == set() with input as _entry(found)
}

_entry(fields) := {
	"access_entries": [object.union({"ref": 7, "root": ".", "address": "e"}, fields)],
	"principals": [{"ref": 5, "kind": "Group", "name": "admins", "admin_equivalent": true, "bindings": [9]}],
}

_auth(more) := {
	"settings": {"profile": "default"},
	"aws_auths": [object.union(
		{"ref": 1, "kind": "ConfigMap", "name": "aws-auth", "namespace": "kube-system", "mappings": []},
		more,
	)],
}

_maps(kind, name, groups) := {"mappings": [{
	"ref": 2, "kind": kind, "username": "u", "groups": groups,
	"arn": sprintf("arn:aws:iam::111122223333:%s/%s", [kind, name]),
}]}

_left_out := {"namespace": null, "unknown": {"namespace": "namespace-left-out"}}
