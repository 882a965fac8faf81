package rules["pod-security"]["policy-webhook-fails-open_test"]

import data.rules["pod-security"]["policy-webhook-fails-open"] as rule

test_a_webhook_that_ignores_failure_is_low if {
	found := rule.findings with input as _with({"failure_policy": "Ignore"})
	found == {{
		"ref": 1, "field": "failure_policy", "severity": "low",
		"message": sprintf("%s lets pods through when kyverno does not answer", [_named]),
	}}
}

test_it_is_medium_if_a_namespace_with_workloads_has_no_level if {
	{f.severity | some f in rule.findings} == {"medium"} with input as _beside({})
	{f.severity | some f in rule.findings} == {"medium"} with input as _beside({"enforce": "privileged"})
	{f.severity | some f in rule.findings} == {"low"} with input as _beside({"enforce": "baseline"})
}

test_namespaces_that_say_nothing_about_it_leave_it_low if {
	beside := _beside({})
	every namespace in [
		{"workloads": []}, {"name": "kube-system"}, {"unknown": {"labels": "template-value"}},
	] {
		{f.severity | some f in rule.findings} == {"low"}
			with input as object.union(beside, {"namespaces": [object.union(beside.namespaces[0], namespace)]})
	}
}

test_absent_means_fail_except_in_the_first_beta if {
	rule.findings == set() with input as _with({})
	rule.findings == set() with input as _with({"failure_policy": "Fail"})
	old := {"api_version": "admissionregistration.k8s.io/v1beta1"}
	count(rule.findings) == 1 with input as _with(old)
	rule.findings == set() with input as _with(object.union(old, {"failure_policy": "Fail"}))
	rule.findings == set() with input as _with(object.union(old, {"unknown": {"failure_policy": "template-value"}}))
}

test_engines_are_known_by_name_service_namespace_and_label if {
	every change in [
		{"service_name": "gatekeeper-webhook-service"}, {"service_namespace": "pod-security-webhook"},
		{"webhook_name": "validation.gatekeeper.sh"}, {"labels": {"kubewarden": "true"}},
		{"labels": {"app.kubernetes.io/part-of": "kyverno"}},
	] {
		webhook := object.union({"failure_policy": "Ignore", "service_name": "x"}, change)
		count(rule.findings) == 1 with input as _with(webhook)
	}
	rule.findings == set() with input as _with({"failure_policy": "Ignore", "service_name": "istiod"})
}

test_webhooks_that_do_not_validate_pods_are_fine if {
	rule.findings == set() with input as _with({"failure_policy": "Ignore", "matches_pods": false})
	rule.findings == set() with input as _with({"failure_policy": "Ignore", "kind": "MutatingWebhookConfiguration"})
	every change in [
		{"matches_pods": false}, {"kind": "MutatingWebhookConfiguration"}, {"service_name": "istiod"},
	] {
		narrow := object.union(change, {"object_selector": {"match_labels": {"a": "b"}}})
		rule.findings == set() with input as _with(narrow)
		unknown := object.union(change, {"unknown": {"object_selector": "template-value"}})
		rule.undecided == set() with input as _with(unknown)
	}
}

