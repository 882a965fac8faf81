package rules.iam["irsa-wildcard-subject_test"]

import data.rules.iam["irsa-wildcard-subject"] as rule

test_severities if {
	every value, severity in {
		"system:serviceaccount:*:x": "critical",
		"system:serviceaccount:*": "critical",
		"system:serviceaccount:team-a*": "critical",
		"system:serviceaccount:team-?:x": "critical",
		"system:*": "critical",
		"system:serviceaccount:*:${var.name}": "critical",
		"system:serviceaccount:shop:*": "high",
		"system:serviceaccount:${var.namespace}:*": "high",
		"system:serviceaccount:shop:app-*": "medium",
		"system:serviceaccount:shop:*-app": "medium",
		"system:serviceaccount:${var.account}*": "medium",
	} {
		{[f.field, f.severity] | some f in rule.findings} == {["values", severity]} with input as _role("yes", "StringLike", value)
	}
}

test_no_wildcard_of_accounts if {
	every value in ["*", "**", "system:serviceaccount:shop:app", "repo:org/*", "${var.subject}"] {
		rule.findings == set() with input as _role("yes", "StringLike", value)
		rule.undecided == set() with input as _role("unknown", "StringLike", value)
	}
}

test_other_operators if {
	every test in ["StringEquals", "StringLikeIfExists", "StringNotLike"] {
		rule.findings == set() with input as _role("yes", test, "system:serviceaccount:shop:*")
	}
}

test_another_condition_names_it if {
	model := _role("yes", "StringLike", "system:serviceaccount:shop:*")
	both := json.patch(model, [{"op": "add", "path": "/iam_roles/0/trust/0/conditions/-", "value": {
		"ref": 4, "test": "StringEquals", "variable": "x:sub", "values": ["system:serviceaccount:shop:app"],
	}}])
	rule.findings == set() with input as both
}

test_a_deny if {
	model := _role("yes", "StringLike", "system:serviceaccount:shop:*")
	denied := json.patch(model, [{"op": "replace", "path": "/iam_roles/0/trust/0/web_identity/denied", "value": "yes"}])
	rule.findings == set() with input as denied
	rule.undecided == set() with input as denied
	maybe := json.patch(model, [{"op": "replace", "path": "/iam_roles/0/trust/0/web_identity/denied", "value": "unknown"}])
	rule.findings == set() with input as maybe
	count(rule.undecided) == 1 with input as maybe
}

test_unknown_provider if {
	model := _role("unknown", "StringLike", "system:serviceaccount:shop:*")
	rule.findings == set() with input as model
	{[u.field, u.reason] | some u in rule.undecided} == {["principals", "data-source"]} with input as model
}

_role(eks, test, value) := {"iam_roles": [{
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.app",
	"trust": [{
		"ref": 2, "effect": "Allow", "web_identity": {"eks": eks, "subject": "yes", "denied": "no"},
		"principals": [{"ref": 6, "unknown": {"identifier": "data-source"}}],
		"conditions": [{"ref": 3, "test": test, "variable": "X:sub", "values": [value]}],
	}],
}]}
