package rules.images["ecr-scan-disabled_test"]

import data.rules.images["ecr-scan-disabled"] as rule

test_the_repository_decides if {
	count(rule.findings) == 1 with input as _with({}, {})
	count(rule.findings) == 1 with input as _with({"image_scanning_configuration": {}}, {})
	count(rule.findings) == 1 with input as _with({"image_scanning_configuration": {"scan_on_push": false}}, {})
	rule.findings == set() with input as _with({"image_scanning_configuration": {"scan_on_push": true}}, {})
	unknown := {"image_scanning_configuration": {}, "unknown": {rule._on_push: "data-source"}}
	rule.findings == set() with input as _with(unknown, {})
	count(rule.undecided) == 1 with input as _with(unknown, {})
}

test_the_registry_decides if {
	every case in [
		["ENHANCED", "MANUAL", "*", 0], ["BASIC", "SCAN_ON_PUSH", "sho", 0], ["BASIC", "SCAN_ON_PUSH", "sh*p", 0],
		["BASIC", "SCAN_ON_PUSH", "web*", 1], ["BASIC", "MANUAL", "*", 1], ["BASIC", "SCAN_ON_PUSH", "web", 1],
	] {
		scanning := {"root": "a", "scan_type": case[0], "rule": [{
			"scan_frequency": case[1],
			"repository_filter": [{"filter": case[2]}],
		}]}
		count(rule.findings) == case[3] with input as _with({}, {"registry_scanning": [scanning]})
		rule.undecided == set() with input as _with({}, {"registry_scanning": [scanning]})
	}
}

test_another_registry if {
	scanning := {"scan_type": "ENHANCED", "rule": [{"scan_frequency": "CONTINUOUS_SCAN", "repository_filter": [{"filter": "*"}]}]}
	west := object.union(scanning, {"root": "a", "provider": "aws.west"})
	count(rule.findings) == 1 with input as _with({}, {"registry_scanning": [west]})
	elsewhere := _with({}, {"registry_scanning": [object.union(scanning, {"root": "b"})]})
	rule.findings == set() with input as elsewhere
	count(rule.undecided) == 1 with input as elsewhere
}

test_parts_of_the_registry_are_unknown if {
	every scanning in [
		{"unknown": {"rule": "unknown-count"}},
		{"rule": [{"unknown": {"repository_filter": "unknown-count"}}]},
		{"rule": [{"unknown": {"scan_frequency": "data-source"}}]},
		{"rule": [{"scan_frequency": "SCAN_ON_PUSH", "repository_filter": [{"unknown": {"filter": "data-source"}}]}]},
	] {
		model := _with({}, {"registry_scanning": [object.union({"root": "a", "scan_type": "BASIC"}, scanning)]})
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

test_inspector if {
	every types, n in {"ECR": 0, "LAMBDA": 1} {
		enablers := {"inspector_enablers": [{"ref": 7, "root": "a", "resource_types": [types]}]}
		count(rule.findings) == n with input as _with({}, enablers)
	}
	elsewhere := {"inspector_enablers": [{"ref": 7, "root": "b", "resource_types": ["ECR"]}]}
	count(rule.undecided) == 1 with input as _with({}, elsewhere)
	unknown := {"inspector_enablers": [{"ref": 7, "root": "a", "unknown": {"resource_types": "data-source"}}]}
	rule.findings == set() with input as _with({}, unknown)
	count(rule.undecided) == 1 with input as _with({}, unknown)
}

test_what_may_be_there if {
	every missing in [{"collection": "registry_scanning"}, {"collection": "inspector_enablers"}, {}] {
		gaps := {"missing": [object.union({"root": "a", "reason": "unknown-count"}, missing)]}
		rule.findings == set() with input as _with({}, gaps)
		count(rule.undecided) == 1 with input as _with({}, gaps)
	}
}

test_nodes_in_the_strict_profile if {
	every case in [[["ECR"], 1], [["ECR", "EC2"], 0]] {
		model := {
			"settings": {"profile": "strict"},
			"inspector_enablers": [{"ref": 7, "root": "a", "address": "e", "resource_types": case[0]}],
			"node_groups": [{"ref": 8, "root": "a", "address": "n"}],
		}
		count(rule.findings) == case[1] with input as model
		rule.findings == set() with input as object.union(model, {"node_groups": [{"ref": 8, "root": "b"}]})
		rule.findings == set() with input as object.union(model, {"settings": {"profile": "default"}})
	}
	unknown := {
		"settings": {"profile": "strict"},
		"inspector_enablers": [{"ref": 7, "root": "a", "unknown": {"resource_types": "data-source"}}],
		"node_groups": [{"ref": 8, "root": "a"}],
	}
	count(rule.undecided) == 1 with input as unknown
}

_with(repository, more) := object.union(
	{"ecr_repositories": [object.union(
		{"ref": 1, "root": "a", "address": "aws_ecr_repository.shop", "name": "shop"},
		repository,
	)]},
	more,
)
