# METADATA
# title: EKS Pod Identity without effect
# description: |
#   The service account has an association, and its pods do not get the credentials of that role.
#   They use others that were left behind, or the role of the node, and nobody notices as long as
#   these suffice.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
#     description: EKS User Guide, EKS Pod Identity
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
#     description: EKS User Guide, the IAM role of an association
#   - ref: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
#     description: AWS SDKs, the order in which credentials are looked for
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Install the agent, let the role trust `pods.eks.amazonaws.com`, and remove other credentials.
#   targets: [workloads, pod_identity_associations]
#   scope: unit
package rules.iam["pod-identity-inoperative"]

import data.rules.lib.naming
import data.rules.lib.pod_identity
import data.rules.lib.unknown

# SDKs look for these before they ask the agent.
findings contains {
	"ref": variable.ref,
	"field": "name",
	"message": sprintf("%s sets %s, which SDKs use instead of EKS Pod Identity", [
		naming.container(container), concat(" and ", names),
	]),
	"related": [_evidence[container.workload.ref]],
} if {
	some container in input.containers
	container.env[0]
	_evidence[container.workload.ref]
	some names in _earlier
	variable := _first(container, names)
}

# What is left of a role by IRSA does nothing.
findings contains {
	"ref": account.ref,
	"field": ["annotations", _annotation],
	"message": sprintf("%s has an association, beside which its role %s has no effect", [
		naming.object_of(account), account.annotations[_annotation],
	]),
	"severity": "info",
} if {
	input.pod_identity_associations[0]
	some account in input.service_accounts
	account.annotations[_annotation] != ""
	pod_identity.associations[sprintf("%s/%s", [account.namespace, account.name])]
}

# Nobody answers on the nodes.
findings contains {
	"ref": first.ref,
	"field": "service_account",
	"message": sprintf("%s has no effect: the cluster has no eks-pod-identity-agent", [_named(first)]),
} if {
	some first in _firsts
	not _has_agent(first)
	not _addons_unknown(first)
}

# EKS passes only roles of its own account to the agent.
findings contains {
	"ref": association.ref,
	"field": "role_arn",
	"message": sprintf(
		"%s has no effect: its role lies in account %s, the cluster in %s; such a role belongs in target_role_arn",
		[_named(association), account, own],
	),
} if {
	some association in input.pod_identity_associations
	account := _account(association.role_arn)
	some own in _accounts(association)
	own != account
}

# The role does not let EKS take it.
findings contains {
	"ref": association.ref,
	"field": "role_arn",
	"message": sprintf("%s has no effect: the trust policy of %s %s", [
		_named(association), _role(association.role), lacks,
	]),
	"related": [{"ref": association.role.ref, "field": "assume_role_policy", "message": "the trust policy"}],
} if {
	some association in input.pod_identity_associations
	lacks := _lacks(association)
	_trust_known(association.role)
	not _tags_do_not_matter(association, lacks)
}

# The agent runs on Linux nodes of EC2 only.
findings contains {
	"ref": association.ref,
	"field": "service_account",
	"message": sprintf("%s has no effect: its pods run on %s, where there is no agent", [_named(association), where]),
} if {
	some association in input.pod_identity_associations
	users := [workload |
		some workload in input.workloads
		workload.principal.namespace == association.namespace
		workload.principal.name == association.service_account
	]
	count(users) > 0
	some where in ["Windows", "Fargate"]
	every workload in users { _runs_on(workload, where, association) }
}

undecided contains {"ref": first.ref, "field": "service_account", "reason": reason} if {
	some first in _firsts
	not _has_agent(first)
	reason := _addons_unknown(first)
}

# The role may be of another account, or what is annotated be of the association.
undecided contains {"ref": association.ref, "field": "role_arn", "reason": reason} if {
	some association in input.pod_identity_associations
	not association.role
	reason := unknown.reason(association, "role_arn")
	count(_accounts(association)) > 0
}

undecided contains {"ref": association.ref, "field": field, "reason": reason} if {
	some association in input.pod_identity_associations
	some field in ["namespace", "service_account"]
	reason := unknown.reason(association, field)
	_may_be_of_one(association)
}

undecided contains {"ref": association.ref, "field": "role_arn", "reason": "not-evaluated"} if {
	some association in input.pod_identity_associations
	_trust_known(association.role)
	lacks := _lacks(association)
	_tags_do_not_matter(association, lacks)
}

undecided contains {"ref": association.ref, "field": "role_arn", "reason": reason} if {
	some association in input.pod_identity_associations
	_lacks(association)
	reason := min({why | some why in association.role.unknown})
	not _trust_known(association.role)
}

_annotation := "eks.amazonaws.com/role-arn"

