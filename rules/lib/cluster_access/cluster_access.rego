# METADATA
# title: Administration of clusters by IAM
# description: Which identities may make themselves administrators of any cluster of an account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
# schemas:
#   - input: schema
package rules.lib.cluster_access

import data.rules.lib.workload_roles

# METADATA
# description: |
#   Is what makes an administrator of clusters of who holds policies: the ability, its severity and
#   what the holder may do. Undefined if nothing does. Statements that allow everything are not
#   looked at.
way(holder) := {"ref": ability.ref, "field": ability.field, "severity": severity, "what": what} if {
	wide := {ability.action: ability |
		some ability in array.reverse(_wide(holder))
	}
	[action, severity, what] := _worst(holder, wide)
	ability := wide[action]
}

_wide(holder) := _distinct([ability |
	some ability in holder.abilities
	ability.action in _actions
	ability.reach == "all"
	ability.allowed == "yes"
	not ability.keys
	not ability.ref in _full(holder)
])

# The first of each action.
_distinct(abilities) := [ability |
	some i, ability in abilities
	not ability.action in {earlier.action | some earlier in array.slice(abilities, 0, i)}
]

_actions := {
	"eks:AssociateAccessPolicy", "eks:CreateAccessEntry", "eks:UpdateAccessEntry",
	"eks:AssociateIdentityProviderConfig", "eks:UpdateClusterConfig",
}

_full(holder) := {statement.ref |
	some statement in holder.statements
	"yes" in {statement.grants.everything, statement.grants.iam}
}

_worst(holder, wide) := [
	"eks:AssociateAccessPolicy", "high",
	"may give anyone administration of every cluster by eks:AssociateAccessPolicy",
] if {
	wide["eks:AssociateAccessPolicy"]
	_has_entry(holder, wide)
} else := [
	"eks:AssociateIdentityProviderConfig", "high",
	"may let every cluster trust another identity provider by eks:AssociateIdentityProviderConfig",
] if {
	wide["eks:AssociateIdentityProviderConfig"]
} else := [
	"eks:CreateAccessEntry", "medium",
	"may admit anyone to every cluster by eks:CreateAccessEntry",
] if {
	wide["eks:CreateAccessEntry"]
} else := [
	"eks:UpdateAccessEntry", "medium",
	"may change the groups of anyone in every cluster by eks:UpdateAccessEntry",
] if {
	wide["eks:UpdateAccessEntry"]
} else := [
	"eks:UpdateClusterConfig", "medium",
	"may open the endpoint of every cluster by eks:UpdateClusterConfig",
] if {
	wide["eks:UpdateClusterConfig"]
}

_has_entry(_, wide) if wide["eks:CreateAccessEntry"]

_has_entry(holder, _) if {
	some entry in input.access_entries
	entry.principal_role.ref == holder.ref
}

# METADATA
# description: Are the abilities of a holder of which it is not known if they make an administrator.
doubts(holder) := [ability |
	some ability in holder.abilities
	workload_roles.is_or_may_be(ability, _actions)
	"unknown" in {ability.reach, ability.allowed}
	ability.reach in {"all", "unknown"}
	not ability.keys
]
