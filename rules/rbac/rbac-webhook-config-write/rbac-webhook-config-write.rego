# METADATA
# title: Role that can change admission webhooks and policies
# description: |
#   Admission webhooks and policies see every object that is written, and mutating ones change it.
#   Whoever writes their configuration can switch off every guard of the cluster, or put a container
#   of his own into every pod.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
#     description: Kubernetes, dynamic admission control
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the objects of the controller in `resourceNames`.
#   targets: [roles]
#   scope: unit
package rules.rbac["rbac-webhook-config-write"]

import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": rbac.message(role, rbac.allowed(rule, _verbs, _targets), bindings),
	"severity": severity,
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, severity),
} if {
	some role in input.roles
	some rule in role.rules
	"webhook-write" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first(role, {"webhook-write"}).ref
	bindings := rbac.cluster_bindings(role)
	count(bindings) > 0
	severity := _severity(bindings)
}

undecided contains place if {
	some role in rbac.open_roles
	role.kind == "ClusterRole"
	some place in rbac.gaps(role, {"webhook-write"})
}

_verbs := {"create", "delete", "patch", "update"}

_targets := {
	"mutatingadmissionpolicies": _groups, "mutatingadmissionpolicybindings": _groups,
	"mutatingwebhookconfigurations": _groups, "validatingadmissionpolicies": _groups,
	"validatingadmissionpolicybindings": _groups, "validatingwebhookconfigurations": _groups,
}

_groups := {"admissionregistration.k8s.io"}

_severity(bindings) := "high" if {
	some binding in bindings
	some subject in rbac.subjects(binding)
	not _cannot_name_them(subject)
}

else := "low"

# A controller that makes such configurations under names that it is not told beforehand.
_cannot_name_them(subject) if {
	some image in rbac.images(subject)
	some known in _controllers
	contains(image, known)
}

_controllers := {
	"cert-manager-cainjector", "istio-release/pilot", "istio-testing/pilot", "istio/operator", "istio/pilot",
	"knative.dev/", "kyverno/cleanup-controller", "kyverno/kyverno",
	"openpolicyagent/gatekeeper", "openpolicyagent/kube-mgmt", "vpa-admission-controller",
}
