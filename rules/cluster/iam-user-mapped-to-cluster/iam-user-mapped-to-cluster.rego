# METADATA
# title: IAM user mapped to the cluster
# description: |
#   IAM users have access keys that do not expire, and each has to be mapped and removed by hand. Roles
#   give credentials for some hours, and whoever leaves the team loses them with his login.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
#     description: EKS User Guide, access entries
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Map a role, and let users assume it through IAM Identity Center.
#   targets: [aws_auths]
#   scope: unit
package rules.cluster["iam-user-mapped-to-cluster"]

import data.rules.lib.aws_auth
import data.rules.lib.naming

findings contains {
	"ref": mapping.ref,
	"field": "arn",
	"message": sprintf("%s maps %s%s", [naming.object_of(auth), aws_auth.principal(mapping), power.text]),
	"severity": power.severity,
} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	some mapping in auth.mappings
	mapping.kind == "user"
	power := _power(mapping)
}

# Only before 1.20 the audit log did not have the session by itself.
findings contains {
	"ref": mapping.ref,
	"field": "username",
	"message": sprintf("%s maps %s to user %q, so the audit log does not tell who it was", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		mapping.username,
	]),
	"severity": "info",
} if {
	input.settings.profile == "strict"
	input.settings.oldest_kubernetes_minor < 20
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	some mapping in auth.mappings
	mapping.kind == "role"
	mapping.username
	not contains(mapping.username, "{{")
}

undecided contains {"ref": auth.ref, "field": "namespace", "reason": auth.unknown.namespace} if {
	some auth in input.aws_auths
	not aws_auth.is_read(auth)
	some mapping in auth.mappings
	mapping.kind == "user"
}

undecided contains {"ref": auth.ref, "field": ["data", "mapUsers"], "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	reason := auth.unknown["data.mapUsers"]
}

_power(mapping) := {"severity": "medium", "text": sprintf(" to group %q, which administers the cluster", [group])} if {
	group := [name | some name in mapping.groups; _administers(name)][0]
}

else := {"severity": "low", "text": ""}

_administers("system:masters")

_administers(name) if {
	some principal in input.principals
	principal.kind == "Group"
	principal.name == name
	aws_auth.power(principal)
}
