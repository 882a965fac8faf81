package rules.rbac["rbac-aggregation-injects-privilege_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-aggregation-injects-privilege"] as rule

test_what_view_must_not_get if {
	every case in [
		["view", ["get"], ["secrets"], [""], ["secrets-read"], {"reading secrets"}],
		["view", ["get"], ["*"], [""], ["secrets-read"], {"reading secrets"}],
		["view", ["get"], ["pods/exec"], [""], [], {"access to running pods"}],
		["view", ["get"], ["*/attach"], [""], [], {"access to running pods"}],
		["view", ["get", "create"], ["widgets"], ["example.com"], [], {`the verb "create" on widgets`}],
		["view", ["*"], ["widgets"], ["example.com"], [], {`the verb "*" on widgets`}],
		["view", ["get", "list", "watch"], ["widgets"], ["example.com"], [], set()],
		["view", ["get"], ["nodes"], [""], [], set()],
	] {
		_told(rule.findings) == case[5] with input.roles as _adding(case[0], case[1], case[2], case[3], case[4])
	}
}

test_a_secret_of_one_name if {
	role := _role("view", [{
		"ref": 11, "verbs": ["get"], "resources": ["secrets"], "api_groups": [""],
		"resource_names": ["one"], "grants": ["secrets-read"],
	}])
	rule.findings == set() with input.roles as [role]
}

test_what_edit_must_not_get if {
	every case in [
		["edit", ["create"], ["roles"], ["rbac.authorization.k8s.io"], [], {"writing roles"}],
		["edit", ["patch"], ["nodes"], [""], [], {"writing nodes"}],
		[
			"edit",
			["patch"],
			["validatingwebhookconfigurations"],
			["admissionregistration.k8s.io"],
			[],
			{"writing validatingwebhookconfigurations"},
		],
		["edit", ["get"], ["nodes/proxy"], [""], ["node-proxy"], {"access to the API of the kubelet"}],
		["edit", ["bind"], ["clusterroles"], ["rbac.authorization.k8s.io"], [], {`the verb "bind" on clusterroles`}],
		["edit", ["escalate"], ["roles"], ["rbac.authorization.k8s.io"], [], {`the verb "escalate" on roles`}],
		["edit", ["impersonate"], ["groups"], [""], [], {`the verb "impersonate" on groups`}],
		["edit", ["*"], ["*"], ["apps"], [], {"writing every resource"}],
		["edit", ["update"], ["*"], [""], [], {"writing every resource"}],
	] {
		_told(rule.findings) == case[5] with input.roles as _adding(case[0], case[1], case[2], case[3], case[4])
	}
}

test_what_edit_may_get if {
	every case in [
		["edit", ["impersonate"], ["serviceaccounts"], [""], [], set()],
		["edit", ["get", "create"], ["secrets", "pods/exec"], [""], ["secrets-read"], set()],
		["edit", ["get"], ["nodes", "pods"], ["metrics.k8s.io"], [], set()],
		["edit", ["*"], ["*"], ["example.com"], [], set()],
		["edit", ["create"], ["nodes"], ["example.com"], [], set()],
		["edit", ["get"], ["*"], [""], ["secrets-read"], set()],
	] {
		_told(rule.findings) == case[5] with input.roles as _adding(case[0], case[1], case[2], case[3], case[4])
	}
}

test_admin_writes_roles_by_itself if {
	every case in [
		["admin", ["create"], ["roles", "rolebindings"], ["rbac.authorization.k8s.io"], [], set()],
		["admin", ["create"], ["namespaces"], [""], [], {"writing namespaces"}],
	] {
		_told(rule.findings) == case[5] with input.roles as _adding(case[0], case[1], case[2], case[3], case[4])
	}
}

test_other_roles_only_if_nobody_has_them if {
	added := [{"ref": 11, "verbs": ["patch"], "resources": ["nodes"], "api_groups": [""]}]
	role := object.union(_role("sum", added), {"aggregated_into": [{"role": "sum", "adds": added}]})
	count(rule.findings) == 1 with input.roles as [role]
	rule.findings == set() with input.roles as [object.union(role, {"aggregated_into": [{"role": "sum"}]})]
	rule.findings == set() with input.roles as [object.union(role, {"given_by": [given.everywhere([])]})]
}

test_roles_of_every_cluster if {
	role := object.union(
		_role("view", [{"ref": 11, "verbs": ["create"], "resources": ["x"], "api_groups": [""]}]),
		{"name": "system:x"},
	)
	rule.findings == set() with input.roles as [role]
}

test_own_rules_beside_an_aggregation_are_info if {
	role := {"ref": 1, "kind": "ClusterRole", "name": "r", "aggregation_selectors": [{}]}
	{[f.severity, f.ref, f.field] | some f in rule.findings} == {["info", 1, "rules"]} with input.roles as [
		object.union(role, {"rules": [{"ref": 2, "verbs": ["get"]}]}),
	]
	rule.findings == set() with input.roles as [role]
}

test_what_is_filled_in_later_is_undecided if {
	open := _role("view", [{"ref": 11, "verbs": ["get"], "unknown": {"resources": "template-value"}}])
	rule.findings == set() with input.roles as [open]
	rule.undecided == {{"ref": 11, "field": "resources", "reason": "template-value"}} with input.roles as [open]
	told := _role(
		"view",
		[{"ref": 11, "verbs": ["create"], "resources": ["x"], "unknown": {"resources": "template-value"}}],
	)
	rule.undecided == set() with input.roles as [told]
}

_role(into, rules) := {
	"ref": 1, "kind": "ClusterRole", "name": "r", "rules": rules,
	"aggregated_into": [{"role": into, "adds": rules}],
}

_told(findings) := {split(split(f.message, "adds ")[1], " to the role")[0] | some f in findings}

_adding(into, verbs, resources, groups, grants) := [_role(into, [{
	"ref": 11, "verbs": verbs, "resources": resources, "api_groups": groups, "grants": grants,
}])]
