# METADATA
# title: Paths of a node
# description: |
#   What a container gains by mounting a path of its node. Paths are cleaned: absolute,
#   without "..", doubled or trailing slashes.
package rules.lib.host_paths

# METADATA
# scope: document
# description: |
#   Is true for a mount of the socket of a container runtime or of a folder that holds one.
#   Read-only or not, whoever can connect to it commands the runtime.
socket(mount) if _real(mount.host_path) in _socket_folders

socket(mount) if {
	path := _real(mount.host_path)
	startswith(path, "/run/")
	regex.replace(path, `^.*/`, "") in _sockets
}

# METADATA
# scope: document
# description: |
#   Is the severity of a mount of a path that is no socket. Undefined if it is harmless. If
#   it is not known whether the mount is writable, this is what holds either way.
danger(mount) := danger_of_writing(mount.host_path) if writable(mount)

danger(mount) := danger_of_reading(mount.host_path) if not writable(mount)

# METADATA
# description: |
#   Is true for a mount that is known to be writable. A recursively read-only one is
#   read-only first of all.
writable(mount) if {
	mount.read_only == false
	not _recursively_read_only(mount)
	count(manner_unknown(mount)) == 0
}

_recursively_read_only(mount) if mount.recursive_read_only in {"Enabled", "IfPossible"}

# METADATA
# description: |
#   Are the fields that may say that a mount is read-only and that are unknown, each with
#   its reason.
manner_unknown(mount) := {field: reason |
	mount.unknown
	mount.read_only == false
	some field in ["read_only", "recursive_read_only"]
	reason := mount.unknown[field]
}

# METADATA
# description: |
#   Says that the path on the node is unknown, at the place that decides about it. For a
#   mount whose host_path is unknown.
path_unknown(mount) := {"ref": mount.ref, "field": field, "reason": reason} if {
	some field in ["sub_path", "sub_path_expr", "name"]
	reason := mount.unknown[field]
}

else := {"ref": mount.volume_ref, "field": "host_path.path", "reason": mount.unknown.host_path} if {
	mount.volume_ref
}

else := {"ref": mount.ref, "field": "name", "reason": mount.unknown.host_path}

# METADATA
# description: Is where the path of a mount is written, as a finding lists it.
related(mount) := [{"ref": mount.volume_ref, "field": "host_path.path", "message": "the path on the node"}]

# METADATA
# description: Is how bad it is that a pod can change a path of its node.
danger_of_writing(path) := _written(_real(path))

# METADATA
# description: Is how bad it is that a pod can read a path of its node; undefined if it is harmless.
danger_of_reading(path) := _read(_real(path))

# How bad it is to change a path.
_written(path) := "low" if path == _lock

else := "high" if _contained(path)

else := "critical" if _sensitive(path)

else := "medium"

# How bad it is to read a path.
_read(path) := "low" if path == _lock

else := "high" if path == "/"

else := "high" if _within(path, _secret)

else := "low" if _within(path, {"/sys", "/var/log"})

else := "medium" if {
	_sensitive(path)
	not _within(path, _harmless)
}

_sensitive(path) if path in {"/", "/var", "/var/lib"}

_sensitive(path) if _within(path, {
	"/boot", "/dev", "/etc", "/home", "/opt/cni", "/proc", "/root", "/sys", "/usr",
	"/var/lib/containerd", "/var/lib/docker", "/var/lib/kubelet", "/var/log",
})

# Sensitive paths that programs of a node agent write by design and that do not give the
# whole node.
_contained(path) if _within(path, {"/etc/cni/net.d", "/opt/cni/bin", "/sys/fs/bpf"})

_contained(path) if startswith(path, "/dev/")

_contained(path) if startswith(path, "/var/log/")

# Paths that hold the credentials of the node or of its other pods.
_secret := {"/etc/kubernetes", "/proc", "/root", "/var/lib/kubelet"}

# Paths that tell nothing to who only reads them.
_harmless := {
	"/boot", "/etc/hostname", "/etc/hosts", "/etc/localtime", "/etc/machine-id",
	"/etc/os-release", "/etc/pki", "/etc/resolv.conf", "/etc/ssl/certs", "/etc/timezone",
	"/usr/lib/modules", "/usr/lib/os-release", "/usr/share/zoneinfo", "/usr/src",
}

# The lock that programs share which change the node's packet filter.
_lock := "/run/xtables.lock"

_sockets := {"containerd.sock", "cri-dockerd.sock", "crio.sock", "docker.sock", "dockershim.sock"}

_socket_folders := {
	"/run", "/run/containerd", "/run/crio", "/run/docker", "/run/docker/containerd",
	"/run/host-containerd", "/run/k3s", "/run/k3s/containerd",
}

# The path without the links that every Linux node has at its root.
_real(path) := concat("", [_links[link], trim_prefix(path, link)]) if some link in (_chain(path) & object.keys(_links))

else := path

_links := {
	"/bin": "/usr/bin",
	"/lib": "/usr/lib",
	"/lib64": "/usr/lib64",
	"/sbin": "/usr/sbin",
	"/var/run": "/run",
}

_within(path, folders) if count(_chain(path) & folders) > 0

# The path and the folders that hold it, but for the root.
_chain(path) := {folder |
	parts := split(path, "/")
	some n in numbers.range(2, count(parts))
	folder := concat("/", array.slice(parts, 0, n))
}
