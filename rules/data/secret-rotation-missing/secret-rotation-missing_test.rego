package rules.data["secret-rotation-missing_test"]

import data.rules.data["secret-rotation-missing"] as rule

test_a_secret_of_pods if {
	found := {[f.ref, f.message] | some f in rule.findings} with input as _secret(_read)
	found == {[1, "s, which pods with r may read, is never rotated"]}
	rule.findings == set() with input as _secret({})
	rule.findings == set() with input as _secret(object.union(_read, {"rotated": true}))
}

test_unknown_rotation if {
	unknown := _secret(object.union(_read, {"unknown": {"rotated": "unknown-count"}}))
	rule.findings == set() with input as unknown
	count(rule.undecided) == 1 with input as unknown
	unseen := object.union(_secret(_read), {"missing": [{"root": "a", "reason": "module-not-seen"}]})
	rule.findings == set() with input as unseen
	count(rule.undecided) == 1 with input as unseen
	rule.undecided == set() with input as _secret({"unknown": {"rotated": "unknown-count"}})
}

test_an_unknown_reader if {
	statement := {"effect": "Allow", "actions": ["secretsmanager:GetSecretValue"], "unknown": {"resources": "variable-without-default"}}
	role := {"root": "a", "pods": "yes", "statements": [statement]}
	count(rule.undecided) == 1 with input as object.union(_secret({}), {"iam_roles": [role]})
	rule.undecided == set() with input as object.union(_secret({}), {"iam_roles": [object.union(role, {"pods": "no"})]})
	rule.undecided == set() with input as object.union(_secret({}), {"iam_roles": [object.union(role, {"root": "b"})]})
	other := object.union(statement, {"unknown": {"resources": "known-after-apply"}})
	rule.undecided == set() with input as object.union(_secret({}), {"iam_roles": [object.union(role, {"statements": [other]})]})
}

_read := {"read_by": [{"ref": 2, "address": "r"}]}

_secret(fields) := {"secrets_manager_secrets": [object.union({"ref": 1, "root": "a", "address": "s"}, fields)]}
