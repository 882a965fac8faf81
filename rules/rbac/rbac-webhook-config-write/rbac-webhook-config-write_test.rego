package rules.rbac["rbac-webhook-config-write_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-webhook-config-write"] as rule

test_it_is_placed_on_the_resource if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	{[f.ref, f.field] | some f in rule.findings} == {[11, "resources.0"]} with input as model
	{p.ref | some f in rule.findings; some p in f.related} == {50} with input as model
}

test_roles_that_are_not_judged if {
	every name in ["system:x", "cluster-admin"] {
		model := given.model("ClusterRole", name, [_rule], _everywhere)
		rule.findings == set() with input as model
	}
	admin := object.union(given.model("ClusterRole", "r", [], []).roles[0], {
		"rules": [_rule], "given_by": _everywhere, "admin_equivalent": true,
	})
	rule.findings == set() with input.roles as [admin]
}

test_parts_of_kubernetes_may if {
	model := given.model("ClusterRole", "r", [_rule], [given.everywhere([given.user("system:kube-scheduler")])])
	rule.findings == set() with input as model
}

test_what_is_filled_in_later_is_undecided if {
	open := {"ref": 11, "may_grant": ["webhook-write"], "unknown": {"verbs": "template-value"}, "resources": ["x"]}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["webhook-write"], ["update"], ["mutatingwebhookconfigurations"])],
		_everywhere,
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

test_high if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	given.severities(rule.findings) == {"high"} with input as model
}

test_names_narrow_it_enough if {
	model := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["one"]})], _everywhere)
	given.severities(rule.findings) == set() with input as model
}

test_a_binding_in_a_namespace_gives_nothing if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_agent])])
	given.severities(rule.findings) == set() with input as model
}

test_low_for_controllers_that_cannot_name_them if {
	every image in [
		"jetstack/cert-manager-cainjector",
		"kyverno/cleanup-controller", "kyverno/kyverno", "istio-testing/pilot", "istio/pilot",
		"knative-releases/knative.dev/serving/cmd/webhook",
	] {
		given.severities(rule.findings) == {"low"} with input as _run_by(image, _everywhere)
	}
	given.severities(rule.findings) == {"high"} with input as _run_by(
		"ingress-nginx/kube-webhook-certgen",
		_everywhere,
	)
	given.severities(rule.findings) == {"high"} with input as _run_by(
		"kyverno/kyverno",
		[given.everywhere([_agent, given.user("ann")])],
	)
}

_run_by(image, bindings) := object.union(given.model("ClusterRole", "r", [_rule], bindings), {"principals": [{
	"kind": "ServiceAccount", "namespace": "tools", "name": "agent", "images": [image],
}]})

_agent := given.account("tools", "agent")

_rule := given.policy(11, ["webhook-write"], ["update"], ["mutatingwebhookconfigurations"])

_everywhere := [given.everywhere([_agent])]
