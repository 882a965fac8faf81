package rules["service-accounts"]["service-account-bound-outside-namespace_test"]

import data.rules.lib.rbac_test as given
import data.rules["service-accounts"]["service-account-bound-outside-namespace"] as rule

test_medium_in_another_namespace if {
	_found([_write("deployments", "apps")], given.within("shop", [given.account("tools", "agent")])) == {["medium", 70, "name"]}
	_found([_read("secrets", ["secrets-read"])], given.within("shop", [given.account("tools", "agent")])) == {["medium", 70, "name"]}
	_found([_write("deployments", "apps")], given.within("tools", [given.account("tools", "agent")])) == set()
	_found([_write("deployments", "apps")], given.within("shop", [given.user("system:serviceaccount:tools:agent")])) == {["medium", 71, "name"]}
	_found([_write("deployments", "apps")], given.within("shop", [given.user("ann"), given.group("dev")])) == set()
}

test_kube_system_is_left_to_others if {
	_found([_write("deployments", "apps")], given.within("kube-system", [given.account("tools", "agent")])) == set()
	_found([_write("deployments", "apps")], given.within("shop", [given.account("kube-system", "x")])) == set()
}

test_harmless_permissions if {
	every pair in [["leases", "coordination.k8s.io"], ["events", ""], ["widgets", "example.com"], ["deployments/status", "apps"], ["localsubjectaccessreviews", "authorization.k8s.io"]] {
		_found([_write(pair[0], pair[1])], given.within("shop", [given.account("tools", "agent")])) == set()
	}
	_found([_read("pods", [])], given.within("shop", [given.account("tools", "agent")])) == set()
	named := object.union(_read("secrets", ["secrets-read"]), {"resource_names": ["one"]})
	_found([named], given.within("shop", [given.account("tools", "agent")])) == set()
}

test_low_in_the_whole_cluster if {
	_found([_write("services", "")], given.everywhere([given.account("tools", "agent")])) == {["low", 70, "name"]}
	_found([_write("nodes", "")], given.everywhere([given.account("tools", "agent")])) == set()
	_found([_write("widgets", "example.com")], given.everywhere([given.account("tools", "agent")])) == set()
	_found([_write("services", "")], given.everywhere([given.account("kube-system", "x"), given.user("ann")])) == set()
	_found([_write("services", "")], object.union(given.everywhere([given.account("tools", "agent")]), {"grants": ["pod-exec"]})) == set()
	named := object.union(_write("services", ""), {"resource_names": ["one"]})
	_found([named], given.everywhere([given.account("tools", "agent")])) == set()
}

test_accounts_of_the_platform_may if {
	params := {"service-account-bound-outside-namespace": {"platform-namespaces": ["tools"]}}
	every binding in [given.within("shop", [given.account("tools", "agent")]), given.everywhere([given.account("tools", "agent")])] {
		model := given.model("ClusterRole", "r", [_write("services", "")], [binding])
		rule.findings == set() with input as model with input.settings.params as params
	}
}

test_what_allows_everything_has_a_rule_of_its_own if {
	_found([_write("deployments", "apps")], object.union(given.within("shop", [given.account("tools", "agent")]), {"admin_equivalent": true})) == set()
}

test_built_in_roles if {
	_built_in("edit", {}) == {["medium", 70, "name"]}
	_built_in("admin", {}) == {["medium", 70, "name"]}
	_built_in("view", {}) == set()
	_built_in("edit", {"role_kind": "Role"}) == set()
	_built_in("edit", {"namespace": "tools"}) == set()
}

test_an_unknown_role_is_undecided if {
	open := object.union(given.within("shop", [given.account("tools", "agent")]), {"unknown": {"read_only": "not-in-input"}})
	rule.undecided == {{"ref": 60, "field": "role_name", "reason": "not-in-input"}} with input.role_bindings as [open]
	own := object.union(given.within("tools", [given.account("tools", "agent")]), {"unknown": {"read_only": "not-in-input"}})
	rule.undecided == set() with input.role_bindings as [own]
}

_write(resource, group) := {"ref": 11, "grants": [], "verbs": ["get", "patch"], "api_groups": [group], "resources": [resource]}

_read(resource, grants) := {"ref": 11, "grants": grants, "verbs": ["get"], "api_groups": [""], "resources": [resource]}

_found(rules, binding) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input as given.model("ClusterRole", "r", rules, [binding])
}

_built_in(role, more) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input.role_bindings as [object.union(
		object.union(given.within("shop", [given.account("tools", "agent")]), {"role_name": role}),
		more,
	)]
}
