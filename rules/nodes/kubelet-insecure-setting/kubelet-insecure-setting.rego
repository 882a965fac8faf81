# METADATA
# title: Kubelet with a weakened setting
# description: |
#   The kubelet runs every pod of its node and hands out their logs, files and shells. EKS images
#   have it ask who calls and what they may do, and serve nobody else. A setting that turns that off
#   gives the node to whoever reaches its port.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
#     description: Kubernetes, authentication and authorization of the kubelet
#   - ref: https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
#     description: Amazon EKS AMI, configuration of nodeadm
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove the setting; the images of EKS have a good one.
#   targets: [kubelet_settings]
package rules.nodes["kubelet-insecure-setting"]

import data.rules.lib.naming

findings contains {"ref": setting.ref, "field": "", "message": message, "severity": severity} if {
	some setting in input.kubelet_settings
	not setting.unknown
	_weakens(setting.setting, setting.value)
	severity := object.get(_severities, setting.setting, "high")
	message := sprintf("%s sets %s of the kubelet to %q: %s", [
		_holder(setting), setting.setting, setting.value, _effects[setting.setting],
	])
}

undecided contains {"ref": setting.ref, "field": "", "reason": reason} if {
	some setting in input.kubelet_settings
	reason := setting.unknown.value
}

_weakens(setting, value) if value in _weak[setting]

_weakens(setting, value) if regex.match(_patterns[setting], value)

_weakens(setting, value) if {
	setting == "eventRecordQPS"
	regex.match(`^[1-9][0-9]*$`, value)
	to_number(value) < _usual_events
}

_weak := {
	"authentication.anonymous.enabled": {"true"},
	"authentication.x509.clientCAFile": {""},
	"featureGates.RotateKubeletServerCertificate": {"false"},
	"makeIPTablesUtilChains": {"false"},
	"protectKernelDefaults": {"false"},
	"rotateCertificates": {"false"},
	"seccompDefault": {"false"},
}

_patterns := {
	"authorization.mode": `(^|,)AlwaysAllow($|,)`,
	"eventRecordQPS": `^-`,
	"readOnlyPort": `^[1-9][0-9]*$`,
	"streamingConnectionIdleTimeout": `^0+(h|m|s|ms)?(0+(m|s)?)*$`,
}

# Fewer events a second than any version of the kubelet had by default.
_usual_events := 5

_severities := {"protectKernelDefaults": "info", "seccompDefault": "info"}

_effects := {
	"authentication.anonymous.enabled": "it serves callers that do not say who they are",
	"authentication.x509.clientCAFile": "it cannot tell the API server from others",
	"authorization.mode": "it allows everything to everyone",
	"eventRecordQPS": "it drops events that tell what happened",
	"featureGates.RotateKubeletServerCertificate": "it keeps its server certificate until that expires",
	"makeIPTablesUtilChains": "it leaves the packet filter of the node to chance",
	"protectKernelDefaults": "it changes kernel parameters instead of refusing to start",
	"readOnlyPort": "it shows the pods of the node to everyone on that port",
	"rotateCertificates": "it keeps its certificate until that expires",
	"seccompDefault": "containers without a profile of their own have none",
	"streamingConnectionIdleTimeout": "sessions in containers stay open forever",
}

_holder(setting) := naming.object_of(setting) if setting.name

else := setting.kind
