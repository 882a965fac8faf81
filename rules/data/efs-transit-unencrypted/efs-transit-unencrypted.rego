# METADATA
# title: File system mounted without encryption
# description: |
#   What a pod reads and writes crosses the network in clear, where whoever gets onto the path
#   can read and change it. A file system that is mounted by name as plain NFS has no identity of
#   the client either: every host that reaches it is let in as whoever it says it is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
#   - ref: https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/README.md
#     description: Amazon EFS CSI driver
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Use the EFS CSI driver with an access point, and remove `encryptInTransit`.
#   targets: [persistent_volumes, storage_classes, volumes, efs_file_systems]
package rules.data["efs-transit-unencrypted"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": volume.ref, "field": "csi.volume_attributes.encryptInTransit", "message": message} if {
	some volume in input.persistent_volumes
	volume.csi.driver == _driver
	volume.csi.volume_attributes.encryptInTransit == "false"
	message := sprintf("%s turns off the encryption of what is sent to its file system", [naming.object_of(volume)])
}

findings contains {"ref": volume.ref, "field": "nfs.server", "message": message} if {
	some volume in input.persistent_volumes
	_is_efs(volume.nfs.server)
	message := sprintf("%s mounts the EFS file system %s as plain NFS", [naming.object_of(volume), volume.nfs.server])
}

findings contains {"ref": volume.ref, "field": "nfs.server", "message": message} if {
	some volume in input.volumes
	_is_efs(volume.nfs.server)
	message := sprintf("%s mounts the EFS file system %s as plain NFS", [naming.volume(volume), volume.nfs.server])
}

findings contains {"ref": volume.ref, "field": "csi.volume_handle", "message": message, "severity": "info"} if {
	input.settings.profile == "strict"
	some volume in input.persistent_volumes
	volume.csi.driver == _driver
	not contains(volume.csi.volume_handle, "::fsap-")
	message := sprintf("%s mounts the whole file system instead of an access point", [naming.object_of(volume)])
}

findings contains {
	"ref": class.ref,
	"field": "parameters.provisioningMode",
	"message": message,
	"severity": "info",
} if {
	input.settings.profile == "strict"
	some class in input.storage_classes
	class.provisioner == _driver
	not class.parameters.provisioningMode == "efs-ap"
	not unknown.reason(class, "parameters.provisioningMode")
	message := sprintf("%s makes volumes without an access point", [naming.object_of(class)])
}

findings contains {"ref": system.ref, "field": "", "message": message} if {
	input.settings.profile == "strict"
	some system in input.efs_file_systems
	not _denies_clear(system)
	not _policy_why(system)
	message := sprintf("no policy of %s denies clients that do not encrypt", [system.address])
}

undecided contains {"ref": system.ref, "field": "", "reason": reason} if {
	input.settings.profile == "strict"
	some system in input.efs_file_systems
	not _denies_clear(system)
	reason := _policy_why(system)
}

undecided contains {"ref": volume.ref, "field": "csi.volume_attributes.encryptInTransit", "reason": reason} if {
	some volume in input.persistent_volumes
	volume.csi.driver == _driver
	volume.unknown
	reason := unknown.reason(volume, "csi.volume_attributes.encryptInTransit")
}

undecided contains {"ref": volume.ref, "field": "nfs.server", "reason": reason} if {
	some volume in array.concat(object.get(input, "persistent_volumes", []), object.get(input, "volumes", []))
	volume.unknown
	reason := unknown.reason(volume, "nfs.server")
}

undecided contains {"ref": class.ref, "field": "parameters.provisioningMode", "reason": reason} if {
	input.settings.profile == "strict"
	some class in input.storage_classes
	class.provisioner == _driver
	class.unknown
	reason := unknown.reason(class, "parameters.provisioningMode")
}

_driver := "efs.csi.aws.com"

# https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html
_is_efs(server) if regex.match(`(^|\.)fs-[0-9a-f]+\.efs\.[a-z0-9-]+\.(amazonaws|on)\.`, server)

_denies_clear(system) if {
	some statement in system.policies
	statement.effect == "Deny"
	some condition in statement.conditions
	lower(condition.variable) == "aws:securetransport"
	lower(condition.test) in {"bool", "boolifexists"}
	some value in condition.values
	lower(value) == "false"
}

# Only a module can hide one, since policies of file systems are in no collection.
_policy_why(system) := reason if {
	reason := unknown.reason(system, "policies")
} else := reason if {
	reason := unknown.missing(system, "efs_policies")
} else := min({unknown.within(statement) |
	some statement in system.policies
	_may_deny(statement)
})

_may_deny(statement) if {
	unknown.reason(statement, "effect")
	some condition in statement.conditions
	lower(condition.variable) == "aws:securetransport"
}

_may_deny(statement) if {
	statement.effect == "Deny"
	unknown.partly(statement, "conditions")
}

_may_deny(statement) if {
	statement.effect == "Deny"
	some condition in statement.conditions
	condition.unknown
}
