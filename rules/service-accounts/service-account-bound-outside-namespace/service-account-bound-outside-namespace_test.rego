package rules["service-accounts"]["service-account-bound-outside-namespace_test"]

import data.rules.lib.rbac_test as given
import data.rules["service-accounts"]["service-account-bound-outside-namespace"] as rule

test_medium_in_another_namespace if {
	every case in [
		[[_write("deployments", "apps")], given.within("shop", [_agent]), {["medium", 70, "name"]}],
		[[_read("secrets", ["secrets-read"])], given.within("shop", [_agent]), {["medium", 70, "name"]}],
		[[_write("deployments", "apps")], given.within("tools", [_agent]), set()],
		[
			[_write("deployments", "apps")],
			given.within("shop", [given.user("system:serviceaccount:tools:agent")]),
			{["medium", 71, "name"]},
		],
		[[_write("deployments", "apps")], given.within("shop", [given.user("ann"), given.group("dev")]), set()],
	] {
		_brief(rule.findings) == case[2] with input as _given(case[0], case[1])
	}
}

test_kube_system_is_left_to_others if {
	every case in [
		[[_write("deployments", "apps")], given.within("kube-system", [_agent]), set()],
		[[_write("deployments", "apps")], given.within("shop", [given.account("kube-system", "x")]), set()],
	] {
		_brief(rule.findings) == case[2] with input as _given(case[0], case[1])
	}
}

test_harmless_permissions if {
	every pair in [
		["leases", "coordination.k8s.io"],
		["events", ""],
		["widgets", "example.com"],
		["deployments/status", "apps"],
		["localsubjectaccessreviews", "authorization.k8s.io"],
	] {
		_brief(rule.findings) == set() with input as _given(
			[_write(pair[0], pair[1])],
			given.within("shop", [_agent]),
		)
	}
	_brief(rule.findings) == set() with input as _given([_read("pods", [])], given.within("shop", [_agent]))
	named := object.union(_read("secrets", ["secrets-read"]), {"resource_names": ["one"]})
	_brief(rule.findings) == set() with input as _given([named], given.within("shop", [_agent]))
}

test_low_in_the_whole_cluster if {
	every case in [
		[[_write("services", "")], given.everywhere([_agent]), {["low", 70, "name"]}],
		[[_write("nodes", "")], given.everywhere([_agent]), set()],
		[[_write("widgets", "example.com")], given.everywhere([_agent]), set()],
		[[_write("services", "")], given.everywhere([given.account("kube-system", "x"), given.user("ann")]), set()],
		[[_write("services", "")], object.union(given.everywhere([_agent]), {"grants": ["pod-exec"]}), set()],
	] {
		_brief(rule.findings) == case[2] with input as _given(case[0], case[1])
	}
	named := object.union(_write("services", ""), {"resource_names": ["one"]})
	_brief(rule.findings) == set() with input as _given([named], given.everywhere([_agent]))
}

test_accounts_of_the_platform_may if {
	params := {"service-account-bound-outside-namespace": {"platform-namespaces": ["tools"]}}
	every binding in [given.within("shop", [_agent]), given.everywhere([_agent])] {
		model := given.model("ClusterRole", "r", [_write("services", "")], [binding])
		rule.findings == set() with input as model with input.settings.params as params
	}
}

test_what_allows_everything_has_a_rule_of_its_own if {
	_brief(rule.findings) == set() with input as _given(
		[_write("deployments", "apps")],
		object.union(given.within("shop", [_agent]), {"admin_equivalent": true}),
	)
}

test_built_in_roles if {
	_brief(rule.findings) == {["medium", 70, "name"]} with input.role_bindings as _given_built_in("edit", {})
	_brief(rule.findings) == {["medium", 70, "name"]} with input.role_bindings as _given_built_in("admin", {})
	_brief(rule.findings) == set() with input.role_bindings as _given_built_in("view", {})
	_brief(rule.findings) == set() with input.role_bindings as _given_built_in("edit", {"role_kind": "Role"})
	_brief(rule.findings) == set() with input.role_bindings as _given_built_in("edit", {"namespace": "tools"})
}

test_an_unknown_role_is_undecided if {
	open := object.union(given.within("shop", [_agent]), {"unknown": {"read_only": "not-in-input"}})
	rule.undecided == {
		{"ref": 60, "field": "role_name", "reason": "not-in-input"},
	} with input.role_bindings as [open]
	own := object.union(given.within("tools", [_agent]), {"unknown": {"read_only": "not-in-input"}})
	rule.undecided == set() with input.role_bindings as [own]
}

_write(resource, group) := {
	"ref": 11,
	"grants": [],
	"verbs": ["get", "patch"],
	"api_groups": [group],
	"resources": [resource],
}

_read(resource, grants) := {
	"ref": 11,
	"grants": grants,
	"verbs": ["get"],
	"api_groups": [""],
	"resources": [resource],
}

_given(rules, binding) := given.model("ClusterRole", "r", rules, [binding])

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}

_given_built_in(role, more) := [object.union_n([given.within("shop", [_agent]), {"role_name": role}, more])]

_agent := given.account("tools", "agent")
