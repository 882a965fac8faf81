package rules.cluster["access-entry-cluster-admin_test"]

import data.rules.cluster["access-entry-cluster-admin"] as rule

test_the_only_role if {
	_found == {["info", "arn:aws:iam::111122223333:role/a is an administrator of c, and the only such role"]} with input as _model([
		_entry(1, "arn:aws:iam::111122223333:role/a"),
	])
}

test_several_roles if {
	_severities == {1: "info", 2: "medium", 3: "medium"} with input as _model([
		_entry(1, "arn:aws:iam::111122223333:role/a"),
		_entry(2, "arn:aws:iam::111122223333:role/b"),
		_entry(3, "arn:aws:iam::111122223333:role/c"),
	])
}

test_roles_of_several_clusters if {
	_severities == {1: "info", 2: "info"} with input as _model([
		_entry(1, "arn:aws:iam::111122223333:role/a"),
		object.union(_entry(2, "arn:aws:iam::111122223333:role/b"), {"cluster": {"ref": 91, "address": "d"}}),
	])
}

test_those_who_are_there_for_another_reason_do_not_count if {
	_severities == {1: "info", 2: "high", 3: "info"} with input as _model([
		_entry(1, "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"),
		object.union(_entry(2, "arn:aws:iam::111122223333:user/b"), {"principal_kind": "user"}),
		_entry(3, "arn:aws:iam::111122223333:role/c"),
	])
}

test_who_can_take_the_role if {
	every who, severity in {"pods": "critical", "instances": "critical", "capabilities": "high", "account": "info"} {
		role := {"ref": 50, "address": "aws_iam_role.a", "trust": [{"ref": 51, "admits": [{"who": who}]}]}
		_severities == {1: severity} with input as _model([_of({"principal_role": role})])
	}
	target := {"ref": 50, "address": "aws_iam_role.a", "pods": "yes"}
	_severities == {1: "critical"} with input as _model([_of({"principal_role": target})])
}

test_users_and_other_accounts if {
	_severities == {1: "high"} with input as _model([_of({"principal_kind": "user", "principal_user": {"ref": 50, "address": "aws_iam_user.a"}})])
	_severities == {1: "high"} with input as _model([_entry(1, "arn:aws:iam::444455556666:role/a")])
}

test_another_account_is_not_guessed if {
	entry := json.remove(_entry(1, "arn:aws:iam::444455556666:role/a"), ["cluster/account"])
	_severities == {1: "info"} with input as _model([entry])
}

test_namespaces if {
	_found == {["medium", "arn:aws:iam::111122223333:role/a may do everything in namespaces a, b of c"]} with input as _model([
		object.union(_entry(1, "arn:aws:iam::111122223333:role/a"), {"access_scope": {"type": "namespace", "namespaces": ["a", "b"]}}),
	])
	_found == {["medium", "arn:aws:iam::111122223333:role/a may do everything in some namespaces of c"]} with input as _model([
		object.union(_entry(1, "arn:aws:iam::111122223333:role/a"), {"access_scope": {"type": "namespace"}}),
	])
}

test_one_finding_for_a_principal if {
	scope := {"access_scope": {"type": "namespace", "namespaces": ["a"]}}
	_severities == {1: "info"} with input as _model([
		_entry(1, "arn:aws:iam::111122223333:role/a"),
		object.union(_entry(2, "arn:aws:iam::111122223333:role/a"), scope),
	])
}

test_other_policies_creators_and_exempt_principals if {
	_nothing with input as _model([_of({"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy"})])
	_nothing with input as _model([object.union(_entry(1, "arn:aws:iam::111122223333:role/a"), {"creator": true})])
	params := {"settings": {"params": {"access-entry-cluster-admin": {"administrators": ["arn:aws:iam::*:role/break-glass"]}}}}
	exempt := _model([_entry(1, "arn:aws:iam::111122223333:role/break-glass")])
	_nothing with input as object.union(exempt, params)
	not _nothing with input as object.union(_model([_entry(1, "arn:aws:iam::111122223333:role/b")]), params)
}

test_what_is_unknown if {
	every field in ["principal_arn", "policy_arn", "access_scope.type"] {
		_unknown == {[field, "data-source"]} with input as _model([_without(field)])
		rule.findings == set() with input as _model([_without(field)])
	}
}

_nothing if {
	rule.findings == set()
	rule.undecided == set()
}

_found contains [f.severity, f.message] if some f in rule.findings

_severities[f.ref] := f.severity if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_model(associations) := {
	"settings": {"params": {"access-entry-cluster-admin": {"administrators": []}}},
	"access_policy_associations": associations,
}

_of(fields) := object.union(
	{
		"ref": 1, "root": ".", "address": "a1",
		"cluster": {"ref": 90, "address": "c", "account": "111122223333"},
		"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
		"access_scope": {"type": "cluster"},
	},
	fields,
)

_entry(ref, arn) := _of({"ref": ref, "principal_arn": arn})

_without(field) := object.union(
	json.remove(_entry(1, "arn:aws:iam::111122223333:role/a"), [replace(field, ".", "/")]),
	{"unknown": {field: "data-source"}},
)
