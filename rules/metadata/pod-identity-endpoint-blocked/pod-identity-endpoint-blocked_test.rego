package rules.metadata["pod-identity-endpoint-blocked_test"]

import data.rules.metadata["pod-identity-endpoint-blocked"] as rule

test_an_exception_holds_the_agent_too if {
	rule.findings == {{
		"ref": 6, "field": "except",
		"message": `NetworkPolicy "deny" keeps Deployment "web" from 169.254.170.23, at which the pods get their credentials: the exception holds it too`,
		"related": [{"ref": 9, "field": "service_account", "message": "gives its pods a role"}],
	}} with input as _unit(_egress("blocked"))
}

test_no_rule_leads_to_the_agent if {
	model := json.patch(_unit(_egress("blocked")), [{"op": "replace", "path": "/network_policies/0/egress", "value": []}])
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		4, "egress",
		`NetworkPolicy "deny" keeps Deployment "web" from 169.254.170.23, at which the pods get their credentials`,
	]} with input as model
}

test_the_agent_is_within_reach if {
	every answer in ["open", "exception"] {
		rule.findings == set() with input as _unit(_egress(answer))
	}
}

test_pods_without_an_association_do_not_ask_the_agent if {
	model := _unit(_egress("blocked"))
	every other in [{"namespace": "bank"}, {"service_account": "api"}] {
		association := object.union(model.pod_identity_associations[0], other)
		rule.findings == set() with input as object.union(model, {"pod_identity_associations": [association]})
	}
}

test_in_an_ipv6_cluster_it_is_the_other_address if {
	egress := {"isolated": true, "policies": [4], "pod_identity_ipv4": "blocked", "pod_identity_ipv6": "blocked"}
	every cluster in [
		{"vpc_cnis": [{"ref": 8, "enable_ipv6": {"ref": 8, "value": "true", "default": false}}]},
		{"clusters": [{"ref": 8, "kubernetes_network_config": {"ip_family": "ipv6"}}]},
	] {
		{[f.ref, f.message] | some f in rule.findings} == {[
			4,
			`NetworkPolicy "deny" keeps Deployment "web" from fd00:ec2::23, at which the pods get their credentials`,
		]} with input as object.union(_unit(egress), cluster)
		open := object.union(egress, {"pod_identity_ipv6": "open"})
		rule.findings == set() with input as object.union(_unit(open), cluster)
	}
}

test_policies_that_nothing_enforces_keep_nobody_away if {
	off := {"vpc_cnis": [{
		"ref": 8, "kind": "DaemonSet", "name": "aws-node",
		"network_policy_agent": {"ref": 8, "value": "false", "default": true},
	}]}
	rule.findings == set() with input as object.union(_unit(_egress("blocked")), off)
	on_host := json.patch(_unit(_egress("blocked")), [{"op": "add", "path": "/workloads/0/host_network", "value": true}])
	rule.findings == set() with input as on_host
}

test_the_variable_of_eks_says_it_too if {
	model := object.remove(_with_env([_full_uri]), ["pod_identity_associations"])
	{f.related[0] | some f in rule.findings} == {{
		"ref": 20, "field": "value",
		"message": "leads to the agent",
	}} with input as model
}

test_a_proxy_without_an_exception_for_the_agent if {
	every name in ["HTTP_PROXY", "https_proxy"] {
		proxy := {"ref": 21, "name": name, "value": "http://proxy:3128"}
		{[f.ref, f.field] | some f in rule.findings} == {[21, "value"]} with input as _proxied([proxy])
		lacking := {"ref": 22, "name": "NO_PROXY", "value": "10.0.0.0/8"}
		{[f.ref, f.field] | some f in rule.findings} == {[22, "value"]} with input as _proxied([proxy, lacking])
		every past in ["*", "a.example, 169.254.170.23", "169.254.0.0/16"] {
			rule.findings == set() with input as _proxied([proxy, {"ref": 22, "name": "no_proxy", "value": past}])
		}
		from_map := {"ref": 22, "name": "NO_PROXY", "value_from": "configMapKeyRef"}
		rule.findings == set() with input as _proxied([proxy, from_map])
	}
	rule.findings == set() with input as _proxied([{"ref": 21, "name": "HTTP_PROXY", "value": ""}])
}

