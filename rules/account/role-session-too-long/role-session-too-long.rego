# METADATA
# title: Sessions of a role that last too long
# description: |
#   Credentials that somebody steals from a pod, or from an administrator's laptop, work until the
#   session ends. Pods get new ones all the time, and administrators log in again after some hours.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
#     description: IAM User Guide, update settings for a role
#   - ref: https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
#     description: IAM Identity Center User Guide, set session duration
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/cluster-access-management.html
#     description: EKS Best Practices Guide, cluster access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `max_session_duration` to 3600 for pods, and to 14400 at most for administrators.
#   targets: [iam_roles, permission_sets]
#   scope: unit
package rules.account["role-session-too-long"]

import data.rules.lib.access_policies
import data.rules.lib.unknown

findings contains {
	"ref": role.ref,
	"field": "max_session_duration",
	"message": sprintf("%s, %s, has sessions of up to %s", [role.address, use, _hours(role.max_session_duration)]),
	"severity": _severity(role),
} if {
	some role in input.iam_roles
	role.max_session_duration > 3600
	use := _use(role)
}

findings contains {
	"ref": set.ref,
	"field": "session_duration",
	"message": sprintf("%s, whose role is mapped to a cluster, has sessions of %s", [set.address, _hours(seconds)]),
	"severity": "low",
} if {
	some set in input.permission_sets
	seconds := _seconds(set.session_duration)
	seconds > 28800
	_is_mapped(set)
}

undecided contains {"ref": role.ref, "field": "max_session_duration", "reason": reason} if {
	some role in input.iam_roles
	reason := unknown.reason(role, "max_session_duration")
	_use(role)
}

undecided contains {"ref": role.ref, "field": "max_session_duration", "reason": unknown.within(role)} if {
	some role in input.iam_roles
	role.max_session_duration > 3600
	not _use(role)
	role.pods == "unknown"
}

undecided contains {"ref": grant.ref, "field": grant.field, "reason": grant.reason} if {
	some grant in access_policies.open_grants
	grant.role.max_session_duration > 3600
	not _use(grant.role)
}

undecided contains {"ref": set.ref, "field": "session_duration", "reason": reason} if {
	some set in input.permission_sets
	reason := unknown.reason(set, "session_duration")
	_is_mapped(set)
}

_use(role) := sprintf("which administers a cluster by %s", [role.administers[0].by]) if {
	role.administers
} else := "which pods can take" if {
	role.pods == "yes"
}

_severity(role) := "medium" if {
	role.max_session_duration >= 43200
} else := "medium" if {
	role.administers
	role.max_session_duration > 14400
} else := "low"

# Identity Center makes a role of each permission set, with its name and a hash in that of the role.
_is_mapped(set) if {
	prefix := sprintf("/AWSReservedSSO_%s_", [set.name])
	some arn in _mapped
	contains(arn, prefix)
}

_mapped := union({
	{mapping.arn | some auth in input.aws_auths; some mapping in auth.mappings},
	{entry.principal_arn | some entry in input.access_entries},
	{association.principal_arn | some association in input.access_policy_associations},
})

# A duration such as PT8H or PT1H30M.
_seconds(text) := sum([part |
	some [letter, factor] in [["H", 3600], ["M", 60], ["S", 1]]
	matches := regex.find_all_string_submatch_n(sprintf(`(\d+)%s`, [letter]), text, 1)
	part := to_number(matches[0][1]) * factor
])

_hours(seconds) := "1 hour" if {
	seconds == 3600
} else := sprintf("%d hours", [seconds / 3600]) if {
	seconds % 3600 == 0
} else := sprintf("%d minutes", [floor(seconds / 60)])
