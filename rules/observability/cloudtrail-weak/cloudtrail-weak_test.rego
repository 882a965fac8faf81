package rules.observability["cloudtrail-weak_test"]

import data.rules.observability["cloudtrail-weak"] as rule

test_a_good_trail if {
	rule.findings == set() with input as _trail({}, "default")
	rule.findings == set() with input as _trail({"enable_logging": true}, "default")
}

test_weak_trails if {
	every fields, found in {
		{"enable_logging": false}: ["enable_logging", "medium"],
		{"is_multi_region_trail": false}: ["is_multi_region_trail", "low"],
		{"enable_log_file_validation": false}: ["enable_log_file_validation", "low"],
	} {
		{[f.field, object.get(f, "severity", "low")] | some f in rule.findings} == {found} with input as _trail(fields, "default")
	}
	bare := {"cloudtrails": [{"ref": 1, "address": "t"}]}
	{f.field | some f in rule.findings} == {"is_multi_region_trail", "enable_log_file_validation"} with input as bare
}

test_insights_in_the_strict_profile if {
	{f.field | some f in rule.findings} == {"insight_selector"} with input as _trail({}, "strict")
	rule.findings == set() with input as _trail({"insight_selector": [{"ref": 2}]}, "strict")
	rule.findings == set() with input as _trail({"unknown": {"insight_selector": "unknown-count"}}, "strict")
	count(rule.undecided) == 1 with input as _trail({"unknown": {"insight_selector": "unknown-count"}}, "strict")
}

test_unknown if {
	every field in ["enable_logging", "is_multi_region_trail", "enable_log_file_validation"] {
		model := {"cloudtrails": [object.remove(_trail({"unknown": {field: "data-source"}}, "default").cloudtrails[0], [field])]}
		rule.findings == set() with input as model
		{u.field | some u in rule.undecided} == {field} with input as model
	}
}

_trail(fields, profile) := {
	"settings": {"profile": profile},
	"cloudtrails": [object.union(
		{"ref": 1, "address": "t", "is_multi_region_trail": true, "enable_log_file_validation": true},
		fields,
	)],
}
