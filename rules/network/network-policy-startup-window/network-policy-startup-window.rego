# METADATA
# title: Pods open until their network policies are in place
# description: |
#   By default the VPC CNI puts a new pod on the network first and its policies in place a
#   moment later. Where tenants are hostile that moment is enough to reach what the policies
#   forbid, and a pod can be made to start again and again.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
#     description: EKS User Guide, considerations for network policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   profile: strict
#   remedy: Give system pods policies, then set `NETWORK_POLICY_ENFORCING_MODE` to `strict`.
#   targets: [vpc_cnis, vpc_cni_addons, addons, node_classes]
#   scope: unit
package rules.network["network-policy-startup-window"]

import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.unknown

findings contains {
	"ref": cni.network_policy_enforcing_mode.ref,
	"field": _field(cni.network_policy_enforcing_mode),
	"message": sprintf("%s enforces network policies in the mode standard, in which new pods are open at first", [
		naming.object_of(cni),
	]),
} if {
	some cni in _cnis
	cni.enforces_network_policies
	cni.network_policy_enforcing_mode.value == "standard"
}

findings contains {
	"ref": class.ref,
	"field": "network_policy",
	"message": sprintf(
		"%s has networkPolicy DefaultAllow, by which new pods are open at first",
		[naming.object_of(class)],
	),
} if {
	network_engines.config_map_on
	some class in input.node_classes
	object.get(class, "network_policy", "DefaultAllow") == "DefaultAllow"
	not unknown.reason(class, "network_policy")
}

findings contains {
	"ref": ref,
	"field": "",
	"message": sprintf("%s enforces network policies, and so does %s", [naming.object_of(cni), engine]),
	"severity": "low",
} if {
	some cni in _cnis
	cni.enforces_network_policies
	some engine, refs in network_engines.others
	ref := min(refs)
}

undecided contains {"ref": cni.ref, "field": _unit(cni), "reason": reason} if {
	some cni in _cnis
	not cni.enforces_network_policies == false
	reason := cni.unknown.network_policy_enforcing_mode
}

undecided contains {"ref": cni.ref, "field": _unit(cni), "reason": reason} if {
	some cni in _cnis
	reason := cni.unknown.enforces_network_policies
	object.get(cni, ["network_policy_enforcing_mode", "value"], "standard") == "standard"
}

# An add-on of an unknown name that has the settings of the VPC CNI.
undecided contains {"ref": addon.ref, "field": "addon_name", "reason": reason} if {
	some addon in input.addons
	reason := unknown.reason(addon, "addon_name")
	contains(addon.configuration_values, "enableNetworkPolicy")
}

_cnis := array.concat([cni | some cni in input.vpc_cnis], [cni | some cni in input.vpc_cni_addons])

_unit(cni) := "configuration_values" if {
	cni.kind == "add-on"
} else := "containers"

_field(setting) := field if field := setting.field

else := "env" if {
	setting.default
} else := "value"
