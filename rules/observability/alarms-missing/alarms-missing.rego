# METADATA
# title: Service without alarms
# description: |
#   CloudWatch has the metrics, and nobody is told when they go wrong: targets that fail, instances
#   that die, volumes that stall, and requests to the API server that look like an intruder's.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
#     description: Amazon CloudWatch, alarms
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
#     description: EKS Best Practices Guide, create alarms for suspicious events
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Add `aws_cloudwatch_metric_alarm` and, on the audit log, `aws_cloudwatch_log_metric_filter`.
#   targets: [load_balancers, classic_load_balancers, autoscaling_groups, node_groups, ebs_volumes, log_groups]
#   profile: strict
package rules.observability["alarms-missing"]

import data.rules.lib.node_launches
import data.rules.lib.unknown

findings contains {
	"ref": service.first.ref,
	"field": "",
	"message": sprintf("no alarm looks at metrics of %s such as %s (%s)", [
		service.what, service.metric, service.first.address,
	]),
} if {
	some service in _services
	not _watched(service)
	_doubts(service) == set()
}

findings contains {
	"ref": group.ref,
	"field": "",
	"message": sprintf("no metric filter of %s looks for %s", [group.address, concat(", ", missing)]),
} if {
	some group in _audit_logs
	missing := _unfiltered(group)
	count(missing) > 0
	_filter_doubts(group) == set()
}

undecided contains {"ref": service.first.ref, "field": "", "reason": min(doubts)} if {
	some service in _services
	not _watched(service)
	doubts := _doubts(service)
	doubts != set()
}

undecided contains {"ref": group.ref, "field": "", "reason": min(doubts)} if {
	some group in _audit_logs
	count(_unfiltered(group)) > 0
	doubts := _filter_doubts(group)
	doubts != set()
}

# The log group of a cluster may have a name that is not known.
undecided contains {"ref": group.ref, "field": "name", "reason": reason} if {
	some group in input.log_groups
	not group.name
	reason := unknown.reason(group, "name")
	group.root in {cluster.root | some cluster in input.clusters; cluster.enabled_cluster_log_types[0]}
	not group.root in {known.root | some known in _audit_logs}
	count(_unfiltered(group)) > 0
}

# One for each class of services of a root module.
_services := [object.union(class, {"first": first}) |
	some class in _classes
	some root in {node.root | some node in class.nodes}
	first := [node | some node in class.nodes; node.root == root][0]
]

_classes := [
	{
		"what": "Application Load Balancers", "metric": "UnHealthyHostCount", "namespaces": {"AWS/ApplicationELB"},
		"nodes": [balancer |
			some balancer in input.load_balancers
			object.get(balancer, "load_balancer_type", "application") == "application"
		],
	},
	{
		"what": "Network Load Balancers", "metric": "UnHealthyHostCount", "namespaces": {"AWS/NetworkELB"},
		"nodes": [balancer | some balancer in input.load_balancers; balancer.load_balancer_type == "network"],
	},
	{
		"what": "Classic Load Balancers", "metric": "UnHealthyHostCount", "namespaces": {"AWS/ELB"},
		"nodes": [balancer | some balancer in input.classic_load_balancers],
	},
	{
		"what": "nodes", "metric": "StatusCheckFailed", "namespaces": {"AWS/AutoScaling", "AWS/EC2"},
		"nodes": array.concat([group | some group in input.node_groups], node_launches.scaling_groups),
	},
	{
		"what": "EBS volumes", "metric": "VolumeQueueLength", "namespaces": {"AWS/EBS"},
		"nodes": [volume | some volume in input.ebs_volumes],
	},
]

_watched(service) if {
	some alarm in input.metric_alarms
	alarm.root == service.first.root
	count(_namespaces(alarm) & service.namespaces) > 0
}

_namespaces(alarm) := {alarm.namespace | alarm.namespace} | {query.metric.namespace | some query in alarm.metric_query}

_doubts(service) := ({reason | reason := unknown.missing(service.first, "metric_alarms")} | {reason |
	some alarm in input.metric_alarms
	alarm.root == service.first.root
	reason := unknown.any_reason(alarm, ["namespace", "metric_query"])
}) | {reason |
	some alarm in input.metric_alarms
	alarm.root == service.first.root
	some query in alarm.metric_query
	reason := unknown.reason(query, "metric.namespace")
}

_audit_logs := [group |
	some group in input.log_groups
	startswith(group.name, "/aws/eks/")
	endswith(group.name, "/cluster")
]

# What a filter looks for is told by the words of its pattern.
_topics := {
	"refused requests": `40[13]|Forbidden|Unauthorized|[aA]nonymous`,
	"reads of secrets": `secrets`,
	"changes of access": `aws-auth|rolebindings|clusterroles|rbac`,
}

_unfiltered(group) := sort([topic |
	some topic, pattern in _topics
	every filter in _filters(group) {
		not regex.match(pattern, object.get(filter, "pattern", ""))
	}
])

_filters(group) := [filter |
	some filter in input.metric_filters
	_filters_group(filter, group)
]

_filters_group(filter, group) if filter.log_group.ref == group.ref

_filters_group(filter, group) if {
	filter.root == group.root
	filter.log_group_name == group.name
}

_filter_doubts(group) := ({reason | reason := unknown.missing(group, "metric_filters")} | {reason |
	some filter in _filters(group)
	reason := unknown.reason(filter, "pattern")
}) | {reason |
	some filter in input.metric_filters
	filter.root == group.root
	not filter.log_group
	not filter.log_group_name
	reason := unknown.reason(filter, "log_group_name")
}
