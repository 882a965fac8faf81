# METADATA
# title: IAM role that many service accounts can take
# description: |
#   The trust policy of the role names service accounts by a wildcard. Who may create a service
#   account that matches, which wildcards across colons make easy, gets the role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
#     description: EKS User Guide, assign IAM roles to service accounts
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: List the exact service accounts under `StringEquals`.
#   targets: [iam_roles]
package rules.iam["irsa-wildcard-subject"]

import data.rules.lib.unknown

findings contains {
	"ref": condition.ref,
	"field": _place(condition, i),
	"severity": severity,
	"message": sprintf("%s trusts %q, %s", [role.address, value, what]),
} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.eks == "yes"
	some condition in statement.conditions
	_like(condition)
	some i, value in condition.values
	[severity, what] := _wide(regex.replace(value, `\$\{[^}]*\}`, "$"))
	not _exact(statement)
	statement.web_identity.denied == "no"
}

# It is not known whether the provider is that of a cluster.
undecided contains {"ref": statement.ref, "field": "principals", "reason": reason} if {
	some role in input.iam_roles
	some statement in role.trust
	"unknown" in {statement.web_identity.eks, statement.web_identity.denied}
	statement.web_identity.eks != "no"
	some condition in statement.conditions
	_like(condition)
	some value in condition.values
	_wide(regex.replace(value, `\$\{[^}]*\}`, "$"))
	not _exact(statement)
	statement.web_identity.denied != "yes"
	reason := unknown.within(statement)
}

# A value that is not known may have a wildcard.
undecided contains {"ref": condition.ref, "field": "values", "reason": condition.unknown.values} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.eks == "yes"
	some condition in statement.conditions
	condition.unknown.values
	_like(condition)
	not _exact(statement)
	statement.web_identity.denied != "yes"
	every value in condition.values {
		not _wide(regex.replace(value, `\$\{[^}]*\}`, "$"))
	}
}

# A single value may be written without a list.
_place(condition, 0) := "values" if {
	count(condition.values) == 1
	not condition.unknown
} else := sprintf("values.%d", [unknown.index(condition, "values", 0)])

_place(condition, i) := sprintf("values.%d", [unknown.index(condition, "values", i)]) if i > 0

_like(condition) if {
	lower(condition.test) in {"stringlike", "foranyvalue:stringlike"}
	endswith(lower(condition.variable), ":sub")
}

# Another condition on the subject names it exactly.
_exact(statement) if {
	some condition in statement.conditions
	lower(condition.test) in {"stringequals", "stringequalsignorecase"}
	endswith(lower(condition.variable), ":sub")
}

# How much a value lets in, of which unknown parts are written as "$". A value of only wildcards
# is no restriction at all, which irsa-trust-missing-subject says.
_wide(value) := result if {
	regex.match(`[*?]`, value)
	trim(value, "*") != ""
	_of_accounts(regex.split(`[*?$]`, value)[0])
	result := _width(value)
}

_of_accounts(start) if startswith(start, "system:serviceaccount:")

_of_accounts(start) if startswith("system:serviceaccount:", start)

_width(value) := ["high", "every service account of the namespace"] if {
	regex.match(`^system:serviceaccount:[^:*?]+:\*+$`, value)
} else := ["medium", "every service account with such a name"] if {
	regex.match(`^system:serviceaccount:[^:*?]+:`, value)
} else := ["medium", "every service account that it matches"] if {
	# The unknown part may hold the namespace.
	regex.match(`^[^*?]*\$`, value)
} else := ["critical", "service accounts of any namespace that it matches"]
