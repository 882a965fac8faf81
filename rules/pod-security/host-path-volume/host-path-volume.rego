# METADATA
# title: Host path volume
# description: |
#   A volume that is a path of the node outlives the pod, is shared with whatever else runs
#   there, and shows what the node keeps at that path. Symbolic links that are made in it
#   have led out of it before.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
#     description: hostPath volumes
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Use `emptyDir`, `configMap`, a PersistentVolumeClaim or a CSI driver instead of `hostPath`.
#   targets: [volumes, persistent_volumes]
#   pss:
#     - level: baseline
#       check: hostPathVolumes
package rules["pod-security"]["host-path-volume"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.unknown

# The restricted profile forbids it too, as one of many types of volumes. It does not look
# at what else a volume of an allowed type is.
findings contains {
	"ref": volume.ref,
	"field": "host_path.path",
	"message": message,
	"severity": agents.severity(volume.workload, "medium"),
	"also_pss": ["restrictedVolumes" | volume.type == "hostPath"],
} if {
	some volume in input.volumes
	volume.host_path
	message := sprintf("%s is %s", [naming.volume(volume), _path(volume.host_path)])
}

# The standards judge pods, and those do not show what a claim leads to.
findings contains {
	"ref": volume.ref,
	"field": field,
	"message": message,
	"pss": [],
	"related": [{"ref": volume.claim.ref, "field": "", "message": "the claim of the volume"}],
} if {
	some volume in input.persistent_volumes
	volume.claim
	some [field, path] in _places(volume)
	message := sprintf("%s, claimed by %s, is %s", [naming.object_of(volume), naming.object_of(volume.claim), path])
}

undecided contains {"ref": volume.ref, "field": "host_path", "reason": reason} if {
	some volume in input.volumes
	volume.unknown
	not volume.host_path
	reason := unknown.reason(volume, "host_path")
}

undecided contains {"ref": volume.ref, "field": field, "reason": volume.unknown.claim} if {
	some volume in input.persistent_volumes
	volume.unknown.claim
	some [field, _] in _places(volume)
}

undecided contains {"ref": volume.ref, "field": field, "reason": reason} if {
	some volume in input.persistent_volumes
	volume.unknown
	_may_be_claimed(volume)
	some field in ["host_path", "local_path"]
	not volume[field]
	reason := unknown.reason(volume, field)
}

_may_be_claimed(volume) if volume.claim

_may_be_claimed(volume) if volume.unknown.claim

# Where a PersistentVolume says that it is a path of the node. A local one is a disk of the
# node, unless it is the root of all.
_places(volume) := array.concat(
	[["host_path.path", _path(volume.host_path)] | volume.host_path],
	[["local_path", "the path / of its node"] | trim(volume.local_path, "/.") == ""],
)

_path(host_path) := sprintf("the path %s of its node", [host_path.path])

_path(host_path) := "a path of its node" if not host_path.path
