# METADATA
# title: SecurityGroupPolicies
# description: |
#   What rules ask about the policies that give pods security groups of their own, and about
#   the VPC CNI that has to put them in place.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
# schemas:
#   - input: schema
package rules.lib.security_group_policies

import data.rules.lib.naming

# METADATA
# description: Are the policies by their refs.
by_ref := object.union_n([_by_ref])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_by_ref[policy.ref] := policy if some policy in input.security_group_policies

# METADATA
# description: Are the policies that the controller heeds.
heeded := [policy |
	some policy in input.security_group_policies
	not policy.ignored
]

# METADATA
# description: Are the workloads whose pods get security groups of their own.
selected := [workload |
	some workload in input.workloads
	workload.security_group_policies[0]
]

# METADATA
# scope: document
# description: |
#   Is the place of the first selector of a policy, for what is said about all that it
#   selects.
selector(policy) := "pod_selector" if policy.pod_selector

selector(policy) := "service_account_selector" if {
	not policy.pod_selector
	policy.service_account_selector
}

selector(policy) := "pod_selector" if {
	not policy.pod_selector
	not policy.service_account_selector
}

# METADATA
# scope: document
# description: |
#   Names the policies of a workload, such as `SecurityGroupPolicy "web"`; of more than one
#   the first and how many more there are.
names(workload) := naming.object_of(by_ref[workload.security_group_policies[0]]) if {
	count(workload.security_group_policies) == 1
}

names(workload) := sprintf("%s and %d more", [
	naming.object_of(by_ref[workload.security_group_policies[0]]),
	count(workload.security_group_policies) - 1,
]) if {
	count(workload.security_group_policies) > 1
}

# METADATA
# description: Are the places of the policies of a workload, as a finding lists them.
places(workload) := [{"ref": ref, "field": selector(by_ref[ref]), "message": "gives its pods security groups"} |
	some ref in workload.security_group_policies
]

# METADATA
# description: |
#   Are the settings of the VPC CNI that count: those of its DaemonSets, or of the add-ons of
#   Terraform. Of several clusters whose add-ons differ it cannot be told which one a policy is for.
cnis := array.concat(
	[cni | some cni in input.vpc_cnis],
	[input.vpc_cni_addons[0] |
		not input.vpc_cnis
		count({_values(cni) | some cni in input.vpc_cni_addons}) == 1
	],
)

_values(cni) := [object.get(cni, [name, "value"], "") |
	some name in [
		"enable_pod_eni", "pod_security_group_enforcing_mode", "external_snat", "disable_tcp_early_demux",
	]
]

# METADATA
# scope: document
# description: Is the field of a setting below its ref.
setting_field(setting) := setting.field

setting_field(setting) := "env" if {
	not setting.field
	setting.default
}

setting_field(setting) := "value" if {
	not setting.field
	not setting.default
}

# METADATA
# scope: document
# description: Is the field of a CNI that has all settings.
settings_field(cni) := "configuration_values" if cni.kind == "add-on"

else := "containers"

# METADATA
# description: Are the VPC CNIs that hold pods to their groups only.
strict := [cni |
	some cni in cnis
	cni.pod_security_group_enforcing_mode.value == "strict"
]

# METADATA
# scope: document
# description: Is the reason for which it is not known how the VPC CNI enforces groups; undefined if it is.
mode_unknown := "not-in-input" if cnis == []

mode_unknown := min({cni.unknown.pod_security_group_enforcing_mode | some cni in cnis}) if cnis != []
