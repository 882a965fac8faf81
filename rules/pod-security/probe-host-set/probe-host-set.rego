# METADATA
# title: Probe of another host
# description: |
#   The kubelet makes the requests of probes and hooks from the node. With a host of its own
#   a pod has it ask whatever the node can reach, such as the instance metadata service,
#   and learns the answer from what becomes of the pod.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
#     description: Probes in Kubernetes
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove `host`, so that the request goes to the pod; name a virtual host in the header `Host`.
#   targets: [containers]
#   pss:
#     - level: baseline
#       check: hostProbesAndHostLifecycle
#       since: 34
package rules["pod-security"]["probe-host-set"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": handler.ref,
	"field": "host",
	"message": message,
	"severity": agents.severity(container.workload, _severity(handler.host, container.workload)),
} if {
	some container in input.containers
	some handler in container.handlers
	handler.host
	message := sprintf("%s of %s has the kubelet connect to %s", [handler.use, naming.container(container), handler.host])
}

undecided contains {"ref": handler.ref, "field": "host", "reason": reason} if {
	some container in input.containers
	some handler in container.handlers
	handler.unknown
	reason := unknown.reason(handler, "host")
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some container in input.containers
	container.unknown
	some field in _holders
	reason := container.unknown[field]
}

# A link-local host is of the node: the metadata service, or another service of EC2.
_severity(host, workload) := "high" if {
	_is_link_local(lower(trim(host, "[]")))
} else := "low" if {
	host in {"127.0.0.1", "::1", "[::1]", "localhost"}
	workload.host_network == true
} else := "medium"

# 169.254.0.0/16 and fd00:ec2::/32, the former within IPv6 as well.
_is_link_local(host) if regex.match(`^(::ffff:)?169\.254\.\d{1,3}\.\d{1,3}$`, host)

_is_link_local(host) if regex.match(`^fd00:0?ec2:`, host)

# The fields of a container that hold a handler with a host.
_holders := {"lifecycle"} | {field |
	some use in {
		"lifecycle.post_start", "lifecycle.pre_stop", "liveness_probe", "readiness_probe",
		"startup_probe",
	}
	some suffix in {"", ".http_get", ".tcp_socket"}
	field := concat("", [use, suffix])
}
