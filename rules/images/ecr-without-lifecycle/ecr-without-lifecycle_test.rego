package rules.images["ecr-without-lifecycle_test"]

import data.rules.images["ecr-without-lifecycle"] as rule

test_a_repository_without_a_policy if {
	{[f.ref, f.message] | some f in rule.findings} == {[1, "r has no lifecycle policy, so that old images stay"]} with input as _with({})
	rule.findings == set() with input as _with({"lifecycle_policy": true})
}

test_unknown if {
	unknown := _with({"unknown": {"lifecycle_policy": "unknown-count"}})
	rule.findings == set() with input as unknown
	count(rule.undecided) == 1 with input as unknown
	unseen := object.union(_with({}), {"missing": [{"root": "a", "reason": "module-not-seen"}]})
	rule.findings == set() with input as unseen
	count(rule.undecided) == 1 with input as unseen
}

_with(fields) := {
	"ecr_repositories": [object.union({"ref": 1, "root": "a", "address": "r"}, fields)],
}
