# METADATA
# title: Role that can give away more than it holds
# description: |
#   The API server lets nobody give away permissions that he does not hold, unless he has the verb bind
#   or escalate; and with impersonate he acts as whom he likes. Each of them leads to everything
#   that the cluster has.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
#     description: Kubernetes, privilege escalation prevention
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove the verbs, or name the roles or accounts in `resourceNames`.
#   targets: [roles]
#   scope: unit
package rules.rbac["rbac-bind-escalate-impersonate"]

import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": _field(rule, said),
	"message": rbac.message(role, rbac.allowed(rule, said.verbs, said.targets), bindings),
	"severity": said.severity,
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, said.severity),
} if {
	some role in input.roles
	some rule in role.rules
	some grant in rule.grants
	grant in _grants
	rbac.judged(role)
	said := _worst(role)
	rule.ref == said.ref
	bindings := rbac.bindings(role)
	count(bindings) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	some place in rbac.gaps(role, _grants)
}

_grants := {"bind", "binding-write", "escalate", "impersonate"}

# The first of the worst that a role allows.
_worst(role) := [said |
	some severity in ["high", "medium", "low"]
	some rule in role.rules
	some kind in _kinds
	kind.grant in rule.grants
	not _is_harmless(kind.grant, role)
	said := {"ref": rule.ref, "verbs": kind.verbs, "targets": kind.targets, "severity": _severity(kind.grant, rule)}
	said.severity == severity
][0]

# With bind for some roles, bindings are there to give those away.
_is_harmless("binding-write", role) if rbac.first_of_any(role, {"bind", "escalate"})

_kinds := [
	{"grant": "escalate", "verbs": {"escalate"}, "targets": _roles},
	{"grant": "bind", "verbs": {"bind"}, "targets": _roles},
	{"grant": "impersonate", "verbs": {"impersonate"}, "targets": _identities},
	{"grant": "binding-write", "verbs": {"create", "patch", "update"}, "targets": _bindings},
]

_roles := {"clusterroles": {"rbac.authorization.k8s.io"}, "roles": {"rbac.authorization.k8s.io"}}

_bindings := {"clusterrolebindings": {"rbac.authorization.k8s.io"}, "rolebindings": {"rbac.authorization.k8s.io"}}

_identities := {
	"groups": {""}, "serviceaccounts": {""}, "users": {""},
	"uids": {"authentication.k8s.io"}, "userextras/": {"authentication.k8s.io"},
}

# Without bind one can only give away what one has.
_severity(grant, rule) := "medium" if {
	grant == "binding-write"
	rbac.unlimited(rule)
}

_severity(grant, rule) := "high" if {
	grant != "binding-write"
	not _is_narrow(grant, rule)
}

_severity(grant, rule) := "low" if {
	grant != "binding-write"
	_is_narrow(grant, rule)
}

_is_narrow(grant, rule) if {
	grant in {"bind", "escalate"}
	rule.resource_names
	not rule.unknown.resource_names
	every name in rule.resource_names {
		not _is_powerful_role(name)
	}
}

_is_narrow("impersonate", rule) if {
	rule.resource_names
	not rule.unknown.resource_names
	every name in rule.resource_names {
		not startswith(name, "system:")
		not _is_powerful_principal(name)
	}
}

_is_powerful_role(name) if name in {"admin", "cluster-admin", "edit"}

_is_powerful_role(name) if startswith(name, "system:")

_is_powerful_role(name) if {
	some role in input.roles
	role.name == name
	some rule in role.effective_rules
	rule.grants
}

_is_powerful_principal(name) if {
	some principal in input.principals
	principal.name == name
	principal.admin_equivalent
}

_is_powerful_principal(name) if {
	some principal in input.principals
	principal.name == name
	principal.escalation_path
}

# Where a verb is named it is what is wrong, and otherwise what it is allowed on.
_field(rule, said) := rbac.verb_field(rule, verb) if {
	count(said.verbs) == 1
	some verb in said.verbs
	verb in rule.verbs
}

else := rbac.field(rule, said.targets)
