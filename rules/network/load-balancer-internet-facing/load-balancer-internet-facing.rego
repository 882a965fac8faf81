# METADATA
# title: Load balancer open to the internet
# description: |
#   A load balancer with public addresses and without a restriction of the source takes
#   connections from anybody. That is right for the front door of a public application, and
#   seldom for databases, dashboards and what only colleagues use.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html
#     description: EKS Best Practices Guide, load balancing
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
#     description: EKS User Guide, network load balancing
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html
#     description: EKS User Guide, application load balancing
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set the scheme to `internal`, or name who may connect in `loadBalancerSourceRanges` or `inbound-cidrs`.
#   targets: [services, ingresses, gateways, load_balancers, classic_load_balancers]
#   scope: unit
package rules.network["load-balancer-internet-facing"]

import data.rules.lib.load_balancers
import data.rules.lib.naming
import data.rules.lib.security_groups
import data.rules.lib.unknown

findings contains {
	"ref": service.ref,
	"field": _service_field(service),
	"message": sprintf("%s has a load balancer that the internet reaches%s", [naming.object_of(service), _on(ports)]),
	"severity": _severity(ports, _is_dashboard(service)),
} if {
	some service in input.services
	service.load_balancer.internet_facing
	ports := {port.port | some port in service.ports}
}

findings contains {
	"ref": service.ref,
	"field": "type",
	"message": sprintf("%s has a load balancer that faces the internet, unless the AWS controller or Auto Mode makes it", [
		naming.object_of(service),
	]),
} if {
	some service in input.services
	_either(service)
}

findings contains {
	"ref": ingress.ref,
	"field": _ingress_field(ingress),
	"message": sprintf("%s has a load balancer that the internet reaches%s", [naming.object_of(ingress), _on(ports)]),
	"severity": _ingress_severity(ingress, ports),
} if {
	some ingress in input.ingresses
	ingress.load_balancer.internet_facing
	ports := _ingress_ports(ingress)
}

findings contains {
	"ref": gateway.ref,
	"field": "class_name",
	"message": sprintf("%s has a load balancer that the internet reaches%s", [naming.object_of(gateway), _on(ports)]),
	"severity": _severity(ports, false),
} if {
	some gateway in input.gateways
	gateway.load_balancer.internet_facing
	ports := {listener.port | some listener in gateway.listeners}
}

findings contains {
	"ref": balancer.ref,
	"field": "internal",
	"message": sprintf("%s is a load balancer that the internet reaches%s", [balancer.address, _on(ports)]),
	"severity": _severity(ports, false),
} if {
	some balancer in _aws
	not balancer.internal
	_why_aws(balancer) == set()
	_open_to_world(balancer)
	ports := _listens(balancer)
}

undecided contains {"ref": service.ref, "field": _service_field(service), "reason": reason} if {
	some service in input.services
	service.unknown
	reason := unknown.reason(service, "load_balancer.internet_facing")
	not _either(service)
}

undecided contains {"ref": ingress.ref, "field": _ingress_field(ingress), "reason": reason} if {
	some ingress in input.ingresses
	ingress.unknown
	reason := unknown.reason(ingress, "load_balancer.internet_facing")
}

undecided contains {"ref": gateway.ref, "field": "class_name", "reason": reason} if {
	some gateway in input.gateways
	gateway.unknown
	reason := unknown.reason(gateway, "load_balancer.internet_facing")
}

undecided contains {"ref": balancer.ref, "field": field, "reason": reason} if {
	some balancer in _aws
	not balancer.internal
	_open_to_world(balancer)
	some [field, reason] in _why_aws(balancer)
}

# Who may connect is not known.
undecided contains {"ref": balancer.ref, "field": "security_groups", "reason": reason} if {
	some balancer in _aws
	not balancer.internal
	not _open_to_world(balancer)
	reason := min(_groups_unknown(balancer))
}

# The load balancers of AWS that Terraform declares.
_aws := array.concat(
	[balancer |
		some balancer in input.load_balancers
		object.get(balancer, "load_balancer_type", "application") != "gateway"
	],
	[balancer | some balancer in input.classic_load_balancers],
)

