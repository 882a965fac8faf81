package rules.cluster["aws-auth-ignored_test"]

import data.rules.cluster["aws-auth-ignored"] as rule

test_people_in_a_config_map_that_nobody_reads if {
	_found == {["low", 3, "arn", `ConfigMap "aws-auth" maps arn:aws:iam::1:role/ops, and c does not read it: its authentication mode is API`]} with input as _model(
		"API",
		{"mappings": [_nodes, _people]},
		{},
	)
}

test_nodes_only if {
	{[severity, field] | some [severity, _, field, _] in _found} == {["info", ["data", "mapRoles"]]} with input as _model("API", {"mappings": [_nodes]}, {})
}

test_accounts_only if {
	{[severity, field] | some [severity, _, field, _] in _found} == {["low", "data.mapAccounts"]} with input as _model("API", {"map_accounts": ["1"]}, {})
}

test_nothing_in_it if {
	_found == set() with input as _model("API", {}, {})
}

test_other_modes if {
	_found == set() with input as _model("CONFIG_MAP", {"mappings": [_people]}, {})
	_found == set() with input as _model("API_AND_CONFIG_MAP", {"mappings": [_people]}, {})
	_found == set() with input as {"aws_auths": [{"ref": 2, "kind": "ConfigMap", "name": "aws-auth", "namespace": "kube-system", "mappings": [_people]}]}
}

test_two_places_for_a_principal if {
	every entry in [
		{"principal_arn": "arn:aws:iam::1:role/ops", "kubernetes_groups": ["readers"]},
		{"principal_arn": "arn:aws:iam::1:role/teams/ops"},
		{"principal_role": {"ref": 40}, "kubernetes_groups": ["readers"]},
	] {
		_found == {["low", 3, "groups", `ConfigMap "aws-auth" maps arn:aws:iam::1:role/ops to other groups than e does, which wins`]} with input as _model(
			"API_AND_CONFIG_MAP",
			{"mappings": [object.union(_people, {"role": {"ref": 40}})]},
			entry,
		)
	}
	every entry in [
		{"principal_arn": "arn:aws:iam::1:role/ops", "kubernetes_groups": ["ops"]},
		{"principal_arn": "arn:aws:iam::1:role/dev", "kubernetes_groups": ["readers"]},
		{"principal_arn": "arn:aws:iam::1:role/ops", "kubernetes_groups": ["readers"], "type": "EC2_LINUX"},
		{"principal_arn": "arn:aws:iam::1:role/ops", "kubernetes_groups": ["readers"], "cluster": {"ref": 99}},
		{"principal_arn": "arn:aws:iam::1:role/ops", "unknown": {"kubernetes_groups": "data-source"}},
	] {
		_found == set() with input as _model("API_AND_CONFIG_MAP", {"mappings": [_people]}, entry)
	}
}

test_what_is_unknown if {
	mode := _model("", {"mappings": [_people]}, {})
	unknown_mode := json.patch(mode, [
		{"op": "remove", "path": "aws_auths/0/cluster/access_config"},
		{"op": "add", "path": "aws_auths/0/cluster/unknown", "value": {"access_config.authentication_mode": "data-source"}},
	])
	_unknown == {["data", "data-source"]} with input as unknown_mode
	_found == set() with input as unknown_mode
	groups := _model(
		"API_AND_CONFIG_MAP", {"mappings": [{
			"ref": 3, "kind": "role", "arn": "arn:aws:iam::1:role/ops",
			"unknown": {"groups": "template-value"},
		}]},
		{"principal_arn": "arn:aws:iam::1:role/ops"},
	)
	_unknown == {["groups", "template-value"]} with input as groups
	_found == set() with input as groups
}

_found contains [f.severity, f.ref, f.field, f.message] if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_people := {"ref": 3, "kind": "role", "arn": "arn:aws:iam::1:role/ops", "groups": ["ops"]}

_nodes := {"ref": 4, "kind": "role", "arn": "arn:aws:iam::1:role/nodes", "groups": ["system:bootstrappers", "system:nodes"]}

_model(mode, auth, entry) := {
	"aws_auths": [object.union(
		{
			"ref": 2, "kind": "ConfigMap", "name": "aws-auth", "namespace": "kube-system",
			"cluster": {"ref": 1, "address": "c", "access_config": {"authentication_mode": mode}},
		},
		auth,
	)],
	"access_entries": [object.union({"ref": 5, "address": "e", "cluster": {"ref": 1}}, entry)],
}
