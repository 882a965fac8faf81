# METADATA
# title: Role that adds privileges to a role of everyone
# description: |
#   The built-in roles view, edit and admin take the rules of every ClusterRole with a certain label.
#   So such a label gives permissions to all who have one of these roles, in every namespace,
#   though no binding of them was ever changed.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
#     description: Kubernetes, aggregated ClusterRoles
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove the label, and bind a role of its own.
#   targets: [roles]
package rules.rbac["rbac-aggregation-injects-privilege"]

import data.rules.lib.naming
import data.rules.lib.rbac
import data.rules.lib.unknown

findings contains {
	"ref": rule.ref,
	"field": added.field,
	"message": sprintf("%s adds %s to the role %q, which does not hold that otherwise", [
		naming.object_of(role),
		added.what,
		into.role,
	]),
	"severity": "high",
	"related": [{"ref": role.ref, "field": "labels", "message": sprintf("the label that adds it to %s", [into.role])}],
} if {
	some role in input.roles
	some into in role.aggregated_into
	not rbac.bootstrap(role)
	some rule in _rules(role, into)
	added := _added(into.role, rule)
}

findings contains {
	"ref": role.ref,
	"field": "rules",
	"message": sprintf("%s has rules of its own, which the API server overwrites by those that it aggregates", [
		naming.object_of(role),
	]),
	"severity": "info",
} if {
	some role in input.roles
	role.aggregation_selectors
	role.rules
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some role in input.roles
	some into in role.aggregated_into
	into.role in {"admin", "edit", "view"}
	some rule in role.rules
	rule.unknown
	not _added(into.role, rule)
	[field, reason] := [[name, why] | some name in ["resources", "verbs", "api_groups"]; why := rule.unknown[name]][0]
}

# A role of the unit that takes rules by intent is judged by the rules about its bindings, if
# somebody has it.
_rules(role, into) := role.rules if into.role in {"admin", "edit", "view"}

_rules(role, into) := into.adds if {
	not into.role in {"admin", "edit", "view"}
	count(object.get(role, "given_by", [])) == 0
}

# What a rule adds that matters: to a role for reading, or to one for changing what is in a
# namespace.
_added("view", rule) := _more_than_reading(rule)

_added("admin", rule) := _more_than_changing(rule, _of_the_cluster)

_added(into, rule) := _more_than_changing(rule, object.union(_of_the_cluster, _of_permissions)) if {
	not into in {"admin", "view"}
}

_more_than_reading(rule) := {"field": _field(rule, "verbs", i), "what": what} if {
	i := min([n | some n, verb in rule.verbs; not verb in _reading])
	some n, verb in rule.verbs
	n == i
	what := sprintf("the verb %q on %s", [verb, concat(", ", rule.resources)])
}

else := {"field": _field(rule, "resources", _index(rule, {"": {"secrets"}})), "what": "reading secrets"} if {
	"secrets-read" in rule.grants
	rbac.unlimited(rule)
}

else := {"field": _field(rule, "resources", _index(rule, _access)), "what": "access to running pods"}

_access := {"": {"pods/attach", "pods/exec", "pods/portforward"}}

_more_than_changing(rule, others) := power if power := _power(rule)

else := {"field": _field(rule, "resources", i), "what": sprintf("writing %s", [_resource(rule, i)])} if {
	not _only_reads(rule)
	i := _index(rule, others)
}

else := {"field": _field(rule, "resources", _index(rule, _kubelet)), "what": "access to the API of the kubelet"} if {
	"node-proxy" in rule.grants
}

else := {"field": _field(rule, "resources", _position(rule.resources, {"*"})), "what": "writing every resource"} if {
	"*" in rule.verbs
	"*" in rule.resources
	some group in rule.api_groups
	group in {"", "apps", "rbac.authorization.k8s.io", "*"}
}

# A verb by which one gets further permissions.
_power(rule) := {
	"field": _field(rule, "verbs", _position(rule.verbs, {verb, "*"})),
	"what": sprintf("the verb %q on %s", [verb, _resource(rule, _index(rule, resources))]),
} if {
	not "*" in rule.resources
	verb := min({name | some name, resources in _powers; _has(rule.verbs, name); _index(rule, resources)})
	resources := _powers[verb]
}

_kubelet := {"": {"nodes/proxy"}}

# What the built-in roles for namespaces let nobody write, and what only admin writes.
_of_the_cluster := {
	"": {"namespaces", "nodes", "persistentvolumes"},
	"admissionregistration.k8s.io": {
		"mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations",
		"validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations",
	},
}

_of_permissions := {"rbac.authorization.k8s.io": {"rolebindings", "roles"}}

_powers := {
	"bind": {"rbac.authorization.k8s.io": {"clusterroles", "roles"}},
	"escalate": {"rbac.authorization.k8s.io": {"clusterroles", "roles"}},
	"impersonate": {"": {"groups", "users"}, "authentication.k8s.io": {"uids"}},
}

_reading := {"get", "list", "watch"}

_only_reads(rule) if every verb in rule.verbs { verb in _reading }

_has(list, _) if "*" in list

_has(list, wanted) if wanted in list

# The first resource of a rule that is one of some, which are sorted by API group.
_index(rule, resources) := min([i |
	some i, resource in rule.resources
	some group, names in resources
	_has(rule.api_groups, group)
	_matches(resource, names)
])

_matches("*", _)

_matches(resource, names) if resource in names

_matches(resource, names) if {
	startswith(resource, "*/")
	some name in names
	endswith(name, substring(resource, 1, -1))
}

_position(list, wanted) := min([i | some i, value in list; value in wanted])

_field(rule, list, i) := sprintf("%s.%d", [list, unknown.index(rule, list, i)])

_resource(rule, i) := "every resource" if rule.resources[i] == "*"

else := rule.resources[i]
