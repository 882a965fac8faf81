package rules.iam["pod-identity-inoperative_test"]

import data.rules.iam["pod-identity-inoperative"] as rule

test_keys_come_before_the_agent if {
	rule.findings == {{
		"ref": 20, "field": "name",
		"message": `container "app" of Deployment "web" sets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which SDKs use instead of EKS Pod Identity`,
		"related": [{"ref": 9, "field": "service_account", "message": "gives its pods a role"}],
	}} with input as _unit(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
}

test_a_role_by_irsa_in_the_pod_comes_before_the_agent if {
	some f in rule.findings with input as _unit(["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"])
	f.ref == 21
	contains(f.message, "sets AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN")
}

test_half_of_them_do_nothing if {
	every name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"] {
		rule.findings == set() with input as _unit([name])
	}
}

test_without_an_association_keys_are_what_is_meant if {
	model := object.remove(_unit(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]), ["pod_identity_associations"])
	rule.findings == set() with input as model
}

test_an_annotation_of_irsa_is_left_over if {
	account := {"ref": 1, "kind": "ServiceAccount", "name": "web", "namespace": "shop", "annotations": {"eks.amazonaws.com/role-arn": "arn"}}
	model := object.union(_unit([]), {"service_accounts": [account]})
	{[f.ref, f.severity, f.message] | some f in rule.findings} == {[
		1, "info",
		`ServiceAccount "web" has an association, beside which its role arn has no effect`,
	]} with input as model
	rule.findings == set() with input as object.remove(model, ["pod_identity_associations"])
	rule.findings == set() with input as object.union(model, {"service_accounts": [object.union(account, {"namespace": "bank"})]})
}

test_no_agent if {
	model := object.union(_unit([]), {"addons": [_addon("vpc-cni")]})
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		9, "service_account",
		`the association of service account "web" of namespace "shop" has no effect: the cluster has no eks-pod-identity-agent`,
	]} with input as model
	every agent in [
		{"addons": [_addon("eks-pod-identity-agent")]},
		{"helm_releases": [{"ref": 31, "root": "prod", "chart": "eks-pod-identity-agent"}]},
		{"chart_releases": [{"ref": 31, "charts": ["eks-pod-identity-agent"]}]},
		{"containers": [{"ref": 31, "image": {"repository": "eks/eks-pod-identity-agent"}, "workload": {"ref": 32}}]},
		{"pod_identity_associations": [object.union(_association, {"cluster": {"compute_config": {"enabled": true}}})]},
	] {
		rule.findings == set() with input as object.union(model, agent)
		rule.undecided == set() with input as object.union(model, agent)
	}
}

test_whether_there_is_an_agent_may_be_said_elsewhere if {
	other := {"ref": 31, "root": "prod", "cluster": {"ref": 30, "address": "c"}, "addon_name": "vpc-cni"}
	every model, reason in {
		object.remove(_unit([]), ["addons"]): "not-in-input",
		object.union(_unit([]), {"addons": [object.union(other, {"root": "dev"})]}): "not-in-input",
		object.union(_unit([]), {"addons": [object.union(other, {"cluster": {"ref": 33, "address": "d"}})]}): "not-in-input",
		object.union(_unit([]), {"addons": [object.union(
			object.remove(other, ["addon_name"]),
			{"unknown": {"addon_name": "variable-without-default"}},
		)]}): "variable-without-default",
		object.union(_unit([]), {"addons": [other], "missing": [{
			"root": "prod", "reason": "module-not-seen",
		}]}): "module-not-seen",
		object.union(_unit([]), {"addons": [other], "missing": [{
			"root": "prod", "collection": "addons", "reason": "unknown-count",
		}]}): "unknown-count",
	} {
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 9, "field": "service_account", "reason": reason}} with input as model
	}
}

test_each_cluster_needs_the_agent if {
	model := {
		"pod_identity_associations": [object.union(_association, _in(at[0], at[1], at[2])) |
			some at in [[9, "prod", "c"], [10, "prod", "c"], [11, "prod", "d"], [12, "dev", "c"]]
		],
		"addons": [object.union(_addon(at[3]), _in(at[0], at[1], at[2])) |
			some at in [[50, "prod", "c", "vpc-cni"], [51, "prod", "d", "eks-pod-identity-agent"], [52, "dev", "c", "vpc-cni"]]
		],
	}
	{f.ref | some f in rule.findings} == {9, 12} with input as model
}

