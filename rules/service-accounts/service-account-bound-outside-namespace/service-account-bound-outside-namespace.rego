# METADATA
# title: Service account that reaches into other namespaces
# description: |
#   A namespace is the border of an application only as long as its service accounts stay within it.
#   An account that may write elsewhere, or read the secrets of others, carries a break-in across.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
#     description: Kubernetes, RBAC
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Use a Role and a RoleBinding in the namespace of the account.
#   targets: [roles, role_bindings]
#   params:
#     platform-namespaces:
#       description: Namespaces whose service accounts serve the whole cluster.
#       type: strings
#       default: []
package rules["service-accounts"]["service-account-bound-outside-namespace"]

import data.rules.lib.naming
import data.rules.lib.rbac

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s lets %s %s in namespace %q", [
		naming.object_of(binding),
		rbac.subject_name(subject),
		power,
		binding.namespace,
	]),
	"severity": "medium",
	"related": [{"ref": rule.ref, "field": "", "message": "the rule that allows it"}],
} if {
	some role in input.roles
	some binding in role.given_by
	some subject in binding.subjects
	_crosses(binding, subject)
	rbac.judged(role)
	not binding.admin_equivalent
	rule := [rule | some rule in role.rules; _power(rule)][0]
	power := _power(rule)
}

# The built-in roles for namespaces write.
findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s gives the role %q in namespace %q to %s", [
		naming.object_of(binding),
		binding.role_name,
		binding.namespace,
		rbac.subject_name(subject),
	]),
	"severity": "medium",
} if {
	some binding in input.role_bindings
	binding.role_kind == "ClusterRole"
	binding.role_name in {"admin", "edit"}
	not binding.admin_equivalent
	some subject in binding.subjects
	_crosses(binding, subject)
}

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s lets %s %s in every namespace", [
		naming.object_of(binding),
		rbac.subject_name(subject),
		power,
	]),
	"severity": "low",
	"related": [{"ref": rule.ref, "field": "", "message": "the rule that allows it"}],
} if {
	some role in input.roles
	some binding in role.given_by
	binding.kind == "ClusterRoleBinding"
	count(object.get(binding, "grants", [])) == 0
	rbac.judged(role)
	rule := [rule | some rule in role.rules; _writes_namespaced(rule)][0]
	power := _power(rule)
	some subject in binding.subjects
	rbac.account_namespace(subject) != "kube-system"
	not _is_of_platform(subject)
}

undecided contains {"ref": binding.ref, "field": "role_name", "reason": reason} if {
	some binding in input.role_bindings
	reason := binding.unknown.read_only
	some subject in binding.subjects
	_crosses(binding, subject)
	not binding.role_ref
}

# A RoleBinding for an account of another namespace.
_crosses(binding, subject) if {
	binding.kind == "RoleBinding"
	namespace := rbac.account_namespace(subject)
	namespace != binding.namespace
	binding.namespace != "kube-system"
	namespace != "kube-system"
	not _is_of_platform(subject)
}

_is_of_platform(subject) if {
	namespaces := input.settings.params["service-account-bound-outside-namespace"]["platform-namespaces"]
	rbac.account_namespace(subject) in namespaces
}

# What a rule allows that matters to others.
_power(rule) := "read secrets" if {
	"secrets-read" in rule.grants
	rbac.unlimited(rule)
}

else := sprintf("%s %s", [_verbs(rule), concat(", ", [_named(resource) | some resource in _written(rule)])]) if {
	_writes(rule)
	count(_written(rule)) > 0
}

_verbs(rule) := "change" if "*" in rule.verbs

_verbs(rule) := rbac.verb_names(rule, _writing) if not "*" in rule.verbs

_named("*") := "every resource"

_named(resource) := resource if resource != "*"

_writes(rule) if {
	some verb in rule.verbs
	verb in _writing
}

_writing := {"create", "delete", "deletecollection", "patch", "update", "*"}

# More than locks, events, questions that one asks the API server, and marks of who cleans up.
_written(rule) := [resource |
	some resource in rule.resources
	not resource in _harmless
	not strings.any_suffix_match(resource, ["/status", "/finalizers"])
	not _is_of_own_groups(rule)
]

_harmless := {
	"events", "leases", "localsubjectaccessreviews", "selfsubjectaccessreviews",
	"selfsubjectrulesreviews", "subjectaccessreviews", "tokenreviews",
}

# Kinds that a controller brings itself, or that are metrics and cannot be written.
_is_of_own_groups(rule) if every group in rule.api_groups { _is_own(group) }

_is_own(group) if {
	contains(group, ".")
	not endswith(group, ".k8s.io")
}

_is_own(group) if endswith(group, "metrics.k8s.io")

_writes_namespaced(rule) if {
	_writes(rule)
	rbac.unlimited(rule)
	some resource in _written(rule)
	not split(resource, "/")[0] in _of_the_cluster
}

_of_the_cluster := {
	"apiservices", "certificatesigningrequests",
	"clusterrolebindings", "clusterroles", "customresourcedefinitions", "csidrivers", "csinodes",
	"flowschemas", "gatewayclasses", "ingressclasses", "ipaddresses", "namespaces", "nodes",
	"persistentvolumes", "priorityclasses", "prioritylevelconfigurations", "runtimeclasses",
	"selfsubjectreviews", "servicecidrs", "signers", "storageclasses", "storageversions",
	"volumeattachments", "volumeattributesclasses", "volumegroupsnapshotclasses", "volumegroupsnapshotcontents",
	"volumesnapshotclasses", "volumesnapshotcontents",
	"deviceclasses", "resourceslices", "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
}
