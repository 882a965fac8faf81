# METADATA
# title: IAM role of several applications
# description: |
#   A role that several applications have holds what all of them need together, so that a flaw in
#   one of them opens what only the others are for. Nobody can narrow it for one of them, and
#   CloudTrail does not tell them apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, use one IAM role per application
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
#     description: EKS User Guide, IAM roles for service accounts
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Make a role for each application, and split the policies between them.
#   targets: [service_accounts, pod_identity_associations]
#   scope: unit
package rules.iam["aws-role-shared"]

import data.rules.lib.unknown

findings contains {
	"ref": first.ref,
	"field": first.field,
	"message": sprintf("%s has the role %s, and so has %s%s", [
		_named(first), regex.replace(arn, "^.* ", ""), _others(users), _nodes(arn),
	]),
	"severity": _severity(arn, users),
	"related": [{"ref": user.ref, "field": user.field, "message": "has the same role"} |
		some user in users
		user.key != first.key
	],
} if {
	some arn, users in _users
	count(users) > 1
	_of_several(users)
	first := _sorted(users)[0]
}

# An association of an unknown account may be that of another one with the same role.
undecided contains {"ref": association.ref, "field": field, "reason": reason} if {
	some association in input.pod_identity_associations
	arn := _of_association(association)
	_by_arn[arn]
	some field in ["namespace", "service_account"]
	reason := unknown.reason(association, field)
}

# A role that is not known may be any.
undecided contains {"ref": association.ref, "field": "role_arn", "reason": reason} if {
	some association in input.pod_identity_associations
	not association.role
	reason := unknown.reason(association, "role_arn")
}

# Who has a role by an annotation or an association: of each account the first place that says so.
_users[arn] := users if {
	some arn, places in _by_arn
	count(places) > 1
	users := {user |
		some key in {place.key | some place in places}
		user := _sorted({place | some place in places; place.key == key})[0]
	}
}

_by_arn[place.arn] contains place if some place in _places

_places contains {
	"arn": arn, "key": _key(account), "ref": account.ref, "field": _role, "name": account.name,
	"namespace": object.get(account, "namespace", ""),
} if {
	some account in input.service_accounts
	arn := account.annotations[_role[1]]
	startswith(arn, "arn:")
	account.name
}

_places contains {
	"arn": _of_association(association), "ref": association.ref, "field": "role_arn", "name": association.service_account,
	"key": sprintf("%s/%s", [association.namespace, association.service_account]), "namespace": association.namespace,
} if {
	some association in input.pod_identity_associations
	association.namespace
	association.service_account
}

# An ARN that is not known yet is that of a role in the input.
_of_association(association) := association.role_arn

# Two root modules may have a role each with the same address.
_of_association(association) := concat(" ", [association.root, association.role.address]) if not association.role_arn

_role := ["annotations", "eks.amazonaws.com/role-arn"]

_key(account) := sprintf("%s/%s", [object.get(account, "namespace", ""), account.name])

# Nodes of the input come in the order of the files.
_sorted(places) := [place |
	some ref in sort({p.ref | some p in places})
	some place in places
	place.ref == ref
]

# Two of them that are certainly not one application, or one that is rolled out repeatedly.
_of_several(users) if {
	some one in users
	some other in users
	one.ref < other.ref
	not _one_application(one, other)
}

_one_application(one, other) if {
	_may_share_a_namespace(one, other)
	_are_alike(one, other)
}

# Where a namespace is left out, it may be any.
_may_share_a_namespace(one, other) if one.namespace == other.namespace

_may_share_a_namespace(one, _) if one.namespace == ""

_may_share_a_namespace(_, other) if other.namespace == ""

_are_alike(one, other) if one.name == other.name

_are_alike(one, other) if startswith(one.name, concat("", [other.name, "-"]))

_are_alike(one, other) if startswith(other.name, concat("", [one.name, "-"]))

# The parts of a driver have accounts such as ebs-csi-controller-sa and ebs-csi-node-sa.
_are_alike(one, other) if {
	some driver in ["ebs-csi-", "efs-csi-", "fsx-csi-", "fsx-openzfs-csi-", "s3-csi-", "secrets-store-csi-"]
	startswith(one.name, driver)
	startswith(other.name, driver)
}

_are_alike(one, other) if count(_releases[one.key] & _releases[other.key]) > 0

# What an account is installed with, by its own labels or those of the workloads that use it.
_releases := object.union_n([_of_release])

_of_release[_key(account)] contains release if {
	some account in input.service_accounts
	account.name
	some release in _named_releases(account, "labels")
}

_of_release[_key(workload.principal)] contains release if {
	some workload in input.workloads
	some labels in ["labels", "pod_labels"]
	some release in _named_releases(workload, labels)
}

_named_releases(node, labels) := by_label | by_helm if {
	by_label := {release | release := node[labels]["app.kubernetes.io/instance"]}
	by_helm := {release | release := node.annotations["meta.helm.sh/release-name"]}
}

_severity(arn, _) := "high" if _is_of_nodes(arn)

_severity(arn, users) := "low" if {
	not _is_of_nodes(arn)
	count({user.name | some user in users}) == 1
}

_severity(arn, users) := "medium" if {
	not _is_of_nodes(arn)
	count({user.name | some user in users}) > 1
}

_is_of_nodes(arn) if {
	some group in input.node_groups
	group.node_role_arn == arn
}

_nodes(arn) := ", and the nodes have it too" if _is_of_nodes(arn)

_nodes(arn) := "" if not _is_of_nodes(arn)

_named(user) := sprintf("service account %q", [user.name]) if user.namespace == ""

_named(user) := sprintf("service account %q of namespace %q", [user.name, user.namespace]) if user.namespace != ""

_others(users) := _named(_sorted(users)[1]) if count(users) == 2

_others(users) := sprintf("%s and %d more", [_named(_sorted(users)[1]), count(users) - 2]) if count(users) > 2
