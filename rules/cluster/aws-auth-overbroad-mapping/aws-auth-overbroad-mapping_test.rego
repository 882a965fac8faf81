package rules.cluster["aws-auth-overbroad-mapping_test"]

import data.rules.cluster["aws-auth-overbroad-mapping"] as rule

test_masters_are_high if {
	every kind in ["role", "user"] {
		_found(_maps(kind, "a", ["dev", "system:masters"])) == {["high", 2, "groups.1"]}
	}
	_found(_maps("role", "a", ["system:bootstrappers", "system:nodes"])) == set()
}

test_accounts_are_high if {
	_found({"map_accounts": ["1"]}) == {["high", 1, "data.mapAccounts"]}
	{f.message | some f in rule.findings} == {`ConfigMap "aws-auth" lets every IAM principal of 2 AWS accounts log in`} with input as _auth({"map_accounts": ["1", "2"]})
}

test_what_eks_cannot_read_is_medium if {
	_found({"errors": [{"key": "mapRoles", "message": "m"}]}) == {["medium", 1, ["data", "mapRoles"]]}
}

test_mappings_that_never_match_are_info if {
	_found(_maps("role", "team/dev", [])) == {["info", 2, "arn"]}
	_found(_maps("role", "*", [])) == {["info", 2, "arn"]}
	session := {"mappings": [{"ref": 2, "kind": "role", "arn": "arn:aws:sts::111122223333:assumed-role/a/b"}]}
	_found(session) == {["info", 2, "arn"]}
	_found(_maps("role", "dev", [])) == set()
	_found(_maps("user", "team/ann", [])) == set()
}

test_one_without_a_namespace_is_undecided if {
	every more in [{"map_accounts": ["1"]}, _maps("role", "a", ["system:masters"]), {"errors": [{"key": "mapRoles", "message": "m"}]}] {
		model := _auth(object.union(_left_out, more))
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	}
	rule.undecided == set() with input as _auth(_left_out)
}

test_what_is_filled_in_later_is_undecided if {
	{[u.ref, u.field] | some u in rule.undecided} == {[1, ["data", "mapUsers"]]} with input as _auth({"unknown": {"data.mapUsers": "template-value"}})
	open := {"mappings": [{"ref": 2, "kind": "role", "unknown": {"groups": "template-value"}}]}
	{[u.ref, u.field] | some u in rule.undecided} == {[2, "groups"]} with input as _auth(open)
	told := {"mappings": [{"ref": 2, "kind": "role", "groups": ["system:masters"], "unknown": {"groups": "template-value"}}]}
	rule.undecided == set() with input as _auth(told)
}

_found(more) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input as _auth(more)
}

_auth(more) := {"settings": {"profile": "default"}, "aws_auths": [object.union({"ref": 1, "kind": "ConfigMap", "name": "aws-auth", "namespace": "kube-system", "mappings": []}, more)]}

_maps(kind, name, groups) := {"mappings": [{
	"ref": 2, "kind": kind, "username": "u", "groups": groups,
	"arn": sprintf("arn:aws:iam::111122223333:%s/%s", [kind, name]),
}]}

_left_out := {"namespace": null, "unknown": {"namespace": "namespace-left-out"}}
