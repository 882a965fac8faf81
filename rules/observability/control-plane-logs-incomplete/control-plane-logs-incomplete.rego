# METADATA
# title: Control plane logs incomplete
# description: |
#   The audit log says what was done; the authenticator log says which IAM principal was let in as
#   whom, and the log of the API server why requests failed. Logs that are deleted within a quarter
#   are gone before most intrusions are noticed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
#     description: EKS User Guide, control plane logs
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
#     description: EKS Best Practices Guide, auditing and logging
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Enable all types in `enabled_cluster_log_types`, and keep logs for at least 90 days.
#   targets: [clusters, log_groups]
package rules.observability["control-plane-logs-incomplete"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": "enabled_cluster_log_types",
	"severity": _severity(missing),
	"message": sprintf("%s does not log %s", [cluster.address, concat(", ", missing)]),
} if {
	some cluster in input.clusters
	missing := _missing(cluster)
	not unknown.partly(cluster, "enabled_cluster_log_types")
}

findings contains {
	"ref": group.ref,
	"field": "retention_in_days",
	"message": sprintf("%s keeps the logs of the control plane for %d days", [group.address, group.retention_in_days]),
} if {
	some group in input.log_groups
	group.retention_in_days > 0
	group.retention_in_days < 90
	_of_cluster(group)
}

findings contains {
	"ref": group.ref,
	"field": "kms_key_id",
	"message": sprintf("%s encrypts the logs of the control plane with no customer managed key", [group.address]),
} if {
	input.settings.profile == "strict"
	some group in input.log_groups
	_of_cluster(group)
	not group.kms_key_id
	not unknown.reason(group, "kms_key_id")
}

undecided contains {"ref": cluster.ref, "field": "enabled_cluster_log_types", "reason": reason} if {
	some cluster in input.clusters
	reason := unknown.partly(cluster, "enabled_cluster_log_types")
	_types - {type | some type in cluster.enabled_cluster_log_types} != set()
}

undecided contains {"ref": group.ref, "field": "retention_in_days", "reason": reason} if {
	some group in input.log_groups
	_of_cluster(group)
	reason := unknown.reason(group, "retention_in_days")
}

# A group of an unknown name may be that of a cluster that has none yet.
undecided contains {"ref": group.ref, "field": "name", "reason": reason} if {
	some group in input.log_groups
	reason := unknown.reason(group, "name")
	not _of_cluster(group)
	_may_be_of_cluster(group)
	_is_short(group)
	_without_group[group.root]
}

_is_short(group) if {
	group.retention_in_days > 0
	group.retention_in_days < 90
}

_is_short(group) if unknown.reason(group, "retention_in_days")

_is_short(group) if {
	input.settings.profile == "strict"
	not group.kms_key_id
	not unknown.reason(group, "kms_key_id")
}

_may_be_of_cluster(group) if {
	regex.match(`^(\$\{.*|/aws/eks/.*)?$`, object.get(group, "name", ""))
	regex.match(`^(.*\}|.*/cluster)?$`, object.get(group, "name", ""))
}

# The root modules with a cluster that logs and no group for that.
_without_group := {cluster.root |
	some cluster in input.clusters
	cluster.enabled_cluster_log_types[0]
} - {group.root |
	some group in input.log_groups
	_of_cluster(group)
}

# The types that are missing beside the audit log, without which audit-log-disabled has its say.
_missing(cluster) := missing if {
	"audit" in cluster.enabled_cluster_log_types
	missing := _types - {type | some type in cluster.enabled_cluster_log_types}
	missing != set()
}

_types := {"api", "authenticator"} | _further

default _further := set()

_further := {"controllerManager", "scheduler"} if input.settings.profile == "strict"

_severity(missing) := "medium" if "authenticator" in missing

_severity(missing) := "low" if {
	"api" in missing
	not "authenticator" in missing
}

_severity(missing) := "info" if {
	not "api" in missing
	not "authenticator" in missing
}

_of_cluster(group) if {
	startswith(group.name, "/aws/eks/")
	endswith(group.name, "/cluster")
}
