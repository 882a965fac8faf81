# METADATA
# title: Permissions for everyone who can log in
# description: |
#   Every user and every pod of the cluster is in system:authenticated, and every pod is in
#   system:serviceaccounts. Where whole AWS accounts or an identity provider are let in, that takes
#   in people whom nobody chose.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html#_review_and_revoke_unnecessary_anonymous_access_to_your_eks_cluster
#     description: EKS Best Practices Guide, anonymous access
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Bind the groups or service accounts that need the role.
#   targets: [role_bindings]
#   scope: unit
package rules.rbac["rbac-authenticated-binding"]

import data.rules.lib.naming
import data.rules.lib.psp
import data.rules.lib.rbac

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s gives %s %q to %s, which is %s", [
		naming.object_of(binding),
		binding.role_kind,
		binding.role_name,
		rbac.subject_name(subject),
		who,
	]),
	"severity": "high",
} if {
	some binding in input.role_bindings
	some subject in binding.subjects
	subject.kind == "Group"
	who := _everyone[subject.name]
	_matters(binding)
}

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s gives %s %q to %s, which is every pod of a namespace", [
		naming.object_of(binding),
		binding.role_kind,
		binding.role_name,
		rbac.subject_name(subject),
	]),
	"severity": "medium",
} if {
	some binding in input.role_bindings
	some subject in binding.subjects
	subject.kind == "Group"
	startswith(subject.name, "system:serviceaccounts:")
	_matters(binding)
	_does_more_than_read(binding)
}

undecided contains {"ref": binding.ref, "field": "role_name", "reason": reason} if {
	some binding in input.role_bindings
	reason := binding.unknown.read_only
	some subject in binding.subjects
	subject.kind == "Group"
	startswith(subject.name, "system:serviceaccounts:")
	not _does_more_than_read(binding)
	not _is_for_policies(binding)
}

undecided contains {"ref": binding.ref, "field": "role_name", "reason": reason} if {
	some binding in input.role_bindings
	reason := binding.unknown.role_name
	some subject in binding.subjects
	subject.kind == "Group"
	_everyone[subject.name]
}

_everyone := {
	"system:authenticated": "everyone who can log in",
	"system:serviceaccounts": "every pod of the cluster",
}

_matters(binding) if {
	binding.role_name
	not binding.admin_equivalent
	not _is_for_everyone(binding)
	not _is_for_policies(binding)
}

# Roles that say no more than what the API has.
_is_for_everyone(binding) if {
	binding.role_kind == "ClusterRole"
	binding.role_name in {
		"system:basic-user", "system:discovery", "system:public-info-viewer",
		"system:service-account-issuer-discovery",
	}
}

# A role that does no more than to let pods use a PodSecurityPolicy has a rule of its own.
_is_for_policies(binding) if {
	uses := {grant.rule.ref | some grant in psp.grants; grant.binding.ref == binding.ref}
	count(uses) > 0
	some role in input.roles
	role.ref == binding.role_ref
	every rule in role.rules {
		rule.ref in uses
	}
}

_is_for_policies(binding) if startswith(binding.role_name, "eks:podsecuritypolicy:")

_does_more_than_read(binding) if binding.read_only == false

_does_more_than_read(binding) if "secrets-read" in binding.grants
