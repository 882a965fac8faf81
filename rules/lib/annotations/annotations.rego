# METADATA
# title: Annotations of pods
# description: What rules need to judge annotations whose names are not fixed.
package rules.lib.annotations

# METADATA
# description: |
#   Are the annotations of a pod that are not known and may have a name with a prefix, as
#   pairs of the field and the reason.
unknown(workload, prefix) := {[field, reason] |
	some at, reason in workload.unknown
	field := _field(at, prefix)
}

_field(at, prefix) := ["pod_annotations", name] if {
	name := trim_prefix(at, "pod_annotations.")
	name != at
	startswith(name, prefix)
}

_field("pod_annotations", _) := ["pod_annotations"]
