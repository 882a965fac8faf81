# METADATA
# title: Load balancer without access logs
# description: |
#   The log of a load balancer has every request with the address that it came from, also those
#   that never reach a pod. After a break-in it is often the only place that still says how it
#   began.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
#     description: Application Load Balancers, access logs
#   - ref: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#load-balancer-attributes
#     description: AWS Load Balancer Controller, attributes of load balancers
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html
#     description: EKS Best Practices Guide, load balancing
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set the attribute `access_logs.s3.enabled=true` with a bucket, in Terraform `access_logs`.
#   targets: [services, ingresses, load_balancers, classic_load_balancers]
#   scope: unit
package rules.observability["load-balancer-access-logs-off"]

import data.rules.lib.load_balancers
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": service.ref,
	"field": ["annotations", _service_annotation(service)],
	"message": message,
	"severity": _severity(service),
} if {
	some service in input.services
	_balanced(service)
	not _logged(service)
	count(_unknown(service)) == 0
	message := sprintf("the load balancer of %s writes no access logs%s", [naming.object_of(service), _more(service)])
}

# Of the Ingresses of one group it is enough if one asks for logs.
findings contains {
	"ref": ingress.ref,
	"field": ["annotations", _ingress_attributes],
	"message": message,
	"severity": load_balancers.severity(ingress, "low"),
} if {
	some ingress in input.ingresses
	ingress.load_balancer.controller in {"aws-load-balancer-controller", "eks-auto-mode"}
	not _ingress_logged(ingress)
	count(_unknown(ingress)) == 0
	message := sprintf("the load balancer of %s writes no access logs", [naming.object_of(ingress)])
}

findings contains {
	"ref": balancer.ref,
	"field": _enabled,
	"message": sprintf("%s writes no access logs%s", [balancer.address, _more_of_aws(balancer)]),
	"severity": _severity_of_aws(balancer),
} if {
	some balancer in input.load_balancers
	object.get(balancer, "load_balancer_type", "application") in {"application", "network"}
	not balancer.access_logs.enabled
	not unknown.reason(balancer, _enabled)
	not unknown.reason(balancer, "load_balancer_type")
}

# Within the block of a classic one they are on by default.
findings contains {
	"ref": balancer.ref,
	"field": _enabled,
	"message": sprintf("%s writes no access logs", [balancer.address]),
	"severity": _severity_of_aws(balancer),
} if {
	some balancer in input.classic_load_balancers
	not _classic_logged(balancer)
	not unknown.reason(balancer, _enabled)
}

undecided contains {"ref": balancer.ref, "field": _enabled, "reason": reason} if {
	some balancer in input.load_balancers
	object.get(balancer, "load_balancer_type", "application") != "gateway"
	not balancer.access_logs.enabled
	reason := unknown.any_reason(balancer, [_enabled, "load_balancer_type"])
}

undecided contains {"ref": balancer.ref, "field": _enabled, "reason": reason} if {
	some balancer in input.classic_load_balancers
	reason := unknown.reason(balancer, _enabled)
}

undecided contains {"ref": service.ref, "field": ["annotations", annotation], "reason": reason} if {
	some service in input.services
	_balanced(service)
	not _logged(service)
	some [annotation, reason] in _unknown(service)
}

undecided contains {"ref": ingress.ref, "field": ["annotations", annotation], "reason": reason} if {
	some ingress in input.ingresses
	ingress.load_balancer.controller in {"aws-load-balancer-controller", "eks-auto-mode"}
	not _ingress_logged(ingress)
	some [annotation, reason] in _unknown(ingress)
}

# A class that names no controller of AWS is that of somebody else.
_balanced(service) if service.load_balancer.controller

_balanced(service) if {
	service.load_balancer
	not service.load_balancer_class
}

_logged(service) if _enables(service.annotations[_service_attributes])

_logged(service) if lower(service.annotations[_legacy]) == "true"

_ingress_logged(ingress) if _enables(ingress.annotations[_ingress_attributes])

_ingress_logged(ingress) if load_balancers.class_params(ingress).load_balancer_attributes[_attribute] == "true"

_ingress_logged(ingress) if _group(ingress) in _logged_groups

_enables(attributes) if {
	some attribute in split(attributes, ",")
	[name, value] := split(attribute, "=")
	trim_space(name) == _attribute
	trim_space(value) == "true"
}

_attribute := "access_logs.s3.enabled"

_logged_groups contains _group(ingress) if {
	some ingress in input.ingresses
	_enables(ingress.annotations[_ingress_attributes])
}

_group(ingress) := name if name := load_balancers.class_params(ingress).group_name

else := ingress.annotations[load_balancers.ingress_annotation("group.name")]

_service_attributes := load_balancers.service_annotation("attributes")

_ingress_attributes := load_balancers.ingress_annotation("load-balancer-attributes")

_legacy := load_balancers.service_annotation("access-log-enabled")

_service_annotation(service) := _legacy if service.load_balancer.controller == "cloud-controller"

else := _service_attributes

# The annotations that could turn logs on and are unknown, with the reason.
_unknown(owner) := {[annotation, reason] |
	some annotation in {_service_attributes, _ingress_attributes, _legacy}
	some at in ["annotations", sprintf("annotations.%s", [annotation])]
	reason := owner.unknown[at]
}

_severity(service) := "info" if _without_tls(service)

else := load_balancers.severity(service, "low")

_more(service) := "; as a Network Load Balancer without TLS it could not" if _certainly_without_tls(service)

else := ""

# A Network Load Balancer logs the requests of TLS listeners only. If nobody knows which kind
# it is, it is taken to be one.
_without_tls(service) if {
	not service.annotations[load_balancers.service_annotation("ssl-cert")]
	not _classic(service)
}

_certainly_without_tls(service) if {
	_without_tls(service)
	service.load_balancer.controller
}

_classic(service) if {
	service.load_balancer.controller == "cloud-controller"
	not service.annotations[load_balancers.service_annotation("type")]
}

_enabled := "access_logs.enabled"

_classic_logged(balancer) if {
	balancer.access_logs
	not balancer.access_logs.enabled == false
}

_severity_of_aws(balancer) := "info" if {
	balancer.internal
} else := "info" if {
	_passes_through(balancer)
} else := "low"

_more_of_aws(balancer) := "; without a listener for TLS it could not" if {
	_passes_through(balancer)
} else := ""

# A Network Load Balancer logs only what TLS listeners take.
_passes_through(balancer) if {
	balancer.load_balancer_type == "network"
	protocols := {object.get(listener, "protocol", "") |
		some listener in input.listeners
		listener.load_balancer.ref == balancer.ref
	}
	protocols != set()
	protocols - {"TCP", "UDP", "TCP_UDP"} == set()
}
