# METADATA
# title: Pod that gets around its security groups
# description: |
#   Security groups of a pod are those of an interface that the pod is given. A pod on the
#   network of its node never gets one, and a privileged one, or one that may change the
#   network, can use the interfaces of the node and of other pods instead.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#     description: EKS User Guide, security groups for pods
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Take the privilege from the pod, or the pod out of the SecurityGroupPolicy.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-bypassing-pod"]

import data.rules.lib.capabilities
import data.rules.lib.naming
import data.rules.lib.security_group_policies
import data.rules.lib.unknown

findings contains {
	"ref": hazard.ref,
	"field": hazard.field,
	"message": sprintf("%s has security groups by %s, and %s", [
		naming.object_of(workload), security_group_policies.names(workload), hazard.says,
	]),
	"severity": hazard.severity,
	"related": security_group_policies.places(workload),
} if {
	some workload in security_group_policies.selected
	some hazard in _hazards(workload)
}

# It is not known whether a policy selects the pods.
undecided contains {"ref": hazard.ref, "field": hazard.field, "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.security_group_policies
	not workload.security_group_policies
	some hazard in _hazards(workload)
}

# It is not known what the pods may do.
undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in security_group_policies.selected
	workload.unknown
	some field in ["host_network", "host_pid"]
	reason := unknown.reason(workload, field)
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some workload in security_group_policies.selected
	some container in workload.containers
	container.unknown
	some field in ["security_context.privileged", "security_context.capabilities.add"]
	reason := unknown.reason(container, field)
}

_hazards(workload) := _of_pod(workload) | (_of_containers(workload) | _of_volumes(workload))

_of_pod(workload) := {hazard |
	some field, says in {
		"host_network": "is on the network of its node, where they never apply",
		"host_pid": "sees the processes of its node, by which it can enter their network",
	}
	workload[field] == true
	hazard := {"ref": workload.ref, "field": field, "says": says, "severity": "high"}
} | {{
	"ref": workload.ref, "field": "termination_grace_period_seconds", "severity": "low",
	"says": "a grace period of 0, after which the VPC CNI up to 1.10.2 leaves its interface behind",
} |
	workload.termination_grace_period_seconds == 0
	not _is_newer
}

_of_containers(workload) := {{
	"ref": container.ref, "field": "security_context.privileged", "severity": "high",
	"says": sprintf("container %q is privileged", [object.get(container, "name", "")]),
} |
	some container in workload.containers
	container.security_context.privileged == true
} | {{
	"ref": container.ref, "field": field, "severity": "high",
	"says": sprintf("container %q adds %s", [object.get(container, "name", ""), name]),
} |
	some container in workload.containers
	some i, name in container.security_context.capabilities.add
	capabilities.plain(name) in {"ALL", "NET_ADMIN", "SYS_ADMIN"}
	field := sprintf(
		"security_context.capabilities.add.%d",
		[unknown.index(container, "security_context.capabilities.add", i)],
	)
}

_of_volumes(workload) := {{
	"ref": volume.ref, "field": "host_path.path", "severity": "medium",
	"says": sprintf("mounts %s of its node", [volume.host_path.path]),
} |
	some volume in workload.volumes
	volume.mounted
	_leads_to_networks(volume.host_path.clean)
}

# The networks of all pods, and a way to them.
_leads_to_networks(path) if path in {"/", "/var", "/var/run", "/run", "/proc", "/var/run/netns", "/run/netns"}

_leads_to_networks(path) if strings.any_prefix_match(path, {"/proc/", "/var/run/netns/", "/run/netns/"})

# Versions of the VPC CNI in which that is mended.
_is_newer if {
	some cni in input.vpc_cnis
	parts := regex.find_all_string_submatch_n(`^v?(\d+)\.(\d+)\.(\d+)`, cni.version, 1)[0]
	[to_number(parts[1]), to_number(parts[2]), to_number(parts[3])] > [1, 10, 2]
}
