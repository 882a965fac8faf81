package rules["pod-security"]["psp-usable-by-everyone_test"]

import data.rules["pod-security"]["psp-usable-by-everyone"] as rule

test_a_permissive_policy_for_everyone_is_found_at_the_subject if {
	found := rule.findings with input as _with(24, {}, _group("system:authenticated"))
	found == {{
		"ref": 7, "field": "name", "severity": "high",
		"message": sprintf(_message, [`PodSecurityPolicy "open"`]),
		"related": [
			{"ref": 3, "field": "", "message": "the policy"},
			{"ref": 5, "field": "verbs", "message": "the rule that allows it"},
		],
	}}
}

test_groups_and_default_accounts_are_everyone if {
	every subject in [
		_group("system:serviceaccounts"), _group("system:serviceaccounts:shop"),
		{"ref": 7, "kind": "ServiceAccount", "name": "default", "namespace": "shop"},
	] {
		count(rule.findings) == 1 with input as _with(24, {}, subject)
	}
	every subject in [
		_group("system:serviceaccounts:kube-system"), _group("system:masters"), _group("devs"),
		{"ref": 7, "kind": "User", "name": "system:authenticated"},
		{"ref": 7, "kind": "User", "name": "system:serviceaccounts:shop"},
		{"ref": 7, "kind": "User", "name": "default", "namespace": "shop"},
		{"ref": 7, "kind": "ServiceAccount", "name": "builder", "namespace": "shop"},
		{"ref": 7, "kind": "ServiceAccount", "name": "default", "namespace": "kube-system"},
	] {
		count(rule.findings) == 0 with input as _with(24, {}, subject)
	}
}

test_verbs_groups_and_resources_may_be_wildcards if {
	every change in [
		{"verbs": ["*"]}, {"verbs": ["get", "use"]}, {"api_groups": ["extensions"]}, {"api_groups": ["*"]},
		{"resources": ["*"]}, {"resources": ["pods", "podsecuritypolicies"]},
	] {
		count(rule.findings) == 1 with input as _with(24, change, _group("system:authenticated"))
	}
	every change in [
		{"verbs": ["get"]}, {"api_groups": [""]}, {"resources": ["pods"]},
	] {
		count(rule.findings) == 0 with input as _with(24, change, _group("system:authenticated"))
	}
}

test_a_rule_without_names_allows_the_permissive_one if {
	model := _model(24, _rule({}), _group("system:authenticated"), [_open])
	found := rule.findings
		with input as object.union(model, {"roles": [_role(object.remove(_rule({}), ["resource_names"]))]})
	{f.message | some f in found} == {sprintf(_message, [`PodSecurityPolicy "open"`])}
}

test_all_policies_include_those_that_eks_made if {
	nameless := object.remove(_rule({}), ["resource_names"])
	found := rule.findings with input as _model(24, nameless, _group("system:authenticated"), [])
	{f.message | some f in found} == {sprintf(_message, ["every PodSecurityPolicy"])}
	wildcard := object.union(nameless, {"resources": ["*"]})
	count(rule.findings) == 0 with input as _model(24, wildcard, _group("system:authenticated"), [])
	count(rule.findings) == 1 with input as _model(24, wildcard, _group("system:authenticated"), [_open])
}

test_the_policy_of_eks_is_known_without_being_in_the_input if {
	found := rule.findings
		with input as _model(24, _rule({"resource_names": ["eks.privileged"]}), _group("system:authenticated"), [])
	{f.message | some f in found} == {sprintf(_message, [`PodSecurityPolicy "eks.privileged"`])}
}

test_one_that_is_shown_is_named_before_that_of_eks if {
	found := rule.findings
		with input as _with(24, {"resource_names": ["eks.privileged", "open"]}, _group("system:authenticated"))
	{f.message | some f in found} == {sprintf(_message, [`PodSecurityPolicy "open"`])}
}

test_what_only_some_may_use_is_not_undecided if {
	elsewhere := _rule({"resource_names": ["elsewhere"]})
	rule.undecided == set() with input as _model(24, elsewhere, _group("devs"), [])
	templated := {"ref": 3, "kind": "PodSecurityPolicy", "name": "open", "unknown": {"privileged": "template-value"}}
	rule.undecided == set() with input as _model(24, _rule({}), _group("devs"), [templated])
	other := object.union(templated, {"name": "other"})
	strict := {"ref": 2, "kind": "PodSecurityPolicy", "name": "open"}
	rule.undecided == set() with input as _model(24, _rule({}), _group("system:authenticated"), [strict, other])
	both := _model(24, _rule({"resource_names": ["open", "other"]}), _group("system:authenticated"), [_open, other])
	rule.undecided == set() with input as both
}

