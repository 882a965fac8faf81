# METADATA
# title: Role that can approve certificates
# description: |
#   Whoever approves requests of any signer has certificates issued in the name of others. EKS signs
#   no client certificates, so nobody becomes an administrator by that; but a server certificate lets
#   him pose as a service of the cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cert-signing.html
#     description: EKS User Guide, certificate signing
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Limit `approve` on signers to the one that is needed by `resourceNames`.
#   targets: [roles]
#   scope: unit
package rules.rbac["rbac-csr-approve"]

import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": sprintf("%s, for %s", [
		rbac.message(role, rbac.allowed(rule, {"patch", "update"}, _targets), bindings),
		_signers(approve),
	]),
	"related": array.concat(
		[{"ref": approve.ref, "field": "verbs", "message": "the rule about signers"}],
		rbac.related(bindings),
	),
} if {
	some role in input.roles
	some rule in role.rules
	"csr-approve" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first_of_any(role, {"csr-approve"}).ref
	approve := _approve(role)
	bindings := [binding | some binding in rbac.cluster_bindings(role); _to_others(binding)]
	count(bindings) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	role.kind == "ClusterRole"
	some rule in role.rules
	"csr-approve" in rule.grants
	some place in rbac.gaps(role, {"signer-approve"})
}

# The first rule that allows to approve for more than one signer.
_approve(role) := [rule | some rule in role.rules; "signer-approve" in rule.grants; not _is_for_one(rule)][0]

_is_for_one(rule) if {
	count(rule.resource_names) == 1
	not endswith(rule.resource_names[0], "*")
}

_is_for_one(rule) if rule.unknown.resource_names

_signers(rule) := concat(", ", rule.resource_names) if rule.resource_names

_signers(rule) := "every signer" if not rule.resource_names

_targets := {"certificatesigningrequests/approval": {"certificates.k8s.io"}}

_to_others(binding) if {
	some subject in rbac.subjects(binding)
	not _approves_kubelets(subject)
}

# A controller that looks at the requests of kubelets before it approves them.
_approves_kubelets(subject) if {
	some image in rbac.images(subject)
	some approver in {"kubelet-csr-approver", "kubelet-rubber-stamp", "kubelet-serving-cert-approver"}
	endswith(image, approver)
}
