package rules.cluster["iam-user-mapped-to-cluster_test"]

import data.rules.cluster["iam-user-mapped-to-cluster"] as rule

test_low_for_a_user if {
	_brief(rule.findings) == {["low", 2, "arn"]} with input as _auth(_maps("user", "ann", ["dev"]))
	_brief(rule.findings) == set() with input as _auth(_maps("role", "dev", ["dev"]))
}

test_medium_with_administration if {
	_brief(rule.findings) == {["medium", 2, "arn"]} with input as _auth(_maps("user", "ann", ["system:masters"]))
	model := object.union(
		_auth(_maps("user", "ann", ["dev"])),
		{"principals": [{"kind": "Group", "name": "dev", "admin_equivalent": true}]},
	)
	{f.severity | some f in rule.findings} == {"medium"} with input as model
	other := object.union(
		_auth(_maps("user", "ann", ["dev"])),
		{"principals": [{"kind": "User", "name": "dev", "admin_equivalent": true}]},
	)
	{f.severity | some f in rule.findings} == {"low"} with input as other
}

test_names_without_the_session_before_1_20 if {
	old := {"profile": "strict", "oldest_kubernetes_minor": 19}
	model := object.union(_auth(_maps("role", "dev", [])), {"settings": old})
	{[f.severity, f.field] | some f in rule.findings} == {["info", "username"]} with input as model
	rule.findings == set() with input as object.union(
		model,
		{"settings": {"profile": "strict", "oldest_kubernetes_minor": 20}},
	)
	rule.findings == set() with input as object.union(
		model,
		{"settings": {"profile": "default", "oldest_kubernetes_minor": 19}},
	)
	session := {"mappings": [{"ref": 2, "kind": "role", "username": "{{SessionName}}"}]}
	rule.findings == set() with input as object.union(_auth(session), {"settings": old})
}

test_what_is_not_known_is_undecided if {
	model := _auth(object.union(_left_out, _maps("user", "ann", [])))
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	filled_in := {"unknown": {"data.mapUsers": "template-value"}}
	{u.field | some u in rule.undecided} == {["data", "mapUsers"]} with input as _auth(filled_in)
}

test_access_entries_of_users if {
	policy := "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
	every fields in [{"principal_kind": "user", "principal_user": {"ref": 40, "address": "u"}}, {"principal_kind": "user", "principal_arn": "arn:aws:iam::1:user/ann"}] {
		_brief(rule.findings) == {["low", 7, "principal_arn"]} with input as _entry(fields)
		_brief(rule.findings) == {["medium", 7, "principal_arn"]} with input as _entry(object.union(fields, {"kubernetes_groups": ["view", "admins"]}))
		association := object.union(fields, {"ref": 8, "root": ".", "cluster_name": "main", "policy_arn": policy, "access_scope": {"type": "cluster"}})
		model := object.union(_entry(fields), {"access_policy_associations": [association]})
		_brief(rule.findings) == {["medium", 7, "principal_arn"]} with input as model
	}
}

test_access_entries_of_others if {
	every fields in [{"principal_kind": "role", "principal_role": {"ref": 40}}, {"principal_kind": "role", "unknown": {"principal_arn": "data-source"}}, {"creator": true, "unknown": {"principal_arn": "data-source"}}] {
		rule.findings == set() with input as _entry(fields)
		rule.undecided == set() with input as _entry(fields)
	}
	open := {"unknown": {"principal_arn": "data-source"}}
	rule.findings == set() with input as _entry(open)
	{u.reason | some u in rule.undecided} == {"data-source"} with input as _entry(open)
	rule.undecided == set() with input as _entry(object.union(open, {"type": "EC2_LINUX"}))
}

test_a_cluster_that_does_not_read_it if {
	mapping := {"mappings": [{"ref": 2, "kind": "user", "arn": "a"}]}
	ignored := object.union(mapping, {"cluster": {"ref": 50, "access_config": {"authentication_mode": "API"}}})
	rule.findings == set() with input as _auth(ignored)
	open := object.union(mapping, {"cluster": {"ref": 50, "unknown": {"access_config.authentication_mode": "data-source"}}})
	rule.findings == set() with input as _auth(open)
	{u.ref | some u in rule.undecided} == {50} with input as _auth(open)
}

_entry(fields) := {
	"settings": {"profile": "default", "oldest_kubernetes_minor": 30},
	"access_entries": [object.union({"ref": 7, "root": ".", "address": "e", "cluster_name": "main"}, fields)],
	"principals": [{"ref": 5, "kind": "Group", "name": "admins", "admin_equivalent": true}],
}

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}

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
