package rules.network["load-balancer-internet-facing_test"]

import data.rules.network["load-balancer-internet-facing"] as rule

test_ports_decide_the_severity_of_a_service if {
	every said in [
		[[80, 443], "low", "ports 80, 443"], [[443], "low", "port 443"],
		[
			[80, 8443],
			"medium",
			"ports 80, 8443",
		],
		[[80, 22], "high", "ports 22, 80"], [[5432], "high", "port 5432"], [[10250], "high", "port 10250"],
	] {
		_said == {[
			"type", said[1],
			sprintf(`Service "web" has a load balancer that the internet reaches on %s`, [said[2]]),
		]} with input as _service({"ports": [{"port": port} | some port in said[0]]})
	}
}

test_dashboards_are_high if {
	every more in [{"name": "kubernetes-dashboard"}, {"ports": [{"port": 443, "name": "dashboard"}]}] {
		{f.severity | some f in rule.findings} == {"high"} with input as _service(more)
	}
}

test_what_makes_it_public_is_the_place if {
	every name in ["scheme", "internal"] {
		annotation := sprintf("service.beta.kubernetes.io/aws-load-balancer-%s", [name])
		{f.field | some f in rule.findings} == {["annotations", annotation]} with input as _service({
			"annotations": {annotation: "x"},
		})
	}
}

