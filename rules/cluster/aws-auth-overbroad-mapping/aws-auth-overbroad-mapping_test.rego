package rules.cluster["aws-auth-overbroad-mapping_test"]

import data.rules.cluster["aws-auth-overbroad-mapping"] as rule

test_masters_are_high if {
	every kind in ["role", "user"] {
		one := _maps(kind, "a", ["dev", "system:masters"])
		_brief(rule.findings) == {["high", 2, "groups.1"]} with input as _auth(one)
	}
	another := _maps("role", "a", ["system:bootstrappers", "system:nodes"])
	_brief(rule.findings) == set() with input as _auth(another)
}

test_accounts_are_high if {
	_brief(rule.findings) == {["high", 1, "data.mapAccounts"]} with input as _auth({"map_accounts": ["1"]})
	{f.message | some f in rule.findings} == {`ConfigMap "aws-auth" lets every IAM principal of 2 AWS accounts log in`}
		with input as _auth({"map_accounts": ["1", "2"]})
}

test_what_eks_cannot_read_is_medium if {
	one := {"errors": [{"key": "mapRoles", "message": "m"}]}
	_brief(rule.findings) == {["medium", 1, ["data", "mapRoles"]]} with input as _auth(one)
}

test_mappings_that_never_match_are_info if {
	_brief(rule.findings) == {["info", 2, "arn"]} with input as _auth(_maps("role", "team/dev", []))
	_brief(rule.findings) == {["info", 2, "arn"]} with input as _auth(_maps("role", "*", []))
	session := {"mappings": [{"ref": 2, "kind": "role", "arn": "arn:aws:sts::111122223333:assumed-role/a/b"}]}
	_brief(rule.findings) == {["info", 2, "arn"]} with input as _auth(session)
	_brief(rule.findings) == set() with input as _auth(_maps("role", "dev", []))
	_brief(rule.findings) == set() with input as _auth(_maps("user", "team/ann", []))
}

test_one_without_a_namespace_is_undecided if {
	every more in [
		{"map_accounts": ["1"]},
		_maps("role", "a", ["system:masters"]),
		{"errors": [{"key": "mapRoles", "message": "m"}]},
	] {
		model := _auth(object.union(_left_out, more))
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	}
	rule.undecided == set() with input as _auth(_left_out)
}

test_what_is_filled_in_later_is_undecided if {
	filled_in := {"unknown": {"data.mapUsers": "template-value"}}
	{[u.ref, u.field] | some u in rule.undecided} == {[1, ["data", "mapUsers"]]} with input as _auth(filled_in)
	open := {"mappings": [{"ref": 2, "kind": "role", "unknown": {"groups": "template-value"}}]}
	{[u.ref, u.field] | some u in rule.undecided} == {[2, "groups"]} with input as _auth(open)
	told := {"mappings": [object.union(open.mappings[0], {"groups": ["system:masters"]})]}
	rule.undecided == set() with input as _auth(told)
}

test_pods_or_nodes_can_take_the_role if {
	every who in ["pods", "instances"] {
		role := {"ref": 40, "trust": [{"admits": [{"who": who}]}]}
		mapping := {"ref": 2, "kind": "role", "arn": "a", "groups": ["system:masters"], "role": role}
		{f.severity | some f in rule.findings} == {"critical"} with input as _auth({"mappings": [mapping]})
	}
}

test_a_cluster_that_does_not_read_it if {
	mapping := {"ref": 2, "kind": "role", "arn": "a", "groups": ["system:masters"]}
	cluster := {"ref": 50, "address": "c", "access_config": {"authentication_mode": "API"}}
	more := {"mappings": [mapping], "map_accounts": ["1"], "cluster": cluster}
	rule.findings == set() with input as _auth(more)
	rule.undecided == set() with input as _auth(more)
	open := object.union(more, {"cluster": {"ref": 50, "access_config": null, "unknown": {"access_config.authentication_mode": "data-source"}}})
	rule.findings == set() with input as _auth(open)
	{u.ref | some u in rule.undecided} == {50} with input as _auth(open)
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
