# METADATA
# title: EKS Pod Identity
# description: |
#   Which workloads get the credentials of an IAM role from the agent of EKS Pod Identity, which
#   answers at a link-local address on each node.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
# schemas:
#   - input: schema
package rules.lib.pod_identity

import data.rules.lib.unknown

# METADATA
# description: Are the associations by the namespace and the name of their service account.
associations := object.union_n([_associations])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_associations[_key(a.namespace, a.service_account)] contains a if some a in input.pod_identity_associations

# METADATA
# description: |
#   Are the associations of the service account that a workload runs as; undefined if it has
#   none.
of(workload) := associations[_key(workload.principal.namespace, workload.principal.name)]

# METADATA
# description: |
#   Are the associations that may be those of the service account that a workload runs as: a
#   part of their name is not known, and the other fits.
possible(workload) := [a |
	some a in _unnamed
	object.get(a, "namespace", workload.principal.namespace) == workload.principal.namespace
	object.get(a, "service_account", workload.principal.name) == workload.principal.name
]

_unnamed := [a |
	some a in input.pod_identity_associations
	unknown.any_reason(a, ["namespace", "service_account"])
]

_key(namespace, name) := sprintf("%s/%s", [namespace, name])

# METADATA
# scope: document
# description: |
#   Is what says that a workload gets its credentials from the agent, as a finding lists it: its
#   association, or the variable that EKS gives to the containers of running pods.
evidence(workload) := {"ref": ref, "field": "service_account", "message": "gives its pods a role"} if {
	ref := min({a.ref | some a in of(workload)})
} else := {"ref": ref, "field": "value", "message": "leads to the agent"} if {
	ref := min({variable.ref |
		some container in workload.containers
		some variable in container.env
		variable.name == "AWS_CONTAINER_CREDENTIALS_FULL_URI"
		some address in object.keys(addresses)
		contains(variable.value, addresses[address])
	})
}

# METADATA
# description: Are the addresses of the agent by the field that says what leads to them.
addresses := {"pod_identity_ipv4": "169.254.170.23", "pod_identity_ipv6": "fd00:ec2::23"}

# METADATA
# scope: document
# description: Is the address of the agent that pods use, by its field.
family := "pod_identity_ipv6" if _is_ipv6

family := "pod_identity_ipv4" if not _is_ipv6

_is_ipv6 if {
	some cni in input.vpc_cnis
	cni.enable_ipv6.value == "true"
}

_is_ipv6 if {
	some cluster in input.clusters
	cluster.kubernetes_network_config.ip_family == "ipv6"
}
