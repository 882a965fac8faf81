# METADATA
# title: Image that can change
# description: |
#   A tag such as latest, or none at all, names another image tomorrow: what was tested is not
#   what runs, a restart may bring in a version that nobody chose, and whoever can push to the
#   repository has it run on the cluster. Only a digest names one image for good.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, image security
#   - ref: https://kubernetes.io/docs/concepts/containers/images/#image-names
#     description: Kubernetes, image names
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Pin the version, better the digest, as in `example.com/app:1.4.2@sha256:...`.
#   targets: [containers, volumes]
package rules.images["image-tag-mutable"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": container.ref, "field": "image", "message": message} if {
	some container in input.containers
	container.ref in _first
	lack := _mutable(container)
	message := sprintf("%s uses the image %q, %s", [naming.container(container), container.image.reference, lack])
}

findings contains {"ref": volume.ref, "field": "image.reference", "message": message} if {
	some volume in input.volumes
	lack := _mutable(volume)
	message := sprintf("%s is the image %q, %s", [naming.volume(volume), volume.image.reference, lack])
}

findings contains {"ref": container.ref, "field": "image", "message": message, "severity": "info"} if {
	input.settings.profile == "strict"
	some container in input.containers
	container.image
	not container.image.digest
	not _tag_unknown(container)
	container.ref in _first
	message := sprintf("%s uses the image %q without a digest", [naming.container(container), container.image.reference])
}

findings contains {
	"ref": container.ref,
	"field": "image_pull_policy",
	"message": message,
	"severity": "low",
} if {
	input.settings.profile == "strict"
	some container in input.containers
	lower(container.image.tag) in _moving
	not container.image.digest
	container.image_pull_policy in {"IfNotPresent", "Never"}
	not _tag_unknown(container)
	message := sprintf("%s keeps what a node has of the image %q, whose tag moves", [
		naming.container(container), container.image.reference,
	])
}

undecided contains {"ref": container.ref, "field": "image", "reason": reason} if {
	some container in input.containers
	reason := _unknown(container)
}

undecided contains {"ref": volume.ref, "field": "image.reference", "reason": reason} if {
	some volume in input.volumes
	volume.unknown
	reason := unknown.reason(volume, "image.reference")
}

# What makes an image mutable.
_mutable(node) := "which has no tag" if {
	node.image
	not node.image.tag
	not node.image.digest
	not _tag_unknown(node)
}

_mutable(node) := "whose tag always moves" if {
	node.image.tag == "latest"
	not node.image.digest
	not _tag_unknown(node)
}

_tag_unknown(node) if node.unknown["image.tag"]

_unknown(container) := container.unknown.image

_unknown(container) := container.unknown["image.tag"] if {
	not container.unknown.image
	not container.image.digest
}

# The first container of each workload with an image that has no digest.
_first contains ref if {
	some i, [workload, reference, ref] in _users
	not _is_used(i - 1, workload, reference)
}

_is_used(i, workload, reference) if {
	_users[i][0] == workload
	_users[i][1] == reference
}

# An object by workload and image would take time that grows with the square of the containers.
_users := sort([[container.workload.ref, container.image.reference, container.ref] |
	some container in input.containers
	container.image
	not container.image.digest
])

_moving := {
	"alpha", "beta", "canary", "current", "dev", "develop", "development", "edge", "head",
	"latest", "main", "master", "next", "nightly", "preview", "prod", "production", "snapshot",
	"stable", "staging", "test", "testing", "trunk", "unstable",
}
