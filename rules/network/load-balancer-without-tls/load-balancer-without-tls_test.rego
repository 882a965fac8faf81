package rules.network["load-balancer-without-tls_test"]

import data.rules.network["load-balancer-without-tls"] as rule

test_a_service_of_plain_http if {
	every port in [
		{"ref": 2, "port": 80}, {"ref": 2, "port": 8080}, {"ref": 2, "port": 3000, "name": "http"},
		{"ref": 2, "port": 3000, "name": "http-web"}, {"ref": 2, "port": 3000, "app_protocol": "http"},
	] {
		{[f.ref, f.field, f.severity, f.message] | some f in rule.findings} == {[
			2, "port", "medium",
			sprintf(`Service "web" carries plain HTTP on port %d of its load balancer`, [port.port]),
		]} with input as _service({"ports": [port]})
	}
	every port in [
		{"ref": 2, "port": 5432},
		{"ref": 2, "port": 80, "protocol": "UDP"},
		{"ref": 2, "port": 3000, "name": "postgres"},
	] {
		rule.findings == set() with input as _service({"ports": [port]})
	}
	rule.findings == set() with input as _service({"type": "ClusterIP", "ports": [{"ref": 2, "port": 80}]})
}

test_internal_is_one_level_lower if {
	inner := {"load_balancer": {"scheme": "internal"}}
	{f.severity | some f in rule.findings} == {"low"} with input as _service(object.union(
		inner,
		{"ports": [{"ref": 2, "port": 80}]},
	))
	{f.severity | some f in rule.findings} == {"low"} with input as _ingress(object.union(
		inner,
		{"load_balancer": {"controller": "in-cluster"}},
	))
}

test_a_certificate_for_all_ports_is_clean if {
	rule.findings == set() with input as _service({
		"annotations": _annotations({"ssl-cert": "arn"}),
		"ports": [{"ref": 2, "port": 443}],
	})
	every ports in ["443", "https", "*", "80, 443"] {
		rule.findings == set() with input as _service({
			"annotations": _annotations({"ssl-cert": "arn", "ssl-ports": ports}),
			"ports": [{"ref": 2, "port": 443, "name": "https"}],
		})
	}
}

test_ports_left_out if {
	{f.message | some f in rule.findings} == {
		`Service "web" has a certificate for its load balancer, and its ssl-ports leave out port 443`,
	} with input as _service({
		"annotations": _annotations({"ssl-cert": "arn", "ssl-ports": "8443"}),
		"ports": [{"ref": 2, "port": 80}, {"ref": 2, "port": 443}],
	})
}

test_a_weak_policy_of_a_service if {
	every policy, version in {
		"ELBSecurityPolicy-2016-08": "TLS 1.0", "ELBSecurityPolicy-2015-05": "TLS 1.0",
		"ELBSecurityPolicy-TLS-1-1-2017-01": "TLS 1.1",
	} {
		{[f.severity, f.message] | some f in rule.findings} == {
			["low", sprintf(`Service "web" uses the security policy %s, which allows %s`, [policy, version])],
		} with input as _service({"annotations": _annotations({"ssl-cert": "arn", "ssl-negotiation-policy": policy})})
	}
	rule.findings == set() with input as _service({
		"annotations": _annotations({"ssl-negotiation-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}),
	})
}

test_tls_that_may_pass_through_is_undecided if {
	every port in [
		{"ref": 3, "port": 443},
		{"ref": 3, "port": 9443, "name": "https"},
		{"ref": 3, "port": 9443, "app_protocol": "https"},
	] {
		model := _service({"ports": [{"ref": 2, "port": 80}, port]})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 3, "field": "port", "reason": "not-in-input"}} with input as model
	}
}

test_a_template_for_the_certificate_is_undecided if {
	name := "service.beta.kubernetes.io/aws-load-balancer-ssl-cert"
	model := _service({
		"unknown": {sprintf("annotations.%s", [name]): "template-value"},
		"ports": [{"ref": 2, "port": 80}],
	})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": ["annotations", name], "reason": "template-value"}} with input as model
}

test_an_alb_of_plain_http if {
	_alb_said == {["listen-ports", "medium", "listens for plain HTTP only"]} with input as _alb({}, {})
	explicit := {"listen-ports": `[{"HTTP": 8080}]`}
	_alb_said == {["listen-ports", "medium", "listens for plain HTTP only"]} with input as _alb(explicit, {})
	rule.findings == set() with input as _alb({"ssl-redirect": "443"}, {})
	rule.findings == set() with input as _alb(
		{"actions.r": `{"type":"redirect","redirectConfig":{"protocol":"HTTPS"}}`},
		{},
	)
}

test_https_without_a_certificate if {
	https := {"listen-ports": `[{"HTTPS": 443}]`, "ssl-policy": _good_policy}
	_alb_said == {
		["certificate-arn", "medium", "listens for HTTPS without a certificate or a host"],
	} with input as _alb(https, {})
	rule.findings == set() with input as _alb(https, {"hosts": ["a"]})
	rule.findings == set() with input as _alb(object.union(https, {"certificate-arn": "arn"}), {})
	rule.findings == set() with input as _alb(https, {"unknown": {"tls": "template-value"}})
	rule.findings == set() with input as _alb(https, {"unknown": {"rules.host": "template-value"}})
}

