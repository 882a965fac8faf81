# METADATA
# title: Nodes without detailed monitoring
# description: |
#   EC2 reports what a node does every five minutes only, and nobody counts the instances of its group.
#   A node that is overloaded, or mines coins, shows later and less clearly.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html
#     description: EC2 User Guide, detailed monitoring
#   - ref: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
#     description: EC2 Auto Scaling, CloudWatch metrics
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Set `enabled` of `monitoring` to `true`, and name `enabled_metrics`.
#   targets: [launch_templates, launch_configurations, instances, autoscaling_groups]
#   profile: strict
package rules.observability["node-monitoring-off"]

import data.rules.lib.node_launches
import data.rules.lib.unknown

findings contains {
	"ref": launch.ref,
	"field": field,
	"message": sprintf("nodes of %s report their metrics every five minutes only", [launch.address]),
} if {
	some launch in node_launches.of_nodes
	field := _field(launch)
	_is_off(launch)
	not unknown.reason(launch, field)
}

# The metrics of managed node groups cannot be configured.
findings contains {
	"ref": group.ref,
	"field": "enabled_metrics",
	"message": sprintf("%s collects no metrics of its nodes as a group", [group.address]),
} if {
	some group in node_launches.scaling_groups
	not group.enabled_metrics
	not unknown.partly(group, "enabled_metrics")
}

undecided contains {"ref": launch.ref, "field": field, "reason": reason} if {
	some launch in node_launches.of_nodes
	field := _field(launch)
	reason := unknown.reason(launch, field)
}

undecided contains {"ref": group.ref, "field": "enabled_metrics", "reason": reason} if {
	some group in node_launches.scaling_groups
	not group.enabled_metrics
	reason := unknown.partly(group, "enabled_metrics")
}

undecided contains tag if some tag in node_launches.unknown_tags

_field(launch) := {
	"aws_launch_template": "monitoring.enabled",
	"aws_launch_configuration": "enable_monitoring",
	"aws_instance": "monitoring",
}[launch.type]

# Only launch configurations have it on by default.
_is_off(launch) if {
	launch.type == "aws_launch_template"
	not launch.monitoring.enabled
}

_is_off(launch) if launch.enable_monitoring == false

_is_off(launch) if {
	launch.type == "aws_instance"
	not launch.monitoring
}
