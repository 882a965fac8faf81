# METADATA
# title: Default deny that another policy voids
# description: |
#   Network policies only add permissions; none takes away what another one gives. A policy
#   that allows everything therefore undoes the default deny of its namespace for all pods
#   that it selects, however strict that one reads.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
#     description: Kubernetes, the two sorts of pod isolation
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove the rule that allows everything, or narrow the `podSelector` of its policy to the pods that need it.
#   targets: [network_policies]
#   scope: unit
package rules.network["default-deny-shadowed"]

import data.rules.lib.naming
import data.rules.lib.network_policies

findings contains object.union(place, {
	"message": _message(direction, shadow, deny, network_policies.names(refs)),
	"severity": "medium",
	"related": [_related(deny)],
	"subsumes": network_policies.subsumed(rules),
}) if {
	some [direction, deny_ref], pairs in _void
	not _all_void(deny_ref, pairs)
	some shadow_ref in {ref | some [ref, _] in pairs}
	refs := {ref | some [by, ref] in pairs; by == shadow_ref}
	deny := network_policies.by_ref[deny_ref]
	shadow := network_policies.by_ref[shadow_ref]
	rules := shadow[direction]
	place := network_policies.place(_shadows[direction][shadow_ref])
}

findings contains object.union(place, {
	"message": _message(direction, shadow, deny, "every workload of the namespace"),
	"severity": "high",
	"related": [_related(deny)],
	"subsumes": network_policies.subsumed(rules),
}) if {
	some [direction, deny_ref, shadow_ref] in _wholly
	deny := network_policies.by_ref[deny_ref]
	shadow := network_policies.by_ref[shadow_ref]
	rules := shadow[direction]
	place := network_policies.place(_shadows[direction][shadow_ref])
}

# A policy of another kind may come first.
undecided contains object.union(place, {"reason": reason}) if {
	some workload in input.workloads
	workload.unknown
	some direction, shadows in _shadows
	_first_deny(workload, direction)
	reason := workload.unknown[sprintf("network.%s.unrestricted", [direction])]
	some ref in workload.network[direction].policies
	place := network_policies.place(shadows[ref])
}

_wholly contains [direction, deny, shadow] if {
	some [direction, deny], pairs in _void
	_all_void(deny, pairs)
	some [shadow, _] in pairs
}

# Where nothing runs yet it holds for whatever will.
_wholly contains [direction, deny_ref, shadow_ref] if {
	some direction, shadows in _shadows
	some shadow_ref, _ in shadows
	shadow := network_policies.by_ref[shadow_ref]
	shadow.selects_all
	not shadow.selects
	not input.engine_policies
	deny_ref := min({ref |
		some ref in network_policies.default_denies[direction]
		network_policies.by_ref[ref].namespace == shadow.namespace
	})
}

# The first rule of each policy that allows everything.
_shadows := object.union_n([_allowing])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_allowing[direction][policy.ref] := rule if {
	some policy in input.network_policies
	not policy.invalid
	some direction, isolates in network_policies.isolating
	policy[isolates]
	rule := [rule | some rule in policy[direction]; network_policies.allows_all(rule)][0]
}

# The pairs of a policy and a workload that it opens, by direction and default deny.
_void[[direction, deny]] contains [shadow, workload.ref] if {
	some direction, shadows in _shadows
	some workload in input.workloads
	workload.network.covered
	workload.network[direction].unrestricted
	deny := _first_deny(workload, direction)
	some shadow in workload.network[direction].policies
	shadows[shadow]
}

_all_void(deny, pairs) if {
	opened := {ref | some [_, ref] in pairs}
	every ref in network_policies.by_ref[deny].selects {
		_is_void(opened, ref)
	}
}

_is_void(opened, ref) if ref in opened

_is_void(_, ref) if network_policies.workloads[ref].network.covered == false

_first_deny(workload, direction) := min({ref |
	some ref in workload.network[direction].policies
	ref in network_policies.default_denies[direction]
})

_message("ingress", shadow, deny, what) := sprintf("%s voids %s: everything may connect to %s", [
	naming.object_of(shadow), naming.object_of(deny), what,
])

_message("egress", shadow, deny, what) := sprintf("%s voids %s: %s may connect to everything", [
	naming.object_of(shadow), naming.object_of(deny), what,
])

_related(deny) := {"ref": deny.ref, "field": "pod_selector", "message": "the default deny"}
