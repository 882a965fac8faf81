# METADATA
# title: SecurityGroupPolicy that selects no pods
# description: |
#   A SecurityGroupPolicy that selects nobody, or that the controller passes over, changes
#   nothing: the pods that were meant keep the security groups of their node, and reach
#   whatever those let the node reach.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html
#     description: EKS User Guide, use a security group policy
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Make `podSelector` match the labels of the pods, or `serviceAccountSelector` those of their ServiceAccount.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-selects-no-pods"]

import data.rules.lib.naming
import data.rules.lib.pod_selectors
import data.rules.lib.security_group_policies

findings contains {
	"ref": policy.ref,
	"field": _ignored_field(policy),
	"message": sprintf("the controller passes over %s, since %s", [naming.object_of(policy), policy.ignored]),
} if {
	some policy in input.security_group_policies
	policy.ignored
}

findings contains {
	"ref": policy.ref,
	"field": security_group_policies.selector(policy),
	"message": sprintf("%s selects none of the %d workloads of namespace %q%s", [
		naming.object_of(policy), count(others), policy.namespace, _hint(policy),
	]),
} if {
	some policy in security_group_policies.heeded
	not policy.selects
	not policy.unknown
	others := pod_selectors.in_namespace[policy.namespace]
	not _of_operator(policy)
}

undecided contains {"ref": policy.ref, "field": security_group_policies.selector(policy), "reason": reason} if {
	some policy in security_group_policies.heeded
	not policy.selects
	reason := _unclear(policy)
}

_unclear(policy) := reason if {
	reason := policy.unknown.selects
} else := "not-in-input" if {
	not pod_selectors.in_namespace[policy.namespace]
} else := "not-in-input" if {
	_of_operator(policy)
}

_of_operator(policy) if pod_selectors.by_operator(policy.pod_selector)

_ignored_field(policy) := "group_ids" if _lacks_groups(policy)

_ignored_field(policy) := security_group_policies.selector(policy) if not _lacks_groups(policy)

_lacks_groups(policy) if {
	not policy.group_ids
	_has_selector(policy)
}

_has_selector(policy) if policy.pod_selector

_has_selector(policy) if policy.service_account_selector

# The labels of an account are not its name.
_hint(policy) := sprintf(
	"; serviceAccountSelector goes by labels, and %s has that name",
	[naming.object_of(account)],
) if {
	some value in policy.service_account_selector.match_labels
	account := [account |
		some account in input.service_accounts
		account.name == value
		account.namespace == policy.namespace
	][0]
} else := pod_selectors.near_miss(policy.pod_selector.match_labels, others) if {
	others := pod_selectors.in_namespace[policy.namespace]
	not policy.service_account_selector
} else := ""
