# METADATA
# title: PodSecurityPolicy weaker than baseline
# description: |
#   A PodSecurityPolicy that admits privileged pods, paths or namespaces of the node hands
#   the node to whoever may use it. One such policy is enough: a pod is admitted if any
#   policy that its creator may use admits it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/psp-to-pod-security-standards/
#     description: Mapping PodSecurityPolicies to Pod Security Standards
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Set the named fields as a restricted policy does, or move to the labels of Pod Security Admission.
#   targets: [pod_security_policies]
#   scope: unit
package rules["pod-security"]["psp-weaker-than-baseline"]

import data.rules.lib.naming
import data.rules.lib.psp

findings contains {
	"ref": policy.ref,
	"field": place.field,
	"message": sprintf("%s admits %s", [naming.object_of(policy), place.admits]),
	"severity": psp.severity("high"),
} if {
	some policy in input.pod_security_policies
	not psp.for_system(policy)
	some place in psp.beyond_baseline[policy.ref]
}

undecided contains {"ref": policy.ref, "field": place.field, "reason": place.reason} if {
	some policy in input.pod_security_policies
	some place in psp.unknown_of_baseline[policy.ref]
	not psp.for_system(policy)
}