# An association of which only one of the two names is known may be of an annotated account.
_may_be_of_one(association) if {
	some account in input.service_accounts
	account.annotations[_annotation] != ""
	object.get(association, "namespace", account.namespace) == account.namespace
	object.get(association, "service_account", account.name) == account.name
}

_earlier := [["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"]]

_first(container, names) := variable if {
	variable := [v | some v in container.env; v.name == names[0]][0]
	names[1] in {v.name | some v in container.env}
}

_evidence := object.union_n([_evidences])

_evidences[workload.ref] := evidence if {
	some workload in input.workloads
	evidence := pod_identity.evidence(workload)
}

_named(association) := sprintf("the association of service account %q of namespace %q", [
	association.service_account, association.namespace,
]) if {
	association.service_account
	association.namespace
} else := association.address

_role(role) := sprintf("role %q", [role.name]) if {
	role.name
} else := role.address

_agent := "eks-pod-identity-agent"

# The first association of each cluster speaks for all: they fail for one reason.
_firsts := [_of(cluster)[0] | some cluster in {_cluster(a) | some a in input.pod_identity_associations}]

_of(cluster) := [a | some a in input.pod_identity_associations; _cluster(a) == cluster]

_cluster(resource) := [resource.root, resource.cluster.address] if {
	resource.cluster
} else := [resource.root, object.get(resource, "cluster_name", "")]

_has_agent(_) if {
	some release in input.chart_releases
	_agent in release.charts
}

_has_agent(_) if {
	some container in input.containers
	endswith(container.image.repository, _agent)
}

_has_agent(association) if {
	some addon in input.addons
	addon.addon_name == _agent
	_may_be_one(_cluster(addon), _cluster(association))
}

_has_agent(association) if {
	some release in input.helm_releases
	release.chart == _agent
	release.root == association.root
}

_has_agent(association) if association.cluster.compute_config.enabled == true

# Clusters that are not known by name are any of the root.
_may_be_one(a, b) if a == b

_may_be_one(a, b) if {
	a[0] == b[0]
	"" in {a[1], b[1]}
}

# Is why it is not known if the cluster has the agent. The input tells if it has the cluster
# and other add-ons of it.
_addons_unknown(association) := "not-in-input" if {
	not _has_addons(association)
} else := min(_reasons(association))

_reasons(association) := union({
	{why | why := unknown.reason(association.cluster, "compute_config.enabled")},
	{unknown.missing(association, collection) | some collection in ["addons", "helm_releases"]},
	{why |
		some addon in input.addons
		_may_be_one(_cluster(addon), _cluster(association))
		why := addon.unknown.addon_name
	},
})

_has_addons(association) if {
	association.cluster
	some addon in input.addons
	_may_be_one(_cluster(addon), _cluster(association))
}

_account(arn) := regex.find_all_string_submatch_n(`^arn:[^:]*:iam::(\d{12}):`, arn, 1)[0][1]

# The account of a cluster is that of its own roles.
_accounts(association) := {account | account := _account(association.cluster.role_arn)} | {account |
	some group in input.node_groups
	group.cluster.ref == association.cluster.ref
	account := _account(group.node_role_arn)
}

_lacks(association) := "does not name pods.eks.amazonaws.com" if {
	association.role
	not _allows(association.role, "sts:AssumeRole")
} else := "allows it sts:AssumeRole without sts:TagSession" if {
	association.role
	not _allows(association.role, "sts:TagSession")
}

_trust_known(role) if not _trust_unknown(role)

_trust_unknown(role) if {
	some field, _ in role.unknown
	regex.match(`^(trust|assume_role_policy)(\.|$)`, field)
}

_trust_unknown(role) if {
	some statement in role.trust
	statement.unknown
}

# Without tags EKS may not ask for the permission to set them.
_tags_do_not_matter(association, lacks) if {
	association.disable_session_tags
	contains(lacks, "sts:TagSession")
}

_allows(role, action) if {
	some statement in role.trust
	statement.effect == "Allow"
	some pattern in statement.actions
	glob.match(lower(pattern), null, lower(action))
	some principal in statement.principals
	_is_of_pods(principal)
}

_is_of_pods(principal) if {
	principal.type == "Service"
	principal.identifier == "pods.eks.amazonaws.com"
}

_is_of_pods(principal) if principal.identifier == "*"

_runs_on(workload, "Windows", _) if workload.os == "windows"

_runs_on(workload, "Windows", _) if workload.node_selector["kubernetes.io/os"] == "windows"

_runs_on(workload, "Fargate", association) if {
	some profile in input.fargate_profiles
	_may_be_one(_cluster(profile), _cluster(association))
	some selector in profile.selector
	glob.match(selector.namespace, null, workload.namespace)
	every key, value in object.get(selector, "labels", {}) {
		glob.match(value, null, workload.pod_labels[key])
	}
}
