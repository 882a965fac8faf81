# METADATA
# title: Role that can create workloads
# description: |
#   Whoever creates a pod chooses its service account, the secrets that it mounts and the IAM role
#   that it gets, of all that the namespace has. Where nothing holds back privileged pods he also
#   gets the node.
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
#   remedy: Leave deploying to the delivery system, bound in each namespace, and enforce a Pod Security level there.
#   targets: [roles]
#   params:
#     delivery-groups:
#       description: Groups of the delivery system, which deploys to every namespace.
#       type: strings
#       default: []
package rules.rbac["rbac-workload-create"]

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
	some grant in rule.grants
	grant in _grants
	rbac.judged(role)
	rule.ref == _first(role).ref
	bindings := rbac.bindings(role)
	count(bindings) > 0
	severity := _severity(rule, bindings)
}

undecided contains place if {
	some role in rbac.open_roles
	some place in rbac.gaps(role, _grants)
}

_grants := {"workload-create", "workload-update"}

_verbs := {"create", "patch", "update"}

_targets := {
	"cronjobs": {"batch"}, "daemonsets": {"apps"}, "deployments": {"apps"}, "jobs": {"batch"},
	"pods": {""}, "replicasets": {"apps"}, "replicationcontrollers": {""}, "statefulsets": {"apps"},
	"cronworkflows": {"argoproj.io"}, "rollouts": {"argoproj.io"}, "workflows": {"argoproj.io"},
	"services": {"serving.knative.dev"}, "pipelineruns": {"tekton.dev"}, "taskruns": {"tekton.dev"},
}

# A rule for all workloads weighs more than one for those of some names.
_first(role) := rbac.first(role, _grants)

_first(role) := rbac.first_of_any(role, _grants) if not rbac.first(role, _grants)

_severity(rule, bindings) := "low" if not rbac.unlimited(rule)

else := "high" if _by_people_everywhere(bindings)

else := "high" if _from_outside_in_kube_system(bindings)

else := "medium" if rbac.everywhere(bindings)

else := "low"

_by_people_everywhere(bindings) if {
	some binding in bindings
	binding.kind == "ClusterRoleBinding"
	some subject in rbac.subjects(binding)
	not rbac.is_account(subject)
	not _delivers(subject)
}

_from_outside_in_kube_system(bindings) if {
	some binding in bindings
	binding.namespace == "kube-system"
	some subject in rbac.subjects(binding)
	rbac.outside(binding, subject)
	not _delivers(subject)
}

_delivers(subject) if {
	subject.kind == "Group"
	subject.name in input.settings.params["rbac-workload-create"]["delivery-groups"]
}
