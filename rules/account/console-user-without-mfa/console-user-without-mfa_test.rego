package rules.account["console-user-without-mfa_test"]

import data.rules.account["console-user-without-mfa"] as rule

test_nothing_demands_it if {
	_messages == {"u has a password, and nothing demands a second factor of it"} with input as _model({"demanded": "no"}, {})
	_messages == {"u has a password, and nothing demands a second factor of it: why"} with input as _model({"demanded": "no", "flaw": "why"}, {})
}

test_a_device_alone if {
	devices := {"mfa_devices": [{"ref": 5, "root": ".", "address": "m"}]}
	_messages == {"u has a password, and nothing demands a second factor of it: m alone demands nothing"} with input as _model(
		{"demanded": "no"},
		devices,
	)
	elsewhere := {"mfa_devices": [{"ref": 5, "root": "other", "address": "m"}]}
	_messages == {"u has a password, and nothing demands a second factor of it"} with input as _model({"demanded": "no"}, elsewhere)
}

test_it_is_demanded if {
	rule.findings == set() with input as _model({"demanded": "yes"}, {})
	rule.undecided == set() with input as _model({"demanded": "yes"}, {})
}

test_at_the_console_only if {
	rule.findings == set() with input as _model({"demanded": "console"}, {})
	every key in [{}, {"status": "Active"}] {
		_severities == {"low"} with input as _model({"demanded": "console"}, _key(key))
	}
	every key in [{"status": "Inactive"}, {"iam_user": {"ref": 99}}] {
		rule.findings == set() with input as _model({"demanded": "console"}, _key(key))
	}
}

test_what_is_unknown if {
	_unknown == {"data-source"} with input as _model({"demanded": "unknown", "reason": "data-source"}, {})
	gap := {"missing": [{"root": ".", "collection": "user_policies", "reason": "unknown-count"}]}
	_unknown == {"unknown-count"} with input as _model({"demanded": "no"}, gap)
	rule.findings == set() with input as _model({"demanded": "no"}, gap)
	module := {"missing": [{"root": ".", "reason": "module-not-seen"}]}
	_unknown == {"module-not-seen"} with input as _model({"demanded": "no"}, module)
	other := {"missing": [{"root": ".", "collection": "clusters", "reason": "unknown-count"}]}
	_unknown == set() with input as _model({"demanded": "no"}, other)
}

test_a_user_that_is_not_here if {
	_unknown == {"not-in-input"} with input as {"login_profiles": [{"ref": 1, "root": ".", "user": "x"}]}
	_unknown == {"data-source"} with input as {"login_profiles": [{"ref": 1, "root": ".", "unknown": {"iam_user": "data-source"}}]}
}

_messages contains f.message if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains u.reason if some u in rule.undecided

_key(fields) := {"access_keys": [object.union({"ref": 4, "address": "k", "iam_user": {"ref": 2}}, fields)]}

_model(mfa, more) := object.union(
	{"login_profiles": [{"ref": 1, "root": ".", "iam_user": {"ref": 2, "address": "u", "mfa": mfa}}]},
	more,
)
