# METADATA
# title: Socket of the container runtime mounted
# description: |
#   Whoever can write to the socket of Docker, containerd or CRI-O has the runtime start
#   containers for them, privileged ones with the node's disk in them included. A read-only
#   mount does not help, since connecting to a socket is no change of the file.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
#     description: Kubernetes, hostPath volumes
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Remove the mount, and build images with `buildah`, `kaniko` or AWS CodeBuild.
#   targets: [volume_mounts]
package rules["pod-security"]["container-socket-mounted"]

import data.rules.lib.host_paths
import data.rules.lib.naming

findings contains {
	"ref": mount.ref,
	"field": "host_path",
	"message": message,
	"severity": _severity(mount.workload),
	"related": host_paths.related(mount),
	"subsumes": [{"rule": "host-path-volume", "ref": mount.volume_ref}],
} if {
	some mount in input.volume_mounts
	mount.host_path
	host_paths.socket(mount)
	message := sprintf("%s mounts %s, which leads to the socket of the container runtime", [
		naming.container_of(mount), mount.host_path,
	])
}

undecided contains host_paths.path_unknown(mount) if {
	some mount in input.volume_mounts
	mount.unknown.host_path
}

_severity(workload) := "high" if workload.node_agent

else := "critical"
