# METADATA
# title: VPC of a cluster without flow logs
# description: |
#   Nothing records who talked to whom in the network of the cluster. After a break-in nobody can
#   tell which pods the intruder reached, and what left the VPC.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
#     description: Amazon VPC User Guide, VPC flow logs
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, log network traffic metadata
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add an `aws_flow_log` of the VPC with `traffic_type` `ALL` or `REJECT`.
#   targets: [clusters]
package rules.observability["vpc-flow-logs-disabled"]

import data.rules.lib.unknown

findings contains {
	"ref": vpc.ref,
	"field": "",
	"message": sprintf("%s, the VPC of %s, has no flow log", [vpc.address, cluster.address]),
} if {
	some vpc in _unlogged
	cluster := _clusters(vpc)[0]
	not _all_subnets_logged(cluster)
	count(_doubts(vpc)) == 0
}

findings contains {
	"ref": log.ref,
	"field": "traffic_type",
	"message": sprintf("%s says nothing of traffic that was rejected", [log.address]),
	"severity": "info",
} if {
	some log in input.flow_logs
	log.traffic_type == "ACCEPT"
	log.vpc.ref in {vpc.ref | some vpc in _vpcs}
	not _other_log(log)
}

undecided contains {"ref": vpc.ref, "field": "", "reason": min(doubts)} if {
	some vpc in _unlogged
	cluster := _clusters(vpc)[0]
	not _all_subnets_logged(cluster)
	doubts := _doubts(vpc)
	count(doubts) > 0
}

# Which VPC it is in is not known.
undecided contains {"ref": cluster.ref, "field": "vpc_config.subnet_ids", "reason": reason} if {
	some cluster in input.clusters
	not _vpc_of(cluster)
	reason := _reason(cluster)
}

_reason(cluster) := unknown.reason(cluster, "vpc_config.subnets")

_reason(cluster) := min(reasons) if {
	not unknown.reason(cluster, "vpc_config.subnets")
	reasons := {why | some subnet in cluster.vpc_config.subnets; some why in {w | w := unknown.reason(subnet, "vpc")}}
	reasons != set()
}

_vpc_of(cluster) := [subnet.vpc | some subnet in cluster.vpc_config.subnets; subnet.vpc][0]

_vpcs contains vpc if {
	some cluster in input.clusters
	vpc := _vpc_of(cluster)
}

_unlogged := [vpc |
	some vpc in _vpcs
	not vpc.ref in _logged
]

_logged contains log.vpc.ref if some log in input.flow_logs

_clusters(vpc) := [cluster |
	some cluster in input.clusters
	_vpc_of(cluster).ref == vpc.ref
]

_all_subnets_logged(cluster) if {
	groups := [group | some group in input.node_groups; group.cluster.ref == cluster.ref]
	subnets := {subnet.ref | some group in groups; some subnet in group.subnets}
	subnets != set()
	every group in groups {
		not unknown.reason(group, "subnets")
	}
	subnets - {log.subnet.ref | some log in input.flow_logs} == set()
}

_other_log(log) if {
	some other in input.flow_logs
	other.vpc.ref == log.vpc.ref
	object.get(other, "traffic_type", "ALL") != "ACCEPT"
}

# The reasons for which there may be a flow log.
_doubts(vpc) := {reason | reason := unknown.missing(vpc, "flow_logs")} | {reason |
	some log in input.flow_logs
	log.root == vpc.root
	not log.vpc
	not log.vpc_id
	not log.subnet
	not log.subnet_id
	not log.eni_id
	reason := unknown.any_reason(log, ["vpc", "vpc_id"])
	not reason in {"variable-without-default", "data-source"}
}
