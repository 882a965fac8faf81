# METADATA
# title: Network policies that do not hold for a pod
# description: |
#   A policy that selects a pod need not hold for it: a pod on the network of its node is the
#   node to all engines, and the VPC CNI neither covers Windows nor pods without a
#   controller. Such a pod is as open as without any policy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
#     description: EKS User Guide, considerations for network policies
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods
#     description: Kubernetes, NetworkPolicy and hostNetwork pods
#   - ref: https://github.com/aws/aws-network-policy-agent/issues/327
#     description: The network policy agent and standalone pods
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove `hostNetwork`, or make the pod by a controller such as a Deployment; for Windows use security groups.
#   targets: [network_policies]
#   scope: unit
package rules.network["network-policy-cannot-apply"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": reason.field,
	"message": sprintf("%s %s, so that %s does not hold for it%s", [
		naming.object_of(workload), reason.says, naming.object_of(policy), _more(refs),
	]),
	"severity": agents.severity(workload, _severity(refs)),
	"related": [{"ref": ref, "field": "pod_selector", "message": "selects its pods"} | some ref in refs],
} if {
	some workload_ref, selecting in _selected
	workload := network_policies.workloads[workload_ref]
	reason := network_engines.cannot_apply[workload.ref]
	refs := sort(selecting)
	policy := network_policies.by_ref[refs[0]]
}

findings contains {
	"ref": workload.ref,
	"field": ["pod_annotations", _networks],
	"message": sprintf("%s has further interfaces, for which %s does not hold%s", [
		naming.object_of(workload), naming.object_of(policy), _more(refs),
	]),
	"severity": "info",
	"related": [{"ref": ref, "field": "pod_selector", "message": "selects its pods"} | some ref in refs],
} if {
	some workload_ref, selecting in _selected
	workload := network_policies.workloads[workload_ref]
	workload.pod_annotations[_networks]
	refs := sort(selecting)
	policy := network_policies.by_ref[refs[0]]
}

# A profile of Fargate may be for pods that a policy selects.
undecided contains {"ref": selector.ref, "field": field, "reason": reason} if {
	network_engines.may_be_vpc_cni
	some profile in input.fargate_profiles
	some selector in profile.selector
	some field in ["namespace", "labels"]
	reason := unknown.partly(selector, field)
	_may_select(selector)
}

_may_select(selector) if {
	some policy in input.network_policies
	some ref in policy.selects
	workload := network_policies.workloads[ref]
	workload.kind != "DaemonSet"
	glob.match(object.get(selector, "namespace", "*"), null, workload.namespace)
	not network_engines.cannot_apply[ref]
}

_selected[ref] contains policy.ref if {
	count(_special) > 0
	some policy in input.network_policies
	some ref in policy.selects
	ref in _special
}

# The few workloads of which there is something to say.
_special := object.keys(network_engines.cannot_apply) | {workload.ref |
	some workload in input.workloads
	workload.pod_annotations[_networks]
}

_networks := "k8s.v1.cni.cncf.io/networks"

_severity(refs) := "medium" if _guards(refs)

else := "low"

_guards(refs) if {
	some ref in refs
	ref in network_policies.metadata_denies
}

_guards(refs) if {
	some ref in refs
	some denies in network_policies.default_denies
	ref in denies
}

_more(refs) := "" if count(refs) == 1

_more(refs) := sprintf(" and neither do %d more policies", [count(refs) - 1]) if count(refs) > 1
