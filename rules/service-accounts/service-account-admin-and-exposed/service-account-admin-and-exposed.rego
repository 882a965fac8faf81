# METADATA
# title: Exposed workload that can become cluster-admin
# description: |
#   The internet reaches the program, and its token can do everything in the cluster or leads to that.
#   A single flaw in the program that lets an attacker read a file gives away the cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/concepts/security/service-accounts/
#     description: Kubernetes, service accounts
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Take the role away, do not mount the token, or let the internet reach a workload in front of this one.
#   targets: [workloads]
package rules["service-accounts"]["service-account-admin-and-exposed"]

import data.rules.lib.escalation
import data.rules.lib.exposure
import data.rules.lib.naming

findings contains {
	"ref": workload.ref,
	"field": "service_account_name",
	"message": sprintf("%s, which the internet reaches through %s, has a token of service account %q, which %s", [
		naming.object_of(workload),
		exposure.names(workload),
		workload.principal.name,
		power,
	]),
	"severity": _severity(workload),
	"related": array.concat(exposure.places(workload), _bindings(workload)),
} if {
	some workload in input.workloads
	workload.exposures[0]
	_has_token(workload)
	power := _power(workload.principal)
}

undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.exposures
	not workload.exposures
	_has_token(workload)
	_power(workload.principal)
}

undecided contains {
	"ref": workload.ref,
	"field": "automount_service_account_token",
	"reason": workload.unknown.token_mounted,
} if {
	some workload in input.workloads
	workload.exposures[0]
	workload.unknown.token_mounted
	not _has_token(workload)
	_power(workload.principal)
}

_has_token(workload) if workload.token_mounted

# A projected token without an audience is one for the API server.
_has_token(workload) if {
	some volume in workload.volumes
	some token in volume.service_account_tokens
	not token.audience
	not token.unknown.audience
}

_power(principal) := "may do everything in the cluster" if principal.admin_equivalent

else := sprintf("can become cluster-admin: %s", [escalation.text(principal)]) if escalation.is_way(principal)

_severity(workload) := "high" if _is_ingress_controller(workload)

else := "critical"

# It has to be exposed, and to read the certificates that Ingresses name.
_is_ingress_controller(workload) if {
	some container in workload.containers
	some name in _controllers
	endswith(container.image.repository, name)
	some grant in workload.principal.grants
	grant.name == "secrets-read"
	grant.cluster_wide
	not workload.principal.admin_equivalent
}

_controllers := {
	"/contour", "/controller", "/envoy-gateway", "/gateway", "/haproxy-ingress", "/kubernetes-ingress",
	"/kubernetes-ingress-controller", "/kong", "/nginx-ingress", "/proxyv2", "/traefik", "traefik",
}

_bindings(workload) := [{"ref": ref, "field": "", "message": "a binding of the service account"} |
	some ref in workload.principal.bindings
]