test_selectors_that_leave_something_out_are_found_at_the_label if {
	found := rule.findings with input as _with({
		"namespace_selector": {
			"match_labels": {"example.com/on": "yes"},
			"match_expressions": [
				{"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["kyverno"]},
				{"key": "off", "operator": "DoesNotExist"},
			],
		},
		"object_selector": {"match_expressions": [
			{"key": "kubernetes.io/metadata.name", "operator": "Exists"},
			{"key": "team", "operator": "In", "values": ["a"]},
			{"key": "team", "operator": "NotIn", "values": ["a"]},
		]},
	})
	{[f.field, f.message] | some f in found} == {
		[["namespace_selector", "match_labels", "example.com/on"], _unseen(`namespaces without the label "example.com/on"`)],
		[["namespace_selector", "match_expressions", 1, "key"], _unseen(`namespaces with the label "off"`)],
		[["object_selector", "match_expressions", 0, "key"], _unseen(`pods without the label "kubernetes.io/metadata.name"`)],
		[["object_selector", "match_expressions", 1, "key"], _unseen(`pods without a certain value of the label "team"`)],
		[["object_selector", "match_expressions", 2, "key"], _unseen(`pods with a certain value of the label "team"`)],
	}
	rule.findings == set() with input as _with({"namespace_selector": {}, "object_selector": {}})
	rule.findings == set()
		with input as _with({"namespace_selector": {"match_labels": {"kubernetes.io/metadata.name": "shop"}}})
}

test_the_label_that_gatekeeper_guards_is_fine if {
	label := {"key": "admission.gatekeeper.sh/ignore", "operator": "DoesNotExist"}
	selector := {"namespace_selector": {"match_expressions": [label]}}
	count(rule.findings) == 1 with input as _with(selector)
	guard := _webhook({"ref": 2, "webhook_name": "check-ignore-label.gatekeeper.sh", "matches_pods": false})
	rule.findings == set() with input as {"admission_webhooks": [_webhook(selector), guard]}
	elsewhere := object.union(guard, {"name": "another"})
	count(rule.findings) == 1 with input as {"admission_webhooks": [_webhook(selector), elsewhere]}
}

test_a_binding_that_does_not_deny_is_found if {
	found := rule.findings with input as _bound([_binding({})])
	found == {{
		"ref": 5, "field": "validation_actions", "severity": "low",
		"message": `ValidatingAdmissionPolicyBinding "pods" does not deny what ValidatingAdmissionPolicy "pods" finds`,
	}}
	none := object.remove(_binding({}), ["validation_actions"])
	count(rule.findings) == 1 with input as _bound([none])
}

test_a_binding_that_denies_or_judges_something_else_is_fine if {
	rule.findings == set() with input as _bound([_binding({"validation_actions": ["Deny", "Audit"]})])
	other := object.union(_bound([_binding({})]), {"admission_policies": [object.union(_policy, {"pod_security": false})]})
	rule.findings == set() with input as other
	rule.undecided == set() with input as other
	engine := object.union(_bound([_binding({})]), {"admission_policies": [object.union(_policy, {"engine": "kyverno"})]})
	rule.findings == set() with input as engine
}

test_a_binding_beside_one_that_denies_everywhere_is_fine if {
	deny := _binding({"ref": 6, "validation_actions": ["Deny"]})
	rule.findings == set() with input as _bound([_binding({}), deny])
	narrow := object.union(deny, {"namespace_selector": {"match_labels": {"a": "b"}}})
	count(rule.findings) == 1 with input as _bound([_binding({}), narrow])
	unknown := object.union(deny, {"unknown": {"namespace_selector": "template-value"}})
	count(rule.findings) == 1 with input as _bound([_binding({}), unknown])
}

test_unknown_fields_are_undecided if {
	every field in ["failure_policy", "namespace_selector", "object_selector"] {
		model := _with({"unknown": {field: "template-value"}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": field, "reason": "template-value"}} with input as model
	}
	rule.undecided == set() with input as _with({"matches_pods": false, "unknown": {"failure_policy": "template-value"}})
	actions := object.remove(_binding({"unknown": {"validation_actions": "template-value"}}), ["validation_actions"])
	rule.findings == set() with input as _bound([actions])
	rule.undecided == {{"ref": 5, "field": "validation_actions", "reason": "template-value"}}
		with input as _bound([actions])
}

test_a_binding_of_a_policy_that_is_not_in_the_input_is_undecided if {
	model := object.remove(_bound([_binding({})]), ["admission_policies"])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 5, "field": "policy_name", "reason": "not-in-input"}} with input as model
	narrow := {"validation_actions": ["Deny"], "namespace_selector": {"match_labels": {"a": "b"}}}
	rule.undecided == set() with input as object.remove(_bound([_binding(narrow)]), ["admission_policies"])
	beside := [_binding({}), _binding({"ref": 6, "validation_actions": ["Deny"]})]
	rule.undecided == set() with input as object.remove(_bound(beside), ["admission_policies"])
}

test_actions_that_are_unknown_matter_only_if_nothing_else_denies if {
	unknown := {"unknown": {"validation_actions": "template-value"}, "validation_actions": ["Audit"]}
	count(rule.undecided) == 1 with input as _bound([_binding(unknown)])
	narrow := {"namespace_selector": {"match_labels": {"a": "b"}}}
	denying := object.union(unknown, {"validation_actions": ["Deny"]})
	rule.undecided == set() with input as _bound([_binding(object.union(denying, narrow))])
	rule.undecided == set() with input as _bound([_binding(unknown), _binding({"ref": 6, "validation_actions": ["Deny"]})])
	model := _bound([_binding(unknown)])
	rule.undecided == set()
		with input as object.union(model, {"admission_policies": [object.union(_policy, {"pod_security": false})]})
}

test_a_configured_engine_is_one if {
	model := _with({"failure_policy": "Ignore", "service_name": "gatehouse"})
	rule.findings == set() with input as model
	settings := {"params": {"policy-webhook-fails-open": {"engines": ["gatehouse"]}}}
	count(rule.findings) == 1 with input as object.union(model, {"settings": settings})
}

_named := `webhook "validate.example.com" of ValidatingWebhookConfiguration "policies"`

_unseen(what) := sprintf(
	`%s does not see %s, which tenants may be able to set`,
	[_named, what],
)

_beside(labels) := object.union(_with({"failure_policy": "Ignore"}), {"namespaces": [{
	"ref": 3, "kind": "Namespace", "name": "shop", "pod_security": labels,
	"workloads": [{"ref": 4, "kind": "Pod", "name": "web", "verdicts": [{"minor": 37}]}],
}]})

_webhook(changes) := object.union(
	{
		"ref": 1, "api_version": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
		"name": "policies", "webhook_name": "validate.example.com", "service_name": "kyverno-svc", "matches_pods": true,
	},
	changes,
)

_with(changes) := {"admission_webhooks": [_webhook(changes)]}

_policy := {
	"ref": 4, "kind": "ValidatingAdmissionPolicy", "name": "pods",
	"engine": "validating-admission-policy", "enforcing": true, "pod_security": true,
}

_binding(changes) := object.union(
	{
		"ref": 5, "kind": "ValidatingAdmissionPolicyBinding", "name": "pods",
		"policy_name": "pods", "validation_actions": ["Warn"],
	},
	changes,
)

_bound(bindings) := {"admission_policies": [_policy], "admission_policy_bindings": bindings}
