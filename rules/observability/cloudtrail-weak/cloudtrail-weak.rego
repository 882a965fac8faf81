# METADATA
# title: Trail that misses or loses events
# description: |
#   CloudTrail says who called which API of AWS: who took the role of a pod, who changed an access
#   entry. A trail of one region misses what is done from another, and one without validation can
#   be edited by whoever gets at the bucket.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
#     description: AWS CloudTrail, security best practices
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
#     description: EKS Best Practices Guide, audit your CloudTrail logs
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `is_multi_region_trail` and `enable_log_file_validation` to `true`, and leave `enable_logging` on.
#   targets: [cloudtrails]
package rules.observability["cloudtrail-weak"]

import data.rules.lib.unknown

findings contains {
	"ref": trail.ref,
	"field": "enable_logging",
	"message": sprintf("%s is turned off", [trail.address]),
	"severity": "medium",
} if {
	some trail in input.cloudtrails
	trail.enable_logging == false
}

findings contains {"ref": trail.ref, "field": field, "message": sprintf("%s %s", [trail.address, says])} if {
	some trail in input.cloudtrails
	some field, says in _wanted
	not trail[field]
	not unknown.reason(trail, field)
}

findings contains {
	"ref": trail.ref,
	"field": "insight_selector",
	"message": sprintf("%s does not look for unusual activity", [trail.address]),
	"severity": "info",
} if {
	input.settings.profile == "strict"
	some trail in input.cloudtrails
	not trail.insight_selector
	not unknown.reason(trail, "insight_selector")
}

undecided contains {"ref": trail.ref, "field": field, "reason": reason} if {
	some trail in input.cloudtrails
	some field in ["enable_logging", "is_multi_region_trail", "enable_log_file_validation"]
	reason := unknown.reason(trail, field)
}

undecided contains {"ref": trail.ref, "field": "insight_selector", "reason": reason} if {
	input.settings.profile == "strict"
	some trail in input.cloudtrails
	not trail.insight_selector
	reason := unknown.reason(trail, "insight_selector")
}

_wanted := {
	"is_multi_region_trail": "records events of one region only",
	"enable_log_file_validation": "does not show whether its files were changed",
}