test_internal_or_restricted_is_not_found if {
	model := _service({"load_balancer": {"internet_facing": false}})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_it_depends_on_the_controller if {
	_said == {[
		"type", "low",
		`Service "web" has a load balancer that faces the internet, unless the AWS controller or Auto Mode makes it`,
	]} with input as _either({})
	rule.undecided == set() with input as _either({})
	every more in [
		{"load_balancer_class": "x"},
		{"load_balancer": {"source_ranges": ["10.0.0.0/8"]}},
		{"load_balancer": {"prefix_lists": ["pl-1"]}},
		{"annotations": {"service.beta.kubernetes.io/aws-load-balancer-security-groups": "sg-1"}},
		{"unknown": {"load_balancer_source_ranges": "template-value"}},
		{"unknown": {"load_balancer.scheme": "template-value"}},
	] {
		rule.findings == set() with input as _either(more)
		count(rule.undecided) == 1 with input as _either(more)
	}
}

test_an_ingress_of_an_alb if {
	every said in [
		[{}, "low", "port 80"],
		[{"tls": true}, "info", "port 80"],
		[{"annotations": {"alb.ingress.kubernetes.io/certificate-arn": "a"}}, "info", "port 443"],
		[{"annotations": {"alb.ingress.kubernetes.io/listen-ports": `[{"HTTP": 80}, {"HTTPS": 443}]`}}, "info", "ports 80, 443"],
		[{"annotations": {"alb.ingress.kubernetes.io/listen-ports": `[{"HTTPS": 8443}]`}}, "medium", "port 8443"],
	] {
		_said == {[
			"class_name", said[1],
			sprintf(`Ingress "web" has a load balancer that the internet reaches on %s`, [said[2]]),
		]} with input as _ingress(object.union(_alb, said[0]))
	}
	{f.field | some f in rule.findings} == {["annotations", "alb.ingress.kubernetes.io/scheme"]} with input as _ingress({
		"annotations": {"alb.ingress.kubernetes.io/scheme": "internet-facing"},
	})
}

test_an_ingress_of_a_proxy if {
	_said == {
		["class_name", "low", `Ingress "web" has a load balancer that the internet reaches on port 80`],
	} with input as _ingress({"load_balancer": {"controller": "in-cluster"}})
	_said == {
		["class_name", "info", `Ingress "web" has a load balancer that the internet reaches on port 443`],
	} with input as _ingress({"load_balancer": {"controller": "in-cluster"}, "tls": true})
}

test_a_gateway if {
	gateway := {
		"ref": 1,
		"kind": "Gateway",
		"name": "g",
		"load_balancer": {"internet_facing": true},
		"listeners": [{"port": 443}],
	}
	_said == {
		["class_name", "low", `Gateway "g" has a load balancer that the internet reaches on port 443`],
	} with input as {"gateways": [gateway]}
	without := object.remove(gateway, ["listeners"])
	_said == {
		["class_name", "low", `Gateway "g" has a load balancer that the internet reaches`],
	} with input as {"gateways": [without]}
}

test_unknown_exposure_is_undecided if {
	every kind in ["services", "ingresses", "gateways"] {
		model := {kind: [{"ref": 1, "load_balancer": {}, "unknown": {"load_balancer.internet_facing": "not-in-input"}}]}
		rule.findings == set() with input as model
		{[u.ref, u.reason] | some u in rule.undecided} == {[1, "not-in-input"]} with input as model
	}
}

_said contains [f.field, object.get(f, "severity", "low"), f.message] if some f in rule.findings

_service(more) := {"services": [object.union(
	{
		"ref": 1, "kind": "Service", "name": "web", "type": "LoadBalancer",
		"ports": [{"port": 80}], "load_balancer": {"internet_facing": true},
	},
	more,
)]}

_either(more) := {"services": [object.union(
	{
		"ref": 1, "kind": "Service", "name": "web", "type": "LoadBalancer", "load_balancer": {},
		"unknown": {
			"load_balancer.controller": "not-in-input",
			"load_balancer.scheme": "not-in-input",
			"load_balancer.internet_facing": "not-in-input",
		},
	},
	more,
)]}

_ingress(more) := {"ingresses": [object.union(
	{"ref": 1, "kind": "Ingress", "name": "web", "tls": false, "load_balancer": {"internet_facing": true}},
	more,
)]}

_alb := {"load_balancer": {"controller": "aws-load-balancer-controller"}}

test_load_balancers_of_aws if {
	every case in [
		[{"groups": [_group(["0.0.0.0/0"], [0])]}, {"low"}],
		[{"groups": [_group(["10.0.0.0/8"], [])]}, set()],
		[{"groups": [_group(["0.0.0.0/0"], [0])], "internal": false}, {"low"}],
		[{"groups": [_group(["0.0.0.0/0"], [0])], "internal": true}, set()],
		[{"groups": [_group(["0.0.0.0/0"], [0])], "load_balancer_type": "gateway"}, set()],
		[{"load_balancer_type": "network"}, {"low"}],
	] {
		found := {f.severity | some f in rule.findings} with input as _balancer(case[0])
		found == case[1]
		rule.undecided == set() with input as _balancer(case[0])
	}
}

test_ports_of_load_balancers_of_aws if {
	every port, severity in {443: "low", 8080: "medium", 5432: "high"} {
		listeners := {"listeners": [{"ref": 5, "port": port, "load_balancer": {"ref": 1}}, {"ref": 6, "port": 22, "load_balancer": {"ref": 9}}]}
		model := object.union(_balancer({"load_balancer_type": "network"}), listeners)
		{f.severity | some f in rule.findings} == {severity} with input as model
	}
	classic := {"classic_load_balancers": [{
		"ref": 1, "address": "aws_elb.web", "groups": [_group(["::/0"], [])],
		"listener": [{"ref": 5, "lb_port": 22}],
	}]}
	rule.findings == set() with input as classic
	open := json.patch(classic, [{"op": "replace", "path": "/classic_load_balancers/0/groups/0/rules/0/open_cidr_blocks", "value": [0]}])
	{f.severity | some f in rule.findings} == {"high"} with input as open
}

test_unknown_groups_of_load_balancers_of_aws if {
	every fields in [
		{},
		{"load_balancer_type": "application"},
		{"security_groups": ["sg-1"], "unknown": {"groups": "not-in-input"}},
		{"unknown": {"groups": "data-source", "security_groups": "data-source"}},
		{"groups": [object.union(_group([], []), {"unknown": {"rules": "unknown-count"}})]},
		{"groups": [{"rules": [{"direction": "ingress", "unknown": {"cidr_blocks": "data-source"}}]}]},
		{"load_balancer_type": "network", "unknown": {"internal": "data-source"}},
		{"groups": [_group(["0.0.0.0/0"], [0])], "unknown": {"load_balancer_type": "data-source"}},
	] {
		rule.findings == set() with input as _balancer(fields)
		count(rule.undecided) == 1 with input as _balancer(fields)
	}
}

_group(ranges, open) := {"rules": [{"direction": "ingress", "cidr_blocks": ranges, "open_cidr_blocks": open}]}

_balancer(fields) := {"load_balancers": [object.union({"ref": 1, "type": "aws_lb", "address": "aws_lb.web"}, fields)]}
