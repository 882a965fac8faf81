# METADATA
# title: EBS volume without encryption
# description: |
#   The volume of a node holds the images, the logs and the scratch space of all its pods, and
#   what they keep in emptyDir volumes, secrets among them. In clear it can be read from a
#   snapshot by whoever gets at one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
#     description: Amazon EBS, encryption by default
#   - ref: https://karpenter.sh/docs/concepts/nodeclasses/#specblockdevicemappings
#     description: Karpenter, block device mappings
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `encrypted` to `true`.
#   targets: [ec2_node_classes]
package rules.data["ebs-volume-unencrypted"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": mapping.ref, "field": "ebs.encrypted", "message": message} if {
	some class in input.ec2_node_classes
	some mapping in class.block_device_mappings
	mapping.ebs.encrypted == false
	message := sprintf("%s of %s is not encrypted", [_volume(mapping), naming.object_of(class)])
}

findings contains {"ref": mapping.ref, "field": "ebs.encrypted", "message": message, "severity": "low"} if {
	some class in input.ec2_node_classes
	some mapping in class.block_device_mappings
	mapping.ebs
	not _said(mapping.ebs)
	not _copied(mapping)
	not unknown.reason(mapping, "ebs.encrypted")
	message := sprintf("%s of %s is not encrypted unless account default encryption is on", [
		_volume(mapping), naming.object_of(class),
	])
}

findings contains {"ref": mapping.ref, "field": "ebs", "message": message, "severity": "low"} if {
	input.settings.profile == "strict"
	some class in input.ec2_node_classes
	some mapping in class.block_device_mappings
	not mapping.ebs
	not unknown.reason(mapping, "ebs")
	message := sprintf("%s of %s is not encrypted unless account default encryption is on", [
		_volume(mapping), naming.object_of(class),
	])
}

# A copy of a snapshot is encrypted if that is.
undecided contains {"ref": mapping.ref, "field": "ebs.snapshot_id", "reason": "not-in-input"} if {
	some class in input.ec2_node_classes
	some mapping in class.block_device_mappings
	mapping.ebs.snapshot_id
	not _said(mapping.ebs)
	not unknown.reason(mapping, "ebs.encrypted")
}

undecided contains {"ref": mapping.ref, "field": "ebs.encrypted", "reason": reason} if {
	some class in input.ec2_node_classes
	some mapping in class.block_device_mappings
	mapping.unknown
	reason := unknown.any_reason(mapping, ["ebs.encrypted", "ebs.snapshot_id"])
	not _said(mapping.ebs)
}

_said(ebs) if is_boolean(ebs.encrypted)

_copied(mapping) if mapping.ebs.snapshot_id

_copied(mapping) if unknown.reason(mapping, "ebs.snapshot_id")

_volume(mapping) := sprintf("volume %q", [mapping.device_name])

_volume(mapping) := "volume without a device name" if not mapping.device_name
