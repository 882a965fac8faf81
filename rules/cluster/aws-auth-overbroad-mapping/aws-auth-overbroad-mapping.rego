# METADATA
# title: aws-auth gives away the cluster
# description: |
#   Members of system:masters may do everything, and no role or binding can take that from them. An AWS
#   account in mapAccounts lets every IAM principal of it log in. AWS deprecates aws-auth in favour of
#   access entries, whose policies have a scope.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
#     description: EKS User Guide, aws-auth
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
#     description: EKS User Guide, access entries
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Replace the entry by an access entry with a scoped policy, and remove `mapAccounts`.
#   targets: [aws_auths]
package rules.cluster["aws-auth-overbroad-mapping"]

import data.rules.lib.aws_auth
import data.rules.lib.naming

findings contains {
	"ref": mapping.ref,
	"field": sprintf("groups.%d", [i]),
	"message": sprintf("%s maps %s to group %q, which may do everything%s", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		"system:masters",
		risk.text,
	]),
	"severity": risk.severity,
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	some i, "system:masters" in mapping.groups
	risk := _risk(mapping)
}

findings contains {
	"ref": auth.ref,
	"field": "data.mapAccounts",
	"message": sprintf("%s lets every IAM principal of %s log in", [naming.object_of(auth), _accounts(auth.map_accounts)]),
	"severity": "high",
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	auth.map_accounts
}

# EKS takes over nothing from a text that it cannot read.
findings contains {
	"ref": auth.ref,
	"field": ["data", error.key],
	"message": sprintf("%s has a %s that EKS cannot read, which locks out all whom it maps: %s", [
		naming.object_of(auth),
		error.key,
		error.message,
	]),
	"severity": "medium",
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some error in auth.errors
}

# Who logs in is compared with the ARN of the role without its path, letter by letter.
findings contains {
	"ref": mapping.ref,
	"field": "arn",
	"message": sprintf("%s maps %s, which never matches since it %s", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		flaw,
	]),
	"severity": "info",
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	mapping.kind == "role"
	flaw := _flaw(mapping.arn)
}

undecided contains {"ref": auth.ref, "field": field, "reason": reason} if {
	some auth in input.aws_auths
	some field in ["name", "namespace"]
	reason := auth.unknown[field]
	not aws_auth.is_read(auth)
	_matters(auth)
}

undecided contains {"ref": mapping.ref, "field": "groups", "reason": mapping.unknown.groups} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	mapping.unknown.groups
	not _gives_masters(mapping)
}

undecided contains {"ref": auth.ref, "field": ["data", key], "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	auth.unknown
	some key in ["mapAccounts", "mapRoles", "mapUsers"]
	reason := auth.unknown[sprintf("data.%s", [key])]
}

undecided contains {"ref": auth.cluster.ref, "field": "access_config.authentication_mode", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	_matters(auth)
	reason := aws_auth.mode_unknown(auth)
}

_risk(mapping) := {"severity": "critical", "text": sprintf(", and %s can take that role", [takers])} if {
	takers := aws_auth.takers(mapping.role)
} else := {"severity": "high", "text": ""}

_matters(auth) if auth.map_accounts

_matters(auth) if auth.errors

_matters(auth) if {
	some mapping in auth.mappings
	_gives_masters(mapping)
}

_gives_masters(mapping) if "system:masters" in mapping.groups

_accounts(list) := sprintf("AWS account %s", [list[0]]) if count(list) == 1

_accounts(list) := sprintf("%d AWS accounts", [count(list)]) if count(list) > 1

_flaw(arn) := "holds a wildcard" if contains(arn, "*")

else := "is that of a session and not of a role" if contains(arn, ":assumed-role/")

else := "holds a path" if {
	contains(arn, ":role/")
	count(split(arn, "/")) > 2
}
