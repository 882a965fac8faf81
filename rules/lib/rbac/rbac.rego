# METADATA
# title: Roles and who gets them
# description: |
#   What rules about permissions share: which roles they judge, which bindings and subjects
#   count, and how they name them. A rule of a role is judged if somebody gets it, and is
#   reported once, with all bindings.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# schemas:
#   - input: schema
package rules.lib.rbac

import data.rules.lib.naming
import data.rules.lib.unknown

# METADATA
# description: |
#   Is true for a role that is judged verb by verb: neither one that allows everything, which
#   each of its bindings is reported for, nor one that every cluster has.
judged(role) if {
	not role.admin_equivalent
	not bootstrap(role)
}

# METADATA
# scope: document
# description: Is true for a role with a name of those that the API server makes itself.
bootstrap(role) if startswith(role.name, "system:")

bootstrap(role) if {
	role.kind == "ClusterRole"
	role.name in {"admin", "cluster-admin", "edit", "view"}
}

# METADATA
# description: Are the bindings that give a role to anybody else than a part of Kubernetes.
bindings(role) := [binding |
	some binding in role.given_by
	not binding.admin_equivalent
	count(subjects(binding)) > 0
]

# METADATA
# description: |
#   Are the bindings of those that give a role in the whole cluster, which is what it takes to
#   reach objects without a namespace.
cluster_bindings(role) := [binding | some binding in bindings(role); binding.kind == "ClusterRoleBinding"]

# METADATA
# description: Are the subjects of a binding that are no part of Kubernetes.
subjects(binding) := [subject | some subject in binding.subjects; _counts(subject)]

_counts(subject) if {
	subject.name
	not system(subject)
}

_counts(subject) if {
	subject.kind == "ServiceAccount"
	not subject.name
}

# METADATA
# description: |
#   Is true for the users and groups that Kubernetes and EKS have for themselves, which does not
#   take in the groups that others are in as well.
system(subject) if {
	subject.kind in {"Group", "User"}
	not _open_to_others(subject)
	some prefix in {"system:", "eks:"}
	startswith(subject.name, prefix)
}

_open_to_others(subject) if subject.name in {
	"system:anonymous", "system:authenticated", "system:serviceaccounts",
	"system:unauthenticated",
}

_open_to_others(subject) if startswith(subject.name, "system:serviceaccounts:")

_open_to_others(subject) if startswith(subject.name, "system:serviceaccount:")

# METADATA
# scope: document
# description: Is the namespace of a service account, also of one that is named as a user.
account_namespace(subject) := subject.namespace if subject.kind == "ServiceAccount"

account_namespace(subject) := split(subject.name, ":")[2] if {
	subject.kind == "User"
	startswith(subject.name, "system:serviceaccount:")
}

# METADATA
# scope: document
# description: Is the name of a service account, also of one that is named as a user.
account_name(subject) := subject.name if subject.kind == "ServiceAccount"

account_name(subject) := split(subject.name, ":")[3] if {
	subject.kind == "User"
	startswith(subject.name, "system:serviceaccount:")
}

# METADATA
# scope: document
# description: Is true for a service account.
is_account(subject) if subject.kind == "ServiceAccount"

is_account(subject) if account_name(subject)

# METADATA
# description: Are the repositories of the images that run as a service account.
images(subject) := {image |
	name := account_name(subject)
	some principal in input.principals
	principal.name == name
	principal.kind == "ServiceAccount"
	_same_namespace(principal, subject)
	some image in principal.images
}

_same_namespace(principal, subject) if principal.namespace == account_namespace(subject)

_same_namespace(principal, subject) if {
	not principal.namespace
	not account_namespace(subject)
}

# METADATA
# scope: document
# description: |
#   Is true for a subject of a RoleBinding that certainly comes from elsewhere: it is no service
#   account of the namespace of the binding.
outside(binding, subject) if {
	not is_account(subject)
	not _is_group_of(subject, binding.namespace)
}

outside(binding, subject) if {
	not is_account(subject)
	not binding.namespace
}

outside(binding, subject) if account_namespace(subject) != binding.namespace

_is_group_of(subject, namespace) if subject.name == concat(":", ["system:serviceaccounts", namespace])

# METADATA
# description: Is true if some of the bindings gives a role in the whole cluster.
everywhere(list) if {
	some binding in list
	binding.kind == "ClusterRoleBinding"
}

# METADATA
# description: Is true if some of the bindings gives a role in kube-system.
in_kube_system(list) if {
	some binding in list
	binding.namespace == "kube-system"
}

# METADATA
# description: Is true for a rule that is not narrowed to objects of some names.
unlimited(rule) if {
	not rule.resource_names
	not rule.unknown.resource_names
}

# METADATA
# description: Is the first rule of a role that gives one of some grants on all objects.
first(role, grants) := [rule |
	some rule in role.rules
	some grant in rule.grants
	grant in grants
	unlimited(rule)
][0]

# METADATA
# description: Is the first rule of a role that gives one of some grants, be it on some objects.
first_of_any(role, grants) := [rule | some rule in role.rules; some grant in rule.grants; grant in grants][0]

# METADATA
# description: |
#   Is the field of the resource by which a rule reaches some targets. Those are the groups of
#   resources by their name.
field(rule, targets) := _item(rule, "resources", _index(rule, targets))

# METADATA
# description: Is the field of a verb of a rule, or else of the wildcard for all.
verb_field(rule, verb) := _item(rule, "verbs", _position(rule.verbs, verb))

_item(rule, list, i) := sprintf("%s.%d", [list, unknown.index(rule, list, i)])

