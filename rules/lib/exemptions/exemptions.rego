# METADATA
# title: Exemptions of the Pod Security Standards
# description: |
#   Pods that checks of the restricted profile let through, depending on the version of the
#   standards. Each comes with the reason for which it cannot be told, if there is one.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# schemas:
#   - input: schema
package rules.lib.exemptions

import data.rules.lib.unknown

# METADATA
# description: |
#   Is true for a pod that says it is one of Windows: it cannot set what only Linux has. A
#   nodeSelector does not say so.
windows(workload) if {
	workload.os == "windows"
	input.settings.kubernetes_minor >= _windows_since
}

# METADATA
# description: Is the reason for which a pod may be one of Windows.
windows_unknown(workload) := unknown.reason(workload, "os.name") if {
	workload.unknown
	input.settings.kubernetes_minor >= _windows_since
}

_windows_since := 25

# METADATA
# description: |
#   Is true for a pod with a user namespace of its own, in which root is an ordinary user
#   of the node.
user_namespace(workload) if {
	workload.host_users == false
	input.settings.oldest_kubernetes_minor >= _user_namespace_since
}

# METADATA
# scope: document
# description: |
#   Is the reason for which it cannot be told whether a pod is exempt since it has a user
#   namespace of its own: whether it has one, or the version, on which the standards depend.
user_namespace_unknown(workload) := unknown.reason(workload, "host_users") if {
	workload.unknown
	input.settings.kubernetes_minor >= _user_namespace_since
}

user_namespace_unknown(workload) := "not-in-input" if {
	workload.host_users == false
	input.settings.kubernetes_minor >= _user_namespace_since
	input.settings.oldest_kubernetes_minor < _user_namespace_since
}

_user_namespace_since := 35
