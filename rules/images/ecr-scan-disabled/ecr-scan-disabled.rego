# METADATA
# title: Repository whose images are not scanned
# description: |
#   Nobody looks for known flaws in what is pushed to the repository. Most images come with some on
#   the day they are built, and the others get theirs while they run; without a scan the first to
#   know is whoever uses them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
#     description: Amazon ECR User Guide, scan images for vulnerabilities
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, scan images for vulnerabilities regularly
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `scan_on_push` to `true`, or turn on enhanced scanning for the registry.
#   targets: [ecr_repositories, inspector_enablers]
#   scope: unit
package rules.images["ecr-scan-disabled"]

import data.rules.lib.unknown

findings contains {
	"ref": repository.ref,
	"field": _on_push,
	"message": sprintf("images that are pushed to %s are not scanned", [repository.address]),
} if {
	some repository in input.ecr_repositories
	_unscanned(repository)
	not unknown.reason(repository, _on_push)
	count(_doubts(repository)) == 0
}

findings contains {
	"ref": enabler.ref,
	"field": "resource_types",
	"message": sprintf("%s leaves out EC2, so that the nodes of %s are not scanned", [enabler.address, group.address]),
} if {
	input.settings.profile == "strict"
	some enabler in input.inspector_enablers
	not _scans(enabler.root, "EC2")
	not unknown.partly(enabler, "resource_types")
	group := [group | some group in input.node_groups; group.root == enabler.root][0]
}

undecided contains {"ref": repository.ref, "field": _on_push, "reason": reason} if {
	some repository in input.ecr_repositories
	_unscanned(repository)
	reason := min(_doubts(repository) | {why | why := unknown.reason(repository, _on_push)})
}

undecided contains {"ref": enabler.ref, "field": "resource_types", "reason": reason} if {
	input.settings.profile == "strict"
	some enabler in input.inspector_enablers
	not _scans(enabler.root, "EC2")
	reason := unknown.partly(enabler, "resource_types")
	some group in input.node_groups
	group.root == enabler.root
}

_on_push := "image_scanning_configuration.scan_on_push"

_unscanned(repository) if {
	not repository.image_scanning_configuration.scan_on_push
	not _registry_scans(repository)
	not _scans(repository.root, "ECR")
}

_scans(root, kind) if {
	some enabler in input.inspector_enablers
	enabler.root == root
	kind in enabler.resource_types
}

_registry_scans(repository) if {
	some scanning in input.registry_scanning
	_same_registry(scanning, repository)
	some rule in scanning.rule
	_scans_at_all(scanning, rule)
	some filter in rule.repository_filter
	_matches(filter.filter, repository)
}

_same_registry(scanning, repository) if {
	scanning.root == repository.root
	_provider(scanning) == _provider(repository)
}

_provider(resource) := object.get(resource, "provider", "")

_scans_at_all(scanning, _) if scanning.scan_type == "ENHANCED"

_scans_at_all(_, rule) if rule.scan_frequency in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}

# A filter without an asterisk matches names that hold it.
_matches("*", _)

_matches(filter, repository) if {
	contains(filter, "*")
	glob.match(filter, null, repository.name)
}

_matches(filter, repository) if {
	not contains(filter, "*")
	contains(repository.name, filter)
}

# The reasons for which something else may scan the repository.
_doubts(repository) := (({reason |
	some collection in ["registry_scanning", "inspector_enablers"]
	reason := unknown.missing(repository, collection)
} | _elsewhere(repository)) | {reason |
	some scanning in input.registry_scanning
	_same_registry(scanning, repository)
	some reason in _open_parts(scanning, repository)
}) | {reason |
	some enabler in input.inspector_enablers
	enabler.root == repository.root
	reason := unknown.partly(enabler, "resource_types")
}

# Another root module sets up the registry of some account.
_elsewhere(repository) := {"not-in-input" |
	some scanning in input.registry_scanning
	scanning.root != repository.root
} | {"not-in-input" |
	some enabler in input.inspector_enablers
	enabler.root != repository.root
	"ECR" in enabler.resource_types
}

_open_parts(scanning, repository) := (({reason |
	some name in ["rule", "scan_type"]
	reason := unknown.reason(scanning, name)
} | {reason |
	some rule in scanning.rule
	some name in ["scan_frequency", "repository_filter"]
	reason := unknown.reason(rule, name)
}) | {reason |
	some rule in scanning.rule
	some filter in rule.repository_filter
	reason := unknown.reason(filter, "filter")
}) | {reason |
	some rule in scanning.rule
	_scans_at_all(scanning, rule)
	reason := unknown.reason(repository, "name")
}
