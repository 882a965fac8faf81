package rules.cluster["cluster-admin-role-broadly-assumable_test"]

import data.rules.cluster["cluster-admin-role-broadly-assumable"] as rule

test_nodes_and_pods if {
	_found == {["critical", "identifier", "r, which administers a cluster by X, can be taken by pods"]} with input as _model({"who": "pods"}, {})
	_severities == {"critical"} with input as _model({"who": "instances"}, {})
}

test_other_accounts if {
	every who in ["account", "principal"] {
		_severities == {"high"} with input as _model({"who": who, "name": "n", "own": "no"}, {})
		every demand in ["external_id", "organization", "arn"] {
			_severities == set() with input as _model({"who": who, "name": "n", "own": "no"}, {demand: "yes"})
		}
	}
}

test_the_own_account if {
	_severities == {"low"} with input as _model({"who": "account", "own": "yes"}, {})
	every demand in ["mfa", "tag", "arn"] {
		_severities == set() with input as _model({"who": "account", "own": "yes"}, {demand: "yes"})
	}
	_severities == set() with input as _model({"who": "principal", "own": "yes"}, {})
}

test_pipelines if {
	every subject, severity in {"missing": "high", "wide": "high", "ref": "low"} {
		_severities == {severity} with input as _model({"who": "ci", "name": "h", "subject": subject, "pattern": "repo:a/*"}, {})
	}
	_messages == {"r, which administers a cluster by X, can be taken by pipelines of any branch or pull request"} with input as _model(
		{"who": "ci", "name": "h", "subject": "ref"},
		{},
	)
	_severities == set() with input as _model({"who": "ci", "name": "h", "subject": "narrow"}, {})
}

test_the_value_is_the_place if {
	model := _with_conditions({"who": "ci", "name": "h", "subject": "wide", "pattern": "*"}, {}, [{"ref": 9, "variable": "h:SUB"}])
	{[f.ref, f.field] | some f in rule.findings} == {[9, "values"]} with input as model
}

test_others if {
	every who in ["service", "federation", "capabilities", "everyone"] {
		_severities == set() with input as _model({"who": who}, {})
		rule.undecided == set() with input as _model({"who": who}, {})
	}
}

test_a_role_that_administers_nothing if {
	model := _model({"who": "pods"}, {})
	role := object.remove(model.access_policy_associations[0].principal_role, ["administers"])
	rule.findings == set() with input as {"access_policy_associations": [{"ref": 8, "principal_role": role}]}
}

test_unknown_principals_and_accounts if {
	_unknown == {"data-source"} with input as _model({"who": "unknown", "reason": "data-source"}, {})
	_unknown == {"data-source"} with input as _model({"who": "account", "own": "unknown", "reason": "data-source"}, {})
	_unknown == {"data-source"} with input as _model({"who": "principal", "own": "unknown", "reason": "data-source"}, {})
	_unknown == {"data-source"} with input as _model({"who": "ci", "subject": "unknown", "reason": "data-source"}, {})
	_unknown == set() with input as _model({"who": "principal", "own": "unknown", "reason": "data-source"}, {"external_id": "yes"})
	_unknown == set() with input as _model({"who": "account", "own": "unknown", "reason": "data-source"}, {"arn": "yes"})
}

test_unknown_conditions if {
	model := _with_conditions({"who": "account", "own": "yes"}, {"mfa": "unknown"}, [{"ref": 9, "unknown": {"values": "variable-without-default"}}])
	_severities == set() with input as model
	_unknown == {"variable-without-default"} with input as model
}

test_an_unknown_policy if {
	model := {"access_policy_associations": [{"ref": 8, "principal_role": {"ref": 1, "address": "r", "administers": [{"ref": 7, "field": "f", "by": "X"}], "unknown": {"trust": "data-source"}}}]}
	_unknown == {"data-source"} with input as model
}

test_an_administrator_that_is_not_known if {
	{[u.ref, u.field] | some u in rule.undecided} == {[5, "principal_arn"]} with input as _association({})
	every fields in [
		{"creator": true}, {"principal_role": {"ref": 1}}, {"principal_kind": "user"}, {"access_scope": {"type": "namespace"}},
	] {
		rule.undecided == set() with input as _association(fields)
	}
}

_found contains [f.severity, f.field, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_messages contains f.message if some f in rule.findings

_association(fields) := {"access_policy_associations": [object.union(
	{
		"ref": 5, "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
		"access_scope": {"type": "cluster"}, "unknown": {"principal_arn": "data-source"},
	},
	fields,
)]}

_unknown contains u.reason if some u in rule.undecided

_model(admission, demands) := _with_conditions(admission, demands, [])

_with_conditions(admission, demands, conditions) := {"access_policy_associations": [{"ref": 8, "principal_role": {
	"ref": 1, "address": "r",
	"administers": [{"ref": 7, "field": "policy_arn", "by": "X"}],
	"trust": [{
		"ref": 2, "conditions": conditions,
		"admits": [object.union({"ref": 3}, admission)],
		"demands": object.union({"mfa": "no", "external_id": "no", "organization": "no", "arn": "no", "tag": "no"}, demands),
	}],
}}]}
