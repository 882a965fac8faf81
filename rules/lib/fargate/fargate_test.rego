package rules.lib.fargate_test

import data.rules.lib.fargate

test_selectors if {
	pod := {"kind": "Deployment", "namespace": "shop-a", "pod_labels": {"tier": "web"}}
	every selector in [
		{"namespace": "shop-a"}, {"namespace": "shop-*"}, {"namespace": "shop-?", "labels": {"tier": "w*"}},
	] {
		fargate.profile(pod).ref == 1 with input as _profile(selector)
	}
	every selector in [
		{"namespace": "shop"}, {"namespace": "shop-a", "labels": {"tier": "db"}}, {"namespace": "shop-a", "labels": {"team": "a"}},
		{"namespace": "shop-a", "unknown": {"labels": "data-source"}}, {"unknown": {"namespace": "data-source"}},
	] {
		not fargate.profile(pod) with input as _profile(selector)
	}
}

test_workloads if {
	every workload in [
		{"kind": "DaemonSet", "namespace": "shop", "pod_labels": {"a": "b"}},
		{"kind": "Deployment", "pod_labels": {"a": "b"}},
		{"kind": "Deployment", "namespace": "shop", "unknown": {"pod_labels": "template-value"}},
	] {
		not fargate.profile(workload) with input as _profile({"namespace": "shop", "labels": {"a": "b"}})
	}
	not fargate.profile({"kind": "Deployment", "namespace": "shop"}) with input as {}
}

_profile(selector) := {"fargate_profiles": [{"ref": 1, "selector": [selector]}]}
