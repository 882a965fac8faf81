# METADATA
# title: Wildcard in a role
# description: |
#   A wildcard allows what exists today and whatever a later version or an operator adds, such as
#   secrets, subresources and verbs of which nobody thought. With a wildcard for verbs and for
#   resources the role is that of an administrator in all but name.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: List the verbs and resources that are needed.
#   targets: [roles]
package rules.rbac["rbac-wildcard-rule"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": rule.ref,
	"field": field,
	"message": sprintf("%s allows %s", [naming.object_of(role), _text(rule)]),
	"severity": _grade[_bound(role)][_severity(rule)],
} if {
	some role in input.roles
	some rule in role.rules
	some list in _lists
	"*" in rule[list]
	list == _first(rule)
	field := _field(rule, list, rule[list])
	not _is_exempt(role)
	not _is_replaced(role)
	not _is_reported_for_its_bindings(role)
}

# One finding for a rule, on what says the most.
_first(rule) := [list | some list in _lists; "*" in rule[list]][0]

_lists := ["resources", "verbs", "api_groups"]

_field(rule, name, list) := sprintf("%s.%d", [name, unknown.index(rule, name, _position(list))])

_position(list) := [i | some i, value in list; value == "*"][0]

# Those that every cluster has.
_is_exempt(role) if startswith(role.name, "system:")

_is_exempt(role) if {
	role.kind == "ClusterRole"
	role.name in {"admin", "cluster-admin", "edit", "view"}
}

# The API server overwrites the rules of a role that aggregates others.
_is_replaced(role) if {
	role.kind == "ClusterRole"
	role.aggregation_selectors
}

_is_reported_for_its_bindings(role) if {
	role.admin_equivalent
	_bound(role)
}

_bound(role) if role.given_by

_bound(role) := false if not role.given_by

_severity(rule) := "low" if _is_harmless(rule)

else := "high" if {
	"*" in rule.verbs
	"*" in rule.resources
	some group in rule.api_groups
	group in {"", "apps", "rbac.authorization.k8s.io", "*"}
}

else := "medium"

# Paths of the API server, or kinds that an operator brings itself.
_is_harmless(rule) if not rule.api_groups

_is_harmless(rule) if {
	rule.api_groups
	not rule.unknown.api_groups
	every group in rule.api_groups {
		contains(group, ".")
		not endswith(group, ".k8s.io")
	}
}

_grade := {
	true: {"high": "high", "medium": "medium", "low": "low"},
	false: {"high": "medium", "medium": "low", "low": "info"},
}

_text(rule) := sprintf("%s on %s of %s", [
	_all("verb", rule.verbs),
	_all("resource", rule.resources),
	_groups(rule),
]) if {
	rule.resources
}

_text(rule) := sprintf("%s on %s", [_all("verb", rule.verbs), concat(", ", rule.non_resource_urls)]) if {
	not rule.resources
	rule.non_resource_urls
}

_text(rule) := _all("verb", rule.verbs) if {
	not rule.resources
	not rule.non_resource_urls
}

_all(noun, list) := sprintf("every %s", [noun]) if "*" in list

_all(_, list) := concat(", ", list) if not "*" in list

_groups(rule) := "every API group" if "*" in rule.api_groups

_groups(rule) := sprintf("API group %s", [concat(", ", [_group(group) | some group in rule.api_groups])]) if {
	not "*" in rule.api_groups
}

_groups(rule) := "an API group that is not known" if not rule.api_groups

_group("") := `""`

_group(name) := name if name != ""
