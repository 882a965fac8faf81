package rules.lib.host_paths_test

import data.rules.lib.host_paths

test_sockets_and_folders_that_hold_one if {
	every path in [
		"/run", "/var/run", "/run/containerd", "/run/crio", "/run/docker", "/run/k3s/containerd",
		"/run/host-containerd", "/var/run/containerd", "/run/docker.sock", "/var/run/docker.sock",
		"/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/dockershim.sock",
		"/var/run/cri-dockerd.sock", "/run/k3s/containerd/containerd.sock",
		"/run/host-containerd/containerd.sock", "/run/k3s", "/run/docker/containerd",
	] {
		host_paths.socket({"host_path": path, "read_only": true})
	}
}

test_what_is_no_socket if {
	every path in [
		"/", "/var", "/run/xtables.lock", "/run/systemd", "/var/run/cilium", "/var/run/aws-node", "/running",
		"/opt/docker.sock", "/run/mydocker.sock", "/run/docker.sock.d", "/run/containerd/fifo", "/var/running",
	] {
		not host_paths.socket({"host_path": path, "read_only": false})
	}
}

test_writing if {
	{path: host_paths.danger(_mount(path, false)) | some path, _ in _writing} == _writing
}

_writing := {
	"/": "critical", "/etc": "critical", "/etc/kubernetes": "critical", "/etc/localtime": "critical",
	"/root": "critical", "/home/ec2-user": "critical", "/proc": "critical", "/proc/sys": "critical",
	"/sys": "critical", "/dev": "critical", "/boot": "critical", "/usr/bin": "critical", "/lib": "critical",
	"/lib/modules": "critical", "/lib64": "critical", "/bin": "critical", "/sbin": "critical", "/opt/cni": "critical",
	"/var/lib/kubelet": "critical", "/var/lib/kubelet/pods": "critical", "/var/lib/containerd": "critical",
	"/var/lib/docker": "critical", "/var/log": "critical", "/var": "critical", "/var/lib": "critical",
	"/sys/fs/bpf": "high", "/sys/fs/bpf/cilium": "high", "/dev/fuse": "high", "/var/log/pods": "high",
	"/opt/cni/bin": "high", "/etc/cni/net.d": "high", "/data/x": "medium", "/etcetera": "medium",
	"/var/lib/agent": "medium", "/opt": "medium", "/run/systemd": "medium", "/run/xtables.lock": "low",
	"/var/run/xtables.lock": "low",
}

test_reading if {
	{path: host_paths.danger(_mount(path, true)) | some path, _ in _reading} == _reading
}

_reading := {
	"/": "high", "/var/lib/kubelet": "high", "/var/lib/kubelet/pods": "high", "/etc/kubernetes": "high",
	"/etc/kubernetes/pki": "high", "/root": "high", "/root/.ssh": "high", "/proc": "high", "/etc": "medium",
	"/etc/cni/net.d": "medium", "/home": "medium", "/dev": "medium", "/dev/fuse": "medium", "/usr": "medium",
	"/usr/lib": "medium", "/lib": "medium", "/bin": "medium", "/sbin": "medium", "/opt/cni": "medium",
	"/opt/cni/bin": "medium", "/var/lib/containerd": "medium", "/var/lib/docker": "medium", "/var": "medium",
	"/var/lib": "medium", "/sys": "low", "/sys/fs/cgroup": "low", "/var/log": "low", "/var/log/pods": "low",
	"/run/xtables.lock": "low",
}

test_reading_what_tells_nothing if {
	every path in [
		"/etc/localtime", "/etc/timezone", "/etc/os-release", "/usr/lib/os-release", "/etc/machine-id", "/etc/hostname",
		"/etc/hosts", "/etc/resolv.conf", "/etc/ssl/certs", "/etc/ssl/certs/ca-bundle.crt", "/etc/pki",
		"/usr/share/zoneinfo", "/lib/modules", "/usr/lib/modules", "/lib/modules/6.1", "/usr/src", "/boot", "/data/x",
		"/run/systemd", "/opt",
	] {
		not host_paths.danger(_mount(path, true))
	}
}

test_names_that_only_start_alike_are_others if {
	every path in ["/etcetera", "/variable", "/rooted", "/libs"] {
		not host_paths.danger(_mount(path, true))
	}
}

test_recursively_read_only_is_read_only if {
	not host_paths.writable({"host_path": "/", "read_only": false, "recursive_read_only": "Enabled"})
	not host_paths.writable({"host_path": "/", "read_only": false, "recursive_read_only": "IfPossible"})
	host_paths.writable({"host_path": "/", "read_only": false, "recursive_read_only": "Disabled"})
}

test_what_holds_either_way_if_the_manner_is_unknown if {
	every field in ["read_only", "recursive_read_only"] {
		mount := {"host_path": "/", "read_only": false, "unknown": {field: "template-value"}}
		not host_paths.writable(mount)
		host_paths.danger(mount) == "high"
		host_paths.manner_unknown(mount) == {field: "template-value"}
	}
}

test_the_manner_of_a_read_only_mount_is_known if {
	mount := {"host_path": "/", "read_only": true, "unknown": {"recursive_read_only": "template-value"}}
	host_paths.manner_unknown(mount) == {}
	host_paths.manner_unknown({"host_path": "/", "read_only": false}) == {}
}

test_the_place_that_decides_about_the_path if {
	mount := {"ref": 1, "volume_ref": 2, "unknown": {"host_path": "template-value"}}
	host_paths.path_unknown(mount) == {"ref": 2, "field": "host_path.path", "reason": "template-value"}
	every field in ["sub_path", "sub_path_expr", "name"] {
		at := object.union(mount, {"unknown": {field: "template-value"}})
		host_paths.path_unknown(at) == {"ref": 1, "field": field, "reason": "template-value"}
	}
	host_paths.path_unknown(object.remove(mount, ["volume_ref"])) == {
		"ref": 1, "field": "name",
		"reason": "template-value",
	}
}

_mount(path, read_only) := {"host_path": path, "read_only": read_only}
