# METADATA
# title: Role that can create persistent volumes
# description: |
#   A PersistentVolume of type hostPath is a path of a node. Pod Security looks at the claim, which
#   it allows, and so whoever creates volumes can mount what no pod may.
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
#   remedy: Remove the rule, and let storage classes provision volumes.
#   targets: [roles]
#   scope: unit
package rules.rbac["rbac-persistent-volume-create"]

import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": rbac.message(role, rbac.allowed(rule, {"create"}, _targets), bindings),
	"severity": "medium",
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, "medium"),
} if {
	some role in input.roles
	some rule in role.rules
	"persistent-volume-create" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first(role, {"persistent-volume-create"}).ref
	bindings := [binding | some binding in rbac.cluster_bindings(role); _to_others(binding)]
	count(bindings) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	role.kind == "ClusterRole"
	some place in rbac.gaps(role, {"persistent-volume-create"})
}

_targets := {"persistentvolumes": {""}}

_to_others(binding) if {
	some subject in rbac.subjects(binding)
	not _provisions(subject)
}

# A storage provisioner, known by its name or by the sidecar that does the provisioning.
_provisions(subject) if rbac.account_name(subject) in _provisioners

_provisions(subject) if {
	some image in rbac.images(subject)
	endswith(image, "csi-provisioner")
}

_provisioners := {
	"csi-nfs-controller-sa", "csi-smb-controller-sa", "ebs-csi-controller-sa", "efs-csi-controller-sa",
	"file-cache-csi-controller-sa", "fsx-csi-controller-sa", "fsx-openzfs-csi-controller-sa",
	"local-path-provisioner-service-account", "local-static-provisioner", "longhorn-service-account",
	"nfs-client-provisioner", "nfs-subdir-external-provisioner", "openebs-localpv-provisioner",
	"openebs-maya-operator", "rook-csi-cephfs-provisioner-sa", "rook-csi-rbd-provisioner-sa",
	"s3-csi-driver-controller-sa", "trident-controller",
}
