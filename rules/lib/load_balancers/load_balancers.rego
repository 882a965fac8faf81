# METADATA
# title: Load balancers
# description: What rules ask about the load balancers of Services, Ingresses and Gateways.
# related_resources:
#   - ref: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
#   - ref: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
# schemas:
#   - input: schema
package rules.lib.load_balancers

# METADATA
# description: Is the name of an annotation of a Service, given its part behind the prefix.
service_annotation(name) := concat("", ["service.beta.kubernetes.io/aws-load-balancer-", name])

# METADATA
# description: Is the name of an annotation of an Ingress that gets an ALB.
ingress_annotation(name) := concat("", ["alb.ingress.kubernetes.io/", name])

# METADATA
# scope: document
# description: |
#   Is true for an Ingress that gets an ALB: its class says so, or, if the class is not known,
#   an annotation.
is_alb(ingress) if ingress.load_balancer.controller in {"aws-load-balancer-controller", "eks-auto-mode"}

is_alb(ingress) if {
	not ingress.load_balancer.controller
	not ingress.class_name
	some name, _ in ingress.annotations
	startswith(name, "alb.ingress.kubernetes.io/")
}

# METADATA
# description: |
#   Are the listeners of an ALB as pairs of protocol and port: those of the annotation, or the
#   default. Undefined if the annotation is not known or is no JSON.
listeners(ingress) := {[protocol, port] |
	some entry in json.unmarshal(text)
	some protocol, port in entry
} if {
	text := ingress.annotations[_listen_ports]
	json.is_valid(text)
} else := {["HTTPS", 443]} if {
	not ingress.annotations[_listen_ports]
	not _unknown(ingress, _listen_ports)
	has_certificate(ingress)
} else := {["HTTP", 80]} if {
	not ingress.annotations[_listen_ports]
	not _unknown(ingress, _listen_ports)
	not _unknown(ingress, ingress_annotation("certificate-arn"))
}

_listen_ports := ingress_annotation("listen-ports")

_unknown(ingress, annotation) if ingress.unknown[sprintf("annotations.%s", [annotation])]

_unknown(ingress, _) if ingress.unknown.annotations

# METADATA
# scope: document
# description: Is true for an Ingress of an ALB that names a certificate, itself or by its class.
has_certificate(ingress) if ingress.annotations[ingress_annotation("certificate-arn")]

has_certificate(ingress) if class_params(ingress).certificate_arns

# METADATA
# description: Are the parameters of the class of an Ingress; undefined if it has none in the input.
class_params(ingress) := [params |
	some class in input.ingress_classes
	class.name == ingress.class_name
	class.parameters_kind == "IngressClassParams"
	some params in input.ingress_class_params
	params.name == class.parameters_name
][0]

# METADATA
# description: Is the next lower severity for a load balancer that is internal, else the given one.
# scope: document
severity(owner, given) := _lower[given] if is_internal(owner)

severity(owner, given) := given if not is_internal(owner)

# METADATA
# description: Is true for an object whose load balancer is internal.
is_internal(owner) if owner.load_balancer.scheme == "internal"

_lower := {"high": "medium", "medium": "low", "low": "info", "info": "info"}
