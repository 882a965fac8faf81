package rules.account["role-session-too-long_test"]

import data.rules.account["role-session-too-long"] as rule

test_roles_of_pods if {
	_found == {["low", "r, which pods can take, has sessions of up to 2 hours"]} with input as _role({"pods": "yes", "max_session_duration": 7200})
	every duration, severity in {3601: "low", 14401: "low", 43199: "low", 43200: "medium"} {
		_severities == {severity} with input as _role({"pods": "yes", "max_session_duration": duration})
	}
}

test_roles_of_administrators if {
	every duration, severity in {3601: "low", 14400: "low", 14401: "medium", 43200: "medium"} {
		_severities == {severity} with input as _role({"administers": [{"by": "X"}], "max_session_duration": duration})
	}
	_found == {["low", "r, which administers a cluster by X, has sessions of up to 90 minutes"]} with input as _role({
		"administers": [{"by": "X"}],
		"max_session_duration": 5400,
	})
}

test_short_sessions_and_other_roles if {
	every fields in [
		{"pods": "yes"}, {"pods": "yes", "max_session_duration": 3600}, {"max_session_duration": 43200},
	] {
		_severities == set() with input as _role(fields)
		rule.undecided == set() with input as _role(fields)
	}
}

test_permission_sets if {
	every duration in ["PT8H1M", "PT9H", "PT12H", "PT481M", "PT28801S"] {
		_severities == {"low"} with input as _set(duration, "Admin")
	}
	every duration in ["PT8H", "PT1H", "PT480M"] {
		_severities == set() with input as _set(duration, "Admin")
	}
	_severities == set() with input as _set("PT12H", "Adm")
	_severities == set() with input as _set("PT12H", "Other")
	_found == {["low", "s, whose role is mapped to a cluster, has sessions of 12 hours"]} with input as _set("PT12H", "Admin")
}

test_permission_sets_by_access_entries if {
	model := object.remove(_set("PT12H", "Admin"), ["aws_auths"])
	arn := {"principal_arn": "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123"}
	_severities == {"low"} with input as object.union(model, {"access_entries": [arn]})
	_severities == {"low"} with input as object.union(model, {"access_policy_associations": [arn]})
	_severities == set() with input as model
}

test_what_is_unknown if {
	_unknown == {["max_session_duration", "data-source"]} with input as _role({"pods": "yes", "unknown": {"max_session_duration": "data-source"}})
	_unknown == set() with input as _role({"unknown": {"max_session_duration": "data-source"}})
	_unknown == {["max_session_duration", "known-after-apply"]} with input as _role({"pods": "unknown", "max_session_duration": 7200})
	sets := {
		"permission_sets": [{"ref": 1, "address": "s", "name": "Admin", "unknown": {"session_duration": "data-source"}}],
		"aws_auths": _set("x", "Admin").aws_auths,
	}
	_unknown == {["session_duration", "data-source"]} with input as sets
}

_found contains [f.severity, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_role(fields) := {"iam_roles": [object.union({"ref": 1, "address": "r"}, fields)]}

_set(duration, name) := {
	"permission_sets": [{"ref": 1, "address": "s", "name": name, "session_duration": duration}],
	"aws_auths": [{"ref": 2, "mappings": [{"ref": 3, "arn": "arn:aws:iam::1:role/AWSReservedSSO_Admin_0123"}]}],
}
