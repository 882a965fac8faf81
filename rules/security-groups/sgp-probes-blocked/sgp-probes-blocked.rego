# METADATA
# title: Probes blocked by security groups of pods
# description: |
#   In the enforcing mode strict a kubelet cannot open connections to pods with security
#   groups until early demultiplexing of TCP is turned off on the node. Probes fail, pods
#   restart, and teams open the groups instead.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, disable TCP early demux for liveness probes
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#     description: EKS User Guide, security groups for pods
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `DISABLE_TCP_EARLY_DEMUX` to `true` on the init container, and let the cluster in on the ports.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-probes-blocked"]

import data.rules.lib.naming
import data.rules.lib.network_policies
import data.rules.lib.security_group_policies

findings contains {
	"ref": setting.ref,
	"field": _field(cni),
	"message": sprintf("%s does not set DISABLE_TCP_EARLY_DEMUX to true, so that probes of %s fail in the mode strict", [
		naming.object_of(cni), network_policies.names(_probed),
	]),
} if {
	count(_probed) > 0
	some cni in security_group_policies.strict
	setting := cni.disable_tcp_early_demux
	setting.value == "false"
}

undecided contains {"ref": cni.ref, "field": security_group_policies.settings_field(cni), "reason": reason} if {
	count(_probed) > 0
	some cni in security_group_policies.strict
	reason := cni.unknown.disable_tcp_early_demux
}

# One place stands for all.
undecided contains {"ref": first.ref, "field": "", "reason": reason} if {
	count(_probed) > 0
	first := security_group_policies.heeded[0]
	reason := security_group_policies.mode_unknown
}

# A program in the container is asked without the network.
_probed contains workload.ref if {
	some workload in security_group_policies.selected
	not workload.host_network
	some container in workload.containers
	some handler in container.handlers
	endswith(handler.use, "Probe")
}

# Without an init container the DaemonSet lacks it.
_field(cni) := "init_containers" if {
	not cni.disable_tcp_early_demux.field
	cni.disable_tcp_early_demux.ref == cni.ref
} else := security_group_policies.setting_field(cni.disable_tcp_early_demux)
