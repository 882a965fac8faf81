package rules["service-accounts"]["default-service-account-granted_test"]

import data.rules.lib.rbac_test as given
import data.rules["service-accounts"]["default-service-account-granted"] as rule

test_a_binding_is_medium if {
	every case in [
		[given.within("shop", [given.account("shop", "default")]), {["medium", 70, "name"]}],
		[given.everywhere([given.user("system:serviceaccount:shop:default")]), {["medium", 71, "name"]}],
		[given.everywhere([given.account("shop", "web"), given.user("default"), given.group("default")]), set()],
	] {
		_brief(rule.findings) == case[1] with input.role_bindings as _given(case[0])
	}
}

test_the_namespace_may_be_left_out if {
	binding := given.everywhere([{"ref": 70, "kind": "ServiceAccount", "name": "default"}])
	{f.message | some f in rule.findings} == {concat(" ", [
		`ClusterRoleBinding "b" gives ClusterRole "r"`,
		"to the default service account",
	])} with input.role_bindings as [binding]
}

test_a_role_that_is_filled_in_later_is_granted_too if {
	binding := object.remove(given.everywhere([given.account("shop", "default")]), ["role_name"])
	{f.message | some f in rule.findings} == {concat(" ", [
		`ClusterRoleBinding "b" gives a role`,
		`to the default service account of namespace "shop"`,
	])} with input.role_bindings as [binding]
}

test_an_iam_role_is_high if {
	account := {
		"ref": 5,
		"kind": "ServiceAccount",
		"name": "default",
		"annotations": {"eks.amazonaws.com/role-arn": "arn"},
	}
	{[f.severity, f.ref, f.field] | some f in rule.findings} == {
		["high", 5, ["annotations", "eks.amazonaws.com/role-arn"]],
	} with input.service_accounts as [account]
	rule.findings == set() with input.service_accounts as [object.union(account, {"name": "web"})]
	rule.findings == set() with input.service_accounts as [
		object.union(account, {"annotations": {"eks.amazonaws.com/role-arn": ""}}),
	]
}

test_an_iam_role_that_is_filled_in_later if {
	account := {
		"ref": 5,
		"kind": "ServiceAccount",
		"name": "default",
		"unknown": {"annotations.eks.amazonaws.com/role-arn": "template-value"},
	}
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "template-value"]}
		with input.service_accounts as [account]
	rule.undecided == set() with input.service_accounts as [object.union(account, {"name": "web"})]
}

_given(binding) := [binding]

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}