test_a_strict_policy_for_everyone_is_fine if {
	strict := {"ref": 3, "kind": "PodSecurityPolicy", "name": "open", "privileged": false}
	model := _model(24, _rule({}), _group("system:authenticated"), [strict])
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_a_role_is_looked_for_in_the_namespace_of_the_binding if {
	role := {"ref": 4, "kind": "Role", "name": "use", "namespace": "shop", "rules": [_rule({})]}
	base := {"settings": {"kubernetes_minor": 24}, "pod_security_policies": [_open], "roles": [role]}
	count(rule.findings) == 1 with input as object.union(base, {"role_bindings": [_binding("shop")]})
	count(rule.findings) == 0 with input as object.union(base, {"role_bindings": [_binding("other")]})
}

test_an_aggregated_role_does_not_have_its_own_rules if {
	model := _with(24, {}, _group("system:authenticated"))
	rule.findings == set() with input as object.union(model, {"roles": [object.union(
		_role(_rule({})),
		{"aggregation_selectors": [{}]},
	)]})
}

test_versions_without_policies_make_it_one_level_lower if {
	found := rule.findings with input as _with(25, {}, _group("system:authenticated"))
	{f.severity | some f in found} == {"medium"}
}

test_a_policy_that_is_not_in_the_input_is_undecided if {
	model := _model(24, _rule({"resource_names": ["elsewhere"]}), _group("system:authenticated"), [_open])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "name", "reason": "not-in-input"}} with input as model
	both := _model(24, _rule({"resource_names": ["elsewhere", "open"]}), _group("system:authenticated"), [_open])
	rule.undecided == set() with input as both
}

test_a_policy_with_unknown_fields_is_undecided if {
	model := _model(24, _rule({}), _group("system:authenticated"), [{
		"ref": 3, "kind": "PodSecurityPolicy", "name": "open",
		"unknown": {"privileged": "template-value"},
	}])
	rule.undecided == {{"ref": 3, "field": "privileged", "reason": "template-value"}} with input as model
}

test_a_subject_that_a_later_tool_fills_in_is_undecided if {
	subject := {"ref": 7, "kind": "Group", "unknown": {"name": "template-value"}}
	rule.findings == set() with input as _with(24, {}, subject)
	rule.undecided == {{"ref": 7, "field": "name", "reason": "template-value"}} with input as _with(24, {}, subject)
	rule.undecided == set() with input as _with(24, {"verbs": ["get"]}, subject)
	rule.undecided == set() with input as _with(24, {}, object.union(subject, {"kind": "User"}))
	strict := {"ref": 3, "kind": "PodSecurityPolicy", "name": "open"}
	rule.undecided == set() with input as _model(24, _rule({}), subject, [strict])
}

_binding(namespace) := {
	"ref": 8, "kind": "RoleBinding", "name": "use", "namespace": namespace,
	"role_kind": "Role", "role_name": "use", "subjects": [_group("system:authenticated")],
}

_message := `group "system:authenticated" may use %s, which makes stricter ones void`

_open := {"ref": 3, "kind": "PodSecurityPolicy", "name": "open", "privileged": true}

_group(name) := {"ref": 7, "kind": "Group", "name": name}

_rule(changes) := object.union(
	{
		"ref": 5, "verbs": ["use"], "api_groups": ["policy"],
		"resources": ["podsecuritypolicies"], "resource_names": ["open"],
	},
	changes,
)

_role(rule) := {"ref": 4, "kind": "ClusterRole", "name": "use", "rules": [rule]}

_with(minor, changes, subject) := _model(minor, _rule(changes), subject, [_open])

_model(minor, rule, subject, policies) := {
	"settings": {"kubernetes_minor": minor}, "pod_security_policies": policies, "roles": [_role(rule)],
	"role_bindings": [{
		"ref": 8, "kind": "ClusterRoleBinding", "name": "use",
		"role_kind": "ClusterRole", "role_name": "use", "subjects": [subject],
	}],
}
