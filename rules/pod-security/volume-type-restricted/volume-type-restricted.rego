# METADATA
# title: Restricted volume type
# description: |
#   Volumes that a pod defines itself can reach storage that nobody allotted to it: another
#   team's export, a disk by its identifier, a repository that is cloned as root. Claims and
#   CSI drivers leave that decision to whoever runs the cluster.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://kubernetes.io/docs/concepts/storage/volumes/
#     description: Kubernetes, volumes
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Use a `persistentVolumeClaim`, or a `csi` or `ephemeral` volume.
#   targets: [volumes]
#   pss:
#     - level: restricted
#       check: restrictedVolumes
package rules["pod-security"]["volume-type-restricted"]

import data.rules.lib.naming
import data.rules.lib.unknown

# Volumes of type hostPath are left to the rule about those.
findings contains {"ref": volume.ref, "field": [volume.type], "message": message} if {
	some volume in input.volumes
	not volume.type in _allowed
	volume.type in _restricted
	not unknown.reason(volume, volume.type)
	message := sprintf("%s is of type %s, which the restricted profile forbids%s", [
		naming.volume(volume), volume.type, _hint(volume),
	])
}

undecided contains {"ref": volume.ref, "field": [volume.type], "reason": reason} if {
	some volume in input.volumes
	not volume.type in _allowed
	volume.type in _restricted
	reason := unknown.reason(volume, volume.type)
}

# A newer version of the API, or a slip of the pen.
undecided contains {"ref": volume.ref, "field": [volume.type], "reason": "unknown-field"} if {
	some volume in input.volumes
	not volume.type in _allowed
	not volume.type in _restricted
	volume.type != "hostPath"
}

_allowed := {
	"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image",
	"persistentVolumeClaim", "projected", "secret",
}

_restricted := {
	"awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "fc", "flexVolume",
	"flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "iscsi", "nfs",
	"photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos",
	"vsphereVolume",
}

_hint(volume) := "; it mounts EFS, of which efs-transit-unencrypted says more" if _efs(volume)

_hint(volume) := "" if not _efs(volume)

# Source: https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html
_efs(volume) if regex.match(`^([a-z0-9-]+\.)?fs-[0-9a-f]+\.efs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$`, volume.nfs.server)
