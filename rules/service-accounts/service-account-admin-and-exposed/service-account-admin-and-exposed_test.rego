package rules["service-accounts"]["service-account-admin-and-exposed_test"]

import data.rules["service-accounts"]["service-account-admin-and-exposed"] as rule

test_critical_with_a_token_that_may_do_everything if {
	found := rule.findings with input as _model({}, {})
	{[f.severity, f.ref, f.field, f.message] | some f in found} == {[
		"critical", 1, "service_account_name",
		concat("", [
			`Deployment "web", which the internet reaches through Service "web", `,
			`has a token of service account "web", which may do everything in the cluster`,
		]),
	]}
	{p.ref | some f in found; some p in f.related} == {8, 9}
}

test_a_way_to_everything_counts if {
	path := [{"via": "bind", "text": "bind it", "becomes": "cluster-admin", "built_in": false}]
	found := rule.findings with input as _model({}, {"admin_equivalent": false, "escalation_path": path})
	{f.severity | some f in found} == {"critical"}
	waits := [object.union(path[0], {"via": "webhook"})]
	rule.findings == set() with input as _model({}, {"admin_equivalent": false, "escalation_path": waits})
	rule.findings == set() with input as _model({}, {"admin_equivalent": false})
}

test_without_a_token if {
	rule.findings == set() with input as _model({"token_mounted": false}, {})
}

test_a_projected_token if {
	projected := {"token_mounted": false, "volumes": [{"service_account_tokens": [{"ref": 3}]}]}
	count(rule.findings) == 1 with input as _model(projected, {})
	for_others := {
		"token_mounted": false,
		"volumes": [{"service_account_tokens": [{"ref": 3, "audience": "vault"}]}],
	}
	rule.findings == set() with input as _model(for_others, {})
}

test_without_exposure if {
	model := {"workloads": [object.remove(_model({}, {}).workloads[0], ["exposures"])]}
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_unknown_exposure_is_undecided if {
	model := _without("exposures")
	rule.findings == set() with input as model
	{[u.field, u.reason] | some u in rule.undecided} == {
		["service_account_name", "not-in-input"],
	} with input as model
}

test_an_unknown_token_is_undecided if {
	model := _without("token_mounted")
	rule.findings == set() with input as model
	{[u.field, u.reason] | some u in rule.undecided} == {
		["automount_service_account_token", "not-in-input"],
	} with input as model
}

test_high_for_an_ingress_controller if {
	path := [{"via": "secrets-read", "text": "read it", "becomes": "cluster-admin", "built_in": false}]
	workload := {"containers": [{"image": {"repository": "ingress-nginx/controller"}}]}
	reads := {
		"admin_equivalent": false,
		"escalation_path": path,
		"grants": [{"name": "secrets-read", "cluster_wide": true}],
	}
	{f.severity | some f in rule.findings} == {"high"} with input as _model(workload, reads)
	{f.severity | some f in rule.findings} == {"critical"} with input as _model({}, reads)
	{f.severity | some f in rule.findings} == {"critical"} with input as _model(
		workload,
		object.union(reads, {"grants": [{"name": "secrets-read", "cluster_wide": false}]}),
	)
	{f.severity | some f in rule.findings} == {"critical"} with input as _model(
		workload,
		object.union(reads, {"admin_equivalent": true}),
	)
}

_without(field) := {"workloads": [object.union(
	object.remove(_model({}, {}).workloads[0], [field]),
	{"unknown": {field: "not-in-input"}},
)]}

_model(workload, principal) := {"workloads": [object.union(
	{
		"ref": 1, "kind": "Deployment", "name": "web", "token_mounted": true, "volumes": [],
		"exposures": [{"ref": 8, "kind": "Service", "name": "web"}],
		"principal": object.union(
			{"kind": "ServiceAccount", "name": "web", "admin_equivalent": true, "bindings": [9]},
			principal,
		),
	},
	workload,
)]}
