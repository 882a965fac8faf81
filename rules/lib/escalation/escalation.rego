# METADATA
# title: Privilege escalation
# description: |
#   Which of the ways to cluster-admin count that principals have, and how messages tell them.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#kubernetes-rbac-privilege-escalation-risks
package rules.lib.escalation

# METADATA
# description: |
#   Is true for a principal with a way that it can walk by itself, over what is in the input. A
#   webhook waits for others to create something. Whoever may create pods in kube-system reaches
#   the accounts of its controllers; that is what the rule about workloads says.
is_way(principal) if {
	count(principal.escalation_path) > 0
	every step in principal.escalation_path {
		step.via != "webhook"
		not step.built_in
	}
}

# METADATA
# description: Tells the steps of a way, such as `create pods in ops (ServiceAccount ops/admin)`.
text(principal) := concat(", then ", [told |
	some step in principal.escalation_path
	told := _step(step)
])

_step(step) := step.text if step.becomes == "cluster-admin"

_step(step) := sprintf("%s (%s)", [step.text, step.becomes]) if step.becomes != "cluster-admin"
