package rules.iam["exposed-workload-with-admin-aws-role_test"]

import data.rules.iam["exposed-workload-with-admin-aws-role"] as rule

test_path if {
	{[f.ref, f.severity] | some f in rule.findings} == {[5, "critical"]} with input as _model([{"ref": 6, "kind": "Service", "name": "web"}], "AdministratorAccess")
	rule.findings == set() with input as _model([], "AdministratorAccess")
	rule.findings == set() with input as _model([{"ref": 6, "kind": "Service", "name": "web"}], "AmazonS3ReadOnlyAccess")
}

test_an_association_wins if {
	model := object.union(_model([{"ref": 6, "kind": "Service", "name": "web"}], "AdministratorAccess"), {
		"pod_identity_associations": [{"ref": 8, "namespace": "shop", "service_account": "web"}],
	})
	rule.findings == set() with input as model
}

test_an_association_that_may_be_of_the_account if {
	exposures := [{"ref": 6, "kind": "Service", "name": "web"}]
	association := {
		"ref": 8, "service_account": "web", "role": object.union(_role("AdministratorAccess"), {"ref": 9}),
		"unknown": {"namespace": "data-source"},
	}
	harmless := object.union(association, {"role": {"ref": 10, "managed_policies": []}})
	every case in [["AmazonS3ReadOnlyAccess", association], ["AdministratorAccess", harmless]] {
		model := _with(_model(exposures, case[0]), case[1])
		rule.findings == set() with input as model
		{[u.ref, u.reason] | some u in rule.undecided} == {[5, "data-source"]} with input as model
	}
	every model in [
		_with(_model(exposures, "AmazonS3ReadOnlyAccess"), harmless),
		_with(_model(exposures, "AmazonS3ReadOnlyAccess"), object.union(association, {"service_account": "other"})),
		_with(_model([], "AdministratorAccess"), association),
	] {
		rule.undecided == set() with input as model
	}
}

test_a_possible_association_with_a_role_that_is_not_known if {
	association := {
		"ref": 8, "namespace": "shop", "role": {"ref": 9, "unknown": {"managed_policies": "not-in-input"}},
		"unknown": {"service_account": "data-source"},
	}
	model := _with(_model([{"ref": 6, "kind": "Service", "name": "web"}], "AmazonS3ReadOnlyAccess"), association)
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "data-source"]} with input as model
}

test_an_exposure_that_is_not_known if {
	every case in [["AdministratorAccess", {[5, "data-source"]}], ["AmazonS3ReadOnlyAccess", set()]] {
		model := _changed(_model([], case[0]), {"unknown": {"exposures": "data-source"}})
		rule.findings == set() with input as model
		{[u.ref, u.reason] | some u in rule.undecided} == case[1] with input as model
	}
}

test_an_account_that_is_not_known if {
	admin := object.union(_role("AdministratorAccess"), {"ref": 9})
	association := {"ref": 8, "namespace": "shop", "service_account": "x", "role": admin}
	base := _with(_model([{"ref": 6, "kind": "Service", "name": "web"}], "AmazonS3ReadOnlyAccess"), association)
	unnamed := {"namespace": "shop", "unknown": {"service_account_name": "data-source"}}
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "data-source"]} with input as _changed(base, unnamed)
	rule.findings == set() with input as _changed(base, unnamed)
	elsewhere := object.union(unnamed, {"namespace": "other"})
	rule.undecided == set() with input as _changed(base, elsewhere)
	anywhere := {"unknown": {"namespace": "data-source"}, "principal": {"name": "x"}}
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "data-source"]} with input as _changed(base, anywhere)
	rule.undecided == set() with input as _changed(base, object.union(anywhere, {"principal": {"name": "y"}}))
}

test_a_namespace_that_is_left_out if {
	account := {"ref": 7, "name": "web", "aws_role": _role("AdministratorAccess")}
	base := object.union(
		_model([{"ref": 6, "kind": "Service", "name": "web"}], "AdministratorAccess"),
		{"service_accounts": [account]},
	)
	model := json.remove(base, ["workloads/0/principal/namespace", "workloads/0/principal/account"])
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "namespace-left-out"]} with input as model
}

_changed(model, more) := object.union(model, {"workloads": [object.union(model.workloads[0], more)]})

_with(model, association) := object.union(model, {
	"pod_identity_associations": [association],
	"iam_roles": array.concat(model.iam_roles, [association.role]),
})

_model(exposures, policy) := {
	"iam_roles": [_role(policy)],
	"workloads": [{
		"ref": 5, "kind": "Deployment", "name": "web", "exposures": exposures,
		"principal": {"namespace": "shop", "name": "web", "account": {"ref": 7, "aws_role": _role(policy)}},
	}],
}

_role(policy) := {
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes",
	"managed_policies": [{"ref": 3, "policy_name": policy}],
}
