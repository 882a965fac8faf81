package rules.lib.aws_auth_test

import data.rules.lib.aws_auth

test_only_that_of_kube_system_is_read if {
	aws_auth.is_read({"namespace": "kube-system"})
	not aws_auth.is_read({"unknown": {"namespace": "namespace-left-out"}})
}

test_names_of_principals if {
	aws_auth.principal({"kind": "user", "arn": "arn:aws:iam::111122223333:user/a"}) == "arn:aws:iam::111122223333:user/a"
	aws_auth.principal({"kind": "user"}) == "an IAM user"
	aws_auth.principal({"kind": "role", "role": {"address": "aws_iam_role.a"}}) == "aws_iam_role.a"
	aws_auth.principal({"kind": "user", "user": {"address": "aws_iam_user.a"}}) == "aws_iam_user.a"
}

test_who_administers_the_cluster if {
	bindings := [{
		"ref": 1, "kind": "ClusterRoleBinding", "name": "b", "role_kind": "ClusterRole",
		"role_name": "cluster-admin", "admin_equivalent": true,
	}]
	admin := {"admin_equivalent": true, "bindings": [1]}
	by_binding := aws_auth.power(admin) with input.role_bindings as bindings
	by_binding == `may do everything by ClusterRole "cluster-admin" of ClusterRoleBinding "b"`
	aws_auth.power({"admin_equivalent": true}) == "may do everything" with input.role_bindings as bindings
	way := {"escalation_path": [{"via": "bind", "text": "bind it", "becomes": "cluster-admin", "built_in": false}]}
	aws_auth.power(way) == "can become cluster-admin: bind it"
	not aws_auth.power({"admin_equivalent": false})
}

test_the_mode_of_the_cluster if {
	auth := {"namespace": "kube-system", "cluster": {"access_config": {"authentication_mode": "API"}}}
	aws_auth.is_ignored(auth)
	not aws_auth.counts(auth)
	both := {"namespace": "kube-system", "cluster": {"access_config": {"authentication_mode": "API_AND_CONFIG_MAP"}}}
	aws_auth.counts(both)
	aws_auth.counts({"namespace": "kube-system", "cluster": {}})
	aws_auth.counts({"namespace": "kube-system"})
	open := {"namespace": "kube-system", "cluster": {"unknown": {"access_config.authentication_mode": "data-source"}}}
	not aws_auth.counts(open)
	aws_auth.mode_unknown(open) == "data-source"
	not aws_auth.mode_unknown(both)
	not aws_auth.mode_unknown({})
}

test_who_takes_a_role if {
	every who, takers in {"pods": "pods", "instances": "nodes"} {
		aws_auth.takers({"trust": [{"admits": [{"who": who}]}]}) == takers
	}
	aws_auth.takers({"pods": "yes"}) == "pods"
	not aws_auth.takers({"trust": [{"admits": [{"who": "account"}]}]})
	not aws_auth.takers({})
}
