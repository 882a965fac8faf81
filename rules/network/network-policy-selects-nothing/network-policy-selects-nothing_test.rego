package rules.network["network-policy-selects-nothing_test"]

import data.rules.network["network-policy-selects-nothing"] as rule

test_no_pod_has_the_labels if {
	rule.findings == {{
		"ref": 1, "field": "pod_selector",
		"message": `NetworkPolicy "p" selects none of the 1 workloads of namespace "shop"`,
	}} with input as _unit({})
}

test_what_comes_near_is_named if {
	every selector, near in {
		`{"app": "web-frontend"}`: `; the pods of Deployment "web" have app: web`,
		`{"app": "Web"}`: `; the pods of Deployment "web" have app: web`,
		`{"name": "web"}`: `; the pods of Deployment "web" have app: web`,
		`{"app": "web", "tier": "back"}`: `; the pods of Deployment "web" have tier: front`,
		`{"team": "a"}`: `; Deployment "web" has these labels, and its pods do not`,
		`{"app": "cart"}`: "",
		`{"app": "cart", "tier": "back"}`: "",
		`{"app": "web", "zone": "back"}`: "",
	} {
		model := _unit({"pod_selector": {"match_labels": json.unmarshal(selector)}})
		_messages == {
			concat("", [`NetworkPolicy "p" selects none of the 1 workloads of namespace "shop"`, near]),
		} with input as model
	}
}

test_expressions_have_no_near_miss if {
	selector := {"match_labels": {"app": "web-frontend"}, "match_expressions": [{"key": "a", "operator": "Exists"}]}
	_messages == {
		`NetworkPolicy "p" selects none of the 1 workloads of namespace "shop"`,
	} with input as _unit({"pod_selector": selector})
}

test_selecting_some_or_refused_is_not_found if {
	rule.findings == set() with input as _unit({"selects": [2]})
	rule.findings == set() with input as _unit({"invalid": "no CIDR"})
	rule.undecided == set() with input as _unit({"invalid": "no CIDR"})
}

test_all_pods_of_an_empty_namespace_are_info if {
	every_one := {"selects_all": true, "namespace": "empty"}
	model := object.union(_unit(every_one), {"namespaces": [_shop, {"ref": 9, "name": "empty"}]})
	{[f.field, f.severity, f.message] | some f in rule.findings} == {[
		"namespace", "info",
		`NetworkPolicy "p" selects all pods of namespace "empty", in which nothing runs`,
	]} with input as model
	alone := object.union(object.remove(model, ["workloads"]), {"namespaces": [{"ref": 9, "name": "empty"}]})
	rule.findings == set() with input as alone
	maybe := {"ref": 9, "name": "empty", "workloads": [{"ref": 2, "unknown": {"namespace": "namespace-left-out"}}]}
	rule.findings == set() with input as object.union(model, {"namespaces": [_shop, maybe]})
}

test_a_peer_that_is_nobody if {
	_messages == {`a peer of NetworkPolicy "p" is none of the 1 workloads of namespace "shop"`} with input as _peer({})
	{f.ref | some f in rule.findings} == {5} with input as _peer({})
}

test_other_peers_are_not_found if {
	every more in [
		{"selects": [2]},
		{"namespace_selector": {}},
		{"unknown": {"selects": "template-value"}},
		{"pod_selector": {"match_labels": {"app.kubernetes.io/name": "kafka"}}},
	] {
		rule.findings == set() with input as _peer(more)
	}
	rule.findings == set() with input as object.union(_peer({}), {"namespaces": []})
	off := {"network_policies": [object.union(_peer({}).network_policies[0], {"isolates_ingress": false})]}
	rule.findings == set() with input as object.union(_peer({}), off)
}

test_pods_of_operators_are_undecided if {
	every labels in [
		{"app.kubernetes.io/name": "prometheus"},
		{"app.kubernetes.io/managed-by": "strimzi-cluster-operator"},
		{"cnpg.io/cluster": "main"},
	] {
		model := _unit({"pod_selector": {"match_labels": labels}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": "pod_selector", "reason": "not-in-input"}} with input as model
	}
	every labels in [{"app.kubernetes.io/managed-by": "Helm"}, {"helm.sh/chart": "a"}, {"example.com/team": "other"}] {
		count(rule.findings) == 1 with input as _unit({"pod_selector": {"match_labels": labels}})
	}
}

test_a_namespace_out_of_the_input_is_undecided if {
	model := object.remove(_unit({}), ["namespaces"])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "pod_selector", "reason": "not-in-input"}} with input as model
	every_one := object.remove(_unit({"selects_all": true}), ["namespaces"])
	rule.undecided == set() with input as every_one
}

test_templates_are_undecided if {
	model := _unit({"unknown": {"selects": "template-value"}})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "pod_selector", "reason": "template-value"}} with input as model
	rule.findings == set() with input as _unit({"unknown": {"pod_selector": "template-value"}})
}

_messages contains f.message if some f in rule.findings

_shop := {"ref": 3, "name": "shop", "workloads": [{"ref": 2}]}

_peer(more) := _unit({
	"selects": [2], "isolates_ingress": true,
	"ingress": [{"ref": 4, "peers": [object.union(
		{"ref": 5, "pod_selector": {"match_labels": {"app": "cart"}}},
		more,
	)]}],
})

_unit(policy) := {
	"namespaces": [_shop],
	"workloads": [{
		"ref": 2, "kind": "Deployment", "name": "web", "labels": {"team": "a"},
		"pod_labels": {"app": "web", "tier": "front", "example.com/team": "a"},
	}],
	"network_policies": [object.union_n([
		{"ref": 1, "kind": "NetworkPolicy", "name": "p", "namespace": "shop", "selects_all": false},
		{"pod_selector": _selector(policy)},
		object.remove(policy, ["pod_selector"]),
	])],
}

_selector(policy) := object.get(policy, "pod_selector", {"match_labels": {"app": "cart"}})
