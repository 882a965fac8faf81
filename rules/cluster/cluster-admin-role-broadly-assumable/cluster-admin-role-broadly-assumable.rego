# METADATA
# title: Role of cluster administrators that many can take
# description: |
#   Who may take a role that administers a cluster is an administrator. Its trust policy lets in nodes
#   or pods, principals of another account, or pipelines of more repositories than one. The account of
#   the role itself as principal is `low`: then the IAM policies of the account decide.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
#     description: IAM User Guide, the confused deputy problem
#   - ref: https://docs.github.com/en/actions/reference/security/oidc
#     description: GitHub, OpenID Connect reference
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the principals, and pin the `sub` of pipelines to the repository and the branch or environment.
#   targets: [access_policy_associations, access_entries, aws_auths]
package rules.cluster["cluster-admin-role-broadly-assumable"]

import data.rules.lib.access_policies
import data.rules.lib.unknown

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s, which administers a cluster by %s, can be taken by %s", [
		role.address,
		role.administers[0].by,
		flaw.who,
	]),
	"severity": flaw.severity,
	"related": [{"ref": grant.ref, "field": grant.field, "message": "makes it an administrator"} |
		some grant in role.administers
	],
} if {
	some role in access_policies.administrators
	some statement in role.trust
	some admission in statement.admits
	flaw := _flaw(admission, statement.demands)
	place := _place(statement, admission)
}

undecided contains {"ref": admission.ref, "field": "identifier", "reason": reason} if {
	some role in access_policies.administrators
	some statement in role.trust
	some admission in statement.admits
	not _flaw(admission, statement.demands)
	reason := _why(admission, statement)
}

undecided contains {"ref": grant.ref, "field": grant.field, "reason": grant.reason} if {
	some grant in access_policies.open_grants
	some statement in grant.role.trust
	some admission in statement.admits
	_flaw(admission, statement.demands)
}

# Whose trust policy counts is not known.
undecided contains {"ref": association.ref, "field": "principal_arn", "reason": reason} if {
	some association in input.access_policy_associations
	access_policies.name(association) == "AmazonEKSClusterAdminPolicy"
	access_policies.is_cluster_wide(association)
	not association.creator
	not association.principal_role
	not association.principal_kind == "user"
	reason := unknown.reason(association, "principal_arn")
}

undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in access_policies.administrators
	reason := unknown.reason(role, "trust")
}

_flaw(admission, _) := {"severity": "critical", "who": "every EC2 instance that it is given to, such as nodes"} if {
	admission.who == "instances"
}

_flaw(admission, _) := {"severity": "critical", "who": "pods"} if admission.who == "pods"

_flaw(admission, demands) := {"severity": "high", "who": sprintf("%s, of another account", [admission.name])} if {
	admission.who in {"account", "principal"}
	admission.own == "no"
	demands.external_id == "no"
	demands.organization == "no"
	demands.arn == "no"
}

_flaw(admission, demands) := {"severity": "low", "who": "whoever the IAM policies of the account let do that"} if {
	admission.who == "account"
	admission.own == "yes"
	demands.mfa == "no"
	demands.tag == "no"
	demands.arn == "no"
}

_flaw(admission, _) := {"severity": "high", "who": sprintf("all pipelines of %s", [admission.name])} if {
	admission.who == "ci"
	admission.subject == "missing"
}

_flaw(admission, _) := {
	"severity": "high",
	"who": sprintf("the pipelines of several repositories or projects: %q", [admission.pattern]),
} if {
	admission.who == "ci"
	admission.subject == "wide"
}

_flaw(admission, _) := {
	"severity": "low",
	"who": sprintf("pipelines of any branch or pull request%s", [_pattern(admission)]),
} if {
	admission.who == "ci"
	admission.subject == "ref"
}

_pattern(admission) := sprintf(" that match %q", [admission.pattern]) if {
	admission.pattern
} else := ""

# The value that lets them in, if there is one, or else the principal.
_place(statement, admission) := {"ref": subjects[0].ref, "field": "values"} if {
	admission.who == "ci"
	subjects := [condition |
		some condition in statement.conditions
		endswith(lower(condition.variable), ":sub")
	]
} else := {"ref": admission.ref, "field": "identifier"}

# Why it is not known who a principal is, or what is asked of him.
_why(admission, _) := admission.reason if admission.who == "unknown"

_why(admission, _) := admission.reason if admission.subject == "unknown"

_why(admission, statement) := admission.reason if {
	admission.own == "unknown"
	_matters(admission, statement.demands)
}

_why(admission, statement) := _of_conditions(statement) if {
	admission.who in {"account", "principal"}
	admission.own in {"yes", "no"}
	_matters(admission, statement.demands)
	"unknown" in {answer | some answer in statement.demands}
}

_matters(admission, demands) if {
	admission.who in {"account", "principal"}
	admission.own != "yes"
	demands.external_id != "yes"
	demands.organization != "yes"
	demands.arn != "yes"
}

_matters(admission, demands) if {
	admission.who == "account"
	admission.own != "no"
	demands.mfa != "yes"
	demands.tag != "yes"
	demands.arn != "yes"
}

_of_conditions(statement) := min(reasons) if {
	within := {why | some condition in statement.conditions; some why in condition.unknown}
	reasons := within | {why | why := unknown.partly(statement, "conditions")}
	reasons != set()
} else := "known-after-apply"
