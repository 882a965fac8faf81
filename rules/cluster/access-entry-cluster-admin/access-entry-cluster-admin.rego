# METADATA
# title: Access entry of a cluster administrator
# description: |
#   AmazonEKSClusterAdminPolicy allows everything in the whole cluster. If nodes or pods can take the
#   role that has it, a break-in into one of them is one into all of the cluster. Somebody has to be
#   administrator: the first role of a cluster is an `info`, further ones are `medium`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
#     description: EKS User Guide, access policy permissions
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Associate `AmazonEKSEditPolicy` or `AmazonEKSViewPolicy` with some namespaces, or bind Kubernetes groups.
#   targets: [access_policy_associations]
#   params:
#     administrators:
#       description: ARNs of principals that are to be administrators; `*` stands for any text.
#       type: strings
#       default: []
package rules.cluster["access-entry-cluster-admin"]

import data.rules.lib.access_policies
import data.rules.lib.unknown

findings contains {
	"ref": association.ref,
	"field": "policy_arn",
	"message": sprintf("%s is an administrator of %s%s", [
		access_policies.principal(association),
		access_policies.cluster(association),
		why,
	]),
	"severity": severity,
} if {
	some association in _administrators
	[severity, why] := _standing(association)
}

findings contains {
	"ref": association.ref,
	"field": "policy_arn",
	"message": sprintf("%s may do everything in %s of %s", [
		access_policies.principal(association),
		_namespaces(association.access_scope),
		access_policies.cluster(association),
	]),
	"severity": "medium",
} if {
	some association in _associations
	association.access_scope.type == "namespace"
	_known_principal(association)
	not _pair(association) in _pairs
}

undecided contains {"ref": association.ref, "field": "principal_arn", "reason": reason} if {
	some association in _associations
	association.access_scope.type in {"cluster", "namespace"}
	not _known_principal(association)
	reason := unknown.reason(association, "principal_arn")
}

undecided contains {"ref": association.ref, "field": "access_scope.type", "reason": reason} if {
	some association in _associations
	reason := unknown.reason(association, "access_scope.type")
}

undecided contains {"ref": association.ref, "field": "policy_arn", "reason": reason} if {
	some association in input.access_policy_associations
	reason := unknown.reason(association, "policy_arn")
	not _exempt(association)
}

# The associations with the policy, but for those of principals that are meant to have it.
_associations := [association |
	some association in input.access_policy_associations
	access_policies.name(association) == "AmazonEKSClusterAdminPolicy"
	not association.creator
	not _exempt(association)
]

_exempt(association) if access_policies.is_listed(association.principal_arn, _params.administrators)

_params := input.settings.params["access-entry-cluster-admin"]

_administrators := [association |
	some association in _associations
	access_policies.is_cluster_wide(association)
	_known_principal(association)
]

_pairs contains _pair(association) if some association in _administrators

_pair(association) := [access_policies.cluster_key(association), access_policies.principal_key(association)]

_known_principal(association) if association.principal_arn

_known_principal(association) if association.principal_role

_known_principal(association) if association.principal_kind == "user"

# How bad it is that a principal is administrator, and why.
_standing(association) := _risk(association) if {
	_risk(association)
} else := ["info", ", by IAM Identity Center"] if {
	_by_identity_center(association)
} else := ["info", ", and the only such role"] if {
	count(_beside(association)) == 1
} else := ["info", sprintf(", the first of %d such roles", [count(_beside(association))])] if {
	_beside(association)[0] == access_policies.principal_key(association)
} else := ["medium", sprintf(", one of %d such roles", [count(_beside(association))])]

_beside(association) := _others[access_policies.cluster_key(association)]

_risk(association) := ["critical", ", and pods can take that role"] if {
	"pods" in _takers(association)
} else := ["critical", ", and nodes can take that role"] if {
	"instances" in _takers(association)
} else := ["high", ", and it is an IAM user"] if {
	association.principal_kind == "user"
} else := ["high", ", and it is of another account"] if {
	_is_foreign(association)
} else := ["high", ", and a capability of EKS acts as that role for whoever may write its objects"] if {
	"capabilities" in _takers(association)
}

_takers(association) := {admission.who |
	some statement in association.principal_role.trust
	some admission in statement.admits
} | {"pods" | association.principal_role.pods == "yes"}

_is_foreign(association) if {
	account := split(association.principal_arn, ":")[4]
	regex.match(`^[0-9]{12}$`, account)
	account != association.cluster.account
}

# The principals of each cluster that are administrators for no other reason, in their order.
_others := object.union_n([{key: principals |
	some one in _plain
	key := access_policies.cluster_key(one)
	principals := [access_policies.principal_key(association) |
		some association in _plain
		access_policies.cluster_key(association) == key
	]
}])

_plain := [association |
	some association in _administrators
	not _risk(association)
	not _by_identity_center(association)
]

_by_identity_center(association) if access_policies.is_of_identity_center(association.principal_arn)

_namespaces(scope) := sprintf("namespace %s", [scope.namespaces[0]]) if count(scope.namespaces) == 1

_namespaces(scope) := sprintf("namespaces %s", [concat(", ", scope.namespaces)]) if count(scope.namespaces) > 1

_namespaces(scope) := "some namespaces" if not scope.namespaces
