package rules.observability["audit-log-disabled_test"]

import data.rules.observability["audit-log-disabled"] as rule

test_no_types if {
	_messages == {"aws_eks_cluster.this writes no audit log: no log type is enabled"} with input as _cluster({})
}

test_other_types if {
	value := {"enabled_cluster_log_types": ["api", "scheduler"]}
	_messages == {"aws_eks_cluster.this writes no audit log: only api, scheduler"} with input as _cluster(value)
}

test_audit if {
	value := {"enabled_cluster_log_types": ["api", "audit"]}
	_messages == set() with input as _cluster(value)
	rule.undecided == set() with input as _cluster(value)
}

test_unknown_types if {
	value := {"unknown": {"enabled_cluster_log_types": "variable-without-default"}}
	_messages == set() with input as _cluster(value)
	{u.reason | some u in rule.undecided} == {"variable-without-default"} with input as _cluster(value)
}

test_one_unknown_type if {
	value := {"enabled_cluster_log_types": ["api"], "unknown": {"enabled_cluster_log_types.1": "data-source"}}
	_messages == set() with input as _cluster(value)
	count(rule.undecided) == 1 with input as _cluster(value)
	audited := {"enabled_cluster_log_types": ["audit"], "unknown": {"enabled_cluster_log_types.1": "data-source"}}
	rule.undecided == set() with input as _cluster(audited)
}

_messages contains f.message if some f in rule.findings

_cluster(more) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	more,
)]}
