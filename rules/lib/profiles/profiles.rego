# METADATA
# title: Profiles
# description: |
#   Profiles of seccomp and AppArmor, which have types of the same names. Names are compared
#   as they are written, as the Pod Security Standards do.
package rules.lib.profiles

import data.rules.lib.unknown

# METADATA
# description: Are the types of a profile that confines a container.
allowed := {"Localhost", "RuntimeDefault"}

# METADATA
# description: |
#   Is true for a node whose profile in a field, such as "security_context.seccomp_profile",
#   is there without one of these types.
refused(node, profile, field) if {
	not _confines(profile)
	not _unknown(node, field)
}

# METADATA
# scope: document
# description: Names a profile for a message, such as `profile "Unconfined"`.
named(profile) := sprintf("profile %q", [profile.type])

named(profile) := "profile without a type" if not profile.type

_confines(profile) if profile.type in allowed

_unknown(node, field) if {
	node.unknown
	unknown.reason(node, concat(".", [field, "type"]))
}
