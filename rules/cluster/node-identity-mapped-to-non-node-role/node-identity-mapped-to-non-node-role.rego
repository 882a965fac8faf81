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
#   targets: [aws_auths]
package rules.cluster["node-identity-mapped-to-non-node-role"]

import data.rules.lib.aws_auth
import data.rules.lib.naming

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
	aws_auth.is_read(auth)
	some mapping in auth.mappings
	what := _no_node(mapping)
	identity := _identity(mapping)
}

undecided contains {"ref": auth.ref, "field": "namespace", "reason": auth.unknown.namespace} if {
	some auth in input.aws_auths
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

_identity(mapping) := {"field": sprintf("groups.%d", [i]), "text": sprintf("group %q", [mapping.groups[i]])} if {
	i := min([n | some n, group in mapping.groups; group in {"system:bootstrappers", "system:nodes"}])
}

else := {"field": "username", "text": sprintf("user name %q", [mapping.username])} if {
	startswith(mapping.username, "system:node:")
	not contains(mapping.username, "{{")
}