_position(list, wanted) := min([i | some i, value in list; value in {wanted, "*"}])

_index(rule, targets) := min([i | some i, resource in rule.resources; _reaches(rule, resource, targets)])

_reaches(rule, resource, targets) if {
	some group in targets[resource]
	_in_group(rule, group)
}

_reaches(rule, resource, targets) if {
	startswith(resource, "*")
	some target, groups in targets
	endswith(target, substring(resource, 1, -1))
	some group in groups
	_in_group(rule, group)
}

# All of a kind, such as userextras/ for userextras/scopes.
_reaches(rule, resource, targets) if {
	some target, groups in targets
	endswith(target, "/")
	startswith(resource, target)
	some group in groups
	_in_group(rule, group)
}

_in_group(rule, group) if group in rule.api_groups

_in_group(rule, _) if "*" in rule.api_groups

# METADATA
# description: |
#   Says what a rule allows and who gets it, such as `ClusterRole "ops" allows get, list on secrets
#   in the whole cluster, which ClusterRoleBinding "ops" gives to Group "dev"`.
message(role, allowed, list) := sprintf("%s allows %s %s, which %s gives to %s%s", [
	naming.object_of(role),
	allowed,
	_where(list),
	naming.object_of(list[0]),
	subject_names(list[0]),
	_more(count(list) - 1, "binding"),
])

# METADATA
# description: |
#   Says what a rule allows on some targets: those of some verbs that it has and the resource by
#   which it reaches them.
allowed(rule, verbs, targets) := sprintf("%s on %s", [
	verb_names(rule, verbs),
	_resource(rule.resources[_index(rule, targets)]),
])

# METADATA
# scope: document
# description: Names those of some verbs that a rule has.
verb_names(rule, _) := "every verb" if "*" in rule.verbs

verb_names(rule, verbs) := concat(", ", [verb | some verb in rule.verbs; verb in verbs]) if not "*" in rule.verbs

_resource("*") := "every resource"

_resource(name) := name if name != "*"

_where(list) := "in the whole cluster" if everywhere(list)

_where(list) := sprintf("in %s", [_listed(sort({binding.namespace | some binding in list}), "namespace")]) if {
	not everywhere(list)
	some binding in list
	binding.namespace
}

_where(list) := "in the namespace of its binding" if {
	not everywhere(list)
	every binding in list {
		not binding.namespace
	}
}

# METADATA
# description: Names the subjects of a binding that are no part of Kubernetes.
subject_names(binding) := _listed([subject_name(subject) | some subject in subjects(binding)], "subject")

# METADATA
# scope: document
# description: Names a subject, such as `ServiceAccount "apps/web"`.
subject_name(subject) := sprintf("%s %q", [subject.kind, _full_name(subject)]) if subject.name

subject_name(subject) := sprintf("a %s", [subject.kind]) if not subject.name

_full_name(subject) := sprintf("%s/%s", [subject.namespace, subject.name]) if subject.namespace

_full_name(subject) := subject.name if not subject.namespace

_listed(names, noun) := sprintf("%s%s", [
	concat(", ", array.slice(names, 0, 3)),
	_more(count(names) - 3, noun),
])

_more(n, _) := "" if n < 1

_more(1, noun) := sprintf(" and one more %s", [noun])

_more(n, noun) := sprintf(" and %d more %ss", [n, noun]) if n > 1

# METADATA
# description: Are the bindings of a role as a finding lists them.
related(list) := [place |
	some binding in array.slice(list, 0, 10)
	place := {
		"ref": binding.ref,
		"field": "role_name",
		"message": sprintf("given to %s", [subject_names(binding)]),
	}
]

# METADATA
# scope: document
# description: |
#   Are the findings about wildcards that a finding of a severity stands for: that of a rule
#   whose only wildcard is the verb.
subsumed(rule, severity) := [{"rule": "rbac-wildcard-rule", "ref": rule.ref}] if _says_enough(rule, severity)

subsumed(rule, severity) := [] if not _says_enough(rule, severity)

_says_enough(rule, severity) if {
	severity in {"critical", "high", "medium"}
	"*" in rule.verbs
	not "*" in rule.resources
	not "*" in rule.api_groups
}

# METADATA
# scope: document
# description: Are the roles of which a rule or a subject is not known, the only ones with gaps.
open_roles contains role if {
	some role in input.roles
	some rule in role.rules
	rule.unknown
}

open_roles contains role if {
	some role in input.roles
	some binding in role.given_by
	some subject in binding.subjects
	subject.unknown
}

# METADATA
# description: |
#   Are the places that would have to be known to tell whether anybody gets some grants by a
#   role: values of its rules, or the subjects of its bindings. There are none if it is told
#   already.
gaps(role, grants) := places if {
	judged(role)
	not _gives(role, grants)
	places := _rule_gaps(role, grants) | _subject_gaps(role, grants)
}

_gives(role, grants) if {
	first(role, grants)
	count(bindings(role)) > 0
}

_rule_gaps(role, grants) := {{"ref": rule.ref, "field": field, "reason": rule.unknown[field]} |
	count(bindings(role)) > 0
	some rule in role.rules
	rule.unknown
	some grant in rule.may_grant
	grant in grants
	field := [name | some name in ["resources", "verbs", "api_groups"]; rule.unknown[name]][0]
}

_subject_gaps(role, grants) := {{"ref": subject.ref, "field": "name", "reason": reason} |
	first(role, grants)
	count(bindings(role)) == 0
	some binding in role.given_by
	not binding.admin_equivalent
	some subject in binding.subjects
	subject.unknown
	reason := unknown.reason(subject, "name")
}
