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
#   targets: [ecr_repositories, ecr_creation_templates]
#   scope: unit
package rules.images["ecr-tags-mutable"]

import data.rules.lib.unknown

findings contains {
	"ref": repository.ref,
	"field": "image_tag_mutability",
	"message": sprintf("tags of %s %s", [_images_of(repository), how]),
	"severity": severity,
} if {
	some repository in _repositories
	not unknown.reason(repository, "image_tag_mutability")
	[severity, how] := _mode(repository)
	not _may_be_cache(repository)
}

undecided contains {"ref": repository.ref, "field": "image_tag_mutability", "reason": reason} if {
	some repository in _repositories
	reason := unknown.reason(repository, "image_tag_mutability")
	not _is_cache(repository)
}

undecided contains {"ref": repository.ref, "field": "image_tag_mutability", "reason": reason} if {
	some repository in _repositories
	not unknown.reason(repository, "image_tag_mutability")
	_mode(repository)
	not _is_cache(repository)
	reason := _why(repository)
}

_repositories := array.concat(
	[repository | some repository in input.ecr_repositories],
	[template | some template in input.ecr_creation_templates],
)

_images_of(repository) := repository.address if repository.type != "aws_ecr_repository_creation_template"

_images_of(repository) := sprintf("repositories that %s makes", [repository.address]) if {
	repository.type == "aws_ecr_repository_creation_template"
}

_mode(repository) := ["medium", "can be moved to other images"] if _setting(repository) == "MUTABLE"

_mode(repository) := [
	"low",
	sprintf("can be moved to other images, but for those that are excluded%s", [_filters(repository)]),
] if {
	_setting(repository) == "MUTABLE_WITH_EXCLUSION"
}

_mode(repository) := [
	"info",
	sprintf("are fixed, but for those that are excluded%s", [_filters(repository)]),
] if {
	_setting(repository) == "IMMUTABLE_WITH_EXCLUSION"
	not _excludes_all(repository)
}

_mode(repository) := ["medium", "can be moved to other images, since the filter * excludes all of them"] if {
	_setting(repository) == "IMMUTABLE_WITH_EXCLUSION"
	_excludes_all(repository)
}

_setting(repository) := object.get(repository, "image_tag_mutability", "MUTABLE")

_filters(repository) := "" if count(_known_filters(repository)) == 0

_filters(repository) := sprintf(" (%s)", [concat(", ", _known_filters(repository))]) if {
	count(_known_filters(repository)) > 0
}

_known_filters(repository) := [filter.filter | some filter in repository.image_tag_mutability_exclusion_filter]

_excludes_all(repository) if "*" in _known_filters(repository)

# ECR moves the tags of a pull through cache itself.
_is_cache(repository) if "PULL_THROUGH_CACHE" in repository.applied_for

_is_cache(repository) if {
	some rule in input.pull_through_cache_rules
	rule.root == repository.root
	startswith(repository.name, sprintf("%s/", [rule.ecr_repository_prefix]))
}

_is_cache(repository) if {
	repository.type == "aws_ecr_repository"
	some rule in input.pull_through_cache_rules
	rule.root == repository.root
	rule.ecr_repository_prefix == "ROOT"
}

_may_be_cache(repository) if _is_cache(repository)

_may_be_cache(repository) if _why(repository)

# The reason for which it may be one.
_why(repository) := unknown.partly(repository, "applied_for")

_why(repository) := min(reasons) if {
	repository.type == "aws_ecr_repository"
	reasons := {reason |
		some rule in input.pull_through_cache_rules
		rule.root == repository.root
		some [node, field] in [[rule, "ecr_repository_prefix"], [repository, "name"]]
		reason := unknown.reason(node, field)
	}
	reasons != set()
}
