# METADATA
# title: Targets of a load balancer that nobody checks
# description: |
#   A load balancer without a health check sends requests to programs that are dead, and an
#   autoscaling group that looks only at its instances keeps them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
#     description: Application Load Balancers, health checks
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html
#     description: EKS Best Practices Guide, configuring load balancer health checks
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Declare `health_check`, and set `health_check_type` to `ELB`.
#   targets: [target_groups, autoscaling_groups]
#   profile: strict
package rules.observability["load-balancer-health-check-missing"]

import data.rules.lib.unknown

findings contains {
	"ref": group.ref,
	"field": "health_check.enabled",
	"message": sprintf("%s does not check its targets", [group.address]),
} if {
	some group in input.target_groups
	group.protocol in {"HTTP", "HTTPS"}
	group.health_check.enabled == false
}

findings contains {
	"ref": group.ref,
	"field": "health_check",
	"message": sprintf("%s does not say how its targets are checked, so that / has to answer", [group.address]),
} if {
	some group in input.target_groups
	group.protocol in {"HTTP", "HTTPS"}
	not group.health_check
	not unknown.reason(group, "health_check")
}

findings contains {
	"ref": group.ref,
	"field": "health_check_type",
	"message": sprintf("%s keeps instances that the load balancer takes for dead", [group.address]),
} if {
	some group in input.autoscaling_groups
	not group.health_check_type == "ELB"
	not unknown.reason(group, "health_check_type")
	_is_balanced(group)
}

undecided contains {"ref": group.ref, "field": field, "reason": reason} if {
	some group in input.target_groups
	object.get(group, "protocol", "HTTP") in {"HTTP", "HTTPS"}
	some field in ["protocol", "health_check", "health_check.enabled"]
	reason := group.unknown[field]
}

undecided contains {"ref": group.ref, "field": "health_check_type", "reason": reason} if {
	some group in input.autoscaling_groups
	_is_balanced(group)
	reason := unknown.reason(group, "health_check_type")
}

undecided contains {"ref": group.ref, "field": "health_check_type", "reason": reason} if {
	some group in input.autoscaling_groups
	not group.health_check_type == "ELB"
	not unknown.reason(group, "health_check_type")
	not _is_balanced(group)
	reason := _targets_unknown(group)
}

_targets_unknown(group) := reason if {
	reason := unknown.reason(group, "target_groups")
} else := min({why |
	some target in group.target_groups
	why := unknown.reason(target, "target_type")
})

# Pods that are targets by their addresses are none of the group's instances.
_is_balanced(group) if {
	some target in group.target_groups
	object.get(target, "target_type", "instance") == "instance"
	not unknown.reason(target, "target_type")
}

_is_balanced(group) if group.load_balancers

# What else is given is not in the input.
_is_balanced(group) if {
	group.target_group_arns
	not group.target_groups
}
