# METADATA
# title: Way to become cluster-admin
# description: |
#   None of the steps looks like administration of the cluster, and together they lead to it. Whoever
#   takes over the subject, by a stolen token or a flaw in a program, takes the way to its end.
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
#   remedy: Remove the first step that the subject does not need.
#   targets: [principals]
#   scope: unit
package rules.rbac["rbac-escalation-path"]

import data.rules.lib.escalation
import data.rules.lib.rbac

# What starts at the same place is reported there once, by the shortest way.
findings contains {
	"ref": first.place.ref,
	"field": first.place.field,
	"message": sprintf("%s can become cluster-admin: %s%s", [first.name, first.text, _others(list)]),
	"related": _places(first.principal, first.place),
	"subsumes": [{"rule": name, "ref": step.rule} |
		some way in list
		some step in way.principal.escalation_path
		step.rule
		some name in _rules[step.via]
	],
} if {
	some at in {way.place | some way in _ways}
	list := sort([way | some way in _ways; way.place == at])
	first := list[0]
}

_ways contains {
	"length": count(principal.escalation_path),
	"name": rbac.subject_name(principal),
	"text": escalation.text(principal),
	"place": place,
	"principal": principal,
} if {
	some principal in input.principals
	principal.escalation_path
	not _is_exempt(principal)
	not _is_reported_otherwise(principal)
	escalation.is_way(principal)
	place := _place(principal)
}

_others(list) := "" if count(list) == 1

_others(list) := sprintf("; so can %s", [list[1].name]) if count(list) == 2

_others(list) := sprintf("; so can %d others", [count(list) - 1]) if count(list) > 2

_is_exempt(principal) if {
	principal.kind == "ServiceAccount"
	principal.namespace == "kube-system"
}

_is_exempt(principal) if rbac.system(principal)

# Subjects of a binding that allows everything, or all of all namespaces.
_is_reported_otherwise(principal) if {
	some ref in principal.bindings
	ref in _wide_bindings
}

_wide_bindings contains binding.ref if {
	some binding in input.role_bindings
	_is_wide(binding)
}

_is_wide(binding) if binding.admin_equivalent

_is_wide(binding) if {
	binding.kind == "ClusterRoleBinding"
	binding.role_kind == "ClusterRole"
	binding.role_name in {"admin", "edit"}
}

# Where the first step is allowed: by a rule, or else by the binding of a built-in role.
_place(principal) := {"ref": step.rule, "field": "verbs"} if {
	step := principal.escalation_path[0]
	step.rule
}

else := {"ref": step.binding, "field": "role_name"} if {
	step := principal.escalation_path[0]
	step.binding
}

else := {"ref": principal.ref, "field": ""}

_places(principal, place) := [{"ref": ref, "field": "", "message": step.text} |
	some step in principal.escalation_path
	ref := [at | some at in [step.rule, step.binding]; at > 0][0]
	ref != place.ref
]

_rules := {
	"bind": {"rbac-bind-escalate-impersonate"},
	"escalate": {"rbac-bind-escalate-impersonate"},
	"impersonate": {"rbac-bind-escalate-impersonate"},
	"node-proxy": {"rbac-node-proxy"},
	"pod-exec": {"rbac-pod-exec"},
	"secrets-create": {"rbac-secrets-read"},
	"secrets-read": {"rbac-secrets-read"},
	"token-request": {"rbac-token-request"},
	"workload-create": {"rbac-workload-create"},
	"workload-update": {"rbac-workload-create"},
}
