# METADATA
# title: SecurityGroupPolicy with groups that cannot be
# description: |
#   A pod that is to get a security group which does not exist is never started. A group is
#   named by its id; a name, or a placeholder that nobody filled in, is none.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html
#     description: EKS User Guide, use a security group policy
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Name the groups by their ids, `sg-` and 8 or 17 hexadecimal digits.
#   targets: [security_group_policies]
package rules["security-groups"]["sgp-group-unknown"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": policy.ref,
	"field": sprintf("group_ids.%d", [unknown.index(policy, "group_ids", i)]),
	"message": sprintf("%s names the security group %q, which is no id", [naming.object_of(policy), id]),
} if {
	some policy in input.security_group_policies
	some i, id in policy.group_ids
	not regex.match(`^sg-([0-9a-f]{8}|[0-9a-f]{17})$`, id)
}

findings contains {
	"ref": policy.ref,
	"field": "group_ids",
	"message": sprintf("%s names no security groups", [naming.object_of(policy)]),
} if {
	some policy in input.security_group_policies
	not policy.group_ids
	not unknown.reason(policy, "group_ids")
	not unknown.reason(policy, "security_groups")
}

# IDs that are not known but are those of security groups of the input are groups that will be.
undecided contains {"ref": policy.ref, "field": "group_ids", "reason": reason} if {
	some policy in input.security_group_policies
	policy.unknown
	not _all_are_here(policy)
	reason := unknown.any_reason(policy, ["group_ids", "security_groups"])
}

_all_are_here(policy) if {
	policy.groups
	not policy.other_groups
}
