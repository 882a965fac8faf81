package rules.rbac["rbac-authenticated-binding_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-authenticated-binding"] as rule

test_high_for_everyone if {
	every case in [
		[{}, given.group("system:authenticated"), {["high", 72, "name"]}],
		[{}, given.group("system:serviceaccounts"), {["high", 72, "name"]}],
		[{}, given.group("dev"), set()],
		[{}, given.user("system:authenticated"), set()],
	] {
		_brief(rule.findings) == case[2] with input.role_bindings as _given(case[0], case[1])
	}
}

test_roles_that_everyone_has if {
	every name in [
		"system:basic-user",
		"system:discovery",
		"system:public-info-viewer",
		"system:service-account-issuer-discovery",
	] {
		_brief(rule.findings) == set() with input.role_bindings as _given(
			{"role_name": name},
			given.group("system:authenticated"),
		)
	}
	count(rule.findings) == 1 with input.role_bindings as _given(
		{"role_name": "system:discovery", "role_kind": "Role"},
		given.group("system:authenticated"),
	)
}

test_pods_of_a_namespace if {
	every name in ["system:serviceaccounts:shop"] {
		every case in [
			[{"read_only": false}, given.group(name), {["medium", 72, "name"]}],
			[{"read_only": true, "grants": ["secrets-read"]}, given.group(name), {["medium", 72, "name"]}],
			[{"read_only": true}, given.group(name), set()],
			[{"read_only": false, "admin_equivalent": true}, given.group(name), set()],
		] {
			_brief(rule.findings) == case[2] with input.role_bindings as _given(case[0], case[1])
		}
	}
}

test_what_other_rules_report if {
	every case in [
		[{"admin_equivalent": true}, given.group("system:authenticated"), set()],
		[{"role_name": "eks:podsecuritypolicy:privileged"}, given.group("system:authenticated"), set()],
	] {
		_brief(rule.findings) == case[2] with input.role_bindings as _given(case[0], case[1])
	}
}

test_roles_that_only_let_use_policies if {
	use := {"ref": 11, "verbs": ["use"], "api_groups": ["policy"], "resources": ["podsecuritypolicies"]}
	rule.findings == set() with input as _given_with_role([use])
	more := {"ref": 12, "verbs": ["get"], "api_groups": [""], "resources": ["pods"]}
	count(rule.findings) == 1 with input as _given_with_role([use, more])
}

test_an_unknown_role if {
	binding := object.union(given.within("shop", [given.group("system:serviceaccounts:shop")]), {"unknown": {
		"read_only": "not-in-input", "admin_equivalent": "not-in-input",
	}})
	rule.findings == set() with input.role_bindings as [binding]
	rule.undecided == {
		{"ref": 60, "field": "role_name", "reason": "not-in-input"},
	} with input.role_bindings as [binding]
	named := object.union(
		object.remove(
			given.everywhere([given.group("system:authenticated")]),
			["role_name"],
		),
		{"unknown": {
			"role_name": "template-value",
		}},
	)
	rule.findings == set() with input.role_bindings as [named]
	rule.undecided == {
		{"ref": 50, "field": "role_name", "reason": "template-value"},
	} with input.role_bindings as [named]
}

_given(more, subject) := [object.union(
	given.everywhere([subject]),
	more,
)]

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}

_given_with_role(rules) := {
	"roles": [{"ref": 1, "kind": "ClusterRole", "name": "r", "rules": rules}],
	"role_bindings": [object.union(given.everywhere([given.group("system:authenticated")]), {"role_ref": 1})],
}
