# METADATA
# title: PodSecurityPolicies keep the VPC resource controller out
# description: |
#   The VPC resource controller changes pods to give them the network interface that carries
#   their security groups. Where custom PodSecurityPolicies decide who may change pods, its
#   user eks:vpc-resource-controller needs a permissive one, and in older clusters its service
#   accounts eks-vpc-resource-controller and vpc-resource-controller in kube-system do too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
#     description: EKS User Guide, security groups for pods
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add the user and the service accounts of the controller to the subjects of the binding.
#   targets: [security_group_policies]
#   scope: unit
package rules["pod-security"]["psp-omits-vpc-resource-controller"]

import data.rules.lib.naming
import data.rules.lib.psp
import data.rules.lib.unknown

findings contains {
	"ref": binding.ref,
	"field": "subjects",
	"message": sprintf("%s is for a permissive PodSecurityPolicy and leaves out eks:vpc-resource-controller", [
		naming.object_of(binding),
	]),
	"related": [{
		"ref": input.security_group_policies[0].ref,
		"field": "",
		"message": "its pods get their network interface from the controller",
	}],
} if {
	_applies
	_custom_policies
	binding := _permissive_bindings[0]
	not _listed
	count(_unknown_subjects) == 0
}

# EKS binds eks.privileged to everyone unless that was deleted.
undecided contains {
	"ref": input.security_group_policies[0].ref,
	"field": "",
	"reason": "not-in-input",
} if {
	_applies
	_custom_policies
	count(_permissive_bindings) == 0
}

undecided contains place if {
	_applies
	_custom_policies
	not _listed
	some place in _unknown_subjects
}

_unknown_subjects contains {"ref": node.ref, "field": field, "reason": reason} if {
	some binding in _permissive_bindings
	some node in array.concat([binding], object.get(binding, "subjects", []))
	node.unknown
	some field in {"subjects", "name"}
	reason := unknown.reason(node, field)
}

_applies if not psp.gone

_custom_policies if {
	some policy in input.pod_security_policies
	policy.name != "eks.privileged"
}

_permissive_bindings := [grant.binding |
	some grant in psp.grants
	grant.binding.kind == "ClusterRoleBinding"
	_names_permissive(grant.rule)
]

_names_permissive(rule) if psp.names(rule, "eks.privileged")

_names_permissive(rule) if {
	some policy in input.pod_security_policies
	psp.names(rule, policy.name)
	psp.beyond_baseline[policy.ref]
}

# The controller is among the subjects of one of the bindings.
_listed if {
	some binding in _permissive_bindings
	some subject in binding.subjects
	_is_controller(subject)
}

_is_controller(subject) if {
	subject.kind == "Group"
	subject.name == "system:authenticated"
}

_is_controller(subject) if {
	subject.kind == "User"
	subject.name == "eks:vpc-resource-controller"
}
