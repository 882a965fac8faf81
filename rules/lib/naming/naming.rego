# METADATA
# title: Names in messages
# description: How messages name what they speak of, the same in all rules.
package rules.lib.naming

# METADATA
# scope: document
# description: |
#   Names an object, such as `Deployment "web"`.
object_of(node) := sprintf("%s %q", [node.kind, node.name])

object_of(node) := sprintf("%s without a name", [node.kind]) if not node.name

# METADATA
# description: |
#   Names a container, such as `container "app" of Deployment "web"`.
container(node) := sprintf("%s %s of %s", [_types[node.type], _quoted(node), object_of(node.workload)])

# METADATA
# scope: document
# description: |
#   Names the container of a mount, such as `container "app" of Deployment "web"`.
container_of(mount) := sprintf("container %q of %s", [mount.container, object_of(mount.workload)])

container_of(mount) := sprintf("container without a name of %s", [object_of(mount.workload)]) if not mount.container

# METADATA
# description: |
#   Names a volume, such as `volume "data" of Deployment "web"`.
volume(node) := sprintf("volume %s of %s", [_quoted(node), object_of(node.workload)])

_quoted(node) := sprintf("%q", [node.name])

_quoted(node) := "without a name" if not node.name

_types := {
	"init": "init container",
	"sidecar": "sidecar container",
	"main": "container",
	"ephemeral": "ephemeral container",
}
