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
