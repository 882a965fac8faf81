# METADATA
# title: PodSecurityPolicy weaker than restricted
# description: |
#   A PodSecurityPolicy that is meant as the strict one and leaves a field open lets pods run
#   as root, keep capabilities or do without seccomp, although its name or the rest of it
#   says otherwise. Nobody looks for the gap in the policy that everyone trusts.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/psp-to-pod-security-standards/
#     description: Mapping PodSecurityPolicies to Pod Security Standards
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set the named fields, or move to the level `restricted` of Pod Security Admission.
#   targets: [pod_security_policies]
package rules["pod-security"]["psp-weaker-than-restricted"]

import data.rules.lib.naming
import data.rules.lib.psp

findings contains {
	"ref": policy.ref,
	"field": place.field,
	"message": sprintf("%s %s", [naming.object_of(policy), place.says]),
	"severity": psp.severity(place.severity),
} if {
	some policy in input.pod_security_policies
	_meant_as_restricted(policy)
	some place in psp.below_restricted[policy.ref]
}

undecided contains {"ref": policy.ref, "field": place.field, "reason": place.reason} if {
	some policy in input.pod_security_policies
	_may_be_meant(policy)
	some place in psp.unknown_of_restricted[policy.ref]
}

# Whether the policy satisfies baseline, and so is meant as restricted, is not known.
undecided contains {"ref": policy.ref, "field": place.field, "reason": place.reason} if {
	some policy in input.pod_security_policies
	_may_be_meant(policy)
	not _meant_as_restricted(policy)
	psp.below_restricted[policy.ref]
	some place in psp.unknown_of_baseline[policy.ref]
}

_meant_as_restricted(policy) if contains(lower(policy.name), "restricted")

_meant_as_restricted(policy) if {
	not psp.beyond_baseline[policy.ref]
	not psp.unknown_of_baseline[policy.ref]
}

_may_be_meant(policy) if contains(lower(policy.name), "restricted")

_may_be_meant(policy) if not psp.beyond_baseline[policy.ref]
