package rules.iam["aws-role-shared_test"]

import data.rules.iam["aws-role-shared"] as rule

test_accounts_of_several_namespaces if {
	rule.findings == {{
		"ref": 1, "field": ["annotations", "eks.amazonaws.com/role-arn"], "severity": "medium",
		"message": `service account "web" of namespace "shop" has the role arn:aws:iam::111122223333:role/a, and so has service account "api" of namespace "bank"`,
		"related": [{"ref": 2, "field": ["annotations", "eks.amazonaws.com/role-arn"], "message": "has the same role"}],
	}} with input as _accounts([_account(1, "shop", "web"), _account(2, "bank", "api")])
}

test_of_many_the_first_is_the_place if {
	{[f.ref, f.message, count(f.related)] | some f in rule.findings} == {[
		1,
		`service account "web" of namespace "shop" has the role arn:aws:iam::111122223333:role/a, and so has service account "api" of namespace "shop" and 1 more`,
		2,
	]} with input as _accounts([_account(1, "shop", "web"), _account(2, "shop", "api"), _account(3, "bank", "bills")])
}

test_one_application_in_several_namespaces_is_low if {
	{f.severity | some f in rule.findings} == {"low"} with input as _accounts([
		_account(1, "shop-test", "web"),
		_account(2, "shop-live", "web"),
	])
}

test_parts_of_one_application if {
	every pair in [
		["web", "web-worker"], ["web-worker", "web"], ["ebs-csi-controller-sa", "ebs-csi-node-sa"],
		["web", "web"],
	] {
		rule.findings == set() with input as _accounts([_account(1, "shop", pair[0]), _account(2, "shop", pair[1])])
		rule.findings == set() with input as _accounts([_account(1, "shop", pair[0]), _account(2, "", pair[1])])
	}
	count(rule.findings) == 1 with input as _accounts([_account(1, "shop", "web"), _account(2, "shop", "webhook")])
	count(rule.findings) == 1 with input as _accounts([_account(1, "shop", "web"), _account(2, "bank", "web-worker")])
}

test_a_release_is_one_application if {
	instance := {"labels": {"app.kubernetes.io/instance": "shop"}}
	release := {"annotations": {"eks.amazonaws.com/role-arn": _arn, "meta.helm.sh/release-name": "shop"}}
	every more in [instance, release] {
		rule.findings == set() with input as _accounts([
			object.union(_account(1, "shop", "web"), more),
			object.union(_account(2, "shop", "api"), more),
		])
	}
	other := {"labels": {"app.kubernetes.io/instance": "other"}}
	count(rule.findings) == 1 with input as _accounts([
		object.union(_account(1, "shop", "web"), instance),
		object.union(_account(2, "shop", "api"), other),
	])
	pods := [{
		"ref": 10 + i, "name": name, "pod_labels": {"app.kubernetes.io/instance": "shop"},
		"principal": {"name": name, "namespace": "shop"},
	} |
		some i, name in ["web", "api"]
	]
	rule.findings == set() with input as object.union(
		_accounts([_account(1, "shop", "web"), _account(2, "shop", "api")]),
		{"workloads": pods},
	)
}

test_other_roles_and_none_are_not_shared if {
	other := object.union(_account(2, "bank", "api"), {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/b"}})
	rule.findings == set() with input as _accounts([_account(1, "shop", "web"), other])
	every annotations in [{}, {"eks.amazonaws.com/role-arn": ""}] {
		plain := {"ref": 2, "name": "api", "namespace": "bank", "annotations": annotations}
		rule.findings == set() with input as _accounts([_account(1, "shop", "web"), plain])
	}
	twice := [_account(1, "shop", "web"), _account(2, "shop", "web")]
	rule.findings == set() with input as _accounts(twice)
}

test_associations_count_as_well if {
	association := {"ref": 3, "namespace": "bank", "service_account": "bills", "role_arn": _arn}
	{[f.ref, f.related[0].ref, f.related[0].field] | some f in rule.findings} == {[1, 3, "role_arn"]} with input as object.union(
		_accounts([_account(1, "shop", "web")]),
		{"pod_identity_associations": [association]},
	)
}

test_associations_of_a_role_whose_arn_is_not_known if {
	list := [
		_association(3, "prod", "bank", "bills"),
		_association(4, "prod", "shop", "orders"),
		_association(5, "dev", "shop", "search"),
		object.union(object.remove(_association(6, "prod", "shop", "web"), ["role"]), {"unknown": {"role_arn": "data-source"}}),
	]
	{[f.ref, f.field, f.related[0].ref] | some f in rule.findings} == {[3, "role_arn", 4]} with input as {"pod_identity_associations": list}
	rule.undecided == {{"ref": 6, "field": "role_arn", "reason": "data-source"}} with input as {"pod_identity_associations": list}
	every f in rule.findings {
		contains(f.message, "has the role aws_iam_role.shared, and so has")
	} with input as {"pod_identity_associations": list}
}

test_an_association_of_an_account_that_is_not_known if {
	open := object.union(
		object.remove(_association(3, "prod", "bank", "bills"), ["namespace"]),
		{"unknown": {"namespace": "variable-without-default"}},
	)
	alone := {"pod_identity_associations": [open]}
	rule.undecided == set() with input as alone
	beside := {"pod_identity_associations": [open, _association(4, "prod", "shop", "orders")]}
	rule.findings == set() with input as beside
	rule.undecided == {{"ref": 3, "field": "namespace", "reason": "variable-without-default"}} with input as beside
}

_association(ref, root, namespace, account) := {
	"ref": ref, "root": root, "namespace": namespace, "service_account": account,
	"role": {"ref": 8, "address": "aws_iam_role.shared"},
}

test_the_role_of_nodes_is_high if {
	model := object.union(
		_accounts([_account(1, "shop", "web"), _account(2, "bank", "web")]),
		{"node_groups": [{"ref": 9, "node_role_arn": _arn}]},
	)
	{f.severity | some f in rule.findings} == {"high"} with input as model
	some f in rule.findings with input as model
	endswith(f.message, ", and the nodes have it too")
}

_arn := "arn:aws:iam::111122223333:role/a"

_account(ref, namespace, name) := object.union(
	{"ref": ref, "kind": "ServiceAccount", "name": name, "annotations": {"eks.amazonaws.com/role-arn": _arn}},
	_namespace(namespace),
)

_namespace("") := {"unknown": {"namespace": "namespace-left-out"}}

_namespace(name) := {"namespace": name} if name != ""

_accounts(list) := {"service_accounts": list}
