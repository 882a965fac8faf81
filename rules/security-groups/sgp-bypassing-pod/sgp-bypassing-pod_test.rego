package rules["security-groups"]["sgp-bypassing-pod_test"]

import data.rules["security-groups"]["sgp-bypassing-pod"] as rule

test_the_network_of_the_node if {
	found := rule.findings with input as _unit({"host_network": true})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		2, "host_network", "high",
		concat("", [
			`Deployment "web" has security groups by SecurityGroupPolicy "p", and is on the network of its node,`,
			` where they never apply`,
		]),
	]}
	{r.ref | some f in found; some r in f.related} == {1}
}

test_what_gets_at_the_network_of_the_node if {
	every said in [
		[{"host_pid": true}, 2, "host_pid", "high"],
		[{"termination_grace_period_seconds": 0}, 2, "termination_grace_period_seconds", "low"],
		[_container({"security_context": {"privileged": true}}), 3, "security_context.privileged", "high"],
		[
			_container({"security_context": {"capabilities": {"add": ["CHOWN", "NET_ADMIN"]}}}),
			3,
			"security_context.capabilities.add.1",
			"high",
		],
		[
			_container({"security_context": {"capabilities": {"add": ["SYS_ADMIN"]}}}),
			3,
			"security_context.capabilities.add.0",
			"high",
		],
		[
			_container({"security_context": {"capabilities": {"add": ["ALL"]}}}),
			3,
			"security_context.capabilities.add.0",
			"high",
		],
		[_volume("/proc", true), 4, "host_path.path", "medium"],
		[_volume("/var/run/netns/x", true), 4, "host_path.path", "medium"],
		[_volume("/run/netns", true), 4, "host_path.path", "medium"],
		[_volume("/", true), 4, "host_path.path", "medium"],
	] {
		{[f.ref, f.field, f.severity] | some f in rule.findings} == {array.slice(said, 1, 4)} with input as _unit(said[0])
	}
}

test_what_does_not_is_not_found if {
	every more in [
		{}, {"host_network": false, "host_pid": false, "termination_grace_period_seconds": 30},
		_container({"security_context": {"privileged": false, "capabilities": {"add": ["CHOWN"]}}}),
		_volume("/var/log", true), _volume("/procfs", true), _volume("/proc", false),
	] {
		rule.findings == set() with input as _unit(more)
	}
}

test_only_selected_pods if {
	model := _unit({"host_network": true})
	rule.findings == set() with input as object.union(
		model,
		{"workloads": [object.remove(model.workloads[0], ["security_group_policies"])]},
	)
}

test_newer_versions_leave_no_interface_behind if {
	every version, n in {"v1.10.2": 1, "v1.9.3": 1, "v1.10.3-eksbuild.1": 0, "v1.20.1": 0, "latest": 1} {
		count(rule.findings) == n with input as object.union(
			_unit({"termination_grace_period_seconds": 0}),
			{"vpc_cnis": [{"ref": 9, "version": version}]},
		)
	}
}

test_several_policies_are_counted if {
	model := _unit({"host_pid": true, "security_group_policies": [1, 8]})
	{f.message | some f in rule.findings} == {
		concat("", [
			`Deployment "web" has security groups by SecurityGroupPolicy "p" and 1 more, and sees the processes`,
			` of its node, by which it can enter their network`,
		]),
	} with input as object.union(
		model,
		{
			"security_group_policies": array.concat(
				model.security_group_policies,
				[{"ref": 8, "kind": "SecurityGroupPolicy", "name": "q"}],
			),
		},
	)
}

test_pods_that_may_be_selected_are_undecided if {
	workload := {
		"ref": 2,
		"kind": "Deployment",
		"name": "web",
		"host_network": true,
		"unknown": {"security_group_policies": "not-in-input"},
	}
	model := object.union(_unit({}), {"workloads": [workload]})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 2, "field": "host_network", "reason": "not-in-input"}} with input as model
	harmless := object.union(model, {"workloads": [object.remove(workload, ["host_network"])]})
	rule.undecided == set() with input as harmless
}

test_templates_are_undecided if {
	every field in ["host_network", "host_pid"] {
		model := _unit({"unknown": {field: "template-value"}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 2, "field": field, "reason": "template-value"}} with input as model
	}
	every field in ["security_context.privileged", "security_context.capabilities.add"] {
		model := _unit(_container({"unknown": {field: "template-value"}}))
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 3, "field": field, "reason": "template-value"}} with input as model
	}
}

_container(more) := {"containers": [object.union({"ref": 3, "name": "app"}, more)]}

_volume(path, mounted) := {"volumes": [{"ref": 4, "mounted": mounted, "host_path": {"path": path, "clean": path}}]}

_unit(more) := {
	"workloads": [object.union({"ref": 2, "kind": "Deployment", "name": "web", "security_group_policies": [1]}, more)],
	"security_group_policies": [{"ref": 1, "kind": "SecurityGroupPolicy", "name": "p", "pod_selector": {}}],
}
