# METADATA
# title: Nodes without security groups for pods
# description: |
#   EKS Auto Mode heeds SecurityGroupPolicies only from Kubernetes 1.36 on, and Windows nodes
#   never do. Pods that a policy selects keep the groups of the node there.
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
#   remedy: Upgrade the cluster to 1.36, or run the pods on Linux nodes of an instance type with trunk interfaces.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-unsupported-nodes"]

import data.rules.lib.naming
import data.rules.lib.security_group_policies

findings contains {
	"ref": policy.ref,
	"field": "",
	"message": sprintf("%s has no effect in EKS Auto Mode of Kubernetes 1.%d, which knows such policies from 1.%d on", [
		naming.object_of(policy), input.settings.kubernetes_minor, _auto_mode_since,
	]),
	"severity": _severity,
} if {
	input.node_classes[0]
	input.settings.kubernetes_minor_given
	input.settings.kubernetes_minor < _auto_mode_since
	some policy in security_group_policies.heeded
}

findings contains {
	"ref": workload.ref,
	"field": place,
	"message": sprintf("%s runs on Windows, where %s gives it no groups", [
		naming.object_of(workload), security_group_policies.names(workload),
	]),
	"related": security_group_policies.places(workload),
} if {
	some workload in security_group_policies.selected
	place := _windows(workload)
}

undecided contains {"ref": policy.ref, "field": "", "reason": "not-in-input"} if {
	input.node_classes[0]
	not input.settings.kubernetes_minor_given
	input.settings.oldest_kubernetes_minor < _auto_mode_since
	policy := security_group_policies.heeded[0]
}

_auto_mode_since := 36

# Other nodes are there too, and may be where the pods go.
default _severity := "medium"

_severity := "info" if input.vpc_cnis

_severity := "info" if input.ec2_node_classes

_windows(workload) := "os.name" if {
	workload.os == "windows"
} else := ["node_selector", "kubernetes.io/os"] if {
	workload.node_selector["kubernetes.io/os"] == "windows"
}
