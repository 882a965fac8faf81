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

test_access_entries if {
	every type in ["EC2", "EC2_LINUX", "EC2_WINDOWS"] {
		_brief(rule.findings) == {[7, "type"]} with input as _entry({"type": type, "principal_role": _role("account")})
		rule.findings == set() with input as _entry({"type": type, "principal_role": _role("instances")})
		rule.findings == set() with input as _entry({"type": type, "principal_arn": "arn:aws:iam::1:role/nodes"})
	}
	every principal in [
		{"principal_kind": "user", "principal_arn": "arn:aws:iam::1:user/ann"},
		{"principal_arn": "arn:aws:iam::1:role/aws-reserved/AWSReservedSSO_A_0"},
	] {
		_brief(rule.findings) == {[7, "type"]} with input as _entry(object.union({"type": "EC2_LINUX"}, principal))
	}
	every type in ["STANDARD", "FARGATE_LINUX", "HYBRID_LINUX"] {
		rule.findings == set() with input as _entry({"type": type, "principal_role": _role("account")})
	}
	rule.findings == set() with input as _entry({"principal_role": _role("account")})
}

test_the_trust_of_mapped_roles if {
	mapping := {"ref": 2, "kind": "role", "arn": "a", "groups": ["system:nodes"]}
	_brief(rule.findings) == {[2, "groups.0"]} with input as _auth({"mappings": [object.union(mapping, {"role": _role("account")})]})
	rule.findings == set() with input as _auth({"mappings": [object.union(mapping, {"role": _role("instances")})]})
	every service in ["eks-fargate-pods.amazonaws.com", "ssm.amazonaws.com", "rolesanywhere.amazonaws.com"] {
		other := {"ref": 40, "trust": [{"admits": [{"who": "service", "name": service}]}]}
		rule.findings == set() with input as _auth({"mappings": [object.union(mapping, {"role": other})]})
	}
	open := {"ref": 40, "trust": [{"admits": [{"who": "unknown", "reason": "data-source"}]}]}
	rule.findings == set() with input as _auth({"mappings": [object.union(mapping, {"role": open})]})
	{u.reason | some u in rule.undecided} == {"data-source"} with input as _auth({"mappings": [object.union(mapping, {"role": open})]})
}

test_unknown_trust_of_access_entries if {
	open := {"ref": 40, "address": "r", "unknown": {"trust": "data-source"}}
	rule.findings == set() with input as _entry({"type": "EC2_LINUX", "principal_role": open})
	{u.reason | some u in rule.undecided} == {"data-source"} with input as _entry({"type": "EC2_LINUX", "principal_role": open})
}

test_a_cluster_that_does_not_read_it if {
	mapping := {"mappings": [{"ref": 2, "kind": "user", "arn": "a", "groups": ["system:nodes"]}]}
	ignored := object.union(mapping, {"cluster": {"ref": 50, "access_config": {"authentication_mode": "API"}}})
	rule.findings == set() with input as _auth(ignored)
	open := object.union(mapping, {"cluster": {"ref": 50, "unknown": {"access_config.authentication_mode": "data-source"}}})
	rule.findings == set() with input as _auth(open)
	{u.ref | some u in rule.undecided} == {50} with input as _auth(open)
}

_role(who) := {"ref": 40, "address": "r", "trust": [{"admits": [{"who": who}]}]}

_entry(fields) := {"access_entries": [object.union({"ref": 7, "root": ".", "address": "e"}, fields)]}

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
