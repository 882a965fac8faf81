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

import data.rules.lib.exposure
import data.rules.lib.naming
import data.rules.lib.pod_identity
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

_annotation := "eks.amazonaws.com/role-arn"

# An association wins over an annotation.
_roles(workload) := {role |
	some association in pod_identity.of(workload)
	some name, role in association
	name in {"role", "target_role"}
} if {
	pod_identity.of(workload)
} else := {workload.principal.account.aws_role}

_power(role) := array.concat(
	[grant | some grant in workload_roles.admin[role.ref]],
	[way | some way in workload_roles.escalations[role.ref]],
)[0]
