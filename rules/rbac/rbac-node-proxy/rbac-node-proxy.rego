# METADATA
# title: Role with access to the API of the kubelet
# description: |
#   The kubelet runs commands in every pod of its node and shows all of their logs. Neither the audit
#   log of the cluster nor admission sees that. A GET is enough, as a websocket begins with one.
#   Monitoring needs less: nodes/metrics and nodes/stats, and from Kubernetes 1.33 on nodes/healthz,
#   nodes/pods and nodes/configz.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
#     description: Kubernetes, kubelet authorization
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Replace `nodes/proxy` by `nodes/metrics` and `nodes/stats`, and from 1.33 on `nodes/pods` and the like.
#   targets: [roles]
package rules.rbac["rbac-node-proxy"]

import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": rbac.message(role, rbac.allowed(rule, _verbs, _targets), bindings),
	"severity": "high",
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, "high"),
} if {
	some role in input.roles
	some rule in role.rules
	"node-proxy" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first_of_any(role, {"node-proxy"}).ref
	bindings := rbac.cluster_bindings(role)
	count(bindings) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	role.kind == "ClusterRole"
	some place in rbac.gaps(role, {"node-proxy"})
}

_verbs := {"create", "delete", "get", "patch", "update"}

_targets := {"nodes/proxy": {""}}
