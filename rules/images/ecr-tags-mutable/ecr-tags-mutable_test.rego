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

_severities contains f.severity if some f in rule.findings

_repository(more) := {"ecr_repositories": [object.union(
	{"ref": 1, "type": "aws_ecr_repository", "address": "aws_ecr_repository.shop"},
	more,
)]}
