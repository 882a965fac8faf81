# METADATA
# title: Repository without lifecycle policy
# description: |
#   Images pile up in the repository, and each that is left can be deployed again with all the flaws
#   that became known since. A lifecycle policy lets old and untagged ones go.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
#     description: Amazon ECR User Guide, lifecycle policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, implement lifecycle policies for ECR
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Add an `aws_ecr_lifecycle_policy` that expires untagged and old images.
#   targets: [ecr_repositories]
#   profile: strict
package rules.images["ecr-without-lifecycle"]

import data.rules.lib.unknown

findings contains {
	"ref": repository.ref,
	"field": "",
	"message": sprintf("%s has no lifecycle policy, so that old images stay", [repository.address]),
} if {
	some repository in input.ecr_repositories
	not repository.lifecycle_policy
	not _why(repository)
}

undecided contains {"ref": repository.ref, "field": "", "reason": reason} if {
	some repository in input.ecr_repositories
	not repository.lifecycle_policy
	reason := _why(repository)
}

_why(repository) := unknown.reason(repository, "lifecycle_policy")

# Only a module can hide one, since lifecycle policies are in no collection.
_why(repository) := unknown.missing(repository, "ecr_lifecycle_policies") if {
	not unknown.reason(repository, "lifecycle_policy")
}
