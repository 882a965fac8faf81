# METADATA
# title: Network policies that block DNS
# description: |
#   Pods whose egress is restricted find no service and no host by its name until a rule
#   allows the cluster's DNS. What then helps at once is to remove the policy, and with it
#   everything else that it kept from the pods.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
#   - ref: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
#     description: Kubernetes, DNS for services and pods
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Allow UDP and TCP port 53 to the pods labelled `k8s-app=kube-dns` of the namespace kube-system.
#   targets: [workloads]
#   scope: unit
package rules.network["network-policy-blocks-dns"]

import data.rules.lib.naming
import data.rules.lib.network_policies

findings contains {
	"ref": policy.ref,
	"field": "egress",
	"message": sprintf("%s leaves DNS blocked for %s", [naming.object_of(policy), network_policies.names(refs)]),
} if {
	some ref, refs in _blocked
	policy := network_policies.by_ref[ref]
}

findings contains {
	"ref": policy.ref,
	"field": "egress",
	"message": sprintf("%s leaves DNS over TCP blocked for %s, which long answers need", [
		naming.object_of(policy), network_policies.names(refs),
	]),
	"severity": "info",
} if {
	some ref, refs in _blocked_over_tcp
	not ref in _blocking
	policy := network_policies.by_ref[ref]
}

undecided contains {"ref": ref, "field": "egress", "reason": reason} if {
	some workload in _resolving
	reason := workload.unknown["network.egress.dns_udp"]
	ref := _first(workload)
	not ref in _blocking
}

# The workloads by the policy that speaks for all that select them.
_blocked[_first(workload)] contains workload.ref if {
	some workload in _resolving
	workload.network.egress.dns_udp == "blocked"
}

_blocking := object.keys(_blocked)

_blocked_over_tcp[_first(workload)] contains workload.ref if {
	some workload in _resolving
	workload.network.egress.dns_udp == "open"
	workload.network.egress.dns_tcp == "blocked"
}

_resolving := [workload |
	some workload in input.workloads
	workload.network.egress.isolated
	workload.network.covered
	object.get(workload, "dns_policy", "ClusterFirst") in {"ClusterFirst", "ClusterFirstWithHostNet"}
	not workload.unknown.dns_policy
]

# The default deny, which selects all pods that need the rule, or else the first policy.
_first(workload) := min({ref |
	some ref in workload.network.egress.policies
	ref in network_policies.default_denies.egress
})

_first(workload) := workload.network.egress.policies[0] if not _has_default_deny(workload)

_has_default_deny(workload) if {
	some ref in workload.network.egress.policies
	ref in network_policies.default_denies.egress
}
