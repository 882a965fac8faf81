# METADATA
# title: aws-auth
# description: What rules share that judge the ConfigMap aws-auth.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
# schemas:
#   - input: schema
package rules.lib.aws_auth

import data.rules.lib.escalation
import data.rules.lib.unknown

# METADATA
# description: |
#   Is true for the ConfigMap that EKS reads. One whose name or namespace is not known may be another.
is_read(auth) if {
	auth.namespace == "kube-system"
	not auth.unknown.name
}

# METADATA
# scope: document
# description: Names the IAM principal of a mapping.
principal(mapping) := arn if {
	arn := mapping.arn
} else := address if {
	address := mapping.role.address
} else := address if {
	address := mapping.user.address
} else := sprintf("an IAM %s", [mapping.kind])

# METADATA
# description: |
#   Says how a principal administers the cluster: by what it has, with the role and binding that
#   give it, or by steps that lead there. Undefined for all others.
power(who) := sprintf("may do everything%s", [_by(who)]) if who.admin_equivalent

else := sprintf("can become cluster-admin: %s", [escalation.text(who)]) if escalation.is_way(who)

_by(who) := sprintf(" by %s %q of %s %q", [
	binding.role_kind,
	binding.role_name,
	binding.kind,
	binding.name,
]) if {
	binding := [b | some b in input.role_bindings; b.ref in who.bindings; b.admin_equivalent][0]
}

else := ""

# METADATA
# description: |
#   Is true for the ConfigMap of a cluster that takes access entries only, so that nobody reads it.
is_ignored(auth) if auth.cluster.access_config.authentication_mode == "API"

# METADATA
# description: |
#   Is true for the ConfigMap that EKS reads, as far as is known: no cluster that it is of takes
#   access entries only, or may do so.
counts(auth) if {
	is_read(auth)
	not is_ignored(auth)
	not mode_unknown(auth)
}

# METADATA
# description: |
#   Is the reason for which it is not known whether the cluster of a ConfigMap reads it.
mode_unknown(auth) := unknown.reason(auth.cluster, "access_config.authentication_mode")

# METADATA
# description: |
#   Says who besides administrators can take the role of a mapping or of an access entry, if those
#   are pods or nodes; undefined otherwise.
takers(role) := "pods" if {
	_pods_take(role)
} else := "nodes" if {
	some statement in role.trust
	some admission in statement.admits
	admission.who == "instances"
}

_pods_take(role) if role.pods == "yes"

_pods_take(role) if {
	some statement in role.trust
	some admission in statement.admits
	admission.who == "pods"
}
