package rules["pod-security"]["host-path-dangerous_test"]

import data.rules["pod-security"]["host-path-dangerous"] as rule

test_a_writable_path if {
	found := rule.findings with input as _mount({"host_path": "/etc"}, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		9, "host_path", "critical",
		`container "app" of Pod "web" mounts /etc of the node, writable`,
	]}
}

test_a_read_only_path if {
	found := rule.findings with input as _mount({"host_path": "/etc", "read_only": true}, {})
	{[f.severity, f.message] | some f in found} == {[
		"medium",
		`container "app" of Pod "web" mounts /etc of the node, read-only`,
	]}
}

test_it_stands_for_the_rule_about_the_volume if {
	found := rule.findings with input as _mount({"host_path": "/"}, {})
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {["host-path-volume", 5]}
	{[p.ref, p.field] | some f in found; some p in f.related} == {[5, "host_path.path"]}
}

test_node_agents_are_info if {
	model := _mount({"host_path": "/"}, {"node_agent": "node-exporter"})
	{f.severity | some f in rule.findings} == {"info"} with input as model
}

test_what_is_harmless_is_not_found if {
	rule.findings == set() with input as _mount({"host_path": "/data", "read_only": true}, {})
	rule.findings == set() with input as _mount({"host_path": "/lib/modules", "read_only": true}, {})
	rule.findings == set() with input as _mount({}, {})
}

test_sockets_are_left_to_the_rule_about_them if {
	rule.findings == set() with input as _mount({"host_path": "/run/docker.sock"}, {})
	rule.findings == set() with input as _mount({"host_path": "/var/run"}, {})
}

test_an_unknown_path_is_undecided if {
	model := _mount({"unknown": {"host_path": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 5, "field": "host_path.path", "reason": "template-value"}} with input as model
}

test_an_unknown_manner_is_undecided_if_it_decides if {
	unknown := {"unknown": {"read_only": "template-value"}}
	private := _mount(object.union(unknown, {"host_path": "/data"}), {})
	rule.findings == set() with input as private
	rule.undecided == {{"ref": 9, "field": "read_only", "reason": "template-value"}} with input as private
	harmless := _mount(object.union(unknown, {"host_path": "/etc/localtime"}), {})
	count(rule.undecided) == 1 with input as harmless
}

test_an_unknown_manner_does_not_matter if {
	unknown := {"unknown": {"read_only": "template-value"}}
	root := _mount(object.union(unknown, {"host_path": "/"}), {})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"high",
		`container "app" of Pod "web" mounts / of the node`,
	]} with input as root
	rule.undecided == set() with input as root
	rule.undecided == set() with input as _mount(object.union(unknown, {"host_path": "/run/docker.sock"}), {})
}

test_a_persistent_volume_that_is_claimed if {
	found := rule.findings with input as _persistent({"host_path": {"clean": "/var/lib/kubelet"}, "claim": _claim})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, "host_path.path", "high",
		`PersistentVolume "host", claimed by PersistentVolumeClaim "data", is /var/lib/kubelet of its node`,
	]}
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {["host-path-volume", 3]}
}

test_a_persistent_volume_that_nobody_claims if {
	rule.findings == set() with input as _persistent({"host_path": {"clean": "/"}})
	rule.undecided == set() with input as _persistent({"host_path": {"clean": "/"}})
}

test_a_persistent_volume_of_a_private_path if {
	rule.findings == set() with input as _persistent({"host_path": {"clean": "/data"}, "claim": _claim})
	rule.findings == set() with input as _persistent({"local_path": "/mnt", "claim": _claim})
}

test_a_persistent_volume_that_may_be_claimed_is_undecided if {
	unknown := {"unknown": {"claim": "not-in-input"}}
	model := _persistent(object.union(unknown, {"host_path": {"clean": "/etc"}}))
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "host_path.path", "reason": "not-in-input"}} with input as model
	rule.undecided == set() with input as _persistent(object.union(unknown, {"host_path": {"clean": "/data"}}))
}

test_a_persistent_volume_of_an_unknown_path_is_undecided if {
	unknown := {"unknown": {"host_path.path": "template-value"}}
	model := _persistent(object.union(unknown, {"claim": _claim}))
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "host_path.path", "reason": "template-value"}} with input as model
	rule.undecided == set() with input as _persistent(unknown)
	may_be_claimed := _persistent(object.union(unknown, {"unknown": {"claim": "not-in-input"}}))
	count(rule.undecided) == 1 with input as may_be_claimed
}

_claim := {"ref": 4, "kind": "PersistentVolumeClaim", "name": "data"}

_persistent(more) := {"persistent_volumes": [object.union(
	{"ref": 3, "kind": "PersistentVolume", "name": "host"},
	more,
)]}

_mount(mount, workload) := {"volume_mounts": [object.union(
	{
		"ref": 9, "container": "app", "volume_ref": 5, "read_only": false,
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	},
	mount,
)]}