test_http_beside_https if {
	both := {"listen-ports": `[{"HTTP": 80}, {"HTTPS": 443}]`, "certificate-arn": "arn", "ssl-policy": _good_policy}
	_alb_said == {
		["ssl-redirect", "medium", "serves plain HTTP beside HTTPS, and does not redirect it"],
	} with input as _alb(both, {})
	rule.findings == set() with input as _alb(object.union(both, {"ssl-redirect": "443"}), {})
}

test_a_member_of_the_group_redirects_for_all if {
	group := {
		"listen-ports": `[{"HTTP": 80}, {"HTTPS": 443}]`,
		"certificate-arn": "arn",
		"ssl-policy": _good_policy,
		"group.name": "g",
	}
	one := _alb(group, {}).ingresses[0]
	other := object.union(_alb(object.union(group, {"ssl-redirect": "443"}), {}).ingresses[0], {"ref": 2})
	rule.findings == set() with input as {"ingresses": [one, other]}
	count(rule.findings) == 1 with input as {"ingresses": [one]}
}

test_the_class_may_say_it if {
	class := {
		"ingress_classes": [{"ref": 5, "name": "public", "parameters_kind": "IngressClassParams", "parameters_name": "p"}],
		"ingress_class_params": [{
			"ref": 6,
			"name": "p",
			"certificate_arns": ["arn"],
			"ssl_policy": _good_policy,
			"ssl_redirect_port": "443",
		}],
	}
	rule.findings == set() with input as object.union(_alb({}, {"class_name": "public"}), class)
	count(rule.findings) == 1 with input as object.union(_alb({}, {"class_name": "other"}), class)
	weak := {
		"ingress_class_params": [{
			"ref": 6,
			"name": "p",
			"certificate_arns": ["arn"],
			"ssl_policy": "ELBSecurityPolicy-2016-08",
		}],
	}
	_alb_said == {
		["ssl-policy", "low", "uses the security policy ELBSecurityPolicy-2016-08, which allows TLS 1.0"],
	} with input as object.union_n([
		_alb({"ssl-policy": _good_policy}, {"class_name": "public"}),
		class, weak,
	])
}

test_security_policies_of_an_alb if {
	https := {"certificate-arn": "arn"}
	_alb_said == {
		["ssl-policy", "low", "names no security policy, and the default one allows TLS 1.0"],
	} with input as _alb(https, {})
	_alb_said == {
		["ssl-policy", "low", "uses the security policy ELBSecurityPolicy-FS-1-1-2019-08, which allows TLS 1.1"],
	} with input as _alb(object.union(https, {"ssl-policy": "ELBSecurityPolicy-FS-1-1-2019-08"}), {})
	rule.findings == set() with input as _alb(object.union(https, {"ssl-policy": _good_policy}), {})
}

