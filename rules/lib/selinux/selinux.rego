# METADATA
# title: SELinux
# description: What a pod may set of SELinux by the Pod Security Standards.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# schemas:
#   - input: schema
package rules.lib.selinux

# METADATA
# description: |
#   Is true for an option that baseline forbids. An empty option is one that is not set, and
#   the model leaves it out.
# scope: document
is_custom("user", _)

is_custom("role", _)

is_custom("type", value) if not value in _types

_types := {"container_t", "container_init_t", "container_kvm_t"} if input.settings.kubernetes_minor < 31

_types := {
	"container_t", "container_init_t", "container_kvm_t",
	"container_engine_t",
} if {
	input.settings.kubernetes_minor >= 31
}
