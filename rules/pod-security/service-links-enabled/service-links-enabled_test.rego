package rules["pod-security"]["service-links-enabled_test"]

import data.rules["pod-security"]["service-links-enabled"] as rule

test_two_applications_share_a_namespace if {
	found := rule.findings with input as {"workloads": [_workload(1, "a", {}), _workload(2, "b", {})]}
	{[f.ref, f.field] | some f in found} == {[1, "enable_service_links"], [2, "enable_service_links"]}
	{true | some f in found; contains(f.message, `all Services of namespace "shop"`)} == {true}
	{true | some f in found; contains(f.message, "only egress policies")} == {true}
}

test_true_counts_like_absent_and_false_does_not if {
	on := _workload(1, "a", {"enable_service_links": true})
	off := _workload(2, "b", {"enable_service_links": false})
	{f.ref | some f in rule.findings} == {1} with input as {"workloads": [on, off]}
}

test_one_application_has_its_namespace_for_itself if {
	rule.findings == set() with input as {"workloads": [_workload(1, "a", {})]}
	part := {"labels": {"app": "shop"}}
	rule.findings == set() with input as {"workloads": [_workload(1, "a", part), _workload(2, "b", part)]}
	elsewhere := _workload(2, "b", {"namespace": "other"})
	rule.findings == set() with input as {"workloads": [_workload(1, "a", {}), elsewhere]}
}

test_a_template_is_undecided if {
	template := _workload(1, "a", {"unknown": {"enable_service_links": "template-value"}})
	model := {"workloads": [template, _workload(2, "b", {"enable_service_links": false})]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "enable_service_links", "reason": "template-value"}} with input as model
	rule.undecided == set() with input as {"workloads": [template]}
}

test_a_namespace_left_out_is_undecided_if_there_is_another_application if {
	left_out := object.remove(_workload(1, "a", {"unknown": {"namespace": "namespace-left-out"}}), ["namespace"])
	model := {"workloads": [left_out, _workload(2, "b", {})]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	rule.undecided == set() with input as {"workloads": [left_out]}
	off := object.union(left_out, {"enable_service_links": false})
	rule.undecided == set() with input as {"workloads": [off, _workload(2, "b", {})]}
}

test_an_unknown_application_is_undecided if {
	unlabelled := _workload(2, "b", {"unknown": {"labels.app": "template-value"}})
	model := {"workloads": [_workload(1, "a", {"labels": {"app": "a"}}), unlabelled]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 2, "field": ["labels", "app"], "reason": "template-value"}} with input as model
	rule.undecided == set() with input as {"workloads": [unlabelled]}
}

test_an_unknown_application_beside_two_others_is_found if {
	unlabelled := _workload(3, "c", {"unknown": {"labels.app": "template-value"}})
	model := {"workloads": [_workload(1, "a", {}), _workload(2, "b", {}), unlabelled]}
	{f.ref | some f in rule.findings} == {1, 2, 3} with input as model
	rule.undecided == set() with input as model
}

test_a_namespace_left_out_beside_an_unknown_application_is_undecided if {
	left_out := object.remove(_workload(1, "a", {"unknown": {"namespace": "namespace-left-out"}}), ["namespace"])
	unlabelled := _workload(2, "b", {"enable_service_links": false, "unknown": {"labels.app": "template-value"}})
	{u.ref | some u in rule.undecided} == {1} with input as {"workloads": [left_out, unlabelled]}
}

_workload(ref, name, more) := object.union({"ref": ref, "kind": "Pod", "name": name, "namespace": "shop"}, more)

test_who_reaches_no_service_needs_no_names_of_them if {
	every egress in [
		[], [_to("203.0.113.0/24", [])], [_dns, _to("203.0.113.0/24", [])],
		[_to("0.0.0.0/0", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])],
	] {
		{[f.ref, f.field, f.message] | some f in rule.findings} == {[
			1, "dns_policy",
			`Deployment "web" looks names up in the DNS of the cluster, and its egress policies let it reach no Service`,
		]} with input as _egress(egress, {})
	}
}

test_who_may_reach_services_needs_their_names if {
	every egress in [
		[{"ref": 11, "all_peers": true}], [{"ref": 11, "peers": [{"ref": 12, "pod_selector": {}}]}],
		[_to("10.0.0.0/16", [])], [_to("172.20.0.0/16", [])], [_to("0.0.0.0/0", [])], [_to("0.0.0.0/1", [])],
		[_to("0.0.0.0/0", ["10.0.0.0/8"])], [_to("fd00::/8", [])], [{"ref": 11, "unknown": {"peers": "template-value"}}],
	] {
		rule.findings == set() with input as _egress(egress, {})
	}
	every more in [
		{"dns_policy": "Default"}, {"dns_policy": "None"}, {"unknown": {"dns_policy": "template-value"}},
		{"network": {"egress": {"isolated": false}}},
	] {
		rule.findings == set() with input as _egress([], more)
	}
}

_to(cidr, except) := {"ref": 11, "peers": [{"ref": 12, "cidr": cidr, "except": except}]}

_dns := {"ref": 13, "ports": [{"ref": 14, "port": "53"}], "peers": [{"ref": 15, "namespace_selector": {}}]}

_egress(rules, more) := {
	"network_policies": [{"ref": 10, "egress": rules}],
	"workloads": [object.union(
		{
			"ref": 1, "kind": "Deployment", "name": "web", "namespace": "shop",
			"network": {"egress": {"isolated": true, "policies": [10]}},
		},
		more,
	)],
}