_why_aws(balancer) := {[field, reason] |
	some field in ["internal", "load_balancer_type"]
	reason := unknown.reason(balancer, field)
}

_open_to_world(balancer) if {
	some group in balancer.groups
	some rule in group.rules
	rule.direction == "ingress"
	security_groups.world(rule)
}

# Without a group nothing holds anybody back from a Network Load Balancer; others get the
# default one of the VPC then.
_open_to_world(balancer) if {
	balancer.load_balancer_type == "network"
	_without_group(balancer)
}

_without_group(balancer) if {
	not balancer.security_groups
	not balancer.groups
	not unknown.partly(balancer, "security_groups")
	not unknown.reason(balancer, "groups")
}

_groups_unknown(balancer) := (({reason | reason := unknown.reason(balancer, "groups")} | {reason |
	some group in balancer.groups
	some reason in _rules_unknown(group)
}) | {"not-in-input" |
	balancer.load_balancer_type != "network"
	_without_group(balancer)
}) | {"not-in-input" |
	not balancer.load_balancer_type
	_without_group(balancer)
}

_rules_unknown(group) := {reason | reason := unknown.reason(group, "rules")} | {reason |
	some rule in group.rules
	rule.direction == "ingress"
	some [_, reason] in security_groups.ranges_unknown(rule)
}

_listens(balancer) := {listener.port |
	some listener in input.listeners
	listener.load_balancer.ref == balancer.ref
} | {listener.lb_port | some listener in balancer.listener}

# Nothing says which controller makes it, and they differ in what they do by default.
_either(service) if {
	service.type == "LoadBalancer"
	service.unknown["load_balancer.controller"] == "not-in-input"
	service.unknown["load_balancer.scheme"] == "not-in-input"
	not service.load_balancer_class
	not _is_restricted(service)
}

_is_restricted(service) if service.load_balancer.source_ranges

_is_restricted(service) if service.load_balancer.prefix_lists

_is_restricted(service) if service.annotations[load_balancers.service_annotation("security-groups")]

_is_restricted(service) if unknown.reason(service, "load_balancer_source_ranges")

_service_field(service) := ["annotations", name] if {
	name := [name |
		some part in ["scheme", "internal"]
		name := load_balancers.service_annotation(part)
		service.annotations[name]
	][0]
} else := "type"

_ingress_field(ingress) := ["annotations", name] if {
	name := load_balancers.ingress_annotation("scheme")
	ingress.annotations[name]
} else := "class_name"

_ingress_ports(ingress) := {port | some [_, port] in load_balancers.listeners(ingress)} if {
	load_balancers.is_alb(ingress)
} else := {443} if {
	ingress.tls
} else := {80}

_ingress_severity(ingress, ports) := "info" if {
	_has_tls(ingress)
	every port in ports {
		port in _web
	}
} else := _severity(ports, false)

_has_tls(ingress) if ingress.tls

_has_tls(ingress) if {
	load_balancers.is_alb(ingress)
	some ["HTTPS", _] in load_balancers.listeners(ingress)
}

_severity(_, true) := "high"

_severity(ports, false) := "high" if count(ports & _sensitive) > 0

_severity(ports, false) := "medium" if {
	count(ports & _sensitive) == 0
	count(ports - _web) > 0
}

_severity(ports, false) := "low" if count(ports - _web) == 0

_web := {80, 443}

# Remote shells, databases, caches and queues, the APIs of Kubernetes and Docker, and
# consoles such as those of Prometheus, Kibana and RabbitMQ.
_sensitive := {
	22, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5439, 5601, 6379, 6443, 9042, 9090, 9200, 10250, 10255,
	11211, 15672, 27017,
}

_is_dashboard(service) if {
	endswith(service.name, "dashboard")
} else if {
	some port in service.ports
	port.name == "dashboard"
} else := false

_on(ports) := sprintf(" on port %d", [port]) if {
	count(ports) == 1
	some port in ports
} else := sprintf(" on ports %s", [concat(", ", [sprintf("%d", [port]) | some port in sort(ports)])]) if {
	count(ports) > 1
} else := ""
