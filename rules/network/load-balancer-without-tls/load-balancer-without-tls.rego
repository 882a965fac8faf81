# METADATA
# title: Load balancer without TLS
# description: |
#   What a client sends to a load balancer by plain HTTP can be read and changed by everyone
#   on the way, session cookies and passwords included. Load balancers take a certificate of
#   ACM at no cost and can redirect HTTP to HTTPS.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, use encryption with AWS load balancers
#   - ref: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ssl
#     description: AWS Load Balancer Controller, SSL annotations
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#     description: Elastic Load Balancing, security policies
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Attach a certificate of ACM, redirect HTTP to HTTPS, and name a security policy of TLS 1.2 or 1.3.
#   targets: [services, ingresses, gateways, listeners, classic_load_balancers]
#   scope: unit
package rules.network["load-balancer-without-tls"]

import data.rules.lib.load_balancers
import data.rules.lib.naming
import data.rules.lib.unknown

# A Service.
findings contains {
	"ref": port.ref,
	"field": "port",
	"message": sprintf("%s carries plain HTTP on port %d of its load balancer", [naming.object_of(service), port.port]),
	"severity": load_balancers.severity(service, "medium"),
} if {
	some service in _balanced
	not service.annotations[_certificate]
	not _unknown(service, _certificate)
	count(_https(service)) == 0
	port := [port | some port in service.ports; _is_http(port)][0]
}

findings contains {
	"ref": service.ref,
	"field": ["annotations", _tls_ports],
	"message": sprintf("%s has a certificate for its load balancer, and its ssl-ports leave out port %d", [
		naming.object_of(service), port.port,
	]),
	"severity": load_balancers.severity(service, "medium"),
} if {
	some service in _balanced
	service.annotations[_certificate]
	service.annotations[_tls_ports]
	names := {trim_space(name) | some name in split(service.annotations[_tls_ports], ",")}
	not "*" in names
	port := [port |
		some port in _https(service)
		not sprintf("%d", [port.port]) in names
		not object.get(port, "name", "") in names
	][0]
}

findings contains {
	"ref": service.ref,
	"field": ["annotations", _negotiation],
	"message": sprintf("%s uses the security policy %s, which allows %s", [naming.object_of(service), policy, version]),
	"severity": load_balancers.severity(service, "low"),
} if {
	some service in _balanced
	policy := service.annotations[_negotiation]
	version := _outdated(policy)
}

# An Ingress of an ALB.
findings contains {
	"ref": ingress.ref,
	"field": ["annotations", load_balancers.ingress_annotation(fault.annotation)],
	"message": sprintf("%s %s", [naming.object_of(ingress), fault.says]),
	"severity": load_balancers.severity(ingress, "medium"),
} if {
	some ingress in _albs
	fault := _fault(load_balancers.listeners(ingress), ingress)
}

findings contains {
	"ref": ingress.ref,
	"field": ["annotations", load_balancers.ingress_annotation("ssl-policy")],
	"message": sprintf("%s %s", [naming.object_of(ingress), _policy_says(ingress)]),
	"severity": load_balancers.severity(ingress, "low"),
} if {
	some ingress in _albs
	listeners := load_balancers.listeners(ingress)
	_serves(listeners, "HTTPS")
	not _fault(listeners, ingress)
	_policy_says(ingress)
}

# An Ingress of another controller.
findings contains {
	"ref": ingress.ref,
	"field": "tls",
	"message": sprintf("%s has no TLS and does not redirect to HTTPS", [naming.object_of(ingress)]),
	"severity": load_balancers.severity(ingress, "medium"),
} if {
	some ingress in _proxied
	not ingress.tls
	not unknown.reason(ingress, "tls")
}

# A Gateway.
findings contains {
	"ref": listener.ref,
	"field": "protocol",
	"message": sprintf("%s listens for plain HTTP only", [naming.object_of(gateway)]),
	"severity": load_balancers.severity(gateway, "medium"),
} if {
	some gateway in input.gateways
	listener := [listener | some listener in gateway.listeners; listener.protocol == "HTTP"][0]
	every other in gateway.listeners {
		other.protocol == "HTTP"
	}
}

# TLS may pass through to the pods.
# A listener that Terraform declares.
findings contains {
	"ref": listener.ref,
	"field": "protocol",
	"message": sprintf("%s takes plain HTTP and does not redirect to HTTPS", [listener.address]),
	"severity": _of_listener(listener, "medium"),
} if {
	some listener in input.listeners
	listener.protocol == "HTTP"
	not _listener_redirects(listener)
	_why_listener(listener) == set()
}

findings contains {
	"ref": listener.ref,
	"field": "ssl_policy",
	"message": sprintf("%s %s", [listener.address, says]),
	"severity": _of_listener(listener, "low"),
} if {
	some listener in input.listeners
	says := _listener_policy(listener)
}

