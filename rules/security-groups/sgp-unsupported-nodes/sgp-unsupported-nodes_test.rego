package rules["security-groups"]["sgp-unsupported-nodes_test"]

import data.rules["security-groups"]["sgp-unsupported-nodes"] as rule

test_auto_mode_before_1_36 if {
	{[f.ref, f.field, f.severity, f.message] | some f in rule.findings} == {[
		1, "", "medium",
		`SecurityGroupPolicy "p" has no effect in EKS Auto Mode of Kubernetes 1.35, which knows such policies from 1.36 on`,
	]} with input as _auto(35, {})
	rule.findings == set() with input as _auto(36, {})
	rule.findings == set() with input as object.remove(_auto(35, {}), ["node_classes"])
}

test_info_if_other_nodes_are_there if {
	every more in [{"vpc_cnis": [{"ref": 8}]}, {"ec2_node_classes": [{"ref": 8}]}] {
		{f.severity | some f in rule.findings} == {"info"} with input as _auto(35, more)
	}
}

test_an_unknown_version_is_undecided_once if {
	settings := {"settings": {"kubernetes_minor": 37, "kubernetes_minor_given": false, "oldest_kubernetes_minor": 31}}
	rule.findings == set() with input as _auto(37, settings)
	rule.undecided == {{"ref": 1, "field": "", "reason": "not-in-input"}} with input as _auto(37, settings)
	newer := {"settings": {"kubernetes_minor": 38, "kubernetes_minor_given": false, "oldest_kubernetes_minor": 36}}
	rule.undecided == set() with input as _auto(38, newer)
	rule.undecided == set() with input as _auto(35, {})
}

test_windows if {
	every said in [
		[{"os": "windows"}, "os.name"],
		[{"node_selector": {"kubernetes.io/os": "windows"}}, ["node_selector", "kubernetes.io/os"]],
	] {
		{[f.field, f.message] | some f in rule.findings} == {[
			said[1],
			`Deployment "web" runs on Windows, where SecurityGroupPolicy "p" gives it no groups`,
		]} with input as _selected(said[0])
	}
	rule.findings == set() with input as _selected({"os": "linux"})
}

_selected(more) := {
	"security_group_policies": [_policy],
	"workloads": [object.union({"ref": 2, "kind": "Deployment", "name": "web", "security_group_policies": [1]}, more)],
}

_policy := {"ref": 1, "kind": "SecurityGroupPolicy", "name": "p", "pod_selector": {}}

_auto(minor, more) := object.union(
	{
		"settings": {"kubernetes_minor": minor, "kubernetes_minor_given": true, "oldest_kubernetes_minor": minor},
		"node_classes": [{"ref": 5}],
		"security_group_policies": [_policy],
	},
	more,
)
