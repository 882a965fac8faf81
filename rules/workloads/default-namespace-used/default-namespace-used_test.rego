package rules.workloads["default-namespace-used_test"]

import data.rules.workloads["default-namespace-used"] as rule

test_one_object if {
	found := rule.findings with input as _file("default", [_web])
	{[f.ref, f.field, f.message] | some f in found} == {[
		1, "namespace",
		`Deployment "web" lies in the namespace default`,
	]}
}

test_several_objects_are_one_finding if {
	two := [_web, {"ref": 2, "kind": "Service", "name": "web"}]
	{f.message | some f in rule.findings} == {concat("", [
		`Deployment "web" lies in the namespace default, `,
		`and so does 1 more object of this file`,
	])} with input as _file("default", two)
	three := array.concat(two, [{"ref": 3, "kind": "Secret", "name": "web"}])
	every f in rule.findings {
		endswith(f.message, "and so do 2 more objects of this file")
	} with input as _file("default", three)
}

test_other_namespaces if {
	rule.findings == set() with input as _file("shop", [_web])
	rule.undecided == set() with input as _file("shop", [_web])
}

test_what_every_namespace_has if {
	given := [
		{"ref": 2, "kind": "Service", "name": "kubernetes"},
		{"ref": 3, "kind": "ConfigMap", "name": "kube-root-ca.crt"},
		{"ref": 4, "kind": "ServiceAccount", "name": "default"},
	]
	rule.findings == set() with input as _file("default", given)
	{f.ref | some f in rule.findings} == {1} with input as _file("default", array.concat(given, [_web]))
}

test_an_object_without_a_name if {
	nameless := {"ref": 2, "kind": "Job"}
	count(rule.findings) == 1 with input as _file("default", [nameless])
}

test_a_namespace_left_out_is_undecided if {
	model := {"file_namespaces": [{"ref": 1, "objects": [_web], "unknown": {"namespace": "namespace-left-out"}}]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	two := {"file_namespaces": [object.union(model.file_namespaces[0], {"ref": 9}), model.file_namespaces[0]]}
	{u.ref | some u in rule.undecided} == {1} with input as two
	template := {"file_namespaces": [{"ref": 1, "objects": [_web], "unknown": {"namespace": "template-value"}}]}
	rule.undecided == set() with input as template
}

_web := {"ref": 1, "kind": "Deployment", "name": "web"}

_file(namespace, objects) := {"file_namespaces": [{"ref": objects[0].ref, "namespace": namespace, "objects": objects}]}
