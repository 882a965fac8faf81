# METADATA
# title: Selectors of pods
# description: |
#   What rules say about a selector that selects none of the pods in the input: whether that
#   proves anything, and what was probably meant.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
# schemas:
#   - input: schema
package rules.lib.pod_selectors

import data.rules.lib.naming

# METADATA
# description: |
#   Are the workloads of each namespace whose object and workloads are in the input, by its
#   name.
in_namespace := object.union_n([_in_namespace])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_in_namespace[namespace.name] contains workload if {
	some namespace in input.namespaces
	some member in namespace.workloads
	not member.unknown
	workload := _workloads[member.ref]
}

_workloads := object.union_n([_by_ref])

_by_ref[workload.ref] := workload if some workload in input.workloads

# METADATA
# scope: document
# description: |
#   Is true for labels of pods that an operator makes from objects of its own kinds, so that
#   no pod template has them.
of_operator(labels) if labels["app.kubernetes.io/name"] in _operands

of_operator(labels) if {
	manager := labels["app.kubernetes.io/managed-by"]
	not lower(manager) in _packagers
}

of_operator(labels) if {
	some key, _ in labels
	domain := split(key, "/")[0]
	domain != key
	not domain in _domains
	not key in _used_keys
}

# What operators in wide use call the pods of their objects.
_operands := {
	"alertmanager", "prometheus", "thanos-ruler", "prometheus-agent", "kafka", "zookeeper", "strimzi",
	"elasticsearch", "kibana", "mysql-operator", "rabbitmq", "opentelemetry-collector", "jaeger", "tempo",
}

_packagers := {"helm", "kustomize", "argocd", "argo-cd", "flux", "fluxcd", "terraform", "kubectl", "tiller", "skaffold"}

_domains := {"app.kubernetes.io", "helm.sh", "kubernetes.io", "k8s.io"}

_used_keys contains key if {
	some workload in input.workloads
	some key, _ in workload.pod_labels
}

# METADATA
# scope: document
# description: |
#   Is what was probably meant by labels that no pod of some workloads has, as the end of a
#   sentence; empty if nothing comes near.
near_miss(labels, workloads) := sprintf("; %s has these labels, and its pods do not", [found]) if {
	found := _named([workload | some workload in workloads; _matches(labels, object.get(workload, "labels", {}))])
} else := sprintf("; the pods of %s", [found]) if {
	found := min({sprintf("%s have %s", [naming.object_of(workload), difference]) |
		some workload in workloads
		difference := _difference(labels, object.get(workload, "pod_labels", {}))
	})
} else := ""

_named(list) := naming.object_of(list[0])

_matches(labels, others) if {
	count(labels) > 0
	every key, value in labels {
		others[key] == value
	}
}

# All labels but one are the same, and that one has another value, or the same value is that
# of another label.
_difference(labels, others) := sprintf("%s: %s", [key, others[key]]) if {
	count(labels) > 1
	[key] = [key | some key, value in labels; object.get(others, key, null) != value]
	others[key]
}

_difference(labels, others) := sprintf("%s: %s", [key, others[key]]) if {
	[[key, value]] = [[key, value] | some key, value in labels]
	others[key] != value
	_alike(others[key], value)
}

_difference(labels, others) := sprintf("%s: %s", [other, value]) if {
	[[key, value]] = [[key, value] | some key, value in labels]
	not others[key]
	other := min({name | some name, have in others; have == value})
}

# One is the other with something before or behind it, or they differ in case.
_alike(one, other) if lower(one) == lower(other)

_alike(one, other) if strings.any_prefix_match(one, [concat("", [other, "-"]), concat("", [other, "s"])])

_alike(one, other) if strings.any_prefix_match(other, [concat("", [one, "-"]), concat("", [one, "s"])])

_alike(one, other) if endswith(one, concat("", ["-", other]))

_alike(one, other) if endswith(other, concat("", ["-", one]))

# METADATA
# description: |
#   Is true for a network policy that certainly selects no pod, though its namespace and the
#   workloads of that are in the input.
selects_none(policy) if {
	not policy.selects
	not policy.selects_all
	not policy.invalid
	not policy.unknown.selects
	not policy.unknown.pod_selector
	in_namespace[policy.namespace]
	not by_operator(policy.pod_selector)
}

# METADATA
# description: Is true for a selector of pods that an operator makes.
by_operator(selector) if of_operator(selector.match_labels)
