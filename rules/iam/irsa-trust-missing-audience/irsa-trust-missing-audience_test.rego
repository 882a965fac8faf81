package rules.iam["irsa-trust-missing-audience_test"]

import data.rules.iam["irsa-trust-missing-audience"] as rule

test_no_audience if {
	expected := {[2, "low", "aws_iam_role.a takes tokens that were not made for STS"]}
	{[f.ref, f.severity, f.message] | some f in rule.findings} == expected with input as _role("yes", "yes", "no", [])
}

test_further_clients if {
	model := _role("yes", "yes", "no", ["sts.amazonaws.com", "web"])
	{f.severity | some f in rule.findings} == {"medium"} with input as model
}

test_not_judged if {
	every facts in [["yes", "no", "no"], ["yes", "yes", "yes"], ["unknown", "yes", "yes"]] {
		rule.findings == set() with input as _role(facts[0], facts[1], facts[2], [])
		rule.undecided == set() with input as _role(facts[0], facts[1], facts[2], [])
	}
}

test_unknown if {
	every facts in [["yes", "yes", "unknown"], ["unknown", "yes", "no"], ["yes", "unknown", "no"]] {
		rule.findings == set() with input as _role(facts[0], facts[1], facts[2], [])
		{u.ref | some u in rule.undecided} == {2} with input as _role(facts[0], facts[1], facts[2], [])
	}
}

test_unknown_policy if {
	model := {"iam_roles": [{"ref": 1, "type": "aws_iam_role", "address": "a", "unknown": {"trust": "data-source"}}]}
	{[u.ref, u.field] | some u in rule.undecided} == {[1, "trust"]} with input as model
}

_role(eks, subject, audience, clients) := {"iam_roles": [{
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a",
	"trust": [{
		"ref": 2, "audience": audience, "web_identity": {"eks": eks, "subject": subject},
		"principals": [{"ref": 3, "type": "Federated", "provider": {"ref": 4, "client_id_list": clients}}],
	}],
}]}
