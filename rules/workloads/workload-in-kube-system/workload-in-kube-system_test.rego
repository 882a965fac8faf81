package rules.workloads["workload-in-kube-system_test"]

import data.rules.workloads["workload-in-kube-system"] as rule

test_an_application if {
	found := rule.findings with input as _workload([{"image": {"repository": "shop/web"}}], {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		1, "namespace", "low",
		`Deployment "web" runs in kube-system and is no known add-on`,
	]}
}

test_namespaces if {
	every namespace in ["kube-public", "kube-node-lease"] {
		count(rule.findings) == 1 with input as _workload([{}], {"namespace": namespace})
	}
	rule.findings == set() with input as _workload([{}], {"namespace": "shop"})
}

test_add_ons if {
	every repository in [
		"eks/coredns", "coredns", "coredns/coredns", "eks/aws-load-balancer-controller",
		"mirror/ingress-nginx/controller", "karpenter/controller", "metrics-server/metrics-server",
	] {
		rule.findings == set() with input as _workload([{"image": {"repository": "x"}}, {"image": {"repository": repository}}], {})
	}
	rule.findings == set() with input as _workload([{}], {"node_agent": "falco"})
}

test_names_that_only_look_like_add_ons if {
	every repository in ["shop/controller", "my-coredns", "coredns/web"] {
		count(rule.findings) == 1 with input as _workload([{"image": {"repository": repository}}], {})
	}
}

test_medium_if_exposed if {
	exposures := [{"ref": 9, "kind": "Service", "name": "front"}]
	found := rule.findings with input as _workload([{}], {"exposures": exposures})
	{[f.severity, f.message] | some f in found} == {[
		"medium",
		concat("", [
			`Deployment "web" runs in kube-system and is no known add-on; `,
			`the internet reaches it through Service "front"`,
		]),
	]}
	{r.ref | some f in found; some r in f.related} == {9}
}

test_medium_if_privileged if {
	found := rule.findings with input as _workload([{"security_context": {"privileged": true}}], {})
	{[f.severity, f.message] | some f in found} == {[
		"medium",
		`Deployment "web" runs in kube-system and is no known add-on; it is privileged`,
	]}
	{f.severity | some f in rule.findings} == {"low"} with input as _workload(
		[{"security_context": {"privileged": false}}],
		{},
	)
}

test_a_part_without_containers_says_nothing if {
	rule.findings == set() with input as _workload([], {})
}

test_an_unknown_image_is_undecided if {
	every at in ["image", "image.repository"] {
		model := _workload([{"ref": 7, "unknown": {at: "template-value"}}], {})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 7, "field": "image", "reason": "template-value"}} with input as model
	}
	known := {"image": {"repository": "coredns"}}
	rule.undecided == set() with input as _workload([{"ref": 7, "unknown": {"image": "template-value"}}, known], {})
	elsewhere := _workload([{"ref": 7, "unknown": {"image": "template-value"}}], {"namespace": "shop"})
	rule.undecided == set() with input as elsewhere
}

_workload(containers, more) := {"workloads": [object.union(
	{"ref": 1, "kind": "Deployment", "name": "web", "namespace": "kube-system", "containers": containers},
	more,
)]}
