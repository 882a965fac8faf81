# METADATA
# title: Permissions for requests without a login
# description: |
#   Whoever reaches the API server has these permissions, without any credentials. Where its endpoint
#   is public that is everyone. Until 1.14 Kubernetes itself bound two roles about its version and
#   its API to them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html#_review_and_revoke_unnecessary_anonymous_access_to_your_eks_cluster
#     description: EKS Best Practices Guide, anonymous access
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles
#     description: Kubernetes, discovery roles
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Remove the subject from the binding.
#   targets: [role_bindings]
package rules.rbac["rbac-anonymous-binding"]

import data.rules.lib.naming
import data.rules.lib.rbac

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s gives %s %q to %s, which is everyone without a login", [
		naming.object_of(binding),
		binding.role_kind,
		binding.role_name,
		rbac.subject_name(subject),
	]),
	"severity": severity,
} if {
	some binding in input.role_bindings
	some subject in binding.subjects
	[subject.kind, subject.name] in _anonymous
	severity := _severity(binding)
}

undecided contains {"ref": binding.ref, "field": "role_name", "reason": reason} if {
	some binding in input.role_bindings
	binding.unknown
	some subject in binding.subjects
	[subject.kind, subject.name] in _anonymous
	some field in ["role_name", "role_kind"]
	reason := binding.unknown[field]
}

_anonymous := {["Group", "system:unauthenticated"], ["User", "system:anonymous"]}

_severity(binding) := "high" if {
	binding.role_kind == "ClusterRole"
	binding.role_name in {"system:basic-user", "system:discovery"}
}

else := "critical" if {
	binding.role_name
	binding.role_kind
	not _is_public(binding)
}

_is_public(binding) if {
	binding.role_kind == "ClusterRole"
	binding.role_name == "system:public-info-viewer"
}
