package rules["security-groups"]["sgp-probes-blocked_test"]

import data.rules["security-groups"]["sgp-probes-blocked"] as rule

test_probes_fail if {
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		5, "value",
		concat("", [
			`DaemonSet "aws-node" does not set DISABLE_TCP_EARLY_DEMUX to true, so that probes of Deployment`,
			` "web" fail in the mode strict`,
		]),
	]} with input as _with(_web, "strict", {"ref": 5, "value": "false", "default": false})
	{f.field | some f in rule.findings} == {"env"} with input as _with(
		_web,
		"strict",
		{"ref": 5, "value": "false", "default": true},
	)
	{f.field | some f in rule.findings} == {"init_containers"} with input as _with(
		_web,
		"strict",
		{"ref": 3, "value": "false", "default": true},
	)
}

test_what_lets_them_through_is_not_found if {
	rule.findings == set() with input as _with(_web, "strict", {"ref": 5, "value": "true", "default": false})
	rule.findings == set() with input as _with(_web, "standard", _off)
}

test_other_pods_are_not_affected if {
	every more in [
		{"host_network": true}, {"security_group_policies": []},
		{"containers": [{"handlers": [{"use": "lifecycle.preStop", "action": "httpGet"}]}]},
		{"containers": [{"probes": ["livenessProbe"]}]},
	] {
		model := _with(object.union(_web, more), "strict", _off)
		rule.findings == set() with input as model
		rule.undecided == set() with input as object.remove(model, ["vpc_cnis"])
	}
}

test_what_is_not_known_is_undecided_once if {
	model := object.remove(_with(_web, "strict", _off), ["vpc_cnis"])
	rule.undecided == {{"ref": 1, "field": "", "reason": "not-in-input"}} with input as model
	cni := {
		"ref": 3,
		"pod_security_group_enforcing_mode": {"ref": 4, "value": "strict"},
		"unknown": {"disable_tcp_early_demux": "template-value"},
	}
	rule.undecided == {
		{"ref": 3, "field": "containers", "reason": "template-value"},
	} with input as object.union(model, {"vpc_cnis": [cni]})
}

_off := {"ref": 5, "value": "false", "default": false}

_web := {
	"ref": 2, "kind": "Deployment", "name": "web", "security_group_policies": [1],
	"containers": [{"handlers": [{"use": "livenessProbe", "action": "httpGet"}]}],
}

_with(workload, mode, demux) := {
	"workloads": [workload],
	"security_group_policies": [{"ref": 1, "kind": "SecurityGroupPolicy", "name": "p"}],
	"vpc_cnis": [{
		"ref": 3, "kind": "DaemonSet", "name": "aws-node", "disable_tcp_early_demux": demux,
		"pod_security_group_enforcing_mode": {"ref": 4, "value": mode},
	}],
}
