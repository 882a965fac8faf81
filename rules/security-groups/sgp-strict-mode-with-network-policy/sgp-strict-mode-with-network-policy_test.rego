package rules["security-groups"]["sgp-strict-mode-with-network-policy_test"]

import data.rules["security-groups"]["sgp-strict-mode-with-network-policy"] as rule

test_both_for_one_pod if {
	every direction in ["ingress", "egress"] {
		{[f.ref, f.field, f.message] | some f in rule.findings} == {[
			4, "env",
			concat("", [
				`DaemonSet "aws-node" has the enforcing mode strict, and Deployment "web" has both security groups`,
				` and network policies`,
			]),
		]} with input as _with([_web(direction, [7])], "strict", {})
	}
}

test_calico_does_not_enforce_them if {
	calico := {"engine_policies": [{"ref": 9, "engine": "calico"}]}
	{f.message | some f in rule.findings} == {concat("", [
		concat("", [
			`DaemonSet "aws-node" has the enforcing mode strict, and Deployment "web" has both security groups`,
			` and network policies`,
		]),
		", which Calico does not enforce on such pods",
	])} with input as _with([_web("ingress", [7])], "strict", calico)
}

test_standard_or_only_one_of_them_is_not_found if {
	rule.findings == set() with input as _with([_web("ingress", [7])], "standard", {})
	rule.findings == set() with input as _with([_web("ingress", [])], "strict", {})
	rule.findings == set() with input as _with(
		[object.remove(_web("ingress", [7]), ["security_group_policies"])],
		"strict",
		{},
	)
}

test_what_works_by_the_node_is_low if {
	cache := {"ref": 8, "kind": "DaemonSet", "name": "node-local-dns", "node_agent": "node-local-dns"}
	{[f.severity, f.message] | some f in rule.findings} == {[
		"low",
		concat("", [
			`DaemonSet "aws-node" has the enforcing mode strict, in which pods with security groups do not get`,
			` by DaemonSet "node-local-dns"`,
		]),
	]} with input as _with([_web("ingress", []), cache], "strict", {})
	rule.findings == set() with input as _with([cache], "strict", {})
	service := {"ref": 8, "kind": "Service", "name": "web", "external_traffic_policy": "Local"}
	fronted := object.union(_web("ingress", []), {"services": [{"ref": 8}]})
	{r.ref |
		some f in rule.findings
		some r in f.related
	} == {8} with input as _with([fronted], "strict", {"services": [service]})
	every more in [
		{"external_traffic_policy": "Cluster"},
		{"annotations": {"service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip"}},
		{"ref": 10},
	] {
		rule.findings == set() with input as _with([fronted], "strict", {"services": [object.union(service, more)]})
	}
}

test_an_unknown_mode_is_undecided_once if {
	model := object.remove(
		_with([_web("ingress", [7]), object.union(_web("egress", [7]), {"ref": 6})], "strict", {}),
		["vpc_cnis"],
	)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "", "reason": "not-in-input"}} with input as model
	template := object.union(
		model,
		{"vpc_cnis": [{"ref": 3, "unknown": {"pod_security_group_enforcing_mode": "template-value"}}]},
	)
	{u.reason | some u in rule.undecided} == {"template-value"} with input as template
	rule.undecided == set() with input as object.remove(_with([_web("ingress", [])], "strict", {}), ["vpc_cnis"])
}

_web(direction, policies) := {
	"ref": 2, "kind": "Deployment", "name": "web", "security_group_policies": [1],
	"network": {direction: {"policies": policies}},
}

_with(workloads, mode, more) := object.union(
	{
		"workloads": workloads,
		"security_group_policies": [{"ref": 1, "kind": "SecurityGroupPolicy", "name": "p"}],
		"vpc_cnis": [{
			"ref": 3, "kind": "DaemonSet", "name": "aws-node",
			"pod_security_group_enforcing_mode": {"ref": 4, "value": mode, "default": true},
		}],
	},
	more,
)
