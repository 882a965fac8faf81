# METADATA
# title: StorageClass without encryption
# description: |
#   Volumes of the class lie on disk in clear unless the account encrypts all EBS volumes by
#   default. Their snapshots do as well, and can be shared with other accounts in one call.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
#   - ref: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
#     description: Amazon EBS CSI driver, parameters
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set the parameter `encrypted` to `"true"` in a new StorageClass, since parameters cannot be changed.
#   targets: [storage_classes]
#   scope: unit
package rules.data["storage-class-unencrypted"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": class.ref,
	"field": ["parameters", _key(class)],
	"message": message,
	"severity": _severity,
	"related": _related,
} if {
	some class in input.storage_classes
	class.provisioner in _provisioners
	not _encrypted(class)
	count(_unknown(class)) == 0
	message := sprintf("%s makes volumes that %s does not encrypt", [naming.object_of(class), class.provisioner])
}

undecided contains {"ref": class.ref, "field": ["parameters", "encrypted"], "reason": reason} if {
	some class in input.storage_classes
	class.provisioner in _provisioners
	not _encrypted(class)
	some reason in _unknown(class)
}

undecided contains {"ref": class.ref, "field": "provisioner", "reason": reason} if {
	some class in input.storage_classes
	reason := class.unknown.provisioner
	not _encrypted(class)
}

# The account may encrypt what the class does not.
default _severity := "medium"

_severity := "info" if count(_related) > 0

_related := [{"ref": account.ref, "field": "enabled", "message": "encrypts all volumes of the account"} |
	some account in input.ebs_encryption_defaults
	object.get(account, "enabled", true) == true
	not unknown.reason(account, "enabled")
]

_provisioners := {"ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs"}

# The drivers take names of parameters in any case. The one in Kubernetes takes every spelling
# of true that Go does.
_encrypted(class) if {
	some name, value in class.parameters
	lower(name) == "encrypted"
	_is_true(class, value)
}

_is_true(_, "true")

_is_true(class, value) if {
	class.provisioner == "kubernetes.io/aws-ebs"
	value in {"1", "t", "T", "TRUE", "True"}
}

_key(class) := name if {
	some name, _ in class.parameters
	lower(name) == "encrypted"
}

else := "encrypted"

_unknown(class) := {reason |
	some at, reason in class.unknown
	lower(at) in {"parameters", "parameters.encrypted"}
}
