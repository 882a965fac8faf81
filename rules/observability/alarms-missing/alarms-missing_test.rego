package rules.observability["alarms-missing_test"]

import data.rules.observability["alarms-missing"] as rule

test_services if {
	every case in [
		[{"load_balancers": [_node({})]}, "AWS/ApplicationELB"],
		[{"load_balancers": [_node({"load_balancer_type": "network"})]}, "AWS/NetworkELB"],
		[{"classic_load_balancers": [_node({})]}, "AWS/ELB"],
		[{"node_groups": [_node({})]}, "AWS/EC2"],
		[{"node_groups": [_node({})]}, "AWS/AutoScaling"],
		[{"autoscaling_groups": [_node({"tag": [{"key": "eks:cluster-name"}]})]}, "AWS/AutoScaling"],
		[{"ebs_volumes": [_node({})]}, "AWS/EBS"],
	] {
		{f.ref | some f in rule.findings} == {1} with input as case[0]
		rule.findings == set() with input as object.union(case[0], {"metric_alarms": [{"root": "a", "namespace": case[1]}]})
		query := {"root": "a", "metric_query": [{"metric": {"namespace": case[1]}}, {}]}
		rule.findings == set() with input as object.union(case[0], {"metric_alarms": [query]})
		count(rule.findings) == 1 with input as object.union(case[0], {"metric_alarms": [{"root": "b", "namespace": case[1]}]})
		count(rule.findings) == 1 with input as object.union(case[0], {"metric_alarms": [{"root": "a", "namespace": "AWS/SQS"}]})
	}
	rule.findings == set() with input as {"autoscaling_groups": [_node({})]}
	rule.findings == set() with input as {"load_balancers": [_node({"load_balancer_type": "gateway"})]}
}

test_one_note_for_each_class_and_root if {
	volumes := {"ebs_volumes": [_node({}), _node({"ref": 2}), _node({"ref": 3, "root": "b"})]}
	{f.ref | some f in rule.findings} == {1, 3} with input as volumes
}

test_filters_of_the_audit_log if {
	log := {"log_groups": [_node({"name": "/aws/eks/main/cluster"})]}
	{f.message | some f in rule.findings} == {"no metric filter of n looks for changes of access, reads of secrets, refused requests"} with input as log
	rule.findings == set() with input as {"log_groups": [_node({"name": "/aws/lambda/x"})]}
}

test_some_filters_of_the_audit_log if {
	log := {"log_groups": [_node({"name": "/aws/eks/main/cluster"})]}
	one := object.union(log, {"metric_filters": [_filter("{ $.responseStatus.code = 403 }")]})
	{f.message | some f in rule.findings} == {"no metric filter of n looks for changes of access, reads of secrets"} with input as one
	filters := [_filter("{ $.responseStatus.code = 403 }"), _filter("{ $.objectRef.resource = secrets }"), _filter("aws-auth")]
	rule.findings == set() with input as object.union(log, {"metric_filters": filters})
}

test_unknown if {
	volume := {"ebs_volumes": [_node({})]}
	log := {"log_groups": [_node({"name": "/aws/eks/main/cluster"})]}
	every model in [
		object.union(volume, {"missing": [{"root": "a", "collection": "metric_alarms", "reason": "unknown-count"}]}),
		object.union(volume, {"metric_alarms": [{"root": "a", "unknown": {"namespace": "data-source"}}]}),
		object.union(volume, {"metric_alarms": [{"root": "a", "metric_query": [{"unknown": {"metric.namespace": "data-source"}}]}]}),
		object.union(log, {"missing": [{"root": "a", "reason": "module-not-seen"}]}),
		object.union(log, {"metric_filters": [{"root": "a", "log_group": {"ref": 1}, "unknown": {"pattern": "data-source"}}]}),
		object.union(log, {"metric_filters": [{"root": "a", "unknown": {"log_group_name": "data-source"}}]}),
	] {
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_filter(pattern) := {"ref": 5, "root": "a", "log_group": {"ref": 1}, "pattern": pattern}

_node(fields) := object.union({"ref": 1, "root": "a", "address": "n"}, fields)
