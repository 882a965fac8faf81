# METADATA
# title: Linux capabilities
# description: |
#   Which capabilities matter how much. Names are compared as they are written, in upper
#   case and without a prefix, as the Pod Security Standards do.
package rules.lib.capabilities

# METADATA
# description: Are the capabilities that the baseline profile lets a container add.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
baseline := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
	"NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
}

# METADATA
# description: Are the capabilities that give whoever holds one of them the node.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
critical := {
	"ALL", "BPF", "DAC_READ_SEARCH", "SYS_ADMIN", "SYS_BOOT", "SYS_MODULE", "SYS_PTRACE",
	"SYS_RAWIO",
}

# METADATA
# description: Is true for a container that drops all capabilities.
all_dropped(container) if "ALL" in container.security_context.capabilities.drop

# METADATA
# description: Are those that a container adds and that give it the node, sorted.
critical_added(container) := sort({name |
	some name in container.security_context.capabilities.add
	name in critical
})

# METADATA
# description: |
#   Is a capability without a prefix and in upper case, which is what runtimes make of it
#   or refuse.
plain(name) := trim_prefix(upper(name), "CAP_")
