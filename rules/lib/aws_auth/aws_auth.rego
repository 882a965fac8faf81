# METADATA
# title: aws-auth
# description: What rules share that judge the ConfigMap aws-auth.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
# schemas:
#   - input: schema
package rules.lib.aws_auth

import data.rules.lib.escalation

# METADATA
# description: |
#   Is true for the ConfigMap that EKS reads. One whose namespace is left out may be another.
is_read(auth) if auth.namespace == "kube-system"

# METADATA
# scope: document
# description: Names the IAM principal of a mapping.
principal(mapping) := mapping.arn

principal(mapping) := sprintf("an IAM %s", [mapping.kind]) if not mapping.arn

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
