# METADATA
# title: AWS role for a service account that is not there
# description: |
#   A role trusts a service account, or an association names one, that nothing in the input defines or
#   uses. Whoever may create an account of that name gets the role: it is a `medium` finding if even
#   the namespace is not defined.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Remove the entry, or name the service account that is in use.
#   targets: [iam_roles, pod_identity_associations]
#   scope: unit
package rules.iam["aws-role-for-absent-service-account"]

import data.rules.lib.unknown

findings contains {
	"ref": named.ref,
	"field": named.field,
	"message": sprintf("%s names service account %q of namespace %q, which %s", [
		named.address, named.account, named.namespace, _absence(named),
	]),
	"severity": _severity(named),
} if {
	some named in _absent
	not _why(named)
}

# Others may install what defines the account.
undecided contains {"ref": named.ref, "field": named.field, "reason": _why(named)} if some named in _absent

# Which account is named is not known.
undecided contains {"ref": association.ref, "field": field, "reason": reason} if {
	_is_of_kubernetes
	some association in input.pod_identity_associations
	not object.get(association, "service_account", "") in _of_charts
	some field in ["namespace", "service_account"]
	reason := unknown.reason(association, field)
}

undecided contains {"ref": condition.ref, "field": at, "reason": reason} if {
	_is_of_kubernetes
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.eks in {"yes", "unknown"}
	some condition in statement.conditions
	endswith(lower(condition.variable), ":sub")
	some [at, reason] in unknown.places(condition, "values")
}

_absent := [named |
	_is_of_kubernetes
	some named in array.concat(_trusted, _associated)
	not named.account in _of_charts
	not _key(named.namespace, named.account) in _present
]

# Without workloads in the input nothing is to be expected there.
_is_of_kubernetes if input.workloads[0]

_trusted := [named |
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.eks in {"yes", "unknown"}
	some condition in statement.conditions
	lower(condition.test) in {"stringequals", "stringequalsignorecase", "stringlike", "foranyvalue:stringequals"}
	endswith(lower(condition.variable), ":sub")
	some i, value in condition.values
	not regex.match(`[*?$]`, value)
	parts := split(value, ":")
	count(parts) == 4
	parts[1] == "serviceaccount"
	named := {
		"ref": condition.ref, "field": _place(condition, i), "address": role.address,
		"namespace": parts[2], "account": parts[3], "doubts": _doubts(statement),
	}
]

# Whether the role lets in tokens of a cluster at all may not be known.
_doubts(statement) := set() if {
	statement.web_identity.eks == "yes"
} else := {unknown.within(statement)}

_place(condition, i) := sprintf("values.%d", [i]) if {
	count(condition.values) > 1
} else := "values"

_associated := [named |
	some association in input.pod_identity_associations
	named := {
		"ref": association.ref, "field": "service_account", "address": association.address,
		"namespace": association.namespace, "account": association.service_account,
		"doubts": set(),
	}
]

_key(namespace, name) := sprintf("%s/%s", [namespace, name])

# The accounts that are defined or used; one without a namespace may be in any.
_present := (defined | used) | anywhere if {
	defined := {_key(account.namespace, account.name) |
		some account in input.service_accounts
		account.namespace
	}
	used := {_key(workload.principal.namespace, workload.principal.name) | some workload in input.workloads}
	anywhere := {_key(namespace, name) |
		some name in _without_namespace
		some namespace in {named.namespace | some named in array.concat(_trusted, _associated)}
	}
}

_without_namespace := names | used if {
	names := {account.name | some account in input.service_accounts; not account.namespace}
	used := {workload.service_account_name | some workload in input.workloads; not workload.namespace}
}

# What the charts of well-known controllers make.
_of_charts := {
	"aws-load-balancer-controller", "ebs-csi-controller-sa", "ebs-csi-node-sa", "efs-csi-controller-sa", "efs-csi-node-sa",
	"fsx-csi-controller-sa", "fsx-csi-node-sa", "s3-csi-driver-sa", "aws-node", "karpenter", "external-dns",
	"cluster-autoscaler", "cluster-autoscaler-sa", "cluster-autoscaler-aws-cluster-autoscaler", "cert-manager",
	"external-secrets", "aws-node-termination-handler", "cloudwatch-agent", "fluent-bit", "aws-for-fluent-bit", "velero",
	"velero-server", "adot-collector", "aws-gateway-controller", "gateway-api-controller", "argocd-application-controller",
	"argocd-server", "keda-operator", "ack-controller", "secrets-store-csi-driver-provider-aws", "aws-privateca-issuer",
	"amp-iamproxy-ingest-service-account", "amp-iamproxy-query-service-account",
}

_why(named) := min(named.doubts) if {
	named.doubts != set()
} else := "not-in-input" if {
	not named.namespace in _namespaces
	not input.namespaces[0]
} else := "template-value" if {
	some account in input.service_accounts
	account.unknown.name
} else := "template-value" if {
	some workload in input.workloads
	workload.unknown.service_account_name
} else := "not-in-input" if {
	some release in input.chart_releases
	object.get(release, "namespace", named.namespace) == named.namespace
} else := "not-in-input" if {
	some release in input.helm_releases
	object.get(release, "namespace", named.namespace) == named.namespace
} else := "unknown-count" if {
	some missing in input.missing
	missing.collection in {"service_accounts", "workloads"}
}

# The namespaces of which the input has something.
_namespaces := union({
	{namespace.name | some namespace in input.namespaces},
	{workload.namespace | some workload in input.workloads},
	{account.namespace | some account in input.service_accounts},
})

_absence(named) := "nothing here defines or uses" if {
	named.namespace in _namespaces
} else := "nothing here defines or uses, as the namespace itself"

_severity(named) := "low" if {
	named.namespace in _namespaces
} else := "medium"
