package rules.observability["load-balancer-access-logs-off_test"]

import data.rules.observability["load-balancer-access-logs-off"] as rule

test_a_service_of_the_cloud_controller if {
	found := rule.findings with input as _service({}, _cloud)
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, ["annotations", "service.beta.kubernetes.io/aws-load-balancer-access-log-enabled"], "low",
		`the load balancer of Service "web" writes no access logs`,
	]}
}

test_a_service_that_logs if {
	every annotations in [
		{"service.beta.kubernetes.io/aws-load-balancer-access-log-enabled": "true"},
		{"service.beta.kubernetes.io/aws-load-balancer-attributes": "a=b, access_logs.s3.enabled=true,access_logs.s3.bucket=x"},
	] {
		rule.findings == set() with input as _service(annotations, _cloud)
		rule.findings == set() with input as _service(annotations, _controller)
	}
	off := {"service.beta.kubernetes.io/aws-load-balancer-attributes": "access_logs.s3.enabled=false"}
	count(rule.findings) == 1 with input as _service(off, _controller)
}

test_a_network_load_balancer_without_tls_is_info if {
	found := rule.findings with input as _service({}, _controller)
	{[f.field[1], f.severity, f.message] | some f in found} == {[
		"service.beta.kubernetes.io/aws-load-balancer-attributes", "info",
		`the load balancer of Service "web" writes no access logs; as a Network Load Balancer without TLS it could not`,
	]}
	typed := {"service.beta.kubernetes.io/aws-load-balancer-type": "nlb"}
	{f.severity | some f in rule.findings} == {"info"} with input as _service(typed, _cloud)
	tls := {"service.beta.kubernetes.io/aws-load-balancer-ssl-cert": "arn"}
	{f.severity | some f in rule.findings} == {"low"} with input as _service(tls, _controller)
}

test_an_internal_one_is_info if {
	within := {"controller": "cloud-controller", "scheme": "internal"}
	{f.severity | some f in rule.findings} == {"info"} with input as _service({}, within)
}

test_an_unknown_controller if {
	{[f.severity, f.message] | some f in rule.findings} == {[
		"info",
		`the load balancer of Service "web" writes no access logs`,
	]} with input as _service({}, {})
	other := {"services": [{"ref": 3, "kind": "Service", "name": "web", "load_balancer_class": "other", "load_balancer": {}}]}
	rule.findings == set() with input as other
	rule.undecided == set() with input as other
}

test_a_service_without_a_load_balancer if {
	rule.findings == set() with input as {"services": [{"ref": 3, "kind": "Service", "name": "web"}]}
}

test_an_ingress_of_an_alb if {
	found := rule.findings with input as _ingress({}, {"controller": "aws-load-balancer-controller"})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		4, ["annotations", "alb.ingress.kubernetes.io/load-balancer-attributes"], "low",
		`the load balancer of Ingress "web" writes no access logs`,
	]}
	within := {"controller": "eks-auto-mode", "scheme": "internal"}
	{f.severity | some f in rule.findings} == {"info"} with input as _ingress({}, within)
}

test_an_ingress_that_logs if {
	on := {"alb.ingress.kubernetes.io/load-balancer-attributes": "access_logs.s3.enabled=true"}
	rule.findings == set() with input as _ingress(on, {"controller": "aws-load-balancer-controller"})
}

test_an_ingress_of_another_controller if {
	rule.findings == set() with input as _ingress({}, {"controller": "in-cluster"})
	rule.findings == set() with input as _ingress({}, {})
}

test_an_ingress_whose_class_logs if {
	every attributes, number in {"true": 0, "false": 1} {
		model := object.union(_ingress({}, {"controller": "aws-load-balancer-controller"}), {
			"ingress_classes": [{"name": "alb", "parameters_kind": "IngressClassParams", "parameters_name": "p"}],
			"ingress_class_params": [{"name": "p", "load_balancer_attributes": {"access_logs.s3.enabled": attributes}}],
		})
		count(rule.findings) == number with input as model
	}
}

