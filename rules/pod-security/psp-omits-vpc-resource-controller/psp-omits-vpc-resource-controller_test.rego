package rules["pod-security"]["psp-omits-vpc-resource-controller_test"]

import data.rules["pod-security"]["psp-omits-vpc-resource-controller"] as rule

test_a_binding_without_the_controller_is_found_at_its_subjects if {
	found := rule.findings with input as _with([_account])
	found == {{
		"ref": 8, "field": "subjects",
		"message": concat(" ", [
			`ClusterRoleBinding "use" is for a permissive PodSecurityPolicy`,
			"and leaves out eks:vpc-resource-controller",
		]),
		"related": [{"ref": 1, "field": "", "message": "its pods get their network interface from the controller"}],
	}}
	count(rule.findings) == 1 with input as _with([])
}

test_the_controller_or_everyone_among_the_subjects_is_fine if {
	rule.findings == set()
		with input as _with([_account, {"ref": 7, "kind": "User", "name": "eks:vpc-resource-controller"}])
	rule.findings == set() with input as _with([{"ref": 7, "kind": "Group", "name": "system:authenticated"}])
}

test_any_permissive_policy_will_do if {
	open := {"ref": 3, "kind": "PodSecurityPolicy", "name": "open", "privileged": true}
	model := object.union(_with([_account]), {"pod_security_policies": [open], "roles": [_role(["open"])]})
	count(rule.findings) == 1 with input as model
	strict := object.union(_with([_account]), {"roles": [_role(["strict"])]})
	rule.findings == set() with input as strict
}

test_it_needs_custom_policies_and_pods_with_security_groups_and_an_old_version if {
	model := _with([_account])
	rule.findings == set() with input as object.remove(model, ["security_group_policies"])
	rule.findings == set() with input as object.remove(model, ["pod_security_policies"])
	own := {"pod_security_policies": [{"ref": 3, "kind": "PodSecurityPolicy", "name": "eks.privileged"}]}
	rule.findings == set() with input as object.union(model, own)
	rule.findings == set() with input as object.union(model, {"settings": {"kubernetes_minor": 25}})
	rule.undecided == set() with input as object.union(model, {"settings": {"kubernetes_minor": 25}})
}

test_other_subjects_of_those_names_do_not_help if {
	every subject in [
		{"ref": 7, "kind": "User", "name": "system:authenticated"},
		{"ref": 7, "kind": "Group", "name": "eks:vpc-resource-controller"},
		{"ref": 7, "kind": "Group", "name": "system:masters"},
	] {
		count(rule.findings) == 1 with input as _with([subject])
	}
}

test_a_binding_in_one_namespace_is_not_meant if {
	model := _with([_account])
	binding := object.union(model.role_bindings[0], {"kind": "RoleBinding"})
	rule.findings == set() with input as object.union(model, {"role_bindings": [binding]})
}

test_nothing_is_undecided_where_the_rule_does_not_apply if {
	every model in [
		object.remove(_with([]), ["role_bindings"]),
		_with([{"ref": 7, "kind": "User", "unknown": {"name": "template-value"}}]),
	] {
		count(rule.undecided) == 1 with input as model
		rule.undecided == set() with input as object.remove(model, ["pod_security_policies"])
		rule.undecided == set() with input as object.union(model, {"settings": {"kubernetes_minor": 25}})
	}
}

test_without_a_binding_in_the_input_it_is_undecided if {
	model := object.remove(_with([]), ["role_bindings"])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "", "reason": "not-in-input"}} with input as model
}

test_subjects_that_a_later_tool_fills_in_are_undecided if {
	model := _with([{"ref": 7, "kind": "User", "unknown": {"name": "template-value"}}])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "name", "reason": "template-value"}} with input as model
	known := _with([
		{"ref": 7, "kind": "User", "unknown": {"name": "template-value"}},
		{"ref": 9, "kind": "User", "name": "eks:vpc-resource-controller"},
	])
	rule.undecided == set() with input as known
}

_account := {"ref": 6, "kind": "ServiceAccount", "name": "aws-node", "namespace": "kube-system"}

_role(names) := {"ref": 4, "kind": "ClusterRole", "name": "use", "rules": [{
	"ref": 5, "verbs": ["use"], "api_groups": ["policy"],
	"resources": ["podsecuritypolicies"], "resource_names": names,
}]}

_with(subjects) := {
	"settings": {"kubernetes_minor": 24},
	"security_group_policies": [{"ref": 1, "kind": "SecurityGroupPolicy", "name": "database"}],
	"pod_security_policies": [{"ref": 3, "kind": "PodSecurityPolicy", "name": "strict"}],
	"roles": [_role(["eks.privileged"])],
	"role_bindings": [{
		"ref": 8, "kind": "ClusterRoleBinding", "name": "use",
		"role_kind": "ClusterRole", "role_name": "use", "subjects": subjects,
	}],
}
