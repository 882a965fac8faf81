# METADATA
# title: Role of pods that can get more rights
# description: |
#   A role that pods can take allows what gives its holder more than the role has: to change the
#   policies of roles and users, to run code under other roles, or to take them. Whoever breaks
#   into one of those pods gets there in a few calls. If `iam:PassRole` is limited to a service
#   it is a `medium` finding.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, grant least privileged access to applications
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
#     description: IAM User Guide, granting a user permissions to pass a role
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Drop the action, or name the roles it may be used on in `Resource`.
#   targets: [iam_roles]
package rules.iam["workload-role-can-escalate"]

import data.rules.lib.workload_roles

findings contains {
	"ref": way.ref,
	"field": way.field,
	"message": sprintf("%s, which pods can take, %s", [role.address, way.what]),
	"severity": workload_roles.severity(role, way.severity),
} if {
	some role in workload_roles.roles
	workload_roles.certain(role)
	some way in workload_roles.escalations[role.ref]
}

# Whether pods can take the role is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in workload_roles.roles
	reason := workload_roles.pods_unknown(role)
	workload_roles.escalations[role.ref] != set()
}

# What a statement allows is not known.
undecided contains place if {
	some role in workload_roles.roles
	some place in workload_roles.escalations_unknown(role)
}

# Further statements or policies are not known.
undecided contains place if {
	some role in workload_roles.roles
	some place in workload_roles.unread(role)
}
