package rules.account["access-key-in-terraform_test"]

import data.rules.account["access-key-in-terraform"] as rule

test_an_active_key if {
	_found == {["medium", `k1 is an access key of user "ann", and the state has its secret`]} with input as _keys([{"user": "ann"}])
	_found == {["medium", `k1 is an access key of user "ann", and the state has its secret`]} with input as _keys([{"user": "ann", "status": "Active"}])
	_found == {["medium", "k1 is an access key of a user, and the state has its secret"]} with input as _keys([{}])
}

test_an_inactive_key if {
	rule.findings == set() with input as _keys([{"user": "ann", "status": "Inactive"}])
	rule.undecided == set() with input as _keys([{"user": "ann", "status": "Inactive"}])
}

test_an_encrypted_key if {
	_severities == {"low"} with input as _keys([{"user": "ann", "pgp_key": "keybase:x"}])
	_severities == {"low"} with input as _keys([{"user": "ann", "unknown": {"pgp_key": "variable-without-default"}}])
}

test_a_key_with_power if {
	every user in [
		{"administers": [{"by": "X"}]},
		{"managed_policies": [{"policy_name": "AdministratorAccess"}]},
		{"statements": [{"effect": "Allow", "actions": ["EKS:*"], "resources": ["*"]}]},
		{"statements": [{"effect": "Allow", "actions": ["s3:*", "eks:AssociateAccessPolicy"], "resources": ["*"]}]},
	] {
		_severities == {"high"} with input as _keys([{"iam_user": object.union({"ref": 9, "address": "u"}, user), "pgp_key": "x"}])
	}
	every user in [
		{"managed_policies": [{"policy_name": "ReadOnlyAccess"}]},
		{"statements": [{"effect": "Deny", "actions": ["eks:*"], "resources": ["*"]}]},
		{"statements": [{"effect": "Allow", "actions": ["eks:DescribeCluster"], "resources": ["*"]}]},
		{"statements": [{"effect": "Allow", "actions": ["eks:*"], "resources": ["*"], "conditions": [{"test": "Bool"}]}]},
	] {
		_severities == {"medium"} with input as _keys([{"iam_user": object.union({"ref": 9, "address": "u"}, user)}])
	}
}

test_a_key_that_is_handed_on if {
	_found == {["high", `k1 is an access key of user "ann" that is handed to kubernetes_secret.x`]} with input as _keys([{
		"user": "ann",
		"passed_to": [{"address": "kubernetes_secret.x"}],
	}])
}

test_several_keys_of_one_user if {
	model := _keys([{"user": "ann"}, {"user": "ann"}, {"user": "bob"}, {"user": "ann", "status": "Inactive"}])
	{f.message | some f in rule.findings; f.severity == "low"} == {`user "ann" has 2 active access keys, and k2 is one of them`} with input as model
}

test_an_unknown_status if {
	model := _keys([{"user": "ann", "unknown": {"status": "data-source"}}])
	rule.findings == set() with input as model
	{u.reason | some u in rule.undecided} == {"data-source"} with input as model
}

_found contains [f.severity, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_keys(list) := {"access_keys": [object.union({"ref": i + 1, "root": ".", "address": sprintf("k%d", [i + 1])}, key) | some i, key in list]}
