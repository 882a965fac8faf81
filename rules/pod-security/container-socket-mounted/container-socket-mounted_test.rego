package rules["pod-security"]["container-socket-mounted_test"]

import data.rules["pod-security"]["container-socket-mounted"] as rule

test_a_socket_is_critical if {
	found := rule.findings with input as _mount({"host_path": "/run/crio/crio.sock"}, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		9, "host_path", "critical",
		`container "app" of Pod "web" mounts /run/crio/crio.sock, which leads to the socket of the container runtime`,
	]}
}

test_it_stands_for_the_rule_about_the_volume if {
	found := rule.findings with input as _mount({"host_path": "/run"}, {})
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {["host-path-volume", 5]}
	{[p.ref, p.field] | some f in found; some p in f.related} == {[5, "host_path.path"]}
}

test_read_only_does_not_help if {
	count(rule.findings) == 1 with input as _mount({"host_path": "/var/run/docker.sock", "read_only": true}, {})
}

test_node_agents_are_high if {
	model := _mount({"host_path": "/run/containerd"}, {"node_agent": "datadog"})
	{f.severity | some f in rule.findings} == {"high"} with input as model
}

test_other_paths_are_not_found if {
	rule.findings == set() with input as _mount({"host_path": "/"}, {})
	rule.findings == set() with input as _mount({"host_path": "/run/xtables.lock"}, {})
	rule.findings == set() with input as _mount({}, {})
}

test_an_unknown_path_is_undecided if {
	model := _mount({"unknown": {"host_path": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 5, "field": "host_path.path", "reason": "template-value"}} with input as model
}

test_other_unknown_fields_do_not_matter if {
	model := _mount({"host_path": "/data", "unknown": {"read_only": "template-value"}}, {})
	rule.undecided == set() with input as model
}

_mount(mount, workload) := {"volume_mounts": [object.union(
	{
		"ref": 9, "container": "app", "volume_ref": 5, "read_only": false,
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	},
	mount,
)]}
