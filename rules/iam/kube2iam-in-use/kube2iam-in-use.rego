# METADATA
# title: Roles for pods by kube2iam or kiam
# description: |
#   These agents answer in place of the instance metadata service and hand out the role that an
#   annotation of the pod asks for. So the role of the node may assume the roles of all pods, a
#   pod that gets past the agent has them all, and whoever writes annotations picks a role. Both
#   are no longer maintained.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, alternative approaches
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
#     description: EKS User Guide, EKS Pod Identity
#   - ref: https://github.com/uswitch/kiam
#     description: kiam, which ends in favor of IAM roles for service accounts
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Give service accounts roles by EKS Pod Identity, then remove the agent and `sts:AssumeRole` of the nodes.
#   targets: [workloads, namespaces, containers]
package rules.iam["kube2iam-in-use"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": workload.ref, "field": ["pod_annotations", name], "message": message} if {
	some workload in input.workloads
	name := _asking(workload)
	message := sprintf("%s asks kube2iam or kiam for a role by the annotation %s", [naming.object_of(workload), name])
}

findings contains {"ref": namespace.ref, "field": ["annotations", name], "message": message} if {
	some namespace in input.namespaces
	name := [n | some n in _allowing; _has(namespace, "annotations", n)][0]
	message := sprintf("%s says by the annotation %s which roles pods may ask kube2iam or kiam for", [
		naming.object_of(namespace), name,
	])
}

findings contains {"ref": container.ref, "field": "image", "message": message} if {
	some container in input.containers
	container.workload.kind == "DaemonSet"
	agent := regex.replace(container.image.repository, `^.*/`, "")
	agent in {"kube2iam", "kiam"}
	message := sprintf("%s runs %s, which answers pods in place of the instance metadata", [naming.container(container), agent])
}

undecided contains {"ref": workload.ref, "field": "pod_annotations", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.pod_annotations
}

undecided contains {"ref": container.ref, "field": "image", "reason": reason} if {
	some container in input.containers
	container.workload.kind == "DaemonSet"
	reason := container.unknown["image.repository"]
}

# The annotation counts, whatever its value.
_asking(workload) := [name | some name in _roles; _has(workload, "pod_annotations", name)][0]

_has(node, annotations, name) if node[annotations][name] != ""

_has(node, annotations, name) if {
	node.unknown
	unknown.reason(node, concat(".", [annotations, name]))
	not node.unknown[annotations]
}

_roles := ["iam.amazonaws.com/role", "iam.amazonaws.com/external-id", "iam.amazonaws.com/session-name"]

_allowing := ["iam.amazonaws.com/allowed-roles", "iam.amazonaws.com/permitted"]
