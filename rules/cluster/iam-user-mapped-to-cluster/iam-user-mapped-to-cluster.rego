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
#   targets: [aws_auths, access_entries]
#   scope: unit
package rules.cluster["iam-user-mapped-to-cluster"]

import data.rules.lib.access_policies
import data.rules.lib.aws_auth
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": mapping.ref,
	"field": "arn",
	"message": sprintf("%s maps %s%s", [naming.object_of(auth), aws_auth.principal(mapping), power.text]),
	"severity": power.severity,
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	mapping.kind == "user"
	power := _power(mapping)
}

findings contains {
	"ref": entry.ref,
	"field": "principal_arn",
	"message": sprintf("%s maps %s%s", [entry.address, access_policies.principal(entry), power.text]),
	"severity": power.severity,
} if {
	some entry in input.access_entries
	_is_user(entry)
	power := _entry_power(entry)
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
	aws_auth.counts(auth)
	some mapping in auth.mappings
	mapping.kind == "role"
	mapping.username
	not contains(mapping.username, "{{")
}

undecided contains {"ref": auth.ref, "field": field, "reason": reason} if {
	some auth in input.aws_auths
	some field in ["name", "namespace"]
	reason := auth.unknown[field]
	not aws_auth.is_read(auth)
	some mapping in auth.mappings
	mapping.kind == "user"
}

undecided contains {"ref": auth.ref, "field": ["data", "mapUsers"], "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	reason := auth.unknown["data.mapUsers"]
}

undecided contains {"ref": auth.cluster.ref, "field": "access_config.authentication_mode", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	some mapping in auth.mappings
	mapping.kind == "user"
	reason := aws_auth.mode_unknown(auth)
}

undecided contains {"ref": entry.ref, "field": "principal_arn", "reason": reason} if {
	some entry in input.access_entries
	not entry.principal_kind
	not entry.creator
	object.get(entry, "type", "STANDARD") == "STANDARD"
	reason := unknown.reason(entry, "principal_arn")
}

_is_user(entry) if entry.principal_kind == "user"

_entry_power(entry) := _power({"groups": entry.kubernetes_groups}) if {
	some name in entry.kubernetes_groups
	_administers(name)
} else := {"severity": "medium", "text": ", and makes it an administrator by AmazonEKSClusterAdminPolicy"} if {
	some association in input.access_policy_associations
	access_policies.name(association) == "AmazonEKSClusterAdminPolicy"
	access_policies.is_cluster_wide(association)
	access_policies.cluster_key(association) == access_policies.cluster_key(entry)
	access_policies.principal_key(association) == access_policies.principal_key(entry)
} else := {"severity": "low", "text": ""}

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
