package rules["security-groups"]["sgp-group-unknown_test"]

import data.rules["security-groups"]["sgp-group-unknown"] as rule

test_what_is_no_id if {
	every id in ["web", "sg-123", "sg-0123456789ABCDEF0", "sg-0123456789abcdef", "<sg>"] {
		rule.findings == {{
			"ref": 1, "field": "group_ids.1",
			"message": sprintf(`SecurityGroupPolicy "p" names the security group %q, which is no id`, [id]),
		}} with input as _policy({"group_ids": ["sg-01234567", id]})
	}
}

test_ids_are_not_found if {
	rule.findings == set() with input as _policy({"group_ids": ["sg-01234567", "sg-0123456789abcdef0"]})
}

test_the_index_is_that_of_the_file if {
	unknown := {"group_ids": "template-value", "group_ids.0": "template-value"}
	{f.field | some f in rule.findings} == {"group_ids.1"} with input as _policy({
		"group_ids": ["web"],
		"unknown": unknown,
	})
}

test_no_groups if {
	rule.findings == {{
		"ref": 1, "field": "group_ids",
		"message": `SecurityGroupPolicy "p" names no security groups`,
	}} with input as _policy({})
}

test_a_template_is_undecided if {
	every field in ["group_ids", "security_groups"] {
		model := _policy({"unknown": {field: "template-value"}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": "group_ids", "reason": "template-value"}} with input as model
	}
}

_policy(more) := {
	"security_group_policies": [object.union({"ref": 1, "kind": "SecurityGroupPolicy", "name": "p"}, more)],
}

test_references_to_groups_that_are_here if {
	open := {"unknown": {"group_ids": "template-value"}, "groups": [{"field": "group_ids.0"}]}
	rule.undecided == set() with input as _policy(open)
	rule.findings == set() with input as _policy(open)
	count(rule.undecided) == 1 with input as _policy(object.union(open, {"other_groups": true}))
}
