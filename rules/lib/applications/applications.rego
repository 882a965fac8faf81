# METADATA
# title: Applications
# description: |
#   Which workloads belong together. Their labels say so, or those of their pods; a workload
#   without such a label is an application by itself.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
package rules.lib.applications

# METADATA
# scope: document
# description: Is the name of the application of a workload; undefined if it cannot be told.
of(workload) := _labels(workload)[0].value

of(workload) := workload.name if count(_labels(workload)) == 0

# METADATA
# description: Is the label that would have to be known to tell the application of a workload.
label_unknown(workload) := label if {
	workload.unknown
	label := _labels(workload)[0]
	label.reason
}

# The labels that name the application, those that decide first. Each has a value, or a field
# and the reason for which that is unknown.
_labels(workload) := [label |
	some name in _names
	some field in ["labels", "pod_labels"]
	label := _label(workload, field, name)
]

_label(workload, field, name) := {"value": workload[field][name]}

_label(workload, field, name) := {"field": [field, name], "reason": reason} if {
	workload.unknown
	reason := min({why | some at in [field, sprintf("%s.%s", [field, name])]; why := workload.unknown[at]})
}

# The widest first.
_names := [
	"app.kubernetes.io/part-of", "app.kubernetes.io/instance", "app.kubernetes.io/name", "app",
	"k8s-app",
]