test_templates_of_an_alb_are_undecided if {
	every part in ["listen-ports", "certificate-arn", "ssl-redirect"] {
		name := sprintf("alb.ingress.kubernetes.io/%s", [part])
		model := _alb({}, {"unknown": {sprintf("annotations.%s", [name]): "template-value"}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": ["annotations", name], "reason": "template-value"}} with input as model
	}
	policy := _alb(
		{"certificate-arn": "arn"},
		{"unknown": {"annotations.alb.ingress.kubernetes.io/ssl-policy": "template-value"}},
	)
	rule.findings == set() with input as policy
	count(rule.undecided) == 1 with input as policy
	rule.findings == set() with input as _alb({"listen-ports": "no JSON"}, {})
}

test_an_ingress_of_a_proxy if {
	nginx := {"load_balancer": {"controller": "in-cluster"}}
	{[f.field, f.message] | some f in rule.findings} == {
		["tls", `Ingress "web" has no TLS and does not redirect to HTTPS`],
	} with input as _ingress(nginx)
	rule.findings == set() with input as _ingress({"tls": true})
	rule.findings == set() with input as _ingress({
		"annotations": {"nginx.ingress.kubernetes.io/force-ssl-redirect": "true"},
	})
	count(rule.findings) == 1 with input as _ingress({
		"annotations": {"nginx.ingress.kubernetes.io/force-ssl-redirect": "false"},
	})
	template := _ingress({"unknown": {"tls": "template-value"}})
	rule.findings == set() with input as template
	rule.undecided == {{"ref": 1, "field": "tls", "reason": "template-value"}} with input as template
}

test_tls_may_end_before_the_proxy if {
	nginx := _ingress({"load_balancer": {"controller": "in-cluster"}})
	fronted := object.union(nginx, {
		"services": [{
			"ref": 8, "kind": "Service", "name": "nginx", "type": "LoadBalancer", "annotations": _annotations({
				"ssl-cert": "arn",
			}),
		}],
		"workloads": [{
			"ref": 9,
			"services": [{"ref": 8}],
			"containers": [{"image": {"repository": "ingress-nginx/controller"}}],
		}],
	})
	rule.findings == set() with input as fronted
	other := object.union(
		fronted,
		{"workloads": [{"ref": 9, "services": [{"ref": 8}], "containers": [{"image": {"repository": "app"}}]}]},
	)
	count(rule.findings) == 1 with input as other
}

test_gateways if {
	plain := {"ref": 2, "protocol": "HTTP"}
	gateway := {"ref": 1, "kind": "Gateway", "name": "g", "listeners": [plain]}
	{[f.ref, f.field, f.message] | some f in rule.findings} == {
		[2, "protocol", `Gateway "g" listens for plain HTTP only`],
	} with input as {"gateways": [gateway]}
	every other in ["HTTPS", "TLS"] {
		both := object.union(gateway, {"listeners": [plain, {"ref": 3, "protocol": other}]})
		rule.findings == set() with input as {"gateways": [both]}
	}
	unknown := object.union(gateway, {"listeners": [plain, {"ref": 3, "unknown": {"protocol": "template-value"}}]})
	rule.findings == set() with input as {"gateways": [unknown]}
}

_good_policy := "ELBSecurityPolicy-TLS13-1-2-2021-06"

_alb_said contains [
	trim_prefix(f.field[1], "alb.ingress.kubernetes.io/"),
	f.severity,
	trim_prefix(f.message, `Ingress "web" `),
] if {
	some f in rule.findings
}

_annotations(parts) := {name: value |
	some part, value in parts
	name := sprintf("service.beta.kubernetes.io/aws-load-balancer-%s", [part])
}

_service(more) := {
	"services": [object.union({"ref": 1, "kind": "Service", "name": "web", "type": "LoadBalancer"}, more)],
}

_alb(parts, more) := _ingress(object.union(
	{
		"load_balancer": {"controller": "aws-load-balancer-controller"},
		"annotations": {name: value |
			some part, value in parts
			name := sprintf("alb.ingress.kubernetes.io/%s", [part])
		},
	},
	more,
))

_ingress(more) := {"ingresses": [object.union({"ref": 1, "kind": "Ingress", "name": "web", "tls": false}, more)]}

test_listeners_of_terraform if {
	every case in [
		[{"protocol": "HTTP", "default_action": [{"type": "forward"}]}, {["protocol", "medium"]}],
		[{"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": {}}]}, {["protocol", "medium"]}],
		[{"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": {"protocol": "HTTP"}}]}, {["protocol", "medium"]}],
		[{"protocol": "HTTP", "load_balancer": {"internal": true}}, {["protocol", "low"]}],
		[{"protocol": "HTTP", "load_balancer": {}}, {["protocol", "medium"]}],
		[{"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": {"protocol": "HTTPS"}}]}, set()],
		[{"protocol": "HTTPS"}, {["ssl_policy", "low"]}],
		[{"protocol": "HTTPS", "load_balancer": {"internal": true}}, {["ssl_policy", "info"]}],
		[{"protocol": "TLS"}, set()],
		[{"protocol": "TLS", "ssl_policy": "ELBSecurityPolicy-2016-08"}, {["ssl_policy", "low"]}],
		[{"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}, set()],
		[{"protocol": "UDP"}, set()],
	] {
		{[f.field, f.severity] | some f in rule.findings} == case[1] with input as _listener(case[0])
		rule.undecided == set() with input as _listener(case[0])
	}
}

test_unknown_listeners_of_terraform if {
	every fields in [
		{"protocol": "HTTP", "unknown": {"default_action": "unknown-count"}},
		{"protocol": "HTTP", "default_action": [{"unknown": {"type": "data-source"}}]},
		{"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": {}, "unknown": {"redirect.protocol": "data-source"}}]},
		{"protocol": "HTTPS", "unknown": {"ssl_policy": "data-source"}},
		{"unknown": {"protocol": "data-source"}},
		{"protocol": "TCP", "port": 443},
	] {
		rule.findings == set() with input as _listener(fields)
		count(rule.undecided) == 1 with input as _listener(fields)
	}
}

test_classic_load_balancers if {
	every case in [
		[{"lb_protocol": "http", "lb_port": 80}, 1, 0], [{"lb_protocol": "TCP", "lb_port": 3306}, 1, 0],
		[{"lb_protocol": "tcp", "lb_port": 443}, 0, 1], [{"lb_protocol": "https", "lb_port": 443}, 0, 0],
		[{"unknown": {"lb_protocol": "data-source"}, "lb_port": 80}, 0, 1],
	] {
		model := {"classic_load_balancers": [{"ref": 1, "address": "aws_elb.web", "listener": [object.union({"ref": 2}, case[0])]}]}
		count(rule.findings) == case[1] with input as model
		count(rule.undecided) == case[2] with input as model
	}
}

_listener(fields) := {"listeners": [object.union({"ref": 1, "type": "aws_lb_listener", "address": "l"}, fields)]}