test_another_ingress_of_the_group_logs if {
	group := {"alb.ingress.kubernetes.io/group.name": "shop"}
	one := _ingress(group, {"controller": "aws-load-balancer-controller"})
	on := {"alb.ingress.kubernetes.io/load-balancer-attributes": "access_logs.s3.enabled=true"}
	other := {"ref": 9, "kind": "Ingress", "name": "o", "annotations": object.union(group, on), "load_balancer": {}}
	both := {"ingresses": array.concat(one.ingresses, [other])}
	rule.findings == set() with input as both
	count(rule.findings) == 1 with input as one
}

test_unknown_annotations_are_undecided if {
	annotation := "service.beta.kubernetes.io/aws-load-balancer-attributes"
	service := {
		"ref": 3, "kind": "Service", "name": "web", "load_balancer": _controller,
		"unknown": {sprintf("annotations.%s", [annotation]): "template-value"},
	}
	rule.findings == set() with input as {"services": [service]}
	rule.undecided == {{
		"ref": 3, "field": ["annotations", annotation],
		"reason": "template-value",
	}} with input as {"services": [service]}
	attributes := "alb.ingress.kubernetes.io/load-balancer-attributes"
	ingress := {
		"ref": 4, "kind": "Ingress", "name": "web", "load_balancer": {"controller": "eks-auto-mode"},
		"unknown": {sprintf("annotations.%s", [attributes]): "template-value"},
	}
	rule.findings == set() with input as {"ingresses": [ingress]}
	rule.undecided == {{
		"ref": 4, "field": ["annotations", attributes],
		"reason": "template-value",
	}} with input as {"ingresses": [ingress]}
}

_cloud := {"controller": "cloud-controller", "scheme": "internet-facing"}

_controller := {"controller": "aws-load-balancer-controller", "scheme": "internet-facing"}

_service(annotations, balancer) := {"services": [{
	"ref": 3, "kind": "Service", "name": "web",
	"annotations": annotations, "load_balancer": balancer,
}]}

_ingress(annotations, balancer) := {"ingresses": [{
	"ref": 4, "kind": "Ingress", "name": "web", "class_name": "alb",
	"annotations": annotations, "load_balancer": balancer,
}]}

test_load_balancers_of_terraform if {
	every case in [
		[{}, {"low"}], [{"access_logs": {}}, {"low"}], [{"access_logs": {"enabled": false}}, {"low"}],
		[{"access_logs": {"enabled": true}}, set()], [{"internal": true}, {"info"}],
		[{"load_balancer_type": "network"}, {"low"}], [{"load_balancer_type": "gateway"}, set()],
	] {
		{f.severity | some f in rule.findings} == case[1] with input as {"load_balancers": [object.union(_aws, case[0])]}
	}
}

test_network_load_balancers_without_tls if {
	balancer := object.union(_aws, {"load_balancer_type": "network"})
	every protocols, severity in {["TCP", "UDP"]: "info", ["TCP", "TLS"]: "low"} {
		listeners := [{"ref": 10 + i, "protocol": protocol, "load_balancer": {"ref": 1}} | some i, protocol in protocols]
		{f.severity | some f in rule.findings} == {severity} with input as {"load_balancers": [balancer], "listeners": listeners}
	}
}

test_classic_load_balancers if {
	every case in [
		[{}, 1], [{"access_logs": {}}, 0], [{"access_logs": {"enabled": true}}, 0], [{"access_logs": {"enabled": false}}, 1],
	] {
		count(rule.findings) == case[1] with input as {"classic_load_balancers": [object.union(_aws, case[0])]}
	}
}

test_unknown_load_balancers_of_terraform if {
	every model in [
		{"load_balancers": [object.union(_aws, {"unknown": {"access_logs": "unknown-count"}})]},
		{"load_balancers": [object.union(_aws, {"unknown": {"load_balancer_type": "data-source"}})]},
		{"classic_load_balancers": [object.union(_aws, {"access_logs": {}, "unknown": {"access_logs.enabled": "data-source"}})]},
	] {
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_aws := {"ref": 1, "type": "aws_lb", "address": "aws_lb.web"}
