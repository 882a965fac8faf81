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
#   targets:
#     - ec2_node_classes
#     - ebs_volumes
#     - launch_templates
#     - launch_configurations
#     - instances
#     - ebs_encryption_defaults
#   scope: unit
package rules.data["ebs-volume-unencrypted"]

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.unknown

findings contains {"ref": volume.node.ref, "field": _field(volume, "encrypted"), "message": message} if {
	some volume in _volumes
	volume.ebs.encrypted == false
	not _encrypted_by_default(volume)
	not _why_default(volume)
	message := sprintf("%s is not encrypted", [volume.name])
}

findings contains {
	"ref": volume.node.ref,
	"field": _field(volume, "encrypted"),
	"message": message,
	"severity": "low",
} if {
	some volume in _volumes
	not _said(volume.ebs)
	not _copied(volume)
	not _why(volume, "encrypted")
	not _encrypted_by_default(volume)
	not _why_default(volume)
	message := sprintf("%s is not encrypted unless account default encryption is on", [volume.name])
}

findings contains {"ref": place.ref, "field": place.field, "message": message, "severity": "low"} if {
	input.settings.profile == "strict"
	some place in _undeclared
	not _encrypted_by_default(place)
	message := sprintf("%s is not encrypted unless account default encryption is on", [place.name])
}

findings contains {"ref": account.ref, "field": "enabled", "message": message} if {
	some account in input.ebs_encryption_defaults
	account.enabled == false
	message := sprintf("%s turns off the encryption of volumes by default", [account.address])
}

# A copy of a snapshot is encrypted if that is.
undecided contains {"ref": volume.node.ref, "field": _field(volume, "snapshot_id"), "reason": "not-in-input"} if {
	some volume in _volumes
	volume.ebs.snapshot_id
	not _said(volume.ebs)
	not _why(volume, "encrypted")
	not _encrypted_by_default(volume)
}

undecided contains {"ref": volume.node.ref, "field": _field(volume, "encrypted"), "reason": reason} if {
	some volume in _volumes
	not _said(volume.ebs)
	not _encrypted_by_default(volume)
	reason := min({why | some name in ["encrypted", "snapshot_id"]; why := _why(volume, name)})
}

# Nobody knows whether the account encrypts what does not say so.
undecided contains {"ref": volume.node.ref, "field": _field(volume, "encrypted"), "reason": reason} if {
	some volume in _volumes
	not volume.ebs.encrypted
	not _copied(volume)
	not _why(volume, "encrypted")
	not _encrypted_by_default(volume)
	reason := _why_default(volume)
}

undecided contains {"ref": account.ref, "field": "enabled", "reason": reason} if {
	some account in input.ebs_encryption_defaults
	reason := unknown.reason(account, "enabled")
}

# Which volumes there are is not known.
undecided contains {"ref": launch.ref, "field": field, "reason": reason} if {
	some launch in _launches
	some field in ["block_device_mappings", "root_block_device", "ebs_block_device"]
	reason := unknown.reason(launch, field)
}

# All volumes that are declared, with the node that holds them, the place of their arguments
# below it, and who they belong to.
_volumes := array.flatten([
	[{"node": mapping, "prefix": "ebs", "ebs": object.get(mapping, "ebs", {}), "owner": {}, "name": name} |
		some class in input.ec2_node_classes
		some mapping in class.block_device_mappings
		_is_volume(mapping)
		name := sprintf("%s of %s", [_volume(mapping), naming.object_of(class)])
	],
	[{"node": mapping, "prefix": "ebs", "ebs": object.get(mapping, "ebs", {}), "owner": template, "name": name} |
		some template in input.launch_templates
		some mapping in template.block_device_mappings
		_is_volume(mapping)
		name := sprintf("%s of %s", [_volume(mapping), template.address])
	],
	[{"node": launch, "prefix": "root_block_device", "ebs": launch.root_block_device, "owner": launch, "name": name} |
		some launch in _launches
		name := sprintf("root volume of %s", [launch.address])
	],
	[{"node": device, "prefix": "", "ebs": device, "owner": launch, "name": name} |
		some launch in _launches
		some device in launch.ebs_block_device
		name := sprintf("%s of %s", [_volume(device), launch.address])
	],
	[{"node": volume, "prefix": "", "ebs": volume, "owner": volume, "name": volume.address} |
		some volume in input.ebs_volumes
	],
])

_is_volume(mapping) if mapping.ebs

_is_volume(mapping) if unknown.reason(mapping, "ebs")

_launches := array.flatten([
	[template | some template in input.launch_templates],
	[configuration | some configuration in input.launch_configurations],
	[launch | some launch in node_launches.of_nodes; launch.type == "aws_instance"],
])

# Volumes that come with the image, about which nothing is said.
_undeclared := array.concat(
	[{"ref": mapping.ref, "field": "ebs", "owner": owner, "name": name} |
		some [owner, of] in _with_mappings
		some mapping in owner.block_device_mappings
		not _is_volume(mapping)
		not mapping.virtual_name
		not mapping.no_device
		name := sprintf("%s of %s", [_volume(mapping), of])
	],
	[{"ref": template.ref, "field": "block_device_mappings", "owner": template, "name": name} |
		some template in input.launch_templates
		not template.block_device_mappings
		not unknown.reason(template, "block_device_mappings")
		name := sprintf("root volume of %s", [template.address])
	],
)

_with_mappings := array.concat(
	[[{"block_device_mappings": class.block_device_mappings}, naming.object_of(class)] |
		some class in input.ec2_node_classes
	],
	[[template, template.address] | some template in input.launch_templates],
)

_field(volume, name) := name if volume.prefix == ""

_field(volume, name) := sprintf("%s.%s", [volume.prefix, name]) if volume.prefix != ""

_why(volume, name) := unknown.reason(volume.node, _field(volume, name)) if volume.node.unknown

# The account encrypts all volumes, also those that ask not to be. Of a NodeClass nobody knows
# which account it is for.
_encrypted_by_default(volume) if {
	some account in _accounts(volume)
	object.get(account, "enabled", true) == true
	not unknown.reason(account, "enabled")
}

_why_default(volume) := min(_reasons_of_default(volume))

_reasons_of_default(volume) := {why |
	some account in _accounts(volume)
	why := unknown.reason(account, "enabled")
} | {gap.reason |
	some gap in input.missing
	gap.root == volume.owner.root
	gap.collection == "ebs_encryption_defaults"
}

_accounts(volume) := [account |
	some account in input.ebs_encryption_defaults
	_same_account(account, volume.owner)
]

_same_account(_, owner) if not owner.root

_same_account(account, owner) if {
	account.root == owner.root
	_provider(account) == _provider(owner)
}

_provider(resource) := object.get(resource, "provider", "")

_copied(volume) if volume.ebs.snapshot_id

_copied(volume) if _why(volume, "snapshot_id")

_said(ebs) if is_boolean(ebs.encrypted)

_volume(mapping) := sprintf("volume %q", [mapping.device_name])

_volume(mapping) := "volume without a device name" if not mapping.device_name
