# METADATA
# title: Agent of EKS Pod Identity out of reach
# description: |
#   EKS Pod Identity serves credentials at 169.254.170.23. An exception for all link-local
#   addresses keeps pods from it as well as from the instance metadata, and so does a proxy. What
#   is done when credentials fail is often to open the instance metadata instead.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
#     description: EKS User Guide, considerations for EKS Pod Identity
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
#     description: EKS User Guide, how EKS Pod Identity works
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Allow TCP port 80 of `169.254.170.23/32`, and keep `169.254.169.254/32` excepted.
#   targets: [workloads]
#   scope: unit
package rules.metadata["pod-identity-endpoint-blocked"]

import data.rules.lib.accounts
import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies
import data.rules.lib.pod_identity
import data.rules.lib.security_group_policies
import data.rules.lib.unknown

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s keeps %s from %s, at which the pods get their credentials%s", [
		naming.object_of(policy), network_policies.names(refs),
		pod_identity.addresses[pod_identity.family], _how(place),
	]),
	"related": [_evidence[min(refs)]],
} if {
	some ref, refs in _blocked
	policy := network_policies.by_ref[ref]
	place := _place(policy)
}

# Requests for credentials go to the proxy, which does not reach the agent.
findings contains {
	"ref": place.ref,
	"field": "value",
	"message": sprintf("%s sends requests for its credentials to a proxy: %s lacks %s", [
		naming.container(container), place.name, pod_identity.addresses[pod_identity.family],
	]),
	"related": [_evidence[container.workload.ref]],
} if {
	some container in input.containers
	_evidence[container.workload.ref]
	place := _proxied(container)
	not _variables_unknown(container)
}

# In this mode the node does not answer for its pods.
findings contains {
	"ref": workload.ref,
	"field": "service_account_name",
	"message": sprintf("%s gets its credentials from its node, and security groups in the mode strict may forbid that", [
		naming.object_of(workload),
	]),
	"severity": "info",
	"related": security_group_policies.places(workload),
} if {
	count(security_group_policies.strict) > 0
	some workload in input.workloads
	workload.security_group_policies[0]
	_evidence[workload.ref]
}

undecided contains {"ref": container.ref, "field": "env_from", "reason": "not-in-input"} if {
	some container in input.containers
	_evidence[container.workload.ref]
	_proxied(container)
	_variables_unknown(container)
}

undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in _users
	reason := workload.unknown[_egress]
}

# Associations are made in AWS. Whoever excepts all link-local addresses may have forgotten them.
undecided contains {"ref": peer.ref, "field": "except", "reason": "not-in-input"} if {
	not input.pod_identity_associations
	not input.clusters
	some workload in input.workloads
	workload.network.egress[pod_identity.family] == "blocked"
	not _evidence[workload.ref]
	accounts.is_named(workload.principal.name)
	not accounts.aws_role(workload.principal)
	some ref in workload.network.egress.policies
	peer := _exception(network_policies.by_ref[ref])
}

# So is the name in an association, which may be that of a workload.
undecided contains {"ref": association.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	workload.network.egress[pod_identity.family] == "blocked"
	some association in pod_identity.possible(workload)
	some field in ["namespace", "service_account"]
	reason := unknown.reason(association, field)
}

_users := [workload |
	some workload in input.workloads
	_evidence[workload.ref]
]

_evidence := object.union_n([_evidences])

_evidences[workload.ref] := evidence if {
	some workload in input.workloads
	evidence := pod_identity.evidence(workload)
}

_egress := sprintf("network.egress.%s", [pod_identity.family])

# The workloads by the policy that speaks for all that select them.
_blocked[_first(workload)] contains workload.ref if {
	not network_engines.not_enforced
	some workload in _users
	workload.network.covered
	workload.network.egress[pod_identity.family] == "blocked"
	not network_engines.cannot_apply[workload.ref]
}

# The one with an exception says best what was forgotten.
_first(workload) := ref if {
	ref := min({r |
		some r in workload.network.egress.policies
		_exception(network_policies.by_ref[r])
	})
} else := workload.network.egress.policies[0]

_place(policy) := {"ref": peer.ref, "field": "except"} if {
	peer := _exception(policy)
} else := {"ref": policy.ref, "field": "egress"}

_how(place) := ": the exception holds it too" if place.field == "except"

_how(place) := "" if place.field != "except"

# The exception for the instance metadata that holds the agent as well.
_exception(policy) := [peer |
	some rule in policy.egress
	not rule[pod_identity.family]
	not rule.unknown
	some peer in rule.peers
	_excepts(peer)
][0]

_excepts(peer) if {
	pod_identity.family == "pod_identity_ipv4"
	peer.excepts_metadata_ipv4
}

_excepts(peer) if {
	pod_identity.family == "pod_identity_ipv6"
	peer.excepts_metadata_ipv6
}

# The variable that sends requests to a proxy, or the one with what goes past it.
_proxied(container) := {"ref": variable.ref, "name": variable.name} if {
	_variable(container, {"http_proxy", "https_proxy"})
	variable := _variable(container, {"no_proxy"})
	not _goes_past(variable)
	not variable.unknown
} else := {"ref": variable.ref, "name": "NO_PROXY, which is not set,"} if {
	variable := _variable(container, {"http_proxy", "https_proxy"})
	not _variable_of_any_kind(container, "no_proxy")
}

_variable(container, names) := [variable |
	some variable in container.env
	lower(variable.name) in names
	variable.value != ""
][0]

_variable_of_any_kind(container, name) if {
	some variable in container.env
	lower(variable.name) == name
}

_variables_unknown(container) if {
	container.env_from[0]
	not _variable_of_any_kind(container, "no_proxy")
}

_goes_past(variable) if {
	some entry in split(replace(variable.value, " ", ""), ",")
	entry in _past[pod_identity.family]
}

# The addresses, blocks and prefixes by which programs let the agent past their proxy.
_past := {
	"pod_identity_ipv4": {"*", "169.254.170.23", "169.254.170.23/32", "169.254.170.0/24", "169.254.0.0/16", "169.254."},
	"pod_identity_ipv6": {"*", "fd00:ec2::23", "[fd00:ec2::23]", "fd00:ec2::23/128", "fd00:ec2::/32"},
}
