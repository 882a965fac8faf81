package rules["pod-security"]["host-path-volume_test"]

import data.rules["pod-security"]["host-path-volume"] as rule

test_a_host_path_is_medium if {
	rule.findings == {{
		"ref": 5, "field": "host_path.path", "severity": "medium", "also_pss": ["restrictedVolumes"],
		"message": `volume "data" of Pod "web" is the path /data/ of its node`,
	}} with input as _volume({"type": "hostPath", "host_path": {"path": "/data/", "clean": "/data"}}, {})
}

test_it_need_not_be_mounted_or_be_the_first_source if {
	volume := {"type": "emptyDir", "mounted": false, "host_path": {"path": "/data"}}
	found := rule.findings with input as _volume(volume, {})
	{f.also_pss | some f in found} == {[]}
}

test_any_path_will_do if {
	found := rule.findings with input as _volume({"type": "hostPath", "host_path": {}}, {})
	{f.message | some f in found} == {`volume "data" of Pod "web" is a path of its node`}
	model := _volume({"type": "hostPath", "host_path": {}, "unknown": {"host_path.path": "template-value"}}, {})
	count(rule.findings) == 1 with input as model
	rule.undecided == set() with input as model
}

test_other_volumes_are_not_found if {
	rule.findings == set() with input as _volume({"type": "emptyDir"}, {})
}

test_node_agents_are_info if {
	found := rule.findings with input as _volume({"type": "hostPath", "host_path": {}}, {"node_agent": "fluent-bit"})
	{f.severity | some f in found} == {"info"}
}

test_a_template_of_the_source_is_undecided if {
	model := _volume({"type": "hostPath", "unknown": {"host_path": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 5, "field": "host_path", "reason": "template-value"}} with input as model
}

test_a_claimed_persistent_volume_is_found_outside_of_the_standards if {
	rule.findings == {{
		"ref": 8, "field": "host_path.path", "pss": [],
		"message": `PersistentVolume "v", claimed by PersistentVolumeClaim "c", is the path /data of its node`,
		"related": [{"ref": 9, "field": "", "message": "the claim of the volume"}],
	}} with input as _persistent({"host_path": {"path": "/data"}, "claim": _claim})
}

test_a_local_volume_is_found_only_at_the_root if {
	found := rule.findings with input as _persistent({"local_path": "/", "claim": _claim})
	{[f.field, f.message] | some f in found} == {[
		"local_path",
		`PersistentVolume "v", claimed by PersistentVolumeClaim "c", is the path / of its node`,
	]}
	count(rule.findings) == 1 with input as _persistent({"local_path": "//./", "claim": _claim})
	rule.findings == set() with input as _persistent({"local_path": "/mnt/disk", "claim": _claim})
}

test_a_persistent_volume_without_a_claim_is_not_found if {
	rule.findings == set() with input as _persistent({"host_path": {"path": "/data"}})
	rule.undecided == set() with input as _persistent({"host_path": {"path": "/data"}})
	rule.undecided == set() with input as _persistent({"unknown": {"host_path": "template-value"}})
}

test_a_persistent_volume_that_may_be_claimed_is_undecided if {
	model := _persistent({"host_path": {"path": "/data"}, "unknown": {"claim": "namespace-left-out"}})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 8, "field": "host_path.path", "reason": "namespace-left-out"}} with input as model
	rule.undecided == {{"ref": 8, "field": "local_path", "reason": "not-in-input"}} with input as _persistent({
		"local_path": "/", "unknown": {"claim": "not-in-input"},
	})
	rule.undecided == set() with input as _persistent({"local_path": "/mnt", "unknown": {"claim": "not-in-input"}})
}

test_a_claimed_persistent_volume_with_a_template_is_undecided if {
	rule.undecided == {{"ref": 8, "field": "host_path", "reason": "template-value"}} with input as _persistent({
		"claim": _claim, "unknown": {"host_path": "template-value"},
	})
	rule.undecided == {{"ref": 8, "field": "local_path", "reason": "template-value"}} with input as _persistent({
		"unknown": {"local_path": "template-value", "claim": "not-in-input"},
	})
}

test_a_persistent_volume_with_a_path_that_is_a_template_is_found if {
	model := _persistent({"host_path": {}, "claim": _claim, "unknown": {"host_path.path": "template-value"}})
	found := rule.findings with input as model
	{f.message | some f in found} == {`PersistentVolume "v", claimed by PersistentVolumeClaim "c", is a path of its node`}
	rule.undecided == set() with input as model
}

_volume(volume, workload) := {"volumes": [object.union(
	{"ref": 5, "name": "data", "workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload)},
	volume,
)]}

_persistent(volume) := {"persistent_volumes": [object.union(
	{"ref": 8, "kind": "PersistentVolume", "name": "v"},
	volume,
)]}

_claim := {"ref": 9, "kind": "PersistentVolumeClaim", "name": "c"}
