# METADATA
# title: Access by ConfigMap only
# description: |
#   In this mode the `aws-auth` ConfigMap alone says who may enter the cluster. One wrong edit locks
#   everybody out, and the principal that created the cluster stays an administrator that nobody can
#   see or revoke.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
#     description: EKS User Guide, change the authentication mode
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `authentication_mode` to `API_AND_CONFIG_MAP`, move the mappings to access entries, then set `API`.
#   targets: [clusters]
package rules.cluster["cluster-auth-mode-config-map"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": _field,
	"message": sprintf("the authentication mode of %s is CONFIG_MAP%s", [cluster.address, _why(cluster)]),
} if {
	some cluster in input.clusters
	_by_config_map(cluster)
	not unknown.reason(cluster, _field)
	not unknown.reason(cluster, "compute_config.enabled")
	not unknown.reason(cluster, "outpost_config")
}

findings contains {
	"ref": cluster.ref,
	"field": _field,
	"severity": "info",
	"message": sprintf("the authentication mode of %s is still API_AND_CONFIG_MAP", [cluster.address]),
} if {
	input.settings.profile == "strict"
	some cluster in input.clusters
	cluster.access_config.authentication_mode == "API_AND_CONFIG_MAP"
	not cluster.outpost_config
	not unknown.reason(cluster, "outpost_config")
}

undecided contains {"ref": cluster.ref, "field": field, "reason": reason} if {
	some cluster in input.clusters
	_by_config_map(cluster)
	some field in [_field, "compute_config.enabled", "outpost_config"]
	reason := unknown.reason(cluster, field)
}

_field := "access_config.authentication_mode"

# The mode is CONFIG_MAP as far as it is known. Auto Mode works with no such cluster, and local
# clusters on Outposts know nothing else.
_by_config_map(cluster) if {
	not _takes_entries(cluster)
	not cluster.compute_config.enabled
	not cluster.outpost_config
}

_takes_entries(cluster) if cluster.access_config.authentication_mode in {"API", "API_AND_CONFIG_MAP"}

_why(cluster) := "" if cluster.access_config.authentication_mode

_why(cluster) := ", which is the default" if not cluster.access_config.authentication_mode