test_a_role_of_another_account if {
	model := object.union(_with_agent, {
		"pod_identity_associations": [object.union(_association, {
			"role_arn": "arn:aws:iam::222233334444:role/web",
			"cluster": {"ref": 30, "address": "c", "role_arn": "arn:aws:iam::111122223333:role/cluster"},
		})],
		"node_groups": [],
	})
	_says("its role lies in account 222233334444, the cluster in 111122223333") with input as model
	own := json.patch(model, [{
		"op": "replace", "path": "/pod_identity_associations/0/role_arn", "value": "arn:aws:iam::111122223333:role/web",
	}])
	rule.findings == set() with input as own
	of_nodes := json.patch(model, [
		{"op": "remove", "path": "/pod_identity_associations/0/cluster/role_arn"},
		{"op": "add", "path": "/node_groups/-", "value": {
			"ref": 70, "cluster": {"ref": 30}, "node_role_arn": "arn:aws:iam::111122223333:role/node",
		}},
	])
	_says("its role lies in account 222233334444") with input as of_nodes
}

test_the_trust_policy_of_the_role if {
	{[f.ref, f.field, f.related[0].ref, f.message] | some f in rule.findings} == {[
		9, "role_arn", 40,
		`the association of service account "web" of namespace "shop" has no effect: the trust policy of role "web" does not name pods.eks.amazonaws.com`,
	]} with input as _role([_statement("ec2.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"])], {})
	lacking := _statement("pods.eks.amazonaws.com", ["sts:AssumeRole"])
	_says("allows it sts:AssumeRole without sts:TagSession") with input as _role([lacking], {})
	every actions in [["sts:AssumeRole", "sts:TagSession"], ["STS:*"], ["*"]] {
		rule.findings == set() with input as _role([_statement("pods.eks.amazonaws.com", actions)], {})
	}
	denied := object.union(_statement("pods.eks.amazonaws.com", ["*"]), {"effect": "Deny"})
	count(rule.findings) == 1 with input as _role([denied], {})
}

test_without_session_tags_the_second_permission_is_undecided if {
	model := _role([_statement("pods.eks.amazonaws.com", ["sts:AssumeRole"])], {"disable_session_tags": true})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 9, "field": "role_arn", "reason": "not-evaluated"}} with input as model
}

test_a_trust_policy_that_is_not_known_is_undecided if {
	model := json.patch(_role([], {}), [{
		"op": "add", "path": "/pod_identity_associations/0/role/unknown",
		"value": {"assume_role_policy": "data-source"},
	}])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 9, "field": "role_arn", "reason": "data-source"}} with input as model
}

test_where_there_is_no_agent if {
	every more, where in {
		{"os": "windows"}: "Windows",
		{"node_selector": {"kubernetes.io/os": "windows"}}: "Windows",
		{"pod_labels": {"compute": "fargate"}}: "Fargate",
	} {
		model := object.union(_with_agent, {
			"workloads": [object.union(_workload([]), more)],
			"fargate_profiles": [{
				"ref": 60, "root": "prod", "cluster": _shop,
				"selector": [{"ref": 61, "namespace": "sh*", "labels": {"compute": "fargate"}}],
			}],
		})
		_says(sprintf("its pods run on %s", [where])) with input as model
	}
	rule.findings == set() with input as _with_agent
	some_elsewhere := object.union(_with_agent, {"workloads": [_workload([]), object.union(_workload([]), {"os": "windows"})]})
	rule.findings == set() with input as some_elsewhere
}

_says(text) if {
	some f in rule.findings
	f.ref == 9
	contains(f.message, text)
}

_with_agent := object.union(_unit([]), {"addons": [_addon("eks-pod-identity-agent")]})

_role(trust, more) := object.union(_with_agent, {"pod_identity_associations": [object.union_n([
	_association,
	{"role": {"ref": 40, "name": "web", "trust": trust}},
	more,
])]})

_statement(service, actions) := {
	"ref": 41, "effect": "Allow", "actions": actions,
	"principals": [{"ref": 42, "type": "Service", "identifier": service}],
}

_workload(names) := {
	"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop",
	"principal": {"ref": 1, "name": "web", "namespace": "shop"},
	"containers": [_container(names)],
}

_container(names) := {
	"ref": 3, "name": "app", "type": "main",
	"workload": {"ref": 2, "kind": "Deployment", "name": "web"},
	"env": [{"ref": 20 + i, "name": name, "value": "x"} | some i, name in names],
}

_unit(names) := {
	"clusters": [_shop],
	"addons": [_addon("eks-pod-identity-agent")],
	"workloads": [_workload(names)],
	"containers": [_container(names)],
	"pod_identity_associations": [_association],
}

_shop := {"ref": 30, "root": "prod", "address": "c"}

_association := {
	"ref": 9, "root": "prod", "namespace": "shop", "service_account": "web", "role_arn": "arn", "cluster": _shop,
}

_addon(name) := {"ref": 31, "root": "prod", "cluster": _shop, "addon_name": name}

_in(ref, root, address) := {"ref": ref, "root": root, "cluster": {"ref": 30, "address": address}}
