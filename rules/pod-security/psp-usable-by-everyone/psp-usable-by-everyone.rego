# METADATA
# title: Permissive PodSecurityPolicy that everyone may use
# description: |
#   A pod is admitted if any policy that its creator or its service account may use admits
#   it. A permissive policy that is bound to everyone, as EKS itself binds eks.privileged,
#   therefore makes every stricter policy beside it void.
# related_resources:
#   - ref: https://v1-24.docs.kubernetes.io/docs/concepts/security/pod-security-policy/
#     description: Pod Security Policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Bind the permissive PodSecurityPolicy to the service accounts of system agents only.
#   targets: [role_bindings]
#   scope: unit
package rules["pod-security"]["psp-usable-by-everyone"]

import data.rules.lib.naming
import data.rules.lib.psp
import data.rules.lib.unknown

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s may use %s, which makes stricter ones void", [_everyone(subject), permissive.name]),
	"severity": psp.severity("high"),
	"related": array.concat(permissive.related, [{
		"ref": grant.rule.ref,
		"field": "verbs",
		"message": "the rule that allows it",
	}]),
} if {
	some grant in psp.grants
	some subject in grant.binding.subjects
	_everyone(subject)
	permissive := _permissive(grant.rule)
}

# A policy that is named and not in the input may be a strict one.
undecided contains {"ref": subject.ref, "field": "name", "reason": "not-in-input"} if {
	some grant in psp.grants
	some subject in grant.binding.subjects
	_everyone(subject)
	not _permissive(grant.rule)
	some name in grant.rule.resource_names
	not name in {policy.name | some policy in input.pod_security_policies}
}

undecided contains {"ref": place.ref, "field": place.field, "reason": place.reason} if {
	some grant in psp.grants
	some subject in grant.binding.subjects
	_everyone(subject)
	not _permissive(grant.rule)
	some policy in input.pod_security_policies
	psp.names(grant.rule, policy.name)
	some field in psp.unknown_of_baseline[policy.ref]
	place := object.union(field, {"ref": policy.ref})
}

undecided contains {"ref": subject.ref, "field": "name", "reason": reason} if {
	some grant in psp.grants
	some subject in grant.binding.subjects
	subject.unknown
	reason := unknown.reason(subject, "name")
	subject.kind in {"Group", "ServiceAccount"}
	_permissive(grant.rule)
}

_everyone(subject) := sprintf("group %q", [subject.name]) if {
	subject.kind == "Group"
	subject.name in {"system:authenticated", "system:serviceaccounts"}
}

_everyone(subject) := sprintf("group %q", [subject.name]) if {
	subject.kind == "Group"
	startswith(subject.name, "system:serviceaccounts:")
	subject.name != "system:serviceaccounts:kube-system"
}

_everyone(subject) := sprintf("the default account of namespace %q", [subject.namespace]) if {
	subject.kind == "ServiceAccount"
	subject.name == "default"
	subject.namespace != "kube-system"
}

# The permissive policy that a rule lets its subjects use, the first by name.
_permissive(rule) := _weak(rule)[0] if count(_weak(rule)) > 0

_permissive(rule) := {"name": `PodSecurityPolicy "eks.privileged"`, "related": []} if {
	count(_weak(rule)) == 0
	"eks.privileged" in rule.resource_names
}

# EKS had eks.privileged in every cluster that had policies.
_permissive(rule) := {"name": "every PodSecurityPolicy", "related": []} if {
	count(_weak(rule)) == 0
	not rule.resource_names
	"podsecuritypolicies" in rule.resources
}

_weak(rule) := sort([{"name": naming.object_of(policy), "related": [{
	"ref": policy.ref,
	"field": "",
	"message": "the policy",
}]} |
	some policy in input.pod_security_policies
	psp.names(rule, policy.name)
	psp.beyond_baseline[policy.ref]
])
