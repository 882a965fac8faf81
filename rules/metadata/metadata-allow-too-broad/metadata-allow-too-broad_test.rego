package rules.metadata["metadata-allow-too-broad_test"]

import data.rules.metadata["metadata-allow-too-broad"] as rule

test_one_application_the_address_and_the_port_are_clean if {
	rule.findings == set() with input as _with({}, {}, {})
}

test_all_pods if {
	_said == {
		[1, "pod_selector", "medium", `NetworkPolicy "p" opens the instance metadata to all pods of its namespace`],
	} with input as _with({"selects_all": true}, {}, {})
}

test_several_applications if {
	_said == {[
		1, "pod_selector", "medium",
		`NetworkPolicy "p" opens the instance metadata to several applications: Deployment "api" and Deployment "web"`,
	]} with input as _with({"selects": [3, 4]}, {}, {})
}

test_several_workloads_of_one_application_are_clean if {
	rule.findings == set() with input as _with({"selects": [3, 5]}, {}, {})
}

test_a_wider_block if {
	_said == {[
		6, "cidr", "medium",
		`NetworkPolicy "p" opens 169.254.0.0/16, and the instance metadata is 169.254.169.254 alone`,
	]} with input as _with({}, {}, {"cidr": "169.254.0.0/16"})
}

test_ports if {
	_said == {[
		2, "ports", "info",
		`NetworkPolicy "p" opens 169.254.169.254 on all ports rather than TCP 80, on which the instance metadata answers`,
	]} with input as _with({}, {"all_ports": true, "ports": []}, {})
	every port in [
		{"port": "443"},
		{"port": "80", "end_port": 90},
		{"port": "80", "protocol": "UDP"},
		{"protocol": "TCP"},
	] {
		_said == {[
			2, "ports", "low",
			`NetworkPolicy "p" opens 169.254.169.254 on more ports than TCP 80, on which the instance metadata answers`,
		]} with input as _with({}, {"ports": [{"port": "80"}, port]}, {})
	}
	rule.findings == set() with input as _with({}, {"ports": [{"port": "80", "protocol": "TCP"}]}, {})
}

test_a_role_of_its_own if {
	model := _with({"selects": [7]}, {}, {})
	_said == {[
		1, "pod_selector", "low",
		concat("", [
			`NetworkPolicy "p" opens the instance metadata to Deployment "uploader", whose service accounts have`,
			` IAM roles of their own`,
		]),
	]} with input as model
	both := _with({"selects": [3, 7]}, {}, {})
	{f.field | some f in rule.findings; not f.severity} == {"pod_selector"} with input as both
	maybe_more := _with({"selects": [7], "unknown": {"selects": "template-value"}}, {}, {})
	rule.findings == set() with input as maybe_more
}

test_policies_that_open_nothing_are_not_judged if {
	every more in [{"isolates_egress": false}, {"invalid": "no CIDR"}, {"name": "deny-metadata"}] {
		rule.findings == set() with input as _with(object.union({"selects_all": true}, more), {}, {})
	}
	broad := _with({"selects_all": true}, {"metadata_ipv4": "broad"}, {"metadata_ipv4": "broad", "cidr": "0.0.0.0/0"})
	rule.findings == set() with input as broad
	other_port := _with({"selects_all": true}, {}, {})
	policy := other_port.network_policies[0]
	closed := object.union(policy, {"egress": [object.remove(policy.egress[0], ["metadata_ipv4"])]})
	rule.findings == set() with input as object.union(other_port, {"network_policies": [closed]})
}

_said contains [f.ref, f.field, object.get(f, "severity", "medium"), f.message] if some f in rule.findings

_with(policy, one, peer) := {
	"network_policies": [object.union(
		{
			"ref": 1, "kind": "NetworkPolicy", "name": "p", "selects_all": false, "selects": [3], "isolates_egress": true,
			"egress": [object.union(
				{
					"ref": 2, "all_ports": false, "metadata_ipv4": "exception", "ports": [{"port": "80"}],
					"peers": [object.union(
						{"ref": 6, "cidr": "169.254.169.254/32", "metadata_ipv4": "exception", "excepts_metadata_ipv4": false},
						peer,
					)],
				},
				one,
			)],
		},
		policy,
	)],
	"workloads": [
		_deployment(3, "web", "web"), _deployment(4, "api", "api"), _deployment(5, "web-worker", "web"),
		object.union(
			_deployment(7, "uploader", "uploader"),
			{
				"principal": {
					"name": "uploader",
					"account": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/u"}},
				},
			},
		),
	],
}

_deployment(ref, name, app) := {
	"ref": ref,
	"kind": "Deployment",
	"name": name,
	"pod_labels": {"app": app},
	"principal": {"name": "default"},
}
