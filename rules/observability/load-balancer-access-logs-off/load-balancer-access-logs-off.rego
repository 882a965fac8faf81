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
#   remedy: Set the attribute `access_logs.s3.enabled=true` with a bucket.
#   targets: [services, ingresses]
#   scope: unit
package rules.observability["load-balancer-access-logs-off"]

import data.rules.lib.load_balancers
import data.rules.lib.naming

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
