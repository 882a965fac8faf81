package rules.observability["vpc-flow-logs-disabled_test"]

import data.rules.observability["vpc-flow-logs-disabled"] as rule

test_a_vpc_without_a_flow_log if {
	{[f.ref, f.message] | some f in rule.findings} == {[5, "v, the VPC of c, has no flow log"]} with input as _with({})
	rule.findings == set() with input as _with({"flow_logs": [{"ref": 7, "vpc": {"ref": 5}}]})
	count(rule.findings) == 1 with input as _with({"flow_logs": [{"ref": 7, "vpc": {"ref": 6}}]})
	count(rule.findings) == 1 with input as _with({"flow_logs": [{"ref": 7, "root": "a", "unknown": {"vpc": "data-source", "vpc_id": "data-source"}}]})
}

test_flow_logs_of_all_subnets_of_nodes if {
	group := {"node_groups": [{"cluster": {"ref": 1}, "subnets": [{"ref": 8}, {"ref": 9}]}]}
	rule.findings == set() with input as _with(object.union(group, {"flow_logs": [_log(8), _log(9)]}))
	count(rule.findings) == 1 with input as _with(object.union(group, {"flow_logs": [_log(8)]}))
	unknown := {"node_groups": [{"cluster": {"ref": 1}, "subnets": [{"ref": 8}], "unknown": {"subnets": "data-source"}}]}
	count(rule.findings) == 1 with input as _with(object.union(unknown, {"flow_logs": [_log(8)]}))
}

_log(ref) := {"ref": 20 + ref, "subnet": {"ref": ref}}

test_accepted_traffic_only if {
	accept := {"ref": 7, "address": "l", "vpc": {"ref": 5}, "traffic_type": "ACCEPT"}
	{[f.ref, f.field, f.severity] | some f in rule.findings} == {[7, "traffic_type", "info"]} with input as _with({"flow_logs": [accept]})
	rule.findings == set() with input as _with({"flow_logs": [accept, {"ref": 8, "vpc": {"ref": 5}, "traffic_type": "REJECT"}]})
	rule.findings == set() with input as _with({"flow_logs": [{"ref": 7, "vpc": {"ref": 5}, "traffic_type": "ALL"}]})
}

test_unknown_flow_logs if {
	every more in [
		{"missing": [{"root": "a", "collection": "flow_logs", "reason": "unknown-count"}]},
		{"missing": [{"root": "a", "reason": "module-not-seen"}]},
		{"flow_logs": [{"ref": 7, "root": "a", "unknown": {"vpc": "module-not-seen"}}]},
	] {
		rule.findings == set() with input as _with(more)
		count(rule.undecided) == 1 with input as _with(more)
	}
}

test_an_unknown_vpc if {
	every config in [
		{"vpc_config": {}, "unknown": {"vpc_config.subnets": "variable-without-default"}},
		{"vpc_config": {"subnets": [{"ref": 3, "unknown": {"vpc": "variable-without-default"}}]}},
	] {
		model := {"clusters": [object.union({"ref": 1, "root": "a", "address": "c"}, config)]}
		rule.findings == set() with input as model
		{u.reason | some u in rule.undecided} == {"variable-without-default"} with input as model
	}
}

_with(more) := object.union(
	{"clusters": [{
		"ref": 1, "root": "a", "address": "c",
		"vpc_config": {"subnets": [{"ref": 3, "vpc": {"ref": 5, "root": "a", "address": "v"}}]},
	}]},
	more,
)
