# METADATA
# title: Capabilities not dropped
# description: |
#   A container starts with a set of capabilities that most programs never use, such as to
#   forge packets, to change the owner of any file or to make device nodes. Each of them is
#   at the disposal of whoever breaks into a program that runs as root.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
#     description: capabilities(7)
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `drop` to `[ALL]`, and add back `NET_BIND_SERVICE` if the program needs a port below 1024.
#   targets: [containers]
#   pss:
#     - level: restricted
#       check: capabilities_restricted
#       since: 22
package rules["pod-security"]["capabilities-not-dropped"]

import data.rules.lib.capabilities
import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": container.ref,
	"field": "security_context.capabilities.drop",
	"message": message,
	"severity": _severity(container),
} if {
	some container in input.containers
	not capabilities.all_dropped(container)
	not unknown.reason(container, "security_context.capabilities.drop")
	_judged(container.workload)
	message := sprintf("%s %s", [naming.container(container), _dropped(container)])
}

# Entries beyond baseline are left to the rule about those.
findings contains {
	"ref": container.ref,
	"field": sprintf("security_context.capabilities.add.%d", [unknown.index(
		container,
		"security_context.capabilities.add",
		i,
	)]),
	"message": message,
} if {
	some container in input.containers
	some i, name in container.security_context.capabilities.add
	name != "NET_BIND_SERVICE"
	name in capabilities.baseline
	_judged(container.workload)
	message := sprintf("%s adds the capability %s", [naming.container(container), name])
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some container in input.containers
	container.unknown
	some field, reason in _unknown(container)
	not exemptions.windows(container.workload)
}

undecided contains {"ref": container.workload.ref, "field": "os.name", "reason": reason} if {
	some container in input.containers
	container.workload.unknown
	reason := exemptions.windows_unknown(container.workload)
	_unrestricted(container)
}

_judged(workload) if {
	not exemptions.windows(workload)
	not exemptions.windows_unknown(workload)
}

_unrestricted(container) if not capabilities.all_dropped(container)

_unrestricted(container) if {
	some name in container.security_context.capabilities.add
	name != "NET_BIND_SERVICE"
	name in capabilities.baseline
}

# What is unknown as a whole is said once, and not for each of its two lists.
_unknown(container) := {"security_context.capabilities": reason} if {
	reason := unknown.reason(container, "security_context.capabilities")
}

else := {field: reason |
	some field in _open(container)
	reason := container.unknown[field]
}

_open(container) := {"security_context.capabilities.add"} if capabilities.all_dropped(container)

else := {"security_context.capabilities.add", "security_context.capabilities.drop"}

# Most of what is gained by dropping all is gained by dropping NET_RAW.
_severity(container) := "info" if "NET_RAW" in container.security_context.capabilities.drop

else := "low"

_dropped(container) := sprintf("drops %s, and not ALL capabilities", [concat(", ", drop)]) if {
	drop := container.security_context.capabilities.drop
	count(drop) > 0
}

else := "does not drop its capabilities"
