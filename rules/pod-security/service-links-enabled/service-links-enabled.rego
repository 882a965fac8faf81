# METADATA
# title: Services listed in the environment
# description: |
#   By default a pod's environment names every Service of its namespace with its address. Who
#   breaks into the pod gets a map of what else there is to attack, and programs that read
#   such variables by accident behave in unexpected ways.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/tutorials/services/connect-applications-service/
#     description: Kubernetes, connecting applications with Services
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Set `enableServiceLinks` to `false`, and restrict the pod's egress with a NetworkPolicy.
#   targets: [workloads]
#   scope: unit
#   profile: strict
package rules["pod-security"]["service-links-enabled"]

import data.rules.lib.applications
import data.rules.lib.naming
import data.rules.lib.network_policies
import data.rules.lib.unknown

findings contains {"ref": workload.ref, "field": "enable_service_links", "message": message} if {
	some workload in input.workloads
	not workload.enable_service_links == false
	workload.namespace in _shared
	not unknown.reason(workload, "enable_service_links")
	message := sprintf(
		concat(" ", [
			"%s lists all Services of namespace %q in the environment of its containers,",
			"also those of other applications; only egress policies would keep it from reaching them",
		]),
		[naming.object_of(workload), workload.namespace],
	)
}

# Who reaches no Service has no use for a DNS that names them all.
findings contains {"ref": workload.ref, "field": "dns_policy", "message": message} if {
	some workload in input.workloads
	workload.network.egress.isolated
	object.get(workload, "dns_policy", "ClusterFirst") == "ClusterFirst"
	not workload.unknown.dns_policy
	not workload.unknown["network.egress.dns_udp"]
	not _reaches_services(workload)
	message := sprintf("%s looks names up in the DNS of the cluster, and its egress policies let it reach no Service", [
		naming.object_of(workload),
	])
}

undecided contains {"ref": workload.ref, "field": "enable_service_links", "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	workload.namespace in _shared
	reason := unknown.reason(workload, "enable_service_links")
}

# It may go to a namespace in which there is another application.
undecided contains {"ref": workload.ref, "field": "namespace", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.namespace
	not workload.enable_service_links == false
	_several
}

# One of the workloads of its namespace may be of another application.
undecided contains {"ref": unlabelled.ref, "field": label.field, "reason": label.reason} if {
	some unlabelled in input.workloads
	label := applications.label_unknown(unlabelled)
	not unlabelled.namespace in _shared
	some other in input.workloads
	other.namespace == unlabelled.namespace
	other.ref != unlabelled.ref
	some workload in [unlabelled, other]
	not workload.enable_service_links == false
}

# The namespaces of more than one application, of those of which both are known. Sorted, the
# applications of a namespace lie side by side.
_shared contains namespace if {
	some i, [namespace, _] in _applications
	_applications[i + 1][0] == namespace
}

_applications := sort({[workload.namespace, application] |
	some workload in input.workloads
	application := applications.of(workload)
})

# The unit has more than one application.
_several if count({application | some workload in input.workloads; application := applications.of(workload)}) > 1

_several if {
	count(input.workloads) > 1
	some workload in input.workloads
	applications.label_unknown(workload)
}

# A rule leads to other pods, or may do so by their addresses. DNS itself does not count.
_reaches_services(workload) if {
	some ref in workload.network.egress.policies
	some rule in network_policies.by_ref[ref].egress
	not _for_dns_only(rule)
	_leads_to_pods(rule)
}

_for_dns_only(rule) if {
	count(rule.ports) > 0
	every port in rule.ports { port.port in {"53", "dns", "dns-tcp"} }
}

_leads_to_pods(rule) if rule.all_peers

_leads_to_pods(rule) if rule.unknown

_leads_to_pods(rule) if {
	some peer in rule.peers
	not _is_public(peer)
}

# A block of addresses of which none is of a VPC, a pod or a Service.
_is_public(peer) if {
	not regex.match(_private, peer.cidr)
	to_number(split(peer.cidr, "/")[1]) >= 8
}

_is_public(peer) if {
	peer.cidr == "0.0.0.0/0"
	count({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"} - {block | some block in peer.except}) == 0
}

_private := `^(10\.|172\.(1[6-9]|2[0-9]|3[01])\.|192\.168\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|198\.1[89]\.|[fF][cdCD])`
