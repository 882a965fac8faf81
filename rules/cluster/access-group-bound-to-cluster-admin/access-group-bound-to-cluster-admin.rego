# METADATA
# title: IAM principal with a group that administers the cluster
# description: |
#   Neither side shows it: aws-auth or an access entry maps a harmless-looking group, and a binding
#   elsewhere lets that group do everything. Whoever may assume the IAM role is administrator of the cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
#     description: EKS User Guide, aws-auth
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Bind the group to a narrower role.
#   targets: [aws_auths, access_entries]
#   scope: unit
package rules.cluster["access-group-bound-to-cluster-admin"]

import data.rules.lib.access_policies
import data.rules.lib.aws_auth
import data.rules.lib.monitoring
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": mapping.ref,
	"field": sprintf("groups.%d", [i]),
	"message": sprintf("%s maps %s to group %q, which %s%s", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		group,
		power,
		risk.text,
	]),
	"severity": risk.severity,
	"related": [{"ref": ref, "field": "role_name", "message": sprintf("what group %q has", [group])} |
		some ref in principal.bindings
	],
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	some i, group in mapping.groups
	not startswith(group, "system:")
	some principal in input.principals
	principal.kind == "Group"
	principal.name == group
	power := aws_auth.power(principal)
	risk := _risk(object.get(mapping, "role", {}))
}

findings contains {
	"ref": entry.ref,
	"field": sprintf("kubernetes_groups.%d", [unknown.index(entry, "kubernetes_groups", i)]),
	"message": sprintf("%s maps %s to group %q, which %s%s", [
		entry.address,
		access_policies.principal(entry),
		group,
		power,
		risk.text,
	]),
	"severity": risk.severity,
	"related": [{"ref": ref, "field": "role_name", "message": sprintf("what group %q has", [group])} |
		some ref in principal.bindings
	],
} if {
	some entry in input.access_entries
	some i, group in entry.kubernetes_groups
	some principal in input.principals
	principal.kind == "Group"
	principal.name == group
	power := aws_auth.power(principal)
	risk := _risk(object.get(entry, "principal_role", {}))
}

# Whoever binds it later decides what the principal may do.
findings contains {
	"ref": mapping.ref,
	"field": sprintf("groups.%d", [i]),
	"message": sprintf("%s maps %s to group %q, which grants nothing until somebody binds it", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		group,
	]),
	"severity": "info",
} if {
	monitoring.cluster
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	some i, group in mapping.groups
	not startswith(group, "system:")
	not group in _bound
}

findings contains {
	"ref": entry.ref,
	"field": sprintf("kubernetes_groups.%d", [unknown.index(entry, "kubernetes_groups", i)]),
	"message": sprintf("%s maps %s to group %q, which grants nothing until somebody binds it", [
		entry.address,
		access_policies.principal(entry),
		group,
	]),
	"severity": "info",
} if {
	monitoring.cluster
	some entry in input.access_entries
	some i, group in entry.kubernetes_groups
	not group in _bound
}

_risk(role) := {"severity": "critical", "text": sprintf(", and %s can take that role", [takers])} if {
	takers := aws_auth.takers(role)
} else := {"severity": "high", "text": ""}

_bound contains principal.name if {
	some principal in input.principals
	principal.kind == "Group"
	principal.bindings[0]
}

undecided contains {"ref": auth.ref, "field": field, "reason": reason} if {
	some auth in input.aws_auths
	some field in ["name", "namespace"]
	reason := auth.unknown[field]
	not aws_auth.is_read(auth)
	some mapping in auth.mappings
	some group in mapping.groups
	some principal in input.principals
	principal.kind == "Group"
	principal.name == group
	not startswith(group, "system:")
	aws_auth.power(principal)
}

undecided contains {"ref": entry.ref, "field": "kubernetes_groups", "reason": reason} if {
	some principal in input.principals
	principal.kind == "Group"
	not startswith(principal.name, "system:")
	aws_auth.power(principal)
	some entry in input.access_entries
	not principal.name in object.get(entry, "kubernetes_groups", [])
	reason := unknown.partly(entry, "kubernetes_groups")
}

undecided contains {"ref": auth.cluster.ref, "field": "access_config.authentication_mode", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	some mapping in auth.mappings
	some group in mapping.groups
	not startswith(group, "system:")
	some principal in input.principals
	principal.kind == "Group"
	principal.name == group
	aws_auth.power(principal)
	reason := aws_auth.mode_unknown(auth)
}

# A binding may be for a group, or give it everything, and not say so.
undecided contains place if {
	some group in _mapped
	not _is_powerful(group)
	some binding in input.role_bindings
	binding.kind == "ClusterRoleBinding"
	some place in _open_places(binding, group)
}

_mapped := {group |
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	some group in mapping.groups
	not startswith(group, "system:")
} | {group |
	some entry in input.access_entries
	some group in entry.kubernetes_groups
}

_is_powerful(group) if {
	some principal in input.principals
	principal.kind == "Group"
	principal.name == group
	aws_auth.power(principal)
}

_open_places(binding, group) := array.concat(
	[{"ref": binding.ref, "field": field, "reason": reason} |
		some subject in binding.subjects
		subject.kind == "Group"
		subject.name == group
		some field in ["role_kind", "role_name"]
		reason := unknown.reason(binding, field)
	],
	[{"ref": subject.ref, "field": field, "reason": reason} |
		binding.admin_equivalent == true
		some subject in binding.subjects
		object.get(subject, "kind", "Group") == "Group"
		object.get(subject, "name", group) == group
		some field in ["kind", "name"]
		reason := unknown.reason(subject, field)
	],
)
