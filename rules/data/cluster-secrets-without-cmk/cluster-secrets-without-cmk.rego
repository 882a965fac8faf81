# METADATA
# title: Secrets without a key of your own
# description: |
#   Without a key of the customer nobody but AWS can say who may use the key of the Kubernetes
#   secrets, see its use or withdraw it. Clusters below 1.28 do not encrypt secrets in etcd with a
#   KMS key at all then.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
#     description: EKS User Guide, default envelope encryption
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `encryption_config` with `resources` of `secrets` and a customer managed key, which cannot be undone.
#   targets: [clusters]
package rules.data["cluster-secrets-without-cmk"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": _field(cluster),
	"severity": severity,
	"message": sprintf("the secrets of %s are encrypted %s", [cluster.address, how]),
} if {
	some cluster in input.clusters
	not _own_key(cluster)
	not unknown.partly(cluster, "encryption_config.resources")
	[severity, how] := _case(cluster)
}

undecided contains {"ref": cluster.ref, "field": "encryption_config.resources", "reason": reason} if {
	some cluster in input.clusters
	not _own_key(cluster)
	reason := unknown.partly(cluster, "encryption_config.resources")
}

# Terraform takes no block without a key, so that a key that is not known is there.
_own_key(cluster) if "secrets" in cluster.encryption_config.resources

_field(cluster) := "encryption_config.resources" if cluster.encryption_config

_field(cluster) := "encryption_config" if not cluster.encryption_config

_case(cluster) := ["high", sprintf("with no KMS key, as the version is %s", [cluster.version])] if _old(cluster)

_case(cluster) := ["low", "with a key that AWS owns, and no customer managed key"] if not _old(cluster)

# From 1.28 on EKS encrypts what the API server stores with a key that AWS owns.
_old(cluster) if {
	[major, minor] := split(cluster.version, ".")
	major == "1"
	to_number(minor) < 28
}
