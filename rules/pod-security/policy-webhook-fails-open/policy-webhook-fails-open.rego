# METADATA
# title: Policy engine that can be passed by
# description: |
#   A policy engine that is asked through a webhook decides nothing when it does not answer
#   and the webhook lets the request through then, or when a label takes a pod or namespace
#   out of its sight. Whoever can overload the engine or set the label is free of the policy.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/
#     description: Admission webhook good practices
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `failurePolicy` to `Fail`, and leave out only the engine's own namespace, by its name.
#   targets: [admission_webhooks, admission_policy_bindings]
#   profile: strict
#   scope: unit
#   params:
#     engines:
#       description: |
#         Further policy engines, each by a text that the name of its webhook, its service or
#         a label has in it.
#       type: strings
#       default: []
package rules["pod-security"]["policy-webhook-fails-open"]

import data.rules.lib.naming
import data.rules.lib.pod_security
import data.rules.lib.unknown

findings contains {
	"ref": webhook.ref,
	"field": "failure_policy",
	"message": sprintf("%s lets pods through when %s does not answer", [_named(webhook), _engine(webhook)]),
	"severity": _severity,
} if {
	some webhook in input.admission_webhooks
	webhook.matches_pods
	_ignores_failure(webhook)
	webhook.kind == "ValidatingWebhookConfiguration"
	_engine(webhook)
}

findings contains {
	"ref": webhook.ref,
	"field": array.concat([selector], term.field),
	"message": sprintf("%s does not see %s %s, which tenants may be able to set", [_named(webhook), kind, term.text]),
	"severity": _severity,
} if {
	some webhook in input.admission_webhooks
	webhook.matches_pods
	webhook.kind == "ValidatingWebhookConfiguration"
	some selector, kind in _selectors
	some term in _terms(webhook, selector)
	_engine(webhook)
}

findings contains {
	"ref": binding.ref,
	"field": "validation_actions",
	"message": sprintf("%s does not deny what ValidatingAdmissionPolicy %q finds", [
		naming.object_of(binding), binding.policy_name,
	]),
	"severity": _severity,
} if {
	some binding in input.admission_policy_bindings
	not _denies(binding)
	not unknown.reason(binding, "validation_actions")
	some policy in _policies(binding)
	policy.pod_security
	not _denied_elsewhere(binding)
}

undecided contains {"ref": webhook.ref, "field": field, "reason": reason} if {
	some webhook in input.admission_webhooks
	webhook.unknown
	webhook.matches_pods
	webhook.kind == "ValidatingWebhookConfiguration"
	some field in {"failure_policy", "namespace_selector", "object_selector"}
	reason := unknown.reason(webhook, field)
	_engine(webhook)
}

undecided contains {"ref": binding.ref, "field": "validation_actions", "reason": reason} if {
	some binding in input.admission_policy_bindings
	binding.unknown
	reason := unknown.reason(binding, "validation_actions")
	not _denies(binding)
	some policy in _policies(binding)
	policy.pod_security
	not _denied_elsewhere(binding)
}

# What the policy is about is not known.
undecided contains {"ref": binding.ref, "field": "policy_name", "reason": "not-in-input"} if {
	some binding in input.admission_policy_bindings
	not _denies(binding)
	count(_policies(binding)) == 0
	not _denied_elsewhere(binding)
}

_named(webhook) := sprintf("webhook %q of %s", [webhook.webhook_name, naming.object_of(webhook)])

# The default was the other one before the first stable version.
_ignores_failure(webhook) if webhook.failure_policy == "Ignore"

_ignores_failure(webhook) if {
	webhook.api_version == "admissionregistration.k8s.io/v1beta1"
	not webhook.failure_policy
	not unknown.reason(webhook, "failure_policy")
}

# The policy engine that a webhook belongs to, by its own name, its service or its labels.
_engine(webhook) := [engine |
	some engine in _engines
	some text in _texts(webhook)
	contains(text, engine)
][0]

_engines contains engine if some engine in {"kyverno", "gatekeeper", "kubewarden", "pod-security-webhook"}

_engines contains engine if some engine in input.settings.params["policy-webhook-fails-open"].engines

_texts(webhook) := array.concat(
	[text |
		some name in ["webhook_name", "service_name", "service_namespace"]
		text := webhook[name]
	],
	[text |
		some key, value in webhook.labels
		some text in [key, value]
	],
)

_selectors := {"namespace_selector": "namespaces", "object_selector": "pods"}

# The terms of a selector by which something is left out, other than those by name.
_terms(webhook, selector) := {{"field": ["match_labels", key], "text": sprintf("without the label %q", [key])} |
	some key in object.keys(webhook[selector].match_labels)
	not _is_guarded(webhook, selector, key)
} | {{"field": ["match_expressions", i, "key"], "text": sprintf(_exclusions[term.operator], [term.key])} |
	some i, term in webhook[selector].match_expressions
	not _is_guarded(webhook, selector, term.key)
}

_exclusions := {
	"In": "without a certain value of the label %q",
	"Exists": "without the label %q",
	"NotIn": "with a certain value of the label %q",
	"DoesNotExist": "with the label %q",
}

# Nobody can choose the label with the name of a namespace.
_is_guarded(_, "namespace_selector", "kubernetes.io/metadata.name")

# Gatekeeper judges by another webhook who may have this label.
_is_guarded(webhook, "namespace_selector", "admission.gatekeeper.sh/ignore") if {
	some other in input.admission_webhooks
	other.name == webhook.name
	other.webhook_name == "check-ignore-label.gatekeeper.sh"
}

_denies(binding) if "Deny" in binding.validation_actions

_policies(binding) := [policy |
	some policy in input.admission_policies
	policy.engine == "validating-admission-policy"
	policy.name == binding.policy_name
]

# A binding that only warns is harmless beside one that denies in every namespace.
_denied_elsewhere(binding) if {
	some other in input.admission_policy_bindings
	other.policy_name == binding.policy_name
	_denies(other)
	not other.namespace_selector
	not unknown.reason(other, "namespace_selector")
}

_severity := "medium" if _open

_severity := "low" if not _open

# A namespace with workloads has no level of Pod Security Admission to fall back on.
_open if {
	some namespace in input.namespaces
	count(pod_security.workloads(namespace)) > 0
	not pod_security.enforced(namespace)
	not pod_security.labels_unknown(namespace)
	not pod_security.for_agents(namespace)
}
