# METADATA
# title: Several SecurityGroupPolicies for one pod
# description: |
#   The security groups of all policies that select a pod add up, so that the widest of them
#   decides what reaches it. A policy for all pods of a namespace adds its groups to every
#   application and to helpers that were not thought of.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#     description: EKS User Guide, security groups for pods
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Write one policy per application, with labels that only its pods have.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-overlap"]

import data.rules.lib.naming
import data.rules.lib.security_group_policies

findings contains {
	"ref": workload.ref,
	"field": "pod_labels",
	"message": sprintf("%s is selected by %d SecurityGroupPolicies, whose groups add up", [
		naming.object_of(workload), count(workload.security_group_policies),
	]),
	"related": security_group_policies.places(workload),
} if {
	some workload in security_group_policies.selected
	count(workload.security_group_policies) > 1
	count(object.get(workload, "security_groups", [])) <= _most
}

findings contains {
	"ref": workload.ref,
	"field": "pod_labels",
	"message": sprintf("%s gets %d security groups, and an interface takes no more than %d", [
		naming.object_of(workload), count(workload.security_groups), _most,
	]),
	"severity": "medium",
	"related": security_group_policies.places(workload),
} if {
	some workload in security_group_policies.selected
	count(workload.security_groups) > _most
}

findings contains {
	"ref": policy.ref,
	"field": security_group_policies.selector(policy),
	"message": sprintf("%s selects all pods of its namespace", [naming.object_of(policy)]),
} if {
	some policy in security_group_policies.heeded
	policy.selects_all
}

# Another policy may select the pods as well.
undecided contains {"ref": workload.ref, "field": "pod_labels", "reason": reason} if {
	some workload in security_group_policies.selected
	count(workload.security_group_policies) == 1
	reason := workload.unknown.security_group_policies
}

# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
_most := 5
