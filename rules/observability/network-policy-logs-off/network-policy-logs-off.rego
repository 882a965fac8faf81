# METADATA
# title: Denied connections not logged
# description: |
#   A connection that a network policy stops is often the first sign of someone who looks around.
#   The agent of the VPC CNI writes it down only if it is told to.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-policies-troubleshooting.html
#     description: Amazon EKS, logs of network policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Set `nodeAgent.enablePolicyEventLogs` of the VPC CNI, or `networkPolicyEventLogs` of the NodeClass.
#   targets: [vpc_cnis, vpc_cni_addons, addons, node_classes]
#   profile: strict
#   scope: unit
package rules.observability["network-policy-logs-off"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": setting.ref, "field": object.get(setting, "field", "args"), "message": message} if {
	some cni in _cnis
	cni.enforces_network_policies
	setting := cni.network_policy_event_logs
	setting.value != "true"
	message := sprintf("%s enforces network policies and does not log what they deny", [naming.object_of(cni)])
}

findings contains {"ref": class.ref, "field": "network_policy_event_logs", "message": message} if {
	some class in input.node_classes
	not class.network_policy_event_logs == "Enabled"
	not class.unknown.network_policy_event_logs
	_enforces(class)
	message := sprintf("nodes of %s enforce network policies and do not log what they deny", [naming.object_of(class)])
}

undecided contains {"ref": setting.ref, "field": object.get(setting, "field", "args"), "reason": reason} if {
	some cni in _cnis
	reason := cni.unknown.enforces_network_policies
	setting := cni.network_policy_event_logs
	setting.value != "true"
}

undecided contains {"ref": cni.ref, "field": "", "reason": reason} if {
	some cni in _cnis
	cni.enforces_network_policies
	reason := cni.unknown.network_policy_event_logs
}

# An add-on of an unknown name that has the settings of the VPC CNI.
undecided contains {"ref": addon.ref, "field": "addon_name", "reason": reason} if {
	some addon in input.addons
	reason := unknown.reason(addon, "addon_name")
	contains(addon.configuration_values, "enableNetworkPolicy")
}

undecided contains {"ref": class.ref, "field": "network_policy_event_logs", "reason": reason} if {
	some class in input.node_classes
	reason := class.unknown.network_policy_event_logs
	_enforces(class)
}

# A default that denies makes no sense unless policies are enforced; beside that a ConfigMap
# turns them on.
_enforces(class) if class.network_policy == "DefaultDeny"

_enforces(_) if {
	some config in input.config_maps
	config.name == "amazon-vpc-cni"
	config.data["enable-network-policy-controller"] == "true"
}

_cnis := array.concat([cni | some cni in input.vpc_cnis], [cni | some cni in input.vpc_cni_addons])
