package rules.observability["audit-log-disabled_test"]

import data.rules.observability["audit-log-disabled"] as rule

test_no_log if {
	found := {[f.field, f.message] | some f in rule.findings} with input as _cluster({})
	found == {["enabled_cluster_log_types", "the audit log of aws_eks_cluster.this is off: no log type is enabled"]}
}

test_other_logs if {
	found := {f.message | some f in rule.findings} with input as _cluster({"enabled_cluster_log_types": ["api", "scheduler"]})
	found == {"the audit log of aws_eks_cluster.this is off: only api, scheduler is enabled"}
}

test_audit if {
	model := _cluster({"enabled_cluster_log_types": ["api", "audit"]})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_audit_beside_an_unknown_log if {
	model := _cluster({"enabled_cluster_log_types": ["audit"], "unknown": {"enabled_cluster_log_types.1": "data-source"}})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_unknown_logs if {
	model := _cluster({"enabled_cluster_log_types": ["api"], "unknown": {"enabled_cluster_log_types.1": "data-source"}})
	rule.findings == set() with input as model
	count(rule.undecided) == 1 with input as model
}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
