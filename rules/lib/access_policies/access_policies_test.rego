package rules.lib.access_policies_test

import data.rules.lib.access_policies

test_the_name_of_a_policy if {
	every arn, name in {
		"arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy": "AmazonEKSViewPolicy",
		"arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy": "AmazonEKSViewPolicy",
	} {
		access_policies.name({"policy_arn": arn}) == name
	}
	not access_policies.name({"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSViewPolicy"})
	not access_policies.name({})
}

test_the_principal if {
	role := {"ref": 1, "address": "aws_iam_role.a"}
	access_policies.principal({"principal_role": role, "principal_arn": "x"}) == "aws_iam_role.a"
	access_policies.principal({"principal_user": {"address": "aws_iam_user.a"}}) == "aws_iam_user.a"
	access_policies.principal({"principal_arn": "arn"}) == "arn"
	access_policies.principal({}) == "a principal that is not known"
	access_policies.principal_key({"principal_role": role}) == "1"
	access_policies.principal_key({"principal_user": role}) == "1"
	access_policies.principal_key({"principal_arn": "arn"}) == "arn"
	access_policies.principal_key({"address": "x"}) == "x"
}

test_the_cluster if {
	cluster := {"ref": 1, "address": "aws_eks_cluster.a"}
	access_policies.cluster({"cluster": cluster}) == "aws_eks_cluster.a"
	access_policies.cluster({"cluster_name": "a"}) == `cluster "a"`
	access_policies.cluster({}) == "the cluster"
	access_policies.cluster_key({"cluster": cluster}) == "1"
	access_policies.cluster_key({"root": "prod", "cluster_name": "a"}) == "prod a"
	access_policies.cluster_key({"root": "prod"}) == "prod "
}

test_listed_arns if {
	access_policies.is_listed("arn:aws:iam::1:role/x", ["arn:aws:iam::1:role/x"])
	access_policies.is_listed("arn:aws:iam::1:role/x.y", ["arn:*:role/x*"])
	not access_policies.is_listed("arn:aws:iam::1:role/y", ["arn:aws:iam::1:role/x"])
}

test_administrators if {
	role := {"ref": 1, "administers": [{"ref": 2}]}
	every model in [
		{"access_policy_associations": [{"principal_role": role}, {"principal_role": {"ref": 3}}, {}]},
		{"access_entries": [{"principal_role": role}]},
		{"aws_auths": [{"mappings": [{"role": role}, {}]}, {}]},
	] {
		access_policies.administrators == [role] with input as model
	}
	access_policies.administrators == [] with input as {"iam_roles": [role]}
}

test_grants_that_are_open if {
	role := {"ref": 1}
	association := {"ref": 2, "principal_role": role}
	wide := "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
	policy := {"policy_arn": "unknown-variable"}
	scope := {"access_scope.type": "unknown-variable"}
	every case in [
		{"of": {"access_scope": {"type": "cluster"}, "unknown": policy}, "open": {"policy_arn"}},
		{"of": {"access_scope": {"type": "namespace"}, "unknown": policy}, "open": set()},
		{"of": {"policy_arn": wide, "unknown": scope}, "open": {"access_scope.type"}},
		{"of": {"unknown": object.union(policy, scope)}, "open": {"access_scope.type", "policy_arn"}},
		{"of": {"policy_arn": wide, "access_scope": {"type": "cluster"}}, "open": set()},
	] {
		given := {"access_policy_associations": [object.union(association, case.of)]}
		open := {[grant.role.ref, grant.ref, grant.field] | some grant in access_policies.open_grants} with input as given
		open == {[1, 2, field] | some field in case.open}
	}
	mapping := {"ref": 3, "role": role, "unknown": {"groups": "unknown-variable"}}
	some grant in access_policies.open_grants with input as {"aws_auths": [{"mappings": [mapping]}]}
	grant == {"role": role, "ref": 3, "field": "groups", "reason": "unknown-variable"}
}
