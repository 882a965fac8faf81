# METADATA
# title: Annotations of pods
# description: What rules need to judge annotations whose names are not fixed.
package rules.lib.annotations

# METADATA
# scope: document
# description: |
#   Is the field of annotations of a pod that a key of the unknown names, if they have a
#   prefix or may have it: one of them or all. The key must start with "pod_annotations".
unknown_field(key, prefix) := ["pod_annotations", name] if {
	name := trim_prefix(key, "pod_annotations.")
	startswith(name, prefix)
}

unknown_field("pod_annotations", _) := ["pod_annotations"]