test_what_goes_past_a_proxy_may_be_in_a_config_map if {
	base := _proxied([{"ref": 21, "name": "HTTP_PROXY", "value": "http://proxy:3128"}])
	model := json.patch(base, [{"op": "add", "path": "/containers/0/env_from", "value": [{"ref": 23}]}])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "env_from", "reason": "not-in-input"}} with input as model
}

test_security_groups_in_the_mode_strict_are_info if {
	model := object.union(_unit(_egress("open")), {
		"vpc_cnis": [{"ref": 8, "pod_security_group_enforcing_mode": {"ref": 8, "value": "strict", "default": true}}],
		"security_group_policies": [{"ref": 30, "kind": "SecurityGroupPolicy", "name": "web", "pod_selector": {}}],
	})
	selected := json.patch(model, [{"op": "add", "path": "/workloads/0/security_group_policies", "value": [30]}])
	{[f.ref, f.severity, f.related[0].ref] | some f in rule.findings} == {[2, "info", 30]} with input as selected
	rule.findings == set() with input as model
	standard := json.patch(selected, [{
		"op": "replace", "path": "/vpc_cnis/0/pod_security_group_enforcing_mode/value",
		"value": "standard",
	}])
	rule.findings == set() with input as standard
}

test_a_policy_that_is_not_evaluated_is_undecided if {
	model := json.patch(
		_unit({"isolated": true, "policies": [4]}),
		[{"op": "add", "path": "/workloads/0/unknown", "value": {"network.egress.pod_identity_ipv4": "not-evaluated"}}],
	)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 2, "field": "service_account_name", "reason": "not-evaluated"}} with input as model
}

test_associations_may_be_outside_of_the_input if {
	model := object.remove(_unit(_egress("blocked")), ["pod_identity_associations"])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 6, "field": "except", "reason": "not-in-input"}} with input as model
	rule.undecided == set() with input as object.union(model, {"clusters": [{"ref": 40}]})
	every principal in [
		{"ref": 1, "name": "default", "namespace": "shop"},
		{"ref": 1, "name": "web", "namespace": "shop", "account": {"annotations": {"eks.amazonaws.com/role-arn": "arn"}}},
	] {
		other := json.patch(model, [{"op": "replace", "path": "/workloads/0/principal", "value": principal}])
		rule.undecided == set() with input as other
	}
	nothing := json.patch(model, [{"op": "replace", "path": "/network_policies/0/egress", "value": []}])
	rule.undecided == set() with input as nothing
}

_full_uri := {
	"ref": 20, "name": "AWS_CONTAINER_CREDENTIALS_FULL_URI",
	"value": "http://169.254.170.23/v1/credentials",
}

_proxied(env) := {
	"workloads": [object.union(_workload(_egress("open")), {"containers": [container]})],
	"containers": [container],
	"pod_identity_associations": _unit({}).pod_identity_associations,
} if {
	container := {
		"ref": 3, "type": "main", "name": "app", "env": env,
		"workload": {"ref": 2, "kind": "Deployment", "name": "web"},
	}
}

_with_env(env) := json.patch(_unit(_egress("blocked")), [{
	"op": "add", "path": "/workloads/0/containers",
	"value": [{"ref": 3, "name": "app", "type": "main", "env": env}],
}])

_egress(answer) := {"isolated": true, "policies": [4], "pod_identity_ipv4": answer}

_workload(egress) := {
	"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop",
	"principal": {"ref": 1, "kind": "ServiceAccount", "name": "web", "namespace": "shop"},
	"network": {"covered": true, "egress": egress},
}

_unit(egress) := {
	"settings": {"kubernetes_minor": 34},
	"workloads": [_workload(egress)],
	"network_policies": [{
		"ref": 4, "kind": "NetworkPolicy", "name": "deny", "namespace": "shop", "isolates_egress": true,
		"egress": [{"ref": 5, "peers": [{
			"ref": 6, "cidr": "0.0.0.0/0", "except": ["169.254.0.0/16"],
			"excepts_metadata_ipv4": true,
		}]}],
	}],
	"pod_identity_associations": [{"ref": 9, "namespace": "shop", "service_account": "web"}],
}
