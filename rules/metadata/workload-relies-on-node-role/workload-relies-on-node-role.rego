# METADATA
# title: Workload that uses the role of its node
# description: |
#   A program that calls AWS and has no role of its own takes the one of the node, by the instance
#   metadata. So the node's role must hold what that program needs, every other pod of the node has
#   it too, and the instance metadata cannot be closed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
#     description: EKS User Guide, EKS Pod Identity
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Make a role for the program and an EKS Pod Identity association of its service account.
#   targets: [workloads, addons]
#   scope: unit
package rules.metadata["workload-relies-on-node-role"]

import data.rules.lib.accounts
import data.rules.lib.aws_clients
import data.rules.lib.naming
import data.rules.lib.pod_identity
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": "service_account_name",
	"message": sprintf("%s %s, and %s has no IAM role, so that it takes that of its node", [
		naming.object_of(workload), says, accounts.named(workload.principal),
	]),
	"severity": severity,
} if {
	some [workload, says, severity] in _clients
	_complete
	_known(workload)
}

# An add-on that Terraform installs.
findings contains {
	"ref": addon.ref,
	"field": "service_account_role_arn",
	"message": sprintf("%s installs %s without an IAM role, so that it takes that of its node", [
		addon.address, addon.addon_name,
	]),
} if {
	some addon in _bare_addons
	not _addon_why(addon)
}

undecided contains {"ref": addon.ref, "field": "service_account_role_arn", "reason": reason} if {
	some addon in _bare_addons
	reason := _addon_why(addon)
}

# Roles are given in AWS.
undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some [workload, _, _] in _clients
	reason := _why(workload)
}

_clients := [[workload, says, severity] |
	some workload in input.workloads
	not workload.node_agent == "aws-vpc-cni"
	[says, severity] := _calls(workload)
	not aws_clients.brings_credentials(workload)
	not _has_role(workload)
]

_calls(workload) := [sprintf("runs %s", [program]), "medium"] if {
	program := aws_clients.program(workload)
} else := [sprintf("has %s for an SDK of AWS", [_variables(container)]), "low"] if {
	container := aws_clients.sdk(workload)
}

_variables(container) := concat(" and ", sort({variable.name |
	some variable in container.env
	startswith(variable.name, "AWS_")
}))

_has_role(workload) if accounts.aws_role(workload.principal)

_has_role(workload) if workload.principal.account.unknown["annotations.eks.amazonaws.com/role-arn"]

_has_role(workload) if pod_identity.of(workload)

# The input has the cluster as AWS has it, and says of which account each association is.
_complete if {
	input.clusters[0]
	every association in object.get(input, "pod_identity_associations", []) {
		not association.unknown.namespace
		not association.unknown.service_account
	}
}

_known(workload) if {
	workload.principal.account
	not workload.principal.account.unknown.annotations
	not aws_clients.credentials_unknown(workload)
}

_why(_) := "not-in-input" if not _complete

_why(workload) := aws_clients.credentials_unknown(workload) if _complete

_why(workload) := workload.principal.account.unknown.annotations if _complete

_why(workload) := "not-in-input" if {
	_complete
	not workload.principal.account
}

_bare_addons := [addon |
	some addon in input.addons
	account := _accounts_of_addons[addon.addon_name]
	not addon.service_account_role_arn
	not addon.service_account_role
	not _gets_role(addon)
	not addon.pod_identity_association
	count([a | some a in input.pod_identity_associations; _is_of(a, addon, account)]) == 0
]

# The ARN of a role that is made with the add-on is not known, but that there is one is.
_gets_role(addon) if unknown.reason(addon, "service_account_role_arn") in {"known-after-apply", "evaluation-failed"}

# The service accounts of add-ons that call AWS.
#
# Source: aws eks describe-addon-configuration
_accounts_of_addons := {
	"amazon-cloudwatch-observability": "amazon-cloudwatch/cloudwatch-agent",
	"aws-ebs-csi-driver": "kube-system/ebs-csi-controller-sa",
	"aws-efs-csi-driver": "kube-system/efs-csi-controller-sa",
	"aws-fsx-csi-driver": "kube-system/fsx-csi-controller-sa",
	"aws-mountpoint-s3-csi-driver": "kube-system/s3-csi-driver-sa",
	"external-dns": "external-dns/external-dns",
}

_is_of(association, addon, account) if {
	association.root == addon.root
	sprintf("%s/%s", [association.namespace, association.service_account]) == account
}

_addon_why(addon) := min(reasons) if {
	reasons := ({why |
		some field in ["service_account_role_arn", "pod_identity_association"]
		why := unknown.reason(addon, field)
	} | {why | why := unknown.missing(addon, "pod_identity_associations")}) | {why |
		some association in input.pod_identity_associations
		association.root == addon.root
		why := unknown.any_reason(association, ["namespace", "service_account"])
	}
	reasons != set()
}