findings contains {
	"ref": listener.ref,
	"field": "lb_protocol",
	"message": sprintf("%s takes plain %s on port %d", [balancer.address, upper(listener.lb_protocol), listener.lb_port]),
	"severity": _lower_if(balancer, "medium"),
} if {
	some balancer in input.classic_load_balancers
	some listener in balancer.listener
	_plain(listener)
}

undecided contains {"ref": listener.ref, "field": field, "reason": reason} if {
	some listener in input.listeners
	listener.protocol == "HTTP"
	not _listener_redirects(listener)
	some [field, reason] in _why_listener(listener)
}

undecided contains {"ref": listener.ref, "field": field, "reason": reason} if {
	some listener in input.listeners
	some field in ["protocol", "ssl_policy"]
	reason := unknown.reason(listener, field)
}

# TLS may go through to the targets.
undecided contains {"ref": listener.ref, "field": "protocol", "reason": "not-in-input"} if {
	some listener in input.listeners
	listener.protocol == "TCP"
	listener.port == 443
}

undecided contains {"ref": listener.ref, "field": "lb_protocol", "reason": "not-in-input"} if {
	some balancer in input.classic_load_balancers
	some listener in balancer.listener
	lower(listener.lb_protocol) == "tcp"
	listener.lb_port == 443
}

undecided contains {"ref": listener.ref, "field": "lb_protocol", "reason": reason} if {
	some balancer in input.classic_load_balancers
	some listener in balancer.listener
	reason := unknown.reason(listener, "lb_protocol")
}

undecided contains {"ref": port.ref, "field": "port", "reason": "not-in-input"} if {
	some service in _balanced
	not service.annotations[_certificate]
	not _unknown(service, _certificate)
	port := _https(service)[0]
}

undecided contains {"ref": service.ref, "field": ["annotations", _certificate], "reason": reason} if {
	some service in _balanced
	reason := _unknown(service, _certificate)
}

undecided contains {"ref": ingress.ref, "field": ["annotations", name], "reason": reason} if {
	some ingress in _albs
	some part in ["listen-ports", "certificate-arn", "ssl-redirect", "ssl-policy"]
	name := load_balancers.ingress_annotation(part)
	reason := _unknown(ingress, name)
}

undecided contains {"ref": ingress.ref, "field": "tls", "reason": reason} if {
	some ingress in _proxied
	not ingress.tls
	reason := unknown.reason(ingress, "tls")
}

_balanced := [service |
	some service in input.services
	service.type == "LoadBalancer"
]

_certificate := load_balancers.service_annotation("ssl-cert")

_tls_ports := load_balancers.service_annotation("ssl-ports")

_negotiation := load_balancers.service_annotation("ssl-negotiation-policy")

_unknown(owner, annotation) := unknown.reason(owner, sprintf("annotations.%s", [annotation])) if owner.unknown

_https(service) := [port | some port in service.ports; _is_https(port)]

_is_https(port) if port.port in {443, 8443}

_is_https(port) if startswith(port.name, "https")

_is_https(port) if port.app_protocol == "https"

_is_http(port) if {
	port.port in {80, 8000, 8080}
	object.get(port, "protocol", "TCP") == "TCP"
}

_is_http(port) if {
	regex.match(`^http2?($|-)`, port.name)
	port.port
}

_is_http(port) if {
	port.app_protocol in {"http", "kubernetes.io/h2c", "kubernetes.io/ws"}
	port.port
}

_albs := [ingress |
	some ingress in input.ingresses
	load_balancers.is_alb(ingress)
]

_fault(listeners, ingress) := {"annotation": "listen-ports", "says": "listens for plain HTTP only"} if {
	_serves(listeners, "HTTP")
	not _serves(listeners, "HTTPS")
	not _redirects(ingress)
	not _unknown(ingress, load_balancers.ingress_annotation("ssl-redirect"))
} else := {"annotation": "certificate-arn", "says": "listens for HTTPS without a certificate or a host"} if {
	_serves(listeners, "HTTPS")
	not load_balancers.has_certificate(ingress)
	not _unknown(ingress, load_balancers.ingress_annotation("certificate-arn"))
	not ingress.hosts
	not unknown.reason(ingress, "rules.host")
	not unknown.reason(ingress, "tls")
} else := {"annotation": "ssl-redirect", "says": "serves plain HTTP beside HTTPS, and does not redirect it"} if {
	_serves(listeners, "HTTP")
	_serves(listeners, "HTTPS")
	not _redirects(ingress)
	not _unknown(ingress, load_balancers.ingress_annotation("ssl-redirect"))
}

