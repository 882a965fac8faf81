package rules.cluster["module-input-unknown_test"]

import data.rules.cluster["module-input-unknown"] as rule

test_an_argument if {
	_messages == {"a/eks/aws 21.0.0 has no input cluster_name; it has name"} with input as _given({"input": "cluster_name", "instead": "name"})
}

test_a_key_within_an_argument if {
	_messages == {"a/eks/aws 21.0.0 has no input addons.dns.versoin"} with input as _given({"input": "addons", "path": "dns.versoin"})
}

test_nothing_unknown if {
	rule.findings == set() with input as {"unknown_module_inputs": []}
}

_messages contains f.message if some f in rule.findings

_given(more) := {"unknown_module_inputs": [object.union(
	{"ref": 1, "address": "module.eks", "module": "a/eks/aws", "release": "21.0.0"},
	more,
)]}
