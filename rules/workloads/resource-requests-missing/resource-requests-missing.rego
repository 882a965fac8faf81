# METADATA
# title: No resource requests
# description: |
#   The scheduler counts what pods request, and a container that requests nothing counts as
#   one that needs nothing. Nodes fill up past what they have, and pods that did say what
#   they need are starved or evicted with the rest.
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
#   remedy: Set `resources.requests` for `cpu` and `memory` to what measurements show.
#   targets: [containers]
package rules.workloads["resource-requests-missing"]

import data.rules.lib.naming

findings contains {"ref": container.ref, "field": field, "message": message} if {
	some container in input.containers
	container.type in {"main", "sidecar"}
	missing := _missing(container)
	count(missing) > 0
	field := _field(missing)
	message := sprintf("%s requests no %s", [naming.container(container), concat(" and no ", missing)])
}

undecided contains {
	"ref": container.ref,
	"field": sprintf("resources.requests.%s", [resource]),
	"reason": reason,
} if {
	some container in input.containers
	container.unknown
	container.type in {"main", "sidecar"}
	some resource in ["cpu", "memory"]
	reason := container.unknown[_effective[resource]]
	count(_missing(container)) == 0
}

_missing(container) := [resource |
	some resource in ["cpu", "memory"]
	not container.effective_resources.requests[resource]
	not container.unknown[_effective[resource]]
]

_field(["cpu"]) := "resources.requests.cpu"

_field(["memory"]) := "resources.requests.memory"

_field(["cpu", "memory"]) := "resources.requests"

_effective := {"cpu": "effective_resources.requests.cpu", "memory": "effective_resources.requests.memory"}
