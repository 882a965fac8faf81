package rules.iam["workload-role-without-boundary_test"]

import data.rules.iam["workload-role-without-boundary"] as rule

test_boundary if {
	count(rule.findings) == 1 with input as _role({})
	count(rule.findings) == 1 with input as _role({"permissions_boundary": ""})
	rule.findings == set() with input as _role({"permissions_boundary": "arn"})
	every reason in ["data-source", "known-after-apply"] {
		rule.findings == set() with input as _role({"unknown": {"permissions_boundary": reason}})
		rule.undecided == set() with input as _role({"unknown": {"permissions_boundary": reason}})
	}
}

test_a_boundary_that_is_not_known if {
	model := _role({"unknown": {"permissions_boundary": "variable-without-default"}})
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 1, "field": "permissions_boundary", "reason": "variable-without-default",
	}} with input as model
	not_of_pods := _role({"pods": "no", "unknown": {"permissions_boundary": "variable-without-default"}})
	rule.undecided == set() with input as not_of_pods
}

test_pods if {
	rule.findings == set() with input as _role({"pods": "no"})
	rule.findings == set() with input as _role({"trust": []})
	{u.ref | some u in rule.undecided} == {1} with input as _role({"pods": "unknown"})
}

_role(more) := {"iam_roles": [object.union(
	{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes",
		"trust": [{"ref": 2, "effect": "Allow", "pod_identity": "no"}],
	},
	more,
)]}
