# METADATA
# title: Network policies for pods of the strict mode
# description: |
#   In the enforcing mode strict all traffic of a pod with security groups leaves the node by
#   its own interface. Network policies for such pods, a DNS cache on the node and load
#   balancers that go by the node need the mode standard.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `POD_SECURITY_GROUP_ENFORCING_MODE` to `standard` and `AWS_VPC_K8S_CNI_EXTERNALSNAT` to `true`.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-strict-mode-with-network-policy"]

import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies
import data.rules.lib.security_group_policies

findings contains {
	"ref": setting.ref,
	"field": security_group_policies.setting_field(setting),
	"message": sprintf("%s has the enforcing mode strict, and %s has both security groups and network policies%s", [
		naming.object_of(cni), network_policies.names(_with_both), _calico,
	]),
} if {
	count(_with_both) > 0
	some cni in security_group_policies.strict
	setting := cni.pod_security_group_enforcing_mode
}

findings contains {
	"ref": setting.ref,
	"field": security_group_policies.setting_field(setting),
	"message": sprintf("%s has the enforcing mode strict, in which pods with security groups do not get by %s", [
		naming.object_of(cni), naming.object_of(other),
	]),
	"severity": "low",
	"related": [{"ref": other.ref, "field": "", "message": "works by the node"}],
} if {
	count(_with_both) == 0
	other := _by_the_node[0]
	some cni in security_group_policies.strict
	setting := cni.pod_security_group_enforcing_mode
}

# One place stands for all.
undecided contains {"ref": first.ref, "field": "", "reason": reason} if {
	count(_with_both) > 0
	first := security_group_policies.heeded[0]
	reason := security_group_policies.mode_unknown
}

_with_both contains workload.ref if {
	some workload in security_group_policies.selected
	some direction in ["ingress", "egress"]
	workload.network[direction].policies[0]
}

default _calico := ""

_calico := ", which Calico does not enforce on such pods" if network_engines.others.calico

_by_the_node := array.concat(
	[workload |
		some workload in input.workloads
		workload.node_agent == "node-local-dns"
		security_group_policies.selected[0]
	],
	[service |
		some service in input.services
		service.external_traffic_policy == "Local"
		object.get(service, ["annotations", _target_type], "instance") == "instance"
		some workload in security_group_policies.selected
		some front in workload.services
		front.ref == service.ref
	],
)

_target_type := "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type"
