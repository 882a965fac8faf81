# METADATA
# title: GuardDuty does not watch the cluster
# description: |
#   GuardDuty reads the audit log of clusters for what intruders do there, and with runtime
#   monitoring sees it in the containers too. Where that is turned off, nobody looks.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html
#     description: Amazon GuardDuty, EKS protection
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/runtime-security.html
#     description: EKS Best Practices Guide, use Amazon GuardDuty
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Enable the detector, `EKS_AUDIT_LOGS`, and `RUNTIME_MONITORING` with `EKS_ADDON_MANAGEMENT`.
#   targets: [guardduty_detectors, guardduty_features, guardduty_organizations, clusters]
#   scope: unit
package rules.observability["guardduty-eks-off"]

import data.rules.lib.unknown

findings contains {
	"ref": detector.ref,
	"field": "enable",
	"message": sprintf("%s is turned off", [detector.address]),
	"severity": "medium",
} if {
	some detector in input.guardduty_detectors
	detector.enable == false
}

findings contains {
	"ref": holder.ref,
	"field": _old_switch,
	"message": sprintf("%s turns off the audit logs of EKS", [holder.address]),
} if {
	some holder in _holders
	holder.datasources.kubernetes.audit_logs.enable == false
}

findings contains {
	"ref": feature.ref,
	"field": field,
	"message": sprintf("%s turns off the audit logs of EKS", [feature.address]),
} if {
	some feature in input.guardduty_features
	feature.name == "EKS_AUDIT_LOGS"
	some field, off in _off
	feature[field] == off
}

findings contains {
	"ref": detector.ref,
	"field": "",
	"message": sprintf("%s %s", [detector.address, says]),
	"severity": "info",
} if {
	some detector in input.guardduty_detectors
	object.get(detector, "enable", true) == true
	not unknown.reason(detector, "enable")
	says := _runtime(detector)
	count(_doubts(detector)) == 0
}

# It is often managed elsewhere, for the whole organization.
findings contains {
	"ref": cluster.ref,
	"field": "",
	"message": sprintf("no detector of GuardDuty that watches %s is in the input", [cluster.address]),
	"severity": "info",
} if {
	_strict_without_detector
	cluster := input.clusters[0]
	not unknown.missing(cluster, "guardduty_detectors")
}

undecided contains {"ref": cluster.ref, "field": "", "reason": reason} if {
	_strict_without_detector
	cluster := input.clusters[0]
	reason := unknown.missing(cluster, "guardduty_detectors")
}

undecided contains {"ref": detector.ref, "field": "enable", "reason": reason} if {
	some detector in input.guardduty_detectors
	reason := unknown.reason(detector, "enable")
}

undecided contains {"ref": holder.ref, "field": _old_switch, "reason": reason} if {
	some holder in _holders
	reason := unknown.reason(holder, _old_switch)
}

undecided contains {"ref": feature.ref, "field": field, "reason": reason} if {
	some feature in input.guardduty_features
	object.get(feature, "name", "EKS_AUDIT_LOGS") == "EKS_AUDIT_LOGS"
	some field in ["name", "status", "auto_enable"]
	reason := unknown.reason(feature, field)
	not _certainly_on(feature)
}

undecided contains {"ref": detector.ref, "field": "", "reason": min(doubts)} if {
	some detector in input.guardduty_detectors
	object.get(detector, "enable", true) == true
	not unknown.reason(detector, "enable")
	_runtime(detector)
	doubts := _doubts(detector)
	count(doubts) > 0
}

_off := {"status": "DISABLED", "auto_enable": "NONE"}

_old_switch := "datasources.kubernetes.audit_logs.enable"

_holders := array.concat(
	[detector | some detector in input.guardduty_detectors],
	[organization | some organization in input.guardduty_organizations],
)

_certainly_on(feature) if feature.status == "ENABLED"

_certainly_on(feature) if feature.auto_enable in {"ALL", "NEW"}

_strict_without_detector if {
	input.settings.profile == "strict"
	not input.guardduty_detectors
	not input.guardduty_organizations
}

# What is missing of runtime monitoring.
_runtime(detector) := "does not watch what runs in containers" if {
	count(_monitoring(detector)) == 0
} else := "watches what runs in containers, and nothing installs its agent on clusters" if {
	count([feature | some feature in _monitoring(detector); _manages_agent(feature)]) == 0
	count([addon | some addon in input.addons; addon.addon_name == "aws-guardduty-agent"]) == 0
}

_monitoring(detector) := [feature |
	some feature in input.guardduty_features
	feature.root == detector.root
	feature.name in {"RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"}
	object.get(feature, ["detector", "ref"], detector.ref) == detector.ref
	_certainly_on(feature)
]

_manages_agent(feature) if {
	some option in feature.additional_configuration
	option.name == "EKS_ADDON_MANAGEMENT"
	_certainly_on(option)
}

# The reasons for which there may be more.
_doubts(detector) := (({reason |
	some reason in [why | some name in ["guardduty_features", "addons"]; why := unknown.missing(detector, name)]
} | {reason | reason := unknown.reason(detector, "feature")}) | {reason |
	some feature in input.guardduty_features
	feature.root == detector.root
	object.get(feature, "name", "RUNTIME_MONITORING") in {"RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"}
	some field in ["name", "status", "auto_enable", "additional_configuration"]
	reason := unknown.reason(feature, field)
}) | {reason |
	some feature in _monitoring(detector)
	some option in feature.additional_configuration
	some field in ["name", "status", "auto_enable"]
	reason := unknown.reason(option, field)
}
