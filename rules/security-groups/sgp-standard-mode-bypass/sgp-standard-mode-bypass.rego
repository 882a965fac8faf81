# METADATA
# title: Security groups of pods void towards the internet
# description: |
#   In the enforcing mode standard, traffic that leaves the VPC is translated to the address
#   of the node first, unless that is left to a NAT gateway. Only the groups of the node
#   apply to it then, and the egress rules of the pod's groups are void.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#     description: EKS User Guide, security groups for pods
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `AWS_VPC_K8S_CNI_EXTERNALSNAT` to `true` and let a NAT gateway translate, or use the mode `strict`.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-standard-mode-bypass"]

import data.rules.lib.naming
import data.rules.lib.security_group_policies

findings contains {
	"ref": cni.pod_security_group_enforcing_mode.ref,
	"field": security_group_policies.setting_field(cni.pod_security_group_enforcing_mode),
	"message": sprintf("%s translates traffic that leaves the VPC, so that no group of a pod applies to it", [
		naming.object_of(cni),
	]),
	"related": [{
		"ref": cni.external_snat.ref,
		"field": security_group_policies.setting_field(cni.external_snat),
		"message": "leaves the translation to the node",
	}],
} if {
	security_group_policies.heeded[0]
	some cni in security_group_policies.cnis
	cni.pod_security_group_enforcing_mode.value == "standard"
	cni.external_snat.value == "false"
}

undecided contains {"ref": cni.ref, "field": security_group_policies.settings_field(cni), "reason": reason} if {
	security_group_policies.heeded[0]
	some cni in security_group_policies.cnis
	cni.pod_security_group_enforcing_mode.value == "standard"
	reason := cni.unknown.external_snat
}

undecided contains {"ref": cni.ref, "field": security_group_policies.settings_field(cni), "reason": reason} if {
	security_group_policies.heeded[0]
	some cni in security_group_policies.cnis
	reason := cni.unknown.pod_security_group_enforcing_mode
	not cni.external_snat.value == "true"
}
