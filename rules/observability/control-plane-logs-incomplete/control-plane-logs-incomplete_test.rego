package rules.observability["control-plane-logs-incomplete_test"]

import data.rules.observability["control-plane-logs-incomplete"] as rule

test_missing_types if {
	every types, severity in {"api": "medium", "authenticator": "low"} {
		found := {f.severity | some f in rule.findings} with input as _cluster({"enabled_cluster_log_types": ["audit", types]})
		found == {severity}
	}
	found := {f.message | some f in rule.findings} with input as _cluster({"enabled_cluster_log_types": ["audit"]})
	found == {"aws_eks_cluster.this does not log api, authenticator"}
}

test_the_strict_profile if {
	model := object.union(_cluster({"enabled_cluster_log_types": ["audit", "api", "authenticator"]}), {"settings": {"profile": "strict"}})
	found := {[f.severity, f.message] | some f in rule.findings} with input as model
	found == {["info", "aws_eks_cluster.this does not log controllerManager, scheduler"]}
}

test_other_clusters if {
	every fields in [{}, {"enabled_cluster_log_types": ["api"]}, {"enabled_cluster_log_types": ["audit", "api", "authenticator"]}] {
		rule.findings == set() with input as _cluster(fields)
		rule.undecided == set() with input as _cluster(fields)
	}
}

test_unknown_types if {
	model := _cluster({"enabled_cluster_log_types": ["audit"], "unknown": {"enabled_cluster_log_types.1": "data-source"}})
	rule.findings == set() with input as model
	count(rule.undecided) == 1 with input as model
}

test_retention if {
	every days in [1, 89] {
		{f.field | some f in rule.findings} == {"retention_in_days"} with input as _group({"name": "/aws/eks/main/cluster", "retention_in_days": days})
	}
	every fields in [
		{"name": "/aws/eks/main/cluster"},
		{"name": "/aws/eks/main/cluster", "retention_in_days": 0},
		{"name": "/aws/eks/main/cluster", "retention_in_days": 90},
		{"name": "/aws/lambda/main", "retention_in_days": 7},
	] {
		rule.findings == set() with input as _group(fields)
	}
}

test_unknown_retention if {
	model := _group({"name": "/aws/eks/main/cluster", "unknown": {"retention_in_days": "variable-without-default"}})
	rule.findings == set() with input as model
	count(rule.undecided) == 1 with input as model
}

test_a_key_in_the_strict_profile if {
	every fields, found in {{"name": "/aws/eks/main/cluster"}: {"kms_key_id"}, {"name": "/aws/eks/main/cluster", "kms_key_id": "k"}: set()} {
		model := object.union(_group(fields), {"settings": {"profile": "strict"}})
		{f.field | some f in rule.findings} == found with input as model
	}
}

test_an_unknown_name if {
	every case in [
		[{}, 1], [{"name": "${var.prefix}/cluster"}, 1], [{"name": "/aws/eks/${var.name}"}, 1], [{"name": "${var.name}"}, 1],
		[{"name": "/aws/lambda/${var.name}"}, 0], [{"name": "/aws/eks/${var.name}/flow"}, 0], [{"root": "b"}, 0], [{"retention_in_days": 90}, 0],
	] {
		group := object.union({"root": "a", "retention_in_days": 7, "unknown": {"name": "variable-without-default"}}, case[0])
		model := object.union(_group(group), {"clusters": [{"ref": 9, "root": "a", "address": "c", "enabled_cluster_log_types": _all}]})
		rule.findings == set() with input as model
		count(rule.undecided) == case[1] with input as model
	}
	interpolated := {"name": "/aws/eks/${var.name}/cluster", "retention_in_days": 7, "unknown": {"name": "variable-without-default"}}
	count(rule.findings) == 1 with input as _group(interpolated)
	rule.undecided == set() with input as _group(interpolated)
}

_all := ["api", "audit", "authenticator"]

_group(fields) := {"log_groups": [object.union(
	{"ref": 1, "type": "aws_cloudwatch_log_group", "address": "aws_cloudwatch_log_group.this"},
	fields,
)]}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
