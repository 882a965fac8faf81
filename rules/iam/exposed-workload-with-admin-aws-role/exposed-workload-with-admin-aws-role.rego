# METADATA
# title: Exposed workload with an administrator's role
# description: |
#   The internet reaches the pods of the workload, and their role makes an administrator of whoever
#   breaks into them. The parts are findings of their own; together they are one step from the
#   internet to the whole account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Take rights from the role first, and then close the way in from the internet.
#   targets: [workloads]
#   scope: unit
package rules.iam["exposed-workload-with-admin-aws-role"]

import data.rules.lib.accounts
import data.rules.lib.exposure
import data.rules.lib.naming
import data.rules.lib.pod_identity
import data.rules.lib.unknown
import data.rules.lib.workload_roles

findings contains {
	"ref": workload.ref,
	"field": "service_account_name",
	"message": sprintf("%s is reached from the internet through %s and has, as account %q, the role %s, which %s", [
		naming.object_of(workload), exposure.names(workload), workload.principal.name, role.address, power.what,
	]),
	"severity": workload_roles.severity(role, "critical"),
	"related": array.concat(exposure.places(workload), [{
		"ref": power.ref, "field": power.field, "message": "this gives the role its power",
	}]),
} if {
	some workload in input.workloads
	workload.exposures[0]
	some role in _roles(workload)
	power := _power(role)
}

# Which of several roles it has is not known.
undecided contains {"ref": workload.principal.account.ref, "field": ["annotations", _annotation], "reason": reason} if {
	some workload in input.workloads
	workload.exposures[0]
	reason := workload.principal.account.unknown.aws_role
	not pod_identity.of(workload)
}

# What its role may do is not known.
undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in input.workloads
	workload.exposures[0]
	some role in _roles(workload)
	not _power(role)
	reason := min({place.reason |
		some place in (workload_roles.unread(role) | workload_roles.escalations_unknown(role))
	})
}

# Whether the internet reaches it is not known.
undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.exposures
	not workload.exposures[0]
	some role in array.concat(_roles(workload), _possible_roles(workload))
	_may_have_power(role)
}

# As which account it runs is not known, or of which one an association is.
undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in input.workloads
	workload.exposures[0]
	some role in _possible_roles(workload)
	_may_have_power(role)
	reason := _why(workload)
}

_why(workload) := reason if {
	reason := _account_unknown(workload)
} else := min({reason |
	some association in pod_identity.possible(workload)
	reason := unknown.any_reason(association, ["namespace", "service_account"])
})

_account_unknown(workload) := reason if {
	reason := unknown.any_reason(workload, ["service_account_name", "namespace"])
} else := "namespace-left-out" if {
	not workload.principal.namespace
}

_annotation := "eks.amazonaws.com/role-arn"

# An association wins over an annotation, and one that may be of the account may win.
_roles(workload) := [] if {
	accounts.name_unknown(workload)
} else := [role |
	some association in pod_identity.of(workload)
	some role in _roles_of(association)
] if {
	pod_identity.of(workload)
} else := [role | role := workload.principal.account.aws_role] if {
	pod_identity.possible(workload) == []
} else := []

# The roles that it may have if more is known.
_possible_roles(workload) := array.concat(
	[role |
		some association in input.pod_identity_associations
		_fit(association, "service_account", workload)
		some role in _roles_of(association)
	],
	[account.aws_role |
		some account in input.service_accounts
		_fit(account, "name", workload)
	],
) if {
	_account_unknown(workload)
} else := array.concat(
	[role | some association in pod_identity.possible(workload); some role in _roles_of(association)],
	[role | role := workload.principal.account.aws_role],
) if {
	not pod_identity.of(workload)
	pod_identity.possible(workload) != []
} else := []

_fit(other, field, workload) if {
	_may_be(object.get(other, "namespace", ""), object.get(workload, "namespace", ""))
	_may_be(object.get(other, field, ""), _name(workload))
}

_name(workload) := "" if {
	accounts.name_unknown(workload)
} else := workload.principal.name

_may_be("", _)

_may_be(name, other) if other in {"", name}

_roles_of(association) := [role |
	some name in ["role", "target_role"]
	role := association[name]
]

_power(role) := array.concat(
	[grant | some grant in workload_roles.admin[role.ref]],
	[way | some way in workload_roles.escalations[role.ref]],
)[0]

_may_have_power(role) if _power(role)

_may_have_power(role) if count(workload_roles.unread(role) | workload_roles.escalations_unknown(role)) > 0
