# METADATA
# title: Repository whose tags can be moved
# description: |
#   Who may push to the repository can put another image behind a tag that is already in use. The
#   next node that pulls it runs what nobody reviewed, and a rollback to a tag may not bring the old
#   image back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
#     description: Amazon ECR User Guide, preventing image tags from being overwritten
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, image security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `image_tag_mutability` to `IMMUTABLE`.
#   targets: [ecr_repositories]
package rules.images["ecr-tags-mutable"]

import data.rules.lib.unknown

findings contains {
	"ref": repository.ref,
	"field": "image_tag_mutability",
	"message": sprintf("tags of %s %s", [repository.address, how]),
	"severity": severity,
} if {
	some repository in input.ecr_repositories
	not unknown.reason(repository, "image_tag_mutability")
	[severity, how] := _modes[object.get(repository, "image_tag_mutability", "MUTABLE")]
}

undecided contains {"ref": repository.ref, "field": "image_tag_mutability", "reason": reason} if {
	some repository in input.ecr_repositories
	reason := unknown.reason(repository, "image_tag_mutability")
}

_modes := {
	"MUTABLE": ["medium", "can be moved to other images"],
	"MUTABLE_WITH_EXCLUSION": ["low", "can be moved to other images, but for those that are excluded"],
	"IMMUTABLE_WITH_EXCLUSION": ["info", "are fixed, but for those that are excluded"],
}
