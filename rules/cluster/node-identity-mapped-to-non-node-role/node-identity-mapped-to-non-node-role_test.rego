package rules.cluster["node-identity-mapped-to-non-node-role_test"]

import data.rules.cluster["node-identity-mapped-to-non-node-role"] as rule

test_a_user_is_no_node if {
	_brief(rule.findings) == {[2, "groups.1"]} with input as _auth(_maps("user", "ann", ["dev", "system:nodes"]))
	_brief(rule.findings) == {[2, "groups.0"]} with input as _auth(_maps("user", "ann", ["system:bootstrappers"]))
	_brief(rule.findings) == set() with input as _auth(_maps("user", "ann", ["dev"]))
}

test_a_role_of_identity_center_is_no_node if {
	every case in [
		[_maps("role", "AWSReservedSSO_Admin_0", ["system:nodes"]), {[2, "groups.0"]}],
		[_maps("role", "nodes", ["system:nodes"]), set()],
	] {
		_brief(rule.findings) == case[1] with input as _auth(case[0])
	}
}

test_the_name_of_one_node if {
	named := {"mappings": [{"ref": 2, "kind": "user", "arn": "a", "username": "system:node:a"}]}
	_brief(rule.findings) == {[2, "username"]} with input as _auth(named)
	own := {"mappings": [{"ref": 2, "kind": "user", "arn": "a", "username": "system:node:{{EC2PrivateDNSName}}"}]}
	_brief(rule.findings) == set() with input as _auth(own)
}

test_one_without_a_namespace_is_undecided if {
	model := _auth(object.union(_left_out, _maps("user", "ann", ["system:nodes"])))
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "namespace", "reason": "namespace-left-out"}} with input as model
	rule.undecided == set() with input as _auth(object.union(_left_out, _maps("user", "ann", [])))
}

_brief(findings) := {[f.ref, f.field] | some f in findings}

_auth(more) := {
	"settings": {"profile": "default"},
	"aws_auths": [object.union(
		{"ref": 1, "kind": "ConfigMap", "name": "aws-auth", "namespace": "kube-system", "mappings": []},
		more,
	)],
}

_maps(kind, name, groups) := {"mappings": [{
	"ref": 2, "kind": kind, "username": "u", "groups": groups,
	"arn": sprintf("arn:aws:iam::111122223333:%s/%s", [kind, name]),
}]}

_left_out := {"namespace": null, "unknown": {"namespace": "namespace-left-out"}}
