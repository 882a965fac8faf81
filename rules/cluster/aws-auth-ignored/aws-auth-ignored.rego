# METADATA
# title: aws-auth that does not count
# description: |
#   With the authentication mode API nobody reads aws-auth: who is taken out of it keeps his access, and
#   who is put in gets none. With API_AND_CONFIG_MAP the access entry of a principal wins, and what
#   aws-auth says of it is of no effect.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html
#     description: EKS User Guide, migrate aws-auth entries to access entries
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
#     description: EKS User Guide, change the authentication mode
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Move what is left to access entries, and delete `aws-auth`.
#   targets: [aws_auths]
#   scope: unit
package rules.cluster["aws-auth-ignored"]

import data.rules.lib.aws_auth
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": mapping.ref,
	"field": "arn",
	"message": sprintf("%s maps %s, and %s does not read it: its authentication mode is API", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		auth.cluster.address,
	]),
	"severity": "low",
	"related": [_mode(auth.cluster)],
} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	aws_auth.is_ignored(auth)
	mapping := [m | some m in auth.mappings; not _of_nodes(m)][0]
}

findings contains {
	"ref": auth.ref,
	"field": field,
	"message": sprintf("%s is of no use for %s, whose authentication mode is API", [
		naming.object_of(auth),
		auth.cluster.address,
	]),
	"severity": severity,
	"related": [_mode(auth.cluster)],
} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	aws_auth.is_ignored(auth)
	every mapping in object.get(auth, "mappings", []) {
		_of_nodes(mapping)
	}
	[field, severity] := _rest(auth)
}

# Groups of an access entry win over those of aws-auth.
findings contains {
	"ref": mapping.ref,
	"field": "groups",
	"message": sprintf("%s maps %s to other groups than %s does, which wins", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		entry.address,
	]),
	"severity": "low",
	"related": [{"ref": entry.ref, "field": "kubernetes_groups", "message": "wins"}],
} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	auth.cluster.access_config.authentication_mode == "API_AND_CONFIG_MAP"
	some mapping in auth.mappings
	not mapping.unknown.groups
	entry := _entry(auth, mapping)
	not unknown.partly(entry, "kubernetes_groups")
	{group | some group in mapping.groups} != {group | some group in entry.kubernetes_groups}
}

undecided contains {"ref": auth.ref, "field": "data", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	_has_anything(auth)
	reason := unknown.reason(auth.cluster, "access_config.authentication_mode")
}

undecided contains {"ref": mapping.ref, "field": "groups", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	auth.cluster.access_config.authentication_mode == "API_AND_CONFIG_MAP"
	some mapping in auth.mappings
	entry := _entry(auth, mapping)
	reason := min({why | why := mapping.unknown.groups} | {why | why := unknown.partly(entry, "kubernetes_groups")})
}

undecided contains {"ref": auth.ref, "field": field, "reason": reason} if {
	some auth in input.aws_auths
	some field in ["name", "namespace"]
	reason := auth.unknown[field]
	aws_auth.is_ignored(auth)
	_has_anything(auth)
}

# The entry may be that of a mapping, or be one of nodes.
undecided contains {"ref": entry.ref, "field": field, "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	auth.cluster.access_config.authentication_mode == "API_AND_CONFIG_MAP"
	some entry in input.access_entries
	entry.cluster.ref == auth.cluster.ref
	some mapping in auth.mappings
	not _entry(auth, mapping)
	some field in ["principal_arn", "type"]
	reason := unknown.reason(entry, field)
	_may_be_of(entry, mapping, field)
	{group | some group in mapping.groups} != {group | some group in entry.kubernetes_groups}
}

_may_be_of(entry, mapping, "type") if _same(entry, mapping)

_may_be_of(entry, _, "principal_arn") if {
	object.get(entry, "type", "STANDARD") == "STANDARD"
	not entry.principal_role
	not entry.principal_user
}

_mode(cluster) := {"ref": cluster.ref, "field": "access_config.authentication_mode", "message": "this mode"}

_of_nodes(mapping) if {
	mapping.kind == "role"
	every group in mapping.groups {
		group in {"system:bootstrappers", "system:nodes", "system:node-proxier", "eks:kube-proxy-windows"}
	}
}

_rest(auth) := ["data.mapAccounts", "low"] if {
	auth.map_accounts
} else := [["data", "mapRoles"], "info"] if {
	auth.mappings
}

_has_anything(auth) if auth.mappings

_has_anything(auth) if auth.map_accounts

# The access entry of a principal. Those of nodes say the same as aws-auth does.
_entry(auth, mapping) := [entry |
	some entry in input.access_entries
	entry.cluster.ref == auth.cluster.ref
	object.get(entry, "type", "STANDARD") == "STANDARD"
	not unknown.reason(entry, "type")
	_same(entry, mapping)
][0]

_same(entry, mapping) if entry.principal_role.ref == mapping.role.ref

_same(entry, mapping) if entry.principal_user.ref == mapping.user.ref

_same(entry, mapping) if _bare(entry.principal_arn) == mapping.arn

# aws-auth has the ARNs of roles without their paths.
_bare(arn) := regex.replace(arn, `:role/.*/`, ":role/")
