# METADATA
# title: Role that can run commands in pods
# description: |
#   A command in a pod runs as the pod: with its token, its IAM role and the secrets that it mounts.
#   The audit log shows that somebody came in, and not what he did. The API server below 1.35 takes
#   get for enough, since a websocket begins with a GET.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove the rule, and give access for a limited time when it is needed.
#   targets: [roles]
package rules.rbac["rbac-pod-exec"]

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
	"pod-exec" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first_of_any(role, {"pod-exec"}).ref
	bindings := rbac.bindings(role)
	count(bindings) > 0
	severity := _severity(bindings)
}

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _ports),
	"message": rbac.message(role, rbac.allowed(rule, _verbs, _ports), bindings),
	"severity": "low",
	"related": rbac.related(bindings),
} if {
	some role in input.roles
	some rule in role.rules
	"pod-port-forward" in rule.grants
	rbac.judged(role)
	not rbac.first_of_any(role, {"pod-exec"})
	rule.ref == rbac.first_of_any(role, {"pod-port-forward"}).ref
	bindings := rbac.bindings(role)
	count(bindings) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	some place in rbac.gaps(role, {"pod-exec", "pod-port-forward"})
}

_verbs := {"create", "get", "patch", "update"}

_targets := {"pods/attach": {""}, "pods/ephemeralcontainers": {""}, "pods/exec": {""}}

_ports := {"pods/portforward": {""}}

_severity(bindings) := "high" if rbac.everywhere(bindings)

else := "high" if rbac.in_kube_system(bindings)

else := "medium"
