package rules.lib.escalation_test

import data.rules.lib.escalation

test_ways_that_one_can_walk_alone if {
	escalation.is_way({"escalation_path": [_step("bind", "cluster-admin", false)]})
	not escalation.is_way({})
	not escalation.is_way({"escalation_path": [_step("webhook", "ServiceAccount a/b", false)]})
	not escalation.is_way({"escalation_path": [
		_step("workload-create", "ServiceAccount kube-system/x", true),
		_step("bind", "cluster-admin", false),
	]})
}

test_the_text_of_a_way if {
	escalation.text({"escalation_path": [
		_step("workload-create", "ServiceAccount a/b", false),
		_step("bind", "cluster-admin", false),
	]}) == "do workload-create (ServiceAccount a/b), then do bind"
}

_step(via, becomes, built_in) := {
	"via": via, "becomes": becomes, "built_in": built_in,
	"text": sprintf("do %s", [via]),
}
