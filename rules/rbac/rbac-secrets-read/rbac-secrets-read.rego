# METADATA
# title: Role that can read secrets
# description: |
#   Secrets hold passwords, keys and tokens of service accounts. To list or watch them shows their
#   contents just as get does. Whoever reads them in the whole cluster, or in kube-system, has
#   the permissions of every account whose token is among them.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Allow `get` on the secrets that are needed, named in `resourceNames`, or remove the rule.
#   targets: [roles]
package rules.rbac["rbac-secrets-read"]

import data.rules.lib.naming
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
	"secrets-read" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first(role, _grants).ref
	bindings := rbac.bindings(role)
	count(bindings) > 0
	severity := _severity(bindings)
}

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": sprintf("%s allows %s, and nothing in the input binds it", [
		naming.object_of(role),
		rbac.allowed(rule, _verbs, _targets),
	]),
	"severity": "info",
} if {
	some role in input.roles
	some rule in role.rules
	"secrets-read" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first(role, _grants).ref
	not role.given_by
	not role.aggregated_into
	not role.aggregation_selectors
}

undecided contains place if {
	some role in rbac.open_roles
	some place in rbac.gaps(role, _grants)
}

_grants := {"secrets-read"}

_verbs := {"get", "list", "watch"}

_targets := {"secrets": {""}}

_severity(bindings) := "high" if rbac.everywhere(bindings)

else := "high" if rbac.in_kube_system(bindings)

# A pod can mount the secrets of its namespace anyway.
else := "medium" if {
	some binding in bindings
	some subject in rbac.subjects(binding)
	rbac.outside(binding, subject)
}

else := "low"
