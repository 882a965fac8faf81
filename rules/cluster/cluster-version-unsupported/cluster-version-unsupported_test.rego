package rules.cluster["cluster-version-unsupported_test"]

import data.rules.cluster["cluster-version-unsupported"] as rule

test_versions_on_the_day_of_the_table if {
	every version, severity in {"1.17": "high", "1.9": "high", "1.18": "high", "1.29": "high", "1.30": "high", "1.31": "medium", "1.33": "medium"} {
		_severities == {severity} with input as _cluster({"version": version}, "")
	}
	every version in ["1.34", "1.35", "1.36", "1.99"] {
		_severities == set() with input as _cluster({"version": version}, "")
		rule.undecided == set() with input as _cluster({"version": version}, "")
	}
}

test_what_is_said if {
	_messages == {"c runs Kubernetes 1.33, whose standard support ended on 2026-07-29 and extended support ends on 2027-07-29"} with input as _cluster(
		{"version": "1.33"},
		"",
	)
	_messages == {"c runs Kubernetes 1.29, whose extended support ended on 2026-03-23; EKS upgrades it by itself, since the support type is STANDARD"} with input as _cluster(
		{"version": "1.29", "upgrade_policy": {"support_type": "STANDARD"}},
		"",
	)
	_messages == {"c runs Kubernetes 1.14, which EKS has not offered for years"} with input as _cluster({"version": "1.14"}, "")
}

test_the_last_days if {
	every date, severity in {"2026-12-02": set(), "2026-12-03": {"medium"}, "2027-12-02": {"medium"}, "2027-12-03": {"high"}} {
		_severities == severity with input as _cluster({"version": "1.34"}, date)
	}
	_severities == set() with input as _cluster({"version": "1.31"}, "2025-11-26")
}

test_a_table_that_is_too_old if {
	rule.undecided == set() with input as _cluster({"version": "1.36"}, "2027-11-24")
	{u.reason | some u in rule.undecided} == {"not-evaluated"} with input as _cluster({"version": "1.36"}, "2027-11-25")
	rule.undecided == set() with input as _cluster({"version": "1.33"}, "2027-11-25")
}

test_no_version if {
	_severities == {"info"} with input as _cluster({}, "")
}

test_local_clusters_have_a_calendar_of_their_own if {
	_severities == set() with input as _cluster({"version": "1.29", "outpost_config": {}}, "")
	_severities == set() with input as _cluster({"outpost_config": {}}, "")
}

test_an_unknown_version if {
	model := _cluster({"unknown": {"version": "variable-without-default"}}, "")
	_severities == set() with input as model
	{u.reason | some u in rule.undecided} == {"variable-without-default"} with input as model
}

_severities contains f.severity if some f in rule.findings

_messages contains f.message if some f in rule.findings

_cluster(fields, date) := {
	"settings": {"params": {"cluster-version-unsupported": {"date": date}}},
	"clusters": [object.union({"ref": 1, "type": "aws_eks_cluster", "address": "c"}, fields)],
}