_serves(listeners, protocol) if {
	some [p, _] in listeners
	p == protocol
}

_redirects(ingress) if ingress.annotations[_redirect]

_redirects(ingress) if load_balancers.class_params(ingress).ssl_redirect_port

_redirects(ingress) if {
	some name, action in ingress.annotations
	startswith(name, load_balancers.ingress_annotation("actions."))
	contains(action, "redirect")
	contains(action, "HTTPS")
}

# Members of a group share their load balancer, and one of them may redirect for all.
_redirects(ingress) if {
	group := ingress.annotations[_group]
	some other in input.ingresses
	other.annotations[_group] == group
	other.annotations[_redirect]
}

_redirect := load_balancers.ingress_annotation("ssl-redirect")

_group := load_balancers.ingress_annotation("group.name")

_policy_says(ingress) := sprintf("uses the security policy %s, which allows %s", [policy, _outdated(policy)]) if {
	policy := _policy(ingress)
}

_policy_says(ingress) := "names no security policy, and the default one allows TLS 1.0" if {
	not _policy(ingress)
	not _unknown(ingress, load_balancers.ingress_annotation("ssl-policy"))
}

_policy(ingress) := policy if {
	policy := load_balancers.class_params(ingress).ssl_policy
} else := ingress.annotations[load_balancers.ingress_annotation("ssl-policy")]

_outdated(policy) := "TLS 1.0" if policy in _with_tls_1_0

_outdated(policy) := "TLS 1.0" if regex.match(`^ELBSecurityPolicy-20(11|14|15)-`, policy)

_outdated(policy) := "TLS 1.1" if policy in _with_tls_1_1

# As of 2026-11.
_with_tls_1_0 := {
	"ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-FS-2018-06",
	"ELBSecurityPolicy-TLS13-1-0-2021-06", "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
}

_with_tls_1_1 := {
	"ELBSecurityPolicy-TLS-1-1-2017-01", "ELBSecurityPolicy-FS-1-1-2019-08", "ELBSecurityPolicy-TLS13-1-1-2021-06",
}

# A proxy may stand behind a load balancer that ends TLS for it.
_proxied := [ingress |
	some ingress in input.ingresses
	not load_balancers.is_alb(ingress)
	not _ends_before(ingress)
	not _redirects_proxy(ingress)
]

_ends_before(ingress) if {
	ingress.load_balancer.controller == "in-cluster"
	some service in _balanced
	service.annotations[_certificate]
	some workload in input.workloads
	some front in workload.services
	front.ref == service.ref
	some container in workload.containers
	regex.match(`(ingress|nginx|traefik|haproxy|kong|envoy)`, container.image.repository)
}

_redirects_proxy(ingress) if {
	some name, value in _proxy_annotations
	ingress.annotations[name] == value
}

_proxy_annotations := {
	"nginx.ingress.kubernetes.io/ssl-redirect": "true",
	"nginx.ingress.kubernetes.io/force-ssl-redirect": "true",
	"nginx.ingress.kubernetes.io/ssl-passthrough": "true",
	"nginx.org/redirect-to-https": "true",
	"ingress.kubernetes.io/force-ssl-redirect": "true",
	"haproxy.org/ssl-redirect": "true",
	"haproxy-ingress.github.io/ssl-redirect": "true",
	"konghq.com/protocols": "https",
	"traefik.ingress.kubernetes.io/router.tls": "true",
}

_listener_redirects(listener) if {
	some action in listener.default_action
	action.type == "redirect"
	action.redirect.protocol == "HTTPS"
}

# What could make the listener redirect.
_why_listener(listener) := {["default_action", reason] | reason := unknown.reason(listener, "default_action")} | {
["default_action", reason] |
	some action in listener.default_action
	some field in ["type", "redirect.protocol"]
	reason := unknown.reason(action, field)
}

_listener_policy(listener) := sprintf("uses the security policy %s, which allows %s", [
	listener.ssl_policy, version,
]) if {
	listener.protocol in {"HTTPS", "TLS"}
	version := _outdated(listener.ssl_policy)
}

_listener_policy(listener) := "names no security policy, and the default one allows TLS 1.0" if {
	listener.protocol == "HTTPS"
	not listener.ssl_policy
	not unknown.reason(listener, "ssl_policy")
}

_plain(listener) if lower(listener.lb_protocol) == "http"

_plain(listener) if {
	lower(listener.lb_protocol) == "tcp"
	listener.lb_port != 443
}

_of_listener(listener, given) := _lower_if(listener.load_balancer, given) if listener.load_balancer

_of_listener(listener, given) := given if not listener.load_balancer

_lower_if(balancer, given) := {"medium": "low", "low": "info"}[given] if balancer.internal

_lower_if(balancer, given) := given if not balancer.internal
