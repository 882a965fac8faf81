# METADATA
# title: Secret in the environment
# description: |
#   Variables are handed to every process that the program starts, end up in crash reports and
#   debug pages, and stay as they were when the secret is rotated. A file can be read once, by
#   one process, and follows the Secret.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
#   - ref: https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod
#     description: Kubernetes, Secrets as files
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Mount the Secret as a volume, or use the Secrets Store CSI driver.
#   targets: [containers]
#   profile: strict
#   params:
#     exempt:
#       description: Names of variables, and of Secrets that are taken as a whole, which may be in the environment.
#       type: strings
#       default: []
package rules.data["secret-in-environment"]

import data.rules.lib.naming

findings contains {"ref": used[0].ref, "field": used[0].field, "message": message} if {
	some container in input.containers
	used := _used(container)
	count(used) > 0
	names := concat(", ", [one.name | some one in used])
	message := sprintf("%s has %s in its environment", [naming.container(container), names])
}

undecided contains {"ref": variable.ref, "field": "value_from", "reason": reason} if {
	some container in input.containers
	some variable in container.env
	reason := variable.unknown.value_from
	count(_used(container)) == 0
}

_used(container) := array.concat(
	[{"ref": v.ref, "field": "value_from", "name": v.name} |
		some v in container.env
		v.value_from == "secretKeyRef"
		not _exempt(v)
	],
	[{"ref": s.ref, "field": "secret_ref", "name": _whole(s)} |
		some s in container.env_from
		s.source == "secretRef"
		not _exempt(s)
	],
)

_exempt(node) if node.name in input.settings.params["secret-in-environment"].exempt

_whole(source) := sprintf("all of Secret %q", [source.name])

_whole(source) := "all of a Secret" if not source.name
