# METADATA
# title: Security groups for pods not enabled
# description: |
#   The VPC CNI gives pods interfaces with security groups of their own only if it is told
#   to. Without that the policies are accepted, and their pods keep the groups of the node or
#   never start.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
#     description: EKS User Guide, configure security groups for pods
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Set `ENABLE_POD_ENI` to `true`, and attach AmazonEKSVPCResourceController to the role of the cluster.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-not-enabled"]

import data.rules.lib.naming
import data.rules.lib.security_group_policies

findings contains {
	"ref": cni.enable_pod_eni.ref,
	"field": security_group_policies.setting_field(cni.enable_pod_eni),
	"message": sprintf("%s does not set ENABLE_POD_ENI to true, so that %s gives no pod its groups", [
		naming.object_of(cni), naming.object_of(first),
	]),
	"related": [{"ref": first.ref, "field": security_group_policies.selector(first), "message": "has no effect"}],
} if {
	first := security_group_policies.heeded[0]
	some cni in input.vpc_cnis
	cni.enable_pod_eni.value == "false"
}

undecided contains {"ref": cni.ref, "field": "containers", "reason": reason} if {
	security_group_policies.heeded[0]
	some cni in input.vpc_cnis
	reason := cni.unknown.enable_pod_eni
}

# In Auto Mode there is no such setting.
undecided contains {"ref": first.ref, "field": "", "reason": "not-in-input"} if {
	first := security_group_policies.heeded[0]
	not input.vpc_cnis
	not input.node_classes
}
