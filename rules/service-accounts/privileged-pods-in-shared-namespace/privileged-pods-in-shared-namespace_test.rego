package rules["service-accounts"]["privileged-pods-in-shared-namespace_test"]

import data.rules["service-accounts"]["privileged-pods-in-shared-namespace"] as rule

test_medium_beside_another_application if {
	found := rule.findings with input.workloads as [_agent({}), _other(2, {})]
	{[f.severity, f.ref, f.field, f.message] | some f in found} == {[
		"medium", 1, "namespace",
		`Pod "agent", which has a privileged container, shares namespace "shop" with Pod "web"`,
	]}
}

test_every_privilege if {
	plain := {"containers": []}
	every more in [
		{"host_network": true}, {"host_pid": true}, {"host_ipc": true},
		{"volumes": [{"host_path": {"path": "/data"}}]},
	] {
		count(rule.findings) == 1 with input.workloads as [_agent(object.union(plain, more)), _other(2, {})]
	}
	rule.findings == set() with input.workloads as [_agent(plain), _other(2, {})]
}

test_high_with_the_same_account if {
	same := [_agent({"service_account_name": "x"}), _other(2, {"service_account_name": "x"})]
	{f.severity | some f in rule.findings} == {"high"} with input.workloads as same
	default_account := [
		object.remove(_agent({}), ["service_account_name"]),
		object.remove(_other(2, {}), ["service_account_name"]),
	]
	{f.severity | some f in rule.findings} == {"high"} with input.workloads as default_account
	unknown := [
		object.union(
			object.remove(_agent({}), ["service_account_name"]),
			{"unknown": {"service_account_name": "template-value"}},
		),
		object.remove(_other(2, {}), ["service_account_name"]),
	]
	{f.severity | some f in rule.findings} == {"medium"} with input.workloads as unknown
}

test_what_is_fine if {
	rule.findings == set() with input.workloads as [_agent({})]
	rule.findings == set() with input.workloads as [_agent({}), _other(2, {"namespace": "other"})]
	rule.findings == set() with input.workloads as [_agent({}), _other(2, {"labels": {"app": "agent"}})]
	rule.findings == set() with input.workloads as [_agent({}), _other(2, {"host_network": true})]
	rule.findings == set() with input.workloads as [
		_agent({"namespace": "kube-system"}),
		_other(2, {"namespace": "kube-system"}),
	]
}

test_several_others if {
	two := [_agent({}), _other(2, {}), _other(3, {"labels": {"app": "api"}})]
	every f in rule.findings {
		endswith(f.message, `with Pod "web" and another application`)
	} with input.workloads as two
	three := array.concat(two, [_other(4, {"labels": {"app": "db"}})])
	every f in rule.findings {
		endswith(f.message, `with Pod "web" and 2 others`)
		[p.ref | some p in f.related] == [2, 3, 4]
	} with input.workloads as three
}

test_a_namespace_that_is_left_out_is_undecided if {
	left := {"unknown": {"namespace": "namespace-left-out"}}
	workloads := [
		object.union(object.remove(_agent({}), ["namespace"]), left),
		object.union(object.remove(_other(2, {}), ["namespace"]), left),
	]
	rule.findings == set() with input.workloads as workloads
	rule.undecided == {
		{"ref": 1, "field": "namespace", "reason": "namespace-left-out"},
	} with input.workloads as workloads
	rule.undecided == set() with input.workloads as [workloads[0]]
}

_agent(more) := object.union(
	{
		"ref": 1, "kind": "Pod", "name": "agent", "namespace": "shop", "labels": {"app": "agent"},
		"service_account_name": "agent", "containers": [{"security_context": {"privileged": true}}], "volumes": [],
	},
	more,
)

_other(ref, more) := object.union(
	{
		"ref": ref, "kind": "Pod", "name": "web", "namespace": "shop", "labels": {"app": "web"},
		"service_account_name": "web", "containers": [], "volumes": [],
	},
	more,
)
