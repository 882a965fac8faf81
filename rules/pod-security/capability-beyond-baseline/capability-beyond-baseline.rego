# METADATA
# title: Capability beyond baseline
# description: |
#   Container runtimes give a container a short list of capabilities. What goes beyond it is
#   part of what root may do on the node: some capabilities are as good as all of root,
#   others let the container change or overhear the network, or starve its neighbours.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
#     description: What each capability allows
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove the capability from `capabilities.add`.
#   targets: [containers]
#   pss:
#     - level: baseline
#       check: capabilities_baseline
package rules["pod-security"]["capability-beyond-baseline"]

import data.rules.lib.agents
import data.rules.lib.capabilities
import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.unknown

# What is dropped is not looked at: a container that drops all capabilities and adds one
# has that one.
findings contains {
	"ref": container.ref,
	"field": sprintf("%s.%d", [_add, unknown.index(container, _add, i)]),
	"message": message,
	"severity": agents.severity(container.workload, object.get(_severities, plain, "high")),
	"also_pss": ["capabilities_restricted" | _restricted(container.workload)],
	"subsumes": [{"rule": "privilege-escalation-allowed", "ref": container.ref} | plain == "SYS_ADMIN"],
} if {
	some container in input.containers
	some i, name in container.security_context.capabilities.add
	not name in capabilities.baseline
	plain := capabilities.plain(name)
	message := sprintf("%s adds the capability %q%s", [naming.container(container), name, _spelling(name, plain)])
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some container in input.containers
	container.unknown
	some [field, reason] in unknown.places(container, _add)
}

_add := "security_context.capabilities.add"

# All others are high. What baseline permits comes here only in a spelling that the
# standards do not know.
_severities := object.union_n([
	{name: "low" | some name in capabilities.baseline},
	{name: "medium" | some name in _lesser},
	{name: "critical" | some name in capabilities.critical},
])

# Capabilities that runtimes give anyway, or with which a container can disturb its node
# but not command it.
_lesser := {
	"AUDIT_READ", "BLOCK_SUSPEND", "IPC_LOCK", "LEASE", "NET_RAW", "SYS_NICE",
	"SYS_RESOURCE", "SYS_TIME", "WAKE_ALARM",
}

_spelling(name, plain) := "" if name == plain

_spelling(name, plain) := sprintf(", which the runtime takes for %s or refuses", [plain]) if name != plain

# The restricted profile allows no more than NET_BIND_SERVICE.
_restricted(workload) if {
	input.settings.kubernetes_minor >= 22
	not exemptions.windows(workload)
	not exemptions.windows_unknown(workload)
}
