# METADATA
# title: Audit log off
# description: |
#   The audit log is the only record of who did what through the Kubernetes API. Without it neither
#   an attack nor a mistake can be reconstructed, and what has not been logged cannot be logged
#   afterwards.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
#     description: EKS User Guide, control plane logs
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
#     description: EKS Best Practices Guide, auditing and logging
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Add `audit` and `authenticator` to `enabled_cluster_log_types`.
#   targets: [clusters]
package rules.observability["audit-log-disabled"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": "enabled_cluster_log_types",
	"message": sprintf("the audit log of %s is off: %s", [cluster.address, _logs(cluster)]),
} if {
	some cluster in input.clusters
	not _audited(cluster)
	not unknown.partly(cluster, "enabled_cluster_log_types")
}

undecided contains {"ref": cluster.ref, "field": "enabled_cluster_log_types", "reason": reason} if {
	some cluster in input.clusters
	not _audited(cluster)
	reason := unknown.partly(cluster, "enabled_cluster_log_types")
}

_audited(cluster) if "audit" in cluster.enabled_cluster_log_types

_logs(cluster) := sprintf("only %s is enabled", [concat(", ", cluster.enabled_cluster_log_types)])

_logs(cluster) := "no log type is enabled" if not cluster.enabled_cluster_log_types
