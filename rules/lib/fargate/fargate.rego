# METADATA
# title: Fargate
# description: Which workloads of the input run on Fargate, as profiles of Terraform have it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
# schemas:
#   - input: schema
package rules.lib.fargate

# METADATA
# scope: document
# description: |
#   Is the first profile that takes the pods of a workload; undefined if none certainly does. The
#   namespaces and labels of its selectors may have wildcards.
profile(workload) := [profile |
	input.fargate_profiles
	workload.kind != "DaemonSet"
	some profile in input.fargate_profiles
	_takes(profile, workload)
][0]

_takes(profile, workload) if {
	some selector in profile.selector
	not selector.unknown
	glob.match(selector.namespace, null, workload.namespace)
	_has_labels(workload, object.get(selector, "labels", {}))
}

_has_labels(_, labels) if labels == {}

_has_labels(workload, labels) if {
	not workload.unknown.pod_labels
	every name, value in labels {
		glob.match(value, null, workload.pod_labels[name])
	}
}

# METADATA
# scope: document
# description: |
#   Is the reason for which it is not known if a profile takes the pods of a workload; undefined
#   if that is known.
why_unknown(workload) := min({reason |
	workload.kind != "DaemonSet"
	some profile in input.fargate_profiles
	some selector in profile.selector
	glob.match(object.get(selector, "namespace", "*"), null, workload.namespace)
	some reason in selector.unknown
}) if {
	not profile(workload)
}
