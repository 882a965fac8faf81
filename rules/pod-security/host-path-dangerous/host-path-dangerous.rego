# METADATA
# title: Dangerous path of the node mounted
# description: |
#   Some folders of a node are as good as the node itself: who writes to them has programs run
#   as root, and who reads them finds the kubelet's credentials or the tokens of all pods.
#   A folder of its own that a pod may write to is still shared by all pods that know its name.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
#     description: Kubernetes, hostPath volumes
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Use another kind of volume, or mount the narrowest path and set `readOnly` to `true`.
#   targets: [persistent_volumes, volume_mounts]
package rules["pod-security"]["host-path-dangerous"]

import data.rules.lib.agents
import data.rules.lib.host_paths
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": mount.ref,
	"field": "host_path",
	"message": message,
	"severity": agents.severity(mount.workload, severity),
	"related": host_paths.related(mount),
	"subsumes": [{"rule": "host-path-volume", "ref": mount.volume_ref}],
} if {
	some mount in input.volume_mounts
	mount.host_path
	not host_paths.socket(mount)
	severity := host_paths.danger(mount)
	message := sprintf("%s mounts %s of the node%s", [
		naming.container_of(mount), mount.host_path, _manner(mount),
	])
}

# How pods mount it is not known here, so this says no more than what all of them can do.
findings contains {
	"ref": volume.ref,
	"field": "host_path.path",
	"message": message,
	"severity": severity,
	"related": [{"ref": volume.claim.ref, "field": "", "message": "the claim of the volume"}],
	"subsumes": [{"rule": "host-path-volume", "ref": volume.ref}],
} if {
	some volume in input.persistent_volumes
	volume.claim
	severity := host_paths.danger_of_reading(volume.host_path.clean)
	message := sprintf("%s, claimed by %s, is %s of its node", [
		naming.object_of(volume), naming.object_of(volume.claim), volume.host_path.clean,
	])
}

undecided contains host_paths.path_unknown(mount) if {
	some mount in input.volume_mounts
	mount.unknown.host_path
}

undecided contains {"ref": mount.ref, "field": field, "reason": reason} if {
	some mount in input.volume_mounts
	mount.host_path
	some field, reason in host_paths.manner_unknown(mount)
	not host_paths.socket(mount)
	not host_paths.danger(mount)
}

undecided contains {"ref": volume.ref, "field": "host_path.path", "reason": volume.unknown.claim} if {
	some volume in input.persistent_volumes
	volume.unknown.claim
	host_paths.danger_of_reading(volume.host_path.clean)
}

undecided contains {"ref": volume.ref, "field": "host_path.path", "reason": reason} if {
	some volume in input.persistent_volumes
	volume.unknown
	_may_be_claimed(volume)
	reason := unknown.reason(volume, "host_path.path")
}

_may_be_claimed(volume) if volume.claim

_may_be_claimed(volume) if volume.unknown.claim

_manner(mount) := ", writable" if host_paths.writable(mount)

else := ", read-only" if mount.read_only

else := ""
