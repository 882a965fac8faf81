# METADATA
# title: Endpoint of ECR without limits
# description: |
#   Through an endpoint whose policy allows everything, whoever runs code in the VPC can push images
#   to a registry of his own account with keys of his own: a way out for data that no firewall of
#   the VPC sees.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
#     description: Amazon ECR User Guide, interface VPC endpoints
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, implement endpoint policies for ECR
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set a `policy` that limits push to your own account with `aws:PrincipalAccount` or `aws:ResourceAccount`.
#   targets: [vpc_endpoints]
#   profile: strict
package rules.images["ecr-endpoint-policy-open"]

import data.rules.lib.unknown

findings contains {
	"ref": endpoint.ref,
	"field": "policy",
	"message": sprintf("%s, an endpoint of %s, has no policy, so that it allows everything", [endpoint.address, service]),
} if {
	some endpoint in input.vpc_endpoints
	service := _service(endpoint)
	not endpoint.statements
	not endpoint.policy
	not unknown.reason(endpoint, "policy")
	not unknown.reason(endpoint, "statements")
	not unknown.missing(endpoint, _elsewhere)
}

findings contains {
	"ref": statement.ref,
	"field": "actions",
	"message": sprintf("%s, an endpoint of %s, lets everyone write everywhere", [endpoint.address, service]),
} if {
	some endpoint in input.vpc_endpoints
	service := _service(endpoint)
	some statement in endpoint.statements
	statement.access.everyone == "yes"
	statement.access.writes == "yes"
	statement.access.pinned == "no"
}

undecided contains {"ref": endpoint.ref, "field": "policy", "reason": reason} if {
	some endpoint in input.vpc_endpoints
	_service(endpoint)
	not endpoint.statements
	reason := min({why |
		some field in ["policy", "statements"]
		why := unknown.reason(endpoint, field)
	} | {why | not endpoint.policy; why := unknown.missing(endpoint, _elsewhere)})
}

undecided contains {"ref": statement.ref, "field": "actions", "reason": reason} if {
	some endpoint in input.vpc_endpoints
	_service(endpoint)
	some statement in endpoint.statements
	statement.access.everyone != "no"
	statement.access.writes != "no"
	statement.access.pinned != "yes"
	"unknown" in {statement.access.everyone, statement.access.writes, statement.access.pinned}
	reason := unknown.within(statement)
}

# An endpoint whose service is not known may be one of ECR.
undecided contains {"ref": endpoint.ref, "field": "service_name", "reason": reason} if {
	some endpoint in input.vpc_endpoints
	reason := unknown.reason(endpoint, "service_name")
	_is_open_ended(endpoint)
	some statement in endpoint.statements
	statement.access.everyone == "yes"
	statement.access.writes == "yes"
	statement.access.pinned == "no"
}

_is_open_ended(endpoint) if not endpoint.service_name

_is_open_ended(endpoint) if endswith(endpoint.service_name, "}")

# An aws_vpc_endpoint_policy is in no collection of its own; only a module can hide one.
_elsewhere := "vpc_endpoint_policies"

_service(endpoint) := "ECR" if _of_ecr(endpoint)

_service(endpoint) := "S3, where ECR keeps layers" if {
	_is_gateway(endpoint)
	endswith(endpoint.service_name, ".s3")
	some other in input.vpc_endpoints
	other.root == endpoint.root
	_of_ecr(other)
}

_of_ecr(endpoint) if endswith(endpoint.service_name, ".ecr.api")

_of_ecr(endpoint) if endswith(endpoint.service_name, ".ecr.dkr")

_is_gateway(endpoint) if endpoint.vpc_endpoint_type == "Gateway"

_is_gateway(endpoint) if {
	not endpoint.vpc_endpoint_type
	not unknown.reason(endpoint, "vpc_endpoint_type")
}
