# METADATA
# title: Kubernetes version without support
# description: |
#   After its standard support a version costs six times as much, and after its extended support AWS
#   upgrades the cluster when it likes. Until then the holes of the version are found and not mended by
#   the community. Which versions those are is judged for the day of the table in this rule, unless
#   another one is given.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
#     description: EKS User Guide, Kubernetes version lifecycle
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html
#     description: EKS Best Practices Guide, cluster upgrades
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `version` to one in standard support, one minor version after the other.
#   targets: [clusters]
#   params:
#     date:
#       description: The day that versions are judged for, as YYYY-MM-DD; that of the table if it is empty.
#       type: string
#       default: ""
package rules.cluster["cluster-version-unsupported"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": "version",
	"message": sprintf("%s runs Kubernetes %s, %s%s", [cluster.address, cluster.version, end.text, _policy(cluster)]),
	"severity": end.severity,
} if {
	some cluster in input.clusters
	not cluster.outpost_config
	end := _end(cluster.version)
}

findings contains {
	"ref": cluster.ref,
	"field": "version",
	"message": sprintf("%s names no version, so that it gets the newest one when it is made, and stays at it", [
		cluster.address,
	]),
	"severity": "info",
} if {
	some cluster in input.clusters
	not cluster.version
	not cluster.outpost_config
	not unknown.reason(cluster, "version")
}

undecided contains {"ref": cluster.ref, "field": "version", "reason": reason} if {
	some cluster in input.clusters
	not cluster.outpost_config
	reason := unknown.reason(cluster, "version")
}

# A table that is older than a year does not know the versions that came since.
undecided contains {"ref": cluster.ref, "field": "version", "reason": "not-evaluated"} if {
	_today >= _stale
	some cluster in input.clusters
	not cluster.outpost_config
	cluster.version
	not _has_ended(cluster.version)
}

_has_ended(version) if _end(version)

_end(version) := {"severity": "high", "text": "which EKS has not offered for years"} if {
	regex.match(`^1\.(\d|1[0-7])$`, version)
} else := _ended[version]

# What is said of the versions of the calendar that have ended.
_ended := object.union_n([{version: said |
	some version, [standard, extended] in _calendar
	standard < _today
	said := _said(standard, extended)
}])

_said(_, extended) := {"severity": "high", "text": sprintf("whose extended support ended on %s", [extended])} if {
	extended < _today
}

_said(standard, extended) := {
	"severity": "medium",
	"text": sprintf("whose standard support ended on %s and extended support ends on %s", [standard, extended]),
} if {
	extended >= _today
}

_policy(cluster) := "; EKS upgrades it by itself, since the support type is STANDARD" if {
	cluster.upgrade_policy.support_type == "STANDARD"
} else := ""

_today := input.settings.params["cluster-version-unsupported"].date if {
	input.settings.params["cluster-version-unsupported"].date != ""
} else := _as_of

_as_of := "2026-11-25"

_stale := "2027-11-25"

# The last days of standard and of extended support, as of 2026-11-25. Versions before 1.21 had no
# extended support. The dates of 1.36 and later ones are not published yet.
#
# Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
_calendar := {
	"1.18": ["2022-03-31", "2022-03-31"],
	"1.19": ["2022-08-01", "2022-08-01"],
	"1.20": ["2022-11-01", "2022-11-01"],
	"1.21": ["2023-02-16", "2024-07-15"],
	"1.22": ["2023-06-04", "2024-09-01"],
	"1.23": ["2023-10-11", "2024-10-11"],
	"1.24": ["2024-01-31", "2025-01-31"],
	"1.25": ["2024-05-01", "2025-05-01"],
	"1.26": ["2024-06-11", "2025-06-11"],
	"1.27": ["2024-07-24", "2025-07-24"],
	"1.28": ["2024-11-26", "2025-11-26"],
	"1.29": ["2025-03-23", "2026-03-23"],
	"1.30": ["2025-07-23", "2026-07-23"],
	"1.31": ["2025-11-26", "2026-11-26"],
	"1.32": ["2026-03-23", "2027-03-23"],
	"1.33": ["2026-07-29", "2027-07-29"],
	"1.34": ["2026-12-02", "2027-12-02"],
	"1.35": ["2027-03-27", "2028-03-27"],
}
