# METADATA
# title: Control plane without audit log
# description: |
#   The audit log has every request to the API server with who made it. Without it nobody can tell
#   after an incident what was read, changed or created, and nothing can raise an alarm while it
#   happens. EKS turns none of the logs on by itself.
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
	"message": sprintf("%s writes no audit log: %s", [cluster.address, _types(cluster)]),
} if {
	some cluster in input.clusters
	not _audited(cluster)
	not unknown.partly(cluster, "enabled_cluster_log_types")
}

undecided contains {"ref": cluster.ref, "field": "enabled_cluster_log_types", "reason": reason} if {
	some cluster in input.clusters
	reason := unknown.partly(cluster, "enabled_cluster_log_types")
	not _audited(cluster)
}

_audited(cluster) if "audit" in cluster.enabled_cluster_log_types

_types(cluster) := "no log type is enabled" if not cluster.enabled_cluster_log_types

_types(cluster) := sprintf("only %s", [concat(", ", cluster.enabled_cluster_log_types)])
