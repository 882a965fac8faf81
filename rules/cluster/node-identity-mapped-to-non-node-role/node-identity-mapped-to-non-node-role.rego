# METADATA
# title: Identity of a node for who is none
# description: |
#   With the identity of a node one reads every secret and config map that pods of that node mount, and
#   makes tokens for their service accounts. The groups of nodes add the permissions of a kubelet.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/node/
#     description: Kubernetes, node authorization
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
#     description: EKS User Guide, access entries
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Give the principal an access entry of type STANDARD with a scoped policy.
#   targets: [aws_auths, access_entries]
package rules.cluster["node-identity-mapped-to-non-node-role"]

import data.rules.lib.access_policies
import data.rules.lib.aws_auth
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": mapping.ref,
	"field": identity.field,
	"message": sprintf("%s gives %s the identity of a node by %s, and it is %s", [
		naming.object_of(auth),
		aws_auth.principal(mapping),
		identity.text,
		what,
	]),
} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	what := _no_node(mapping)
	identity := _identity(mapping)
}

findings contains {
	"ref": entry.ref,
	"field": "type",
	"message": sprintf("%s gives %s the identity of a node by the type %s, and it is %s", [
		entry.address,
		access_policies.principal(entry),
		entry.type,
		what,
	]),
} if {
	some entry in input.access_entries
	entry.type in _types_of_nodes
	what := _no_node_entry(entry)
}

undecided contains {"ref": entry.ref, "field": "principal_arn", "reason": reason} if {
	some entry in input.access_entries
	entry.type in _types_of_nodes
	not _no_node_entry(entry)
	reason := _trust_unknown(entry.principal_role)
}

undecided contains {"ref": mapping.ref, "field": "arn", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.counts(auth)
	some mapping in auth.mappings
	not _no_node(mapping)
	_identity(mapping)
	reason := _trust_unknown(mapping.role)
}

undecided contains {"ref": auth.cluster.ref, "field": "access_config.authentication_mode", "reason": reason} if {
	some auth in input.aws_auths
	aws_auth.is_read(auth)
	some mapping in auth.mappings
	_no_node(mapping)
	_identity(mapping)
	reason := aws_auth.mode_unknown(auth)
}

undecided contains {"ref": auth.ref, "field": field, "reason": reason} if {
	some auth in input.aws_auths
	some field in ["name", "namespace"]
	reason := auth.unknown[field]
	not aws_auth.is_read(auth)
	some mapping in auth.mappings
	_no_node(mapping)
	_identity(mapping)
}

# What an instance certainly does not run as. Of other roles the trust policy tells.
_no_node(mapping) := "an IAM user" if mapping.kind == "user"

_no_node(mapping) := "a role of IAM Identity Center" if {
	mapping.kind == "role"
	contains(mapping.arn, "/AWSReservedSSO_")
}

_no_node(mapping) := "a role that no instance can take" if {
	mapping.kind == "role"
	not contains(object.get(mapping, "arn", ""), "/AWSReservedSSO_")
	_without_instances(mapping.role)
}

_no_node_entry(entry) := "an IAM user" if {
	entry.principal_kind == "user"
} else := "a role of IAM Identity Center" if {
	access_policies.is_of_identity_center(entry.principal_arn)
} else := "a role that no instance can take" if {
	_without_instances(entry.principal_role)
}

_types_of_nodes := {"EC2", "EC2_LINUX", "EC2_WINDOWS"}

# Roles of which the whole trust policy is known, and does not let in instances.
_without_instances(role) if {
	role.trust
	not _trust_unknown(role)
	every statement in role.trust {
		every admission in object.get(statement, "admits", []) {
			not _may_be_node(admission)
		}
	}
}

_may_be_node(admission) if admission.who in {"instances", "everyone"}

# What pods on Fargate and hybrid nodes have, which are nodes as well.
_may_be_node(admission) if {
	admission.who == "service"
	admission.name in {"eks-fargate-pods.amazonaws.com", "rolesanywhere.amazonaws.com", "ssm.amazonaws.com"}
}

_trust_unknown(role) := unknown.reason(role, "trust") if {
	unknown.reason(role, "trust")
} else := min(reasons) if {
	reasons := {admission.reason |
		some statement in role.trust
		some admission in statement.admits
		admission.who == "unknown"
	}
	reasons != set()
}

_identity(mapping) := {"field": sprintf("groups.%d", [i]), "text": sprintf("group %q", [mapping.groups[i]])} if {
	i := min([n | some n, group in mapping.groups; group in {"system:bootstrappers", "system:nodes"}])
}

else := {"field": "username", "text": sprintf("user name %q", [mapping.username])} if {
	startswith(mapping.username, "system:node:")
	not contains(mapping.username, "{{")
}
