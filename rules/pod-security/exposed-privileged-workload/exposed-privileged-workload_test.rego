package rules["pod-security"]["exposed-privileged-workload_test"]

import data.rules["pod-security"]["exposed-privileged-workload"] as rule

test_a_privileged_container if {
	found := rule.findings with input as _with({"container": _privileged, "workload": _exposed})
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "security_context.privileged",
		`container "app" of Pod "web", which the internet reaches through Service "web", is privileged`,
	]}
	{p.ref | some f in found; some p in f.related} == {8}
}

test_processes_of_the_node if {
	found := rule.findings with input as _with({"workload": object.union(_exposed, {"host_pid": true})})
	{[f.ref, f.field, f.message] | some f in found} == {[
		1, "host_pid",
		`Pod "web", which the internet reaches through Service "web", shares the processes of the node`,
	]}
}

test_a_socket_of_the_runtime if {
	socket := {"host_path": "/run/docker.sock", "read_only": true}
	found := rule.findings with input as _with({"mount": socket, "workload": _exposed})
	{[f.ref, f.field] | some f in found} == {[9, "host_path"]}
	{true | some f in found; contains(f.message, "leads to the socket of the container runtime")} == {true}
	{p.ref | some f in found; some p in f.related} == {5, 8}
}

test_a_critical_path_of_the_node if {
	found := rule.findings with input as _with({"mount": {"host_path": "/etc"}, "workload": _exposed})
	{[f.ref, f.field] | some f in found} == {[9, "host_path"]}
	{true | some f in found; contains(f.message, "mounts /etc of the node, writable")} == {true}
}

test_lesser_privileges_are_not_found if {
	every workload in [{"host_network": true}, {"host_ipc": true}, {"host_pid": false}] {
		rule.findings == set() with input as _with({"workload": object.union(_exposed, workload)})
	}
	every mount in [{"host_path": "/etc", "read_only": true}, {"host_path": "/data"}, {}] {
		rule.findings == set() with input as _with({"mount": mount, "workload": _exposed})
	}
	off := {"security_context": {"privileged": false}}
	rule.findings == set() with input as _with({"container": off, "workload": _exposed})
}

test_what_the_internet_does_not_reach_is_not_found if {
	every workload in [{}, {"exposures": []}] {
		model := _with({
			"container": _privileged, "mount": {"host_path": "/"},
			"workload": object.union(workload, {"host_pid": true}),
		})
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
}

test_an_unknown_exposure_is_undecided if {
	model := _with({
		"container": _privileged, "mount": {"host_path": "/"},
		"workload": object.union(_unknown, {"host_pid": true}),
	})
	rule.findings == set() with input as model
	rule.undecided == {
		{"ref": 7, "field": "security_context.privileged", "reason": "namespace-left-out"},
		{"ref": 1, "field": "host_pid", "reason": "namespace-left-out"},
		{"ref": 9, "field": "host_path", "reason": "namespace-left-out"},
	} with input as model
	rule.undecided == set() with input as _with({"mount": {"host_path": "/data"}, "workload": _unknown})
}

test_unknown_privileges_are_undecided_if_exposed if {
	unknown := {
		"container": {"unknown": {"security_context": "template-value"}},
		"mount": {"unknown": {"host_path": "template-value"}},
		"workload": {"unknown": {"host_pid": "template-value"}},
	}
	undecided := {
		{"ref": 7, "field": "security_context.privileged", "reason": "template-value"},
		{"ref": 1, "field": "host_pid", "reason": "template-value"},
		{"ref": 5, "field": "host_path.path", "reason": "template-value"},
	}
	every workload in [_exposed, _unknown] {
		model := _with(object.union(unknown, {"workload": workload}))
		rule.findings == set() with input as model
		rule.undecided == undecided with input as model
	}
	rule.undecided == set() with input as _with(unknown)
}

test_an_unknown_manner_is_undecided_if_it_decides if {
	unknown := {"unknown": {"read_only": "template-value"}}
	model := _with({"mount": object.union(unknown, {"host_path": "/etc"}), "workload": _exposed})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 9, "field": "read_only", "reason": "template-value"}} with input as model
	every path in ["/data", "/run/docker.sock"] {
		other := _with({"mount": object.union(unknown, {"host_path": path}), "workload": _exposed})
		rule.undecided == set() with input as other
	}
}

_privileged := {"security_context": {"privileged": true}}

_exposed := {"exposures": [{"ref": 8, "kind": "Service", "name": "web"}]}

_unknown := {"unknown": {"exposures": "namespace-left-out"}}

_with(more) := {
	"workloads": [workload],
	"containers": [object.union(
		{"ref": 7, "name": "app", "type": "main", "workload": workload},
		object.get(more, "container", {}),
	)],
	"volume_mounts": [object.union(
		{"ref": 9, "container": "app", "volume_ref": 5, "read_only": false, "workload": workload},
		object.get(more, "mount", {}),
	)],
} if {
	workload := object.union({"ref": 1, "kind": "Pod", "name": "web"}, object.get(more, "workload", {}))
}
