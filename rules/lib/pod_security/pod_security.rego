# METADATA
# title: Pod Security Admission
# description: |
#   What the labels of a namespace make the API server refuse, and which workloads of the
#   namespace that meets.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-admission/
# schemas:
#   - input: schema
package rules.lib.pod_security

import data.rules.lib.unknown

# METADATA
# description: Are the levels that refuse something.
levels := {"baseline", "restricted"}

# METADATA
# description: Is the place of a label, given its part behind the slash, such as "enforce".
label(mode) := ["labels", concat("", ["pod-security.kubernetes.io/", mode])]

# METADATA
# description: |
#   Is the level that a namespace certainly enforces, "baseline" or "restricted"; undefined
#   for all others.
enforced(namespace) := namespace.pod_security.enforce if {
	namespace.pod_security.enforce in levels
	not labels_unknown(namespace)
}

# METADATA
# description: Is the reason for which the level that a namespace enforces is unknown.
labels_unknown(namespace) := unknown.any_reason(namespace, [
	"pod_security",
	"labels.pod-security.kubernetes.io/enforce",
]) if {
	namespace.unknown
}

# METADATA
# description: Are the workloads that certainly lie in a namespace.
workloads(namespace) := [workload | some workload in namespace.workloads; not workload.unknown]

# METADATA
# description: |
#   Is true for a workload that violates a level, whichever version of Kubernetes the
#   cluster has of those that it can have.
violates(workload, level) if every verdict in workload.verdicts { verdict[level] }

# METADATA
# description: Is true for a workload that certainly satisfies a level.
satisfies(workload, level) if every verdict in workload.verdicts { not _may_violate(verdict, level) }

# METADATA
# description: |
#   Is the first field that has to be known to tell whether a workload violates a level;
#   undefined if it is told, or if no field but the version of Kubernetes decides.
undecided(workload, level) := [place |
	some verdict in workload.verdicts
	not verdict[level]
	some place in verdict.undecided
	level in place.levels
][0]

_may_violate(verdict, level) if verdict[level]

_may_violate(verdict, level) if {
	some place in verdict.undecided
	level in place.levels
}

# METADATA
# description: |
#   Is true for a namespace in which the level privileged is in place: one that Kubernetes,
#   AWS or the operator of a node agent makes for such agents, or one in which only node
#   agents do what baseline forbids.
# scope: document
for_agents(namespace) if namespace.name in agent_namespaces

for_agents(namespace) if {
	beyond := [workload | some workload in namespace.workloads; violates(workload, "baseline")]
	count(beyond) > 0
	every workload in beyond {
		workload.node_agent
	}
}

# METADATA
# description: Are the namespaces that are made for node agents.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-how-does-it-work-eks.html
#   - ref: https://docs.tigera.io/calico/latest/getting-started/kubernetes/managed-public-cloud/eks
#   - ref: https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/getting-started.html
agent_namespaces := {
	"kube-system", "amazon-cloudwatch", "amazon-guardduty", "calico-system", "gpu-operator",
	"tigera-operator",
}
