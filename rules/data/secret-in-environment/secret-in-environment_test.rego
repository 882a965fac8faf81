package rules.data["secret-in-environment_test"]

import data.rules.data["secret-in-environment"] as rule

test_a_key_of_a_secret if {
	found := rule.findings with input as _container({"env": [
		{"ref": 3, "name": "MODE", "value": "x"},
		{"ref": 4, "name": "PASSWORD", "value_from": "secretKeyRef"},
		{"ref": 5, "name": "USER", "value_from": "secretKeyRef"},
	]})
	{[f.ref, f.field, f.message] | some f in found} == {[
		4, "value_from",
		`container "app" of Pod "web" has PASSWORD, USER in its environment`,
	]}
}

test_a_whole_secret if {
	found := rule.findings with input as _container({"env_from": [
		{"ref": 3, "source": "configMapRef", "name": "c"},
		{"ref": 4, "source": "secretRef", "name": "s"},
		{"ref": 5, "source": "secretRef"},
	]})
	{[f.ref, f.field, f.message] | some f in found} == {[
		4, "secret_ref",
		`container "app" of Pod "web" has all of Secret "s", all of a Secret in its environment`,
	]}
}

test_what_may_be_in_the_environment if {
	settings := {"settings": {"params": {"secret-in-environment": {"exempt": ["X", "all"]}}}}
	variables := [{"ref": 3, "name": "X", "value_from": "secretKeyRef"}, {"ref": 4, "name": "Y", "value_from": "secretKeyRef"}]
	sources := [{"ref": 5, "name": "all", "source": "secretRef"}]
	{[f.ref, f.message] | some f in rule.findings} == {[
		4,
		`container "app" of Pod "web" has Y in its environment`,
	]} with input as object.union(_container({"env": variables, "env_from": sources}), settings)
}

test_other_sources if {
	every source in ["configMapKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"] {
		rule.findings == set() with input as _container({"env": [{"ref": 3, "name": "X", "value_from": source}]})
	}
	rule.findings == set() with input as _container({})
}

test_an_unknown_source_is_undecided if {
	variable := {"ref": 3, "name": "X", "unknown": {"value_from": "template-value"}}
	rule.undecided == {{"ref": 3, "field": "value_from", "reason": "template-value"}} with input as _container({"env": [variable]})
	secret := {"ref": 4, "name": "Y", "value_from": "secretKeyRef"}
	rule.undecided == set() with input as _container({"env": [variable, secret]})
}

_container(more) := {"containers": [object.union(
	{"ref": 7, "name": "app", "type": "main", "workload": {"ref": 1, "kind": "Pod", "name": "web"}},
	more,
)]}
