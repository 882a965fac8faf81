# METADATA
# title: Kubernetes secrets without a key of your own
# description: |
#   Without encryption_config a cluster up to Kubernetes 1.27 keeps secrets in etcd without envelope
#   encryption. From 1.28 on EKS encrypts all data of the API with a key that AWS owns; what is
#   missing then is control: nobody can see in CloudTrail who decrypts, or withdraw the key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
#     description: EKS User Guide, default envelope encryption for all Kubernetes API data
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `encryption_config` with a customer managed key for `secrets`; it cannot be taken back later.
#   targets: [clusters]
package rules.data["cluster-secrets-without-cmk"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": "encryption_config",
	"message": sprintf("%s encrypts secrets %s", [cluster.address, how]),
	"severity": severity,
} if {
	some cluster in input.clusters
	not _encrypted(cluster)
	not _unknown(cluster)
	[severity, how] := _case(cluster)
}

undecided contains {"ref": cluster.ref, "field": "encryption_config", "reason": reason} if {
	some cluster in input.clusters
	not _encrypted(cluster)
	reason := _unknown(cluster)
}

_encrypted(cluster) if {
	"secrets" in cluster.encryption_config.resources
	_key(cluster)
}

# The block must name a key; which one it is need not be known.
_key(cluster) if cluster.encryption_config.provider.key_arn

_key(cluster) if cluster.encryption_config.provider.key

_key(cluster) if unknown.reason(cluster, "encryption_config.provider.key_arn")

_unknown(cluster) := unknown.partly(cluster, "encryption_config.resources")

_unknown(cluster) := reason if {
	not unknown.partly(cluster, "encryption_config.resources")
	reason := unknown.reason(cluster, "encryption_config.provider")
}

# The first version in which all data of the API is encrypted by default.
_default_encryption := 28

_case(cluster) := ["high", sprintf("without envelope encryption, as it runs Kubernetes %s", [cluster.version])] if {
	_minor(cluster) < _default_encryption
} else := ["low", "with a key that AWS owns"]

_minor(cluster) := to_number(split(cluster.version, ".")[1]) if regex.match(`^1\.[0-9]+$`, cluster.version)
