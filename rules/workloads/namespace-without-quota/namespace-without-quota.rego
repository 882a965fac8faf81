# METADATA
# title: Namespace without a quota
# description: |
#   Without a ResourceQuota one team, or whoever got hold of its credentials, can fill the
#   cluster with pods until there is no room for those of others, and run up what the nodes
#   cost. Default limits from a LimitRange bound the pods that forget to say what they need.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/tenant-isolation.html
#     description: EKS Best Practices Guide, tenant isolation
#   - ref: https://kubernetes.io/docs/concepts/policy/resource-quotas/
#     description: Kubernetes, resource quotas
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add a ResourceQuota for `requests.cpu`, `limits.memory` and `pods`, and a LimitRange.
#   targets: [namespaces]
#   profile: strict
#   scope: unit
package rules.workloads["namespace-without-quota"]

import data.rules.lib.naming
import data.rules.lib.pod_security

findings contains {"ref": namespace.ref, "field": "", "message": message, "severity": severity} if {
	some namespace in input.namespaces
	_of_applications(namespace)
	lack := _lacks[namespace.ref]
	severity := _severity(lack)
	message := sprintf("%s has workloads and no %s", [naming.object_of(namespace), concat(" and no ", lack)])
}

undecided contains {"ref": namespace.ref, "field": "", "reason": reason} if {
	some namespace in input.namespaces
	namespace.unknown
	some fact in ["resources.quota", "resources.limit_range"]
	reason := namespace.unknown[fact]
	_of_applications(namespace)
	not _lacks[namespace.ref]
}

# What namespaces certainly lack, the worse first; those that lack nothing are left out.
_lacks[namespace.ref] := lack if {
	some namespace in input.namespaces
	lack := [kind |
		some kind in ["ResourceQuota", "LimitRange"]
		namespace.resources[_fields[kind]] == false
		not kind in _propagated
	]
	count(lack) > 0
}

_severity(lack) := "low" if "ResourceQuota" in lack

else := "info"

_fields := {"ResourceQuota": "quota", "LimitRange": "limit_range"}

# What HNC or Capsule may put into the namespace.
_propagated contains "ResourceQuota" if {
	some propagator in input.quota_propagators
	propagator.quotas
}

_propagated contains "LimitRange" if {
	some propagator in input.quota_propagators
	propagator.limit_ranges
}

_of_applications(namespace) if {
	not startswith(namespace.name, "kube-")
	not namespace.name in pod_security.agent_namespaces
	some workload in pod_security.workloads(namespace)
	not workload.node_agent
}
