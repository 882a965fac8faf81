# METADATA
# title: Namespace default in use
# description: |
#   What has no place of its own ends up in the namespace default: the secrets of one
#   application beside the pods of another, with no quota, no network policy and no role that
#   could tell them apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
#     description: Kubernetes, namespaces
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Make a namespace for the application, and set `metadata.namespace` to it.
#   targets: [file_namespaces]
#   scope: unit
package rules.workloads["default-namespace-used"]

import data.rules.lib.naming

findings contains {"ref": objects[0].ref, "field": "namespace", "message": message} if {
	some file in input.file_namespaces
	file.namespace == "default"
	objects := _judged(file)
	message := sprintf("%s lies in the namespace default%s", [naming.object_of(objects[0]), _more(count(objects) - 1)])
}

# Whoever applies the objects decides, and that is the same for all of them.
undecided contains {"ref": ref, "field": "namespace", "reason": "namespace-left-out"} if {
	refs := {file.ref |
		some file in input.file_namespaces
		file.unknown.namespace == "namespace-left-out"
		count(_judged(file)) > 0
	}
	ref := min(refs)
}

# Without those that are in every namespace, or in that one in every cluster.
_judged(file) := [member |
	some member in file.objects
	not [member.kind, object.get(member, "name", "")] in _given
]

_given := {["Service", "kubernetes"], ["ConfigMap", "kube-root-ca.crt"], ["ServiceAccount", "default"]}

_more(0) := ""

_more(1) := ", and so does 1 more object of this file"

_more(n) := sprintf(", and so do %d more objects of this file", [n]) if n > 1
