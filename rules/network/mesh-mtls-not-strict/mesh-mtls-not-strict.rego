# METADATA
# title: Mesh that accepts plain text
# description: |
#   A service mesh tells its workloads apart by their certificates. Where it takes plain text as
#   well, whoever gets a pod anywhere in the cluster connects without one, and policies of the
#   mesh that go by identity see nobody.
# related_resources:
#   - ref: https://istio.io/latest/docs/reference/config/security/peer_authentication/
#     description: Istio, PeerAuthentication
#   - ref: https://linkerd.io/2/reference/authorization-policy/
#     description: Linkerd, authorization policy
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   profile: strict
#   remedy: Once all clients are in the mesh, set `mtls.mode` to `STRICT` for the whole of it.
#   targets: [peer_authentications, namespaces, linkerd_servers, workloads]
#   scope: unit
#   params:
#     root-namespace:
#       description: The root namespace of Istio, whose policy holds for the whole mesh.
#       type: string
#       default: istio-system
package rules.network["mesh-mtls-not-strict"]

import data.rules.lib.naming
import data.rules.lib.unknown

# The policy of a namespace, or of the mesh.
findings contains {
	"ref": policy.ref,
	"field": "mode",
	"message": sprintf("%s lets %s take plain text: its mode is %s", [naming.object_of(policy), _whom(policy), policy.mode]),
} if {
	some policy in input.peer_authentications
	policy.mode in _open_modes
	not _of_workloads(policy)
}

# A namespace of the mesh for which nothing is said, neither there nor for the mesh.
findings contains {
	"ref": namespace.ref,
	"field": place,
	"message": sprintf(
		"%s is part of a mesh, and nothing requires mutual TLS in it, so that plain text is taken too",
		[naming.object_of(namespace)],
	),
} if {
	_mesh_seen
	_silent(_root)
	some [namespace, place] in _silent_namespaces
}

undecided contains {"ref": namespace.ref, "field": place, "reason": "not-in-input"} if {
	not _mesh_seen
	some [namespace, place] in _silent_namespaces
}

# Workloads, or single ports of them, that are taken out of it.
findings contains {
	"ref": policy.ref,
	"field": "mode",
	"message": sprintf("%s takes workloads out of the mutual TLS that %s requires: its mode is %s", [
		naming.object_of(policy), naming.object_of(parent), policy.mode,
	]),
	"related": [{"ref": parent.ref, "field": "mode", "message": "requires mutual TLS"}],
} if {
	some policy in input.peer_authentications
	policy.mode in _open_modes
	_of_workloads(policy)
	parent := _strict_above(policy)
}

findings contains {
	"ref": policy.ref,
	"field": sprintf("port_modes.%s.mode", [port]),
	"message": sprintf("%s takes port %s of workloads out of the mutual TLS that %s requires: its mode is %s", [
		naming.object_of(policy), port, naming.object_of(parent), mode,
	]),
	"related": [{"ref": parent.ref, "field": "mode", "message": "requires mutual TLS"}],
} if {
	some policy in input.peer_authentications
	some port, mode in policy.port_modes
	mode in _open_modes
	parent := _strict_for_ports(policy)
}

undecided contains {"ref": policy.ref, "field": field, "reason": reason} if {
	some policy in input.peer_authentications
	policy.unknown
	some field, reason in policy.unknown
	regex.match(`(^|\.)mode$`, field)
	_decides(policy, field)
}

# Who may use a port without a certificate, for a mesh of Linkerd.
findings contains {
	"ref": server.ref,
	"field": "access_policy",
	"message": sprintf("%s takes clients without a certificate of the mesh: its accessPolicy is %s", [
		naming.object_of(server), server.access_policy,
	]),
} if {
	some server in input.linkerd_servers
	server.access_policy in _open_policies
}

undecided contains {"ref": server.ref, "field": "access_policy", "reason": reason} if {
	some server in input.linkerd_servers
	reason := unknown.reason(server, "access_policy")
}

findings contains {
	"ref": owner.ref,
	"field": [field, _inbound_policy],
	"message": sprintf("%s lets %s take clients without a certificate of the mesh: %s is %s", [
		naming.object_of(owner), whom, _inbound_policy, owner[field][_inbound_policy],
	]),
} if {
	some [owners, field, whom] in [
		[input.namespaces, "annotations", "its pods"],
		[input.workloads, "pod_annotations", "its pods"],
	]
	some owner in owners
	owner[field][_inbound_policy] in _open_policies
}

_inbound_policy := "config.linkerd.io/default-inbound-policy"

_open_policies := {"all-unauthenticated", "cluster-unauthenticated", "audit"}

_open_modes := {"PERMISSIVE", "DISABLE"}

_whom(policy) := "the whole mesh" if policy.namespace == _root

_whom(policy) := "its namespace" if not policy.namespace == _root

_root := input.settings.params["mesh-mtls-not-strict"]["root-namespace"]

_of_workloads(policy) if count(policy.selector) > 0

# The input shows the root namespace, so that a policy there would be seen.
_mesh_seen if _root in {namespace.name | some namespace in input.namespaces}

_mesh_seen if _root in {policy.namespace | some policy in input.peer_authentications}

_mesh_seen if _root in {workload.namespace | some workload in input.workloads}

# No policy for all workloads of a namespace has a mode or may have one.
_silent(name) if count([policy | some policy in _general; policy.namespace == name; _has_mode(policy)]) == 0

_general := [policy |
	some policy in input.peer_authentications
	not _of_workloads(policy)
	not unknown.reason(policy, "selector")
]

_has_mode(policy) if policy.mode in {"STRICT", "PERMISSIVE", "DISABLE"}

_has_mode(policy) if unknown.reason(policy, "mode")

_silent_namespaces contains [namespace, place] if {
	some namespace in input.namespaces
	namespace.name != _root
	place := _membership(namespace)
	_silent(namespace.name)
	not _left_out
}

# A policy whose namespace is left out may be that of any namespace.
_left_out if {
	some policy in _general
	policy.unknown.namespace
	_has_mode(policy)
}

# The label that puts the pods of a namespace into a mesh of Istio.
_membership(namespace) := ["labels", "istio-injection"] if {
	namespace.labels["istio-injection"] == "enabled"
} else := ["labels", "istio.io/rev"] if {
	namespace.labels["istio.io/rev"]
	not namespace.labels["istio-injection"]
} else := ["labels", "istio.io/dataplane-mode"] if {
	namespace.labels["istio.io/dataplane-mode"] == "ambient"
}

# The policy that requires mutual TLS where another one is about some of the workloads.
_strict_above(policy) := parent if {
	parent := _of_namespace(policy.namespace)
	parent.mode == "STRICT"
} else := parent if {
	_silent(policy.namespace)
	parent := _of_namespace(_root)
	parent.mode == "STRICT"
}

_of_namespace(name) := [policy | some policy in _general; policy.namespace == name; _has_mode(policy)][0]

_strict_for_ports(policy) := policy if policy.mode == "STRICT"

_strict_for_ports(policy) := _strict_above(policy) if {
	object.get(policy, "mode", "UNSET") == "UNSET"
	not unknown.reason(policy, "mode")
}

# The mode of some of the workloads only matters below one that is strict.
_decides(policy, _) if not _of_workloads(policy)

_decides(policy, "mode") if {
	_of_workloads(policy)
	_strict_above(policy)
}

_decides(policy, field) if {
	_of_workloads(policy)
	field != "mode"
	_strict_for_ports(policy)
}
