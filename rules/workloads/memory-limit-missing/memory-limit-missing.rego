# METADATA
# title: No memory limit
# description: |
#   A container without a memory limit may take all the memory of its node, by a leak or by a
#   request that an attacker has made large. The kernel then ends other pods, those of other
#   tenants among them. A CPU limit is another matter: it only slows the container down.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#     description: Kubernetes, resource management for pods and containers
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `resources.limits.memory` to what measurements show.
#   targets: [containers]
package rules.workloads["memory-limit-missing"]

import data.rules.lib.naming

findings contains {
	"ref": container.ref,
	"field": "resources.limits.memory",
	"message": message,
	"severity": _severity(container),
	"subsumes": _subsumed(container),
} if {
	some container in input.containers
	not container.effective_resources.limits.memory
	container.type != "ephemeral"
	not container.unknown["effective_resources.limits.memory"]
	message := sprintf("%s %s", [naming.container(container), _lack(container)])
}

findings contains {
	"ref": container.ref,
	"field": "resources.limits.cpu",
	"message": sprintf("%s has no CPU limit", [naming.container(container)]),
	"severity": "info",
} if {
	input.settings.profile == "strict"
	some container in input.containers
	not container.effective_resources.limits.cpu
	container.type in {"main", "sidecar"}
	not container.unknown["effective_resources.limits.cpu"]
}

undecided contains {"ref": container.ref, "field": "resources.limits.memory", "reason": reason} if {
	some container in input.containers
	reason := container.unknown["effective_resources.limits.memory"]
}

undecided contains {"ref": container.ref, "field": "resources.limits.cpu", "reason": reason} if {
	input.settings.profile == "strict"
	some container in input.containers
	reason := container.unknown["effective_resources.limits.cpu"]
	container.type in {"main", "sidecar"}
}

# What an init container takes is free again before the others start.
_severity(container) := "info" if container.type == "init"

else := "low"

_lack(container) := "has neither requests nor limits" if _without_any(container)

else := sprintf("has the memory limit %s, which is none", [zero]) if zero := container.resources.limits.memory

else := "has no memory limit"

_subsumed(container) := [{"rule": "resource-requests-missing", "ref": container.ref}] if _without_any(container)

else := []

_without_any(container) if {
	not container.effective_resources.requests
	not container.effective_resources.limits
	not _requests_unknown(container)
}

_requests_unknown(container) if {
	some resource in ["cpu", "memory"]
	container.unknown[sprintf("effective_resources.requests.%s", [resource])]
}
