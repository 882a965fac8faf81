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
import data.rules.lib.unknown

findings contains {
	"ref": cni.enable_pod_eni.ref,
	"field": security_group_policies.setting_field(cni.enable_pod_eni),
	"message": sprintf("%s does not set ENABLE_POD_ENI to true, so that %s gives no pod its groups", [
		naming.object_of(cni), naming.object_of(first),
	]),
	"related": [{"ref": first.ref, "field": security_group_policies.selector(first), "message": "has no effect"}],
} if {
	first := security_group_policies.heeded[0]
	some cni in security_group_policies.cnis
	not cni.cluster.compute_config.enabled
	cni.enable_pod_eni.value == "false"
}

# The control plane makes the interfaces of pods.
findings contains {
	"ref": cluster.ref,
	"field": "role_arn",
	"message": sprintf("the role of %s lacks AmazonEKSVPCResourceController, so that %s gives no pod its groups", [
		cluster.address, naming.object_of(first),
	]),
	"related": [{"ref": first.ref, "field": security_group_policies.selector(first), "message": "has no effect"}],
} if {
	first := security_group_policies.heeded[0]
	[cluster] := [cluster | some cluster in input.clusters]
	not unknown.missing(cluster, "clusters")
	not cluster.compute_config.enabled
	not cluster.outpost_config
	_known_policies(cluster.role)
	every policy in cluster.role.managed_policies {
		policy.policy_name != "AmazonEKSVPCResourceController"
	}
}

# The role has some policies, all are known, and none of those that are not of AWS allows what that
# policy is needed for.
_known_policies(role) if {
	role.managed_policies[0]
	not role.unknown.managed_policies
	not role.unknown.statements
	every statement in object.get(role, "statements", []) {
		not statement.not_actions
		not statement.unknown.actions
		every action in object.get(statement, "actions", []) {
			not glob.match(lower(action), null, "ec2:createnetworkinterfacepermission")
		}
	}
}

undecided contains {"ref": cni.ref, "field": security_group_policies.settings_field(cni), "reason": reason} if {
	security_group_policies.heeded[0]
	some cni in security_group_policies.cnis
	not cni.cluster.compute_config.enabled
	reason := cni.unknown.enable_pod_eni
}

# In Auto Mode there is no such setting.
undecided contains {"ref": first.ref, "field": "", "reason": "not-in-input"} if {
	first := security_group_policies.heeded[0]
	security_group_policies.cnis == []
	not input.node_classes
	not _auto_mode
}

_auto_mode if {
	some cluster in input.clusters
	cluster.compute_config.enabled
}
