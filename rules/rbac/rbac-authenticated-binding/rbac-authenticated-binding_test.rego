package rules.rbac["rbac-authenticated-binding_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-authenticated-binding"] as rule

test_high_for_everyone if {
	_found({}, given.group("system:authenticated")) == {["high", 72, "name"]}
	_found({}, given.group("system:serviceaccounts")) == {["high", 72, "name"]}
	_found({}, given.group("dev")) == set()
	_found({}, given.user("system:authenticated")) == set()
}

test_roles_that_everyone_has if {
	every name in ["system:basic-user", "system:discovery", "system:public-info-viewer", "system:service-account-issuer-discovery"] {
		_found({"role_name": name}, given.group("system:authenticated")) == set()
	}
	count(_found({"role_name": "system:discovery", "role_kind": "Role"}, given.group("system:authenticated"))) == 1
}

test_pods_of_a_namespace if {
	every name in ["system:serviceaccounts:shop"] {
		_found({"read_only": false}, given.group(name)) == {["medium", 72, "name"]}
		_found({"read_only": true, "grants": ["secrets-read"]}, given.group(name)) == {["medium", 72, "name"]}
		_found({"read_only": true}, given.group(name)) == set()
		_found({"read_only": false, "admin_equivalent": true}, given.group(name)) == set()
	}
}

test_what_other_rules_report if {
	_found({"admin_equivalent": true}, given.group("system:authenticated")) == set()
	_found({"role_name": "eks:podsecuritypolicy:privileged"}, given.group("system:authenticated")) == set()
}

test_roles_that_only_let_use_policies if {
	use := {"ref": 11, "verbs": ["use"], "api_groups": ["policy"], "resources": ["podsecuritypolicies"]}
	more := {"ref": 12, "verbs": ["get"], "api_groups": [""], "resources": ["pods"]}
	_with_role([use]) == set()
	count(_with_role([use, more])) == 1
}

test_an_unknown_role if {
	binding := object.union(given.within("shop", [given.group("system:serviceaccounts:shop")]), {"unknown": {
		"read_only": "not-in-input", "admin_equivalent": "not-in-input",
	}})
	rule.findings == set() with input.role_bindings as [binding]
	rule.undecided == {{"ref": 60, "field": "role_name", "reason": "not-in-input"}} with input.role_bindings as [binding]
	named := object.union(object.remove(given.everywhere([given.group("system:authenticated")]), ["role_name"]), {"unknown": {
		"role_name": "template-value",
	}})
	rule.findings == set() with input.role_bindings as [named]
	rule.undecided == {{"ref": 50, "field": "role_name", "reason": "template-value"}} with input.role_bindings as [named]
}

_found(more, subject) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input.role_bindings as [object.union(
		given.everywhere([subject]),
		more,
	)]
}

_with_role(rules) := found if {
	found := rule.findings with input as {
		"roles": [{"ref": 1, "kind": "ClusterRole", "name": "r", "rules": rules}],
		"role_bindings": [object.union(given.everywhere([given.group("system:authenticated")]), {"role_ref": 1})],
	}
}
