package rules.observability["load-balancer-health-check-missing_test"]

import data.rules.observability["load-balancer-health-check-missing"] as rule

test_target_groups if {
	every case in [
		[{"protocol": "HTTP"}, {"health_check"}], [{"protocol": "HTTPS", "health_check": {"enabled": false}}, {"health_check.enabled"}],
		[{"protocol": "HTTP", "health_check": {}}, set()], [{"protocol": "TCP"}, set()], [{"target_type": "lambda"}, set()],
		[{"protocol": "TCP", "health_check": {"enabled": false}}, set()],
	] {
		{f.field | some f in rule.findings} == case[1] with input as _target(case[0])
		rule.undecided == set() with input as _target(case[0])
	}
}

test_autoscaling_groups if {
	every case in [
		[{}, 0], [{"target_groups": [{}]}, 1], [{"target_groups": [{"target_type": "ip"}]}, 0], [{"load_balancers": ["web"]}, 1],
		[{"target_groups": [{"target_type": "instance"}], "health_check_type": "EC2"}, 1], [{"target_group_arns": ["arn"]}, 1],
		[{"target_groups": [{}], "health_check_type": "ELB"}, 0],
	] {
		count(rule.findings) == case[1] with input as _group(case[0])
		rule.undecided == set() with input as _group(case[0])
	}
}

test_unknown if {
	every model in [
		_target({"unknown": {"protocol": "data-source"}, "health_check": {}}),
		_target({"protocol": "HTTP", "unknown": {"health_check": "unknown-count"}}),
		_target({"protocol": "HTTP", "health_check": {}, "unknown": {"health_check.enabled": "data-source"}}),
		_group({"target_groups": [{}], "unknown": {"health_check_type": "data-source"}}),
		_group({"unknown": {"target_groups": "data-source"}}),
	] {
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_target(fields) := {"target_groups": [object.union({"ref": 1, "address": "t"}, fields)]}

_group(fields) := {"autoscaling_groups": [object.union({"ref": 1, "address": "g"}, fields)]}
