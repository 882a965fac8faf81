package rules.images["ecr-tags-mutable_test"]

import data.rules.images["ecr-tags-mutable"] as rule

test_modes if {
	_severities == {"medium"} with input as _repository({})
	_severities == {"medium"} with input as _repository({"image_tag_mutability": "MUTABLE"})
	_severities == {"low"} with input as _repository({"image_tag_mutability": "MUTABLE_WITH_EXCLUSION"})
	_severities == {"info"} with input as _repository({"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"})
	_severities == set() with input as _repository({"image_tag_mutability": "IMMUTABLE"})
}

test_unknown if {
	value := {"unknown": {"image_tag_mutability": "variable-without-default"}}
	_severities == set() with input as _repository(value)
	count(rule.undecided) == 1 with input as _repository(value)
}

test_exclusions if {
	every case in [
		["MUTABLE_WITH_EXCLUSION", "dev*", "low", "but for those that are excluded (dev*)"],
		["IMMUTABLE_WITH_EXCLUSION", "dev*", "info", "are fixed, but for those that are excluded (dev*)"],
		["IMMUTABLE_WITH_EXCLUSION", "*", "medium", "the filter * excludes all of them"],
	] {
		repository := {"image_tag_mutability": case[0], "image_tag_mutability_exclusion_filter": [{"ref": 2, "filter": case[1]}]}
		_severities == {case[2]} with input as _repository(repository)
		every f in rule.findings { contains(f.message, case[3]) } with input as _repository(repository)
	}
}

test_a_pull_through_cache if {
	every case in [["hub/shop", "hub", 0], ["hub", "hub", 1], ["shop", "ROOT", 0], ["hubble/x", "hub", 1]] {
		model := object.union(_repository({"name": case[0]}), _rule({"ecr_repository_prefix": case[1]}))
		count(rule.findings) == case[2] with input as model
	}
	elsewhere := object.union(_repository({"name": "hub/x"}), {"pull_through_cache_rules": [{"root": "b", "ecr_repository_prefix": "hub"}]})
	count(rule.findings) == 1 with input as elsewhere
}

test_what_may_be_a_pull_through_cache if {
	every model in [
		object.union(_repository({"name": "hub/x"}), _rule({"unknown": {"ecr_repository_prefix": "data-source"}})),
		object.union(_repository({"unknown": {"name": "data-source"}}), _rule({"ecr_repository_prefix": "hub"})),
	] {
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

test_creation_templates if {
	count(rule.findings) == 1 with input as _template({"applied_for": ["REPLICATION"]})
	rule.findings == set() with input as _template({"applied_for": ["PULL_THROUGH_CACHE"]})
	rule.findings == set() with input as _template({"applied_for": ["REPLICATION"], "image_tag_mutability": "IMMUTABLE"})
	unknown := _template({"unknown": {"applied_for": "data-source"}})
	rule.findings == set() with input as unknown
	count(rule.undecided) == 1 with input as unknown
}

_template(fields) := {"ecr_creation_templates": [object.union(
	{"ref": 1, "root": "a", "type": "aws_ecr_repository_creation_template", "address": "t"},
	fields,
)]}

_rule(fields) := {"pull_through_cache_rules": [object.union({"ref": 3, "root": "a"}, fields)]}

_severities contains f.severity if some f in rule.findings

_repository(more) := {"ecr_repositories": [object.union(
	{"ref": 1, "root": "a", "type": "aws_ecr_repository", "address": "aws_ecr_repository.shop"},
	more,
)]}
