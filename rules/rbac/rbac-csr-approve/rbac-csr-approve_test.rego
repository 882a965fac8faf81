package rules.rbac["rbac-csr-approve_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-csr-approve"] as rule

test_it_takes_both_rules if {
	_brief(rule.findings) == {[11, "resources.0"]} with input as _given([_rule, _other], _everywhere)
	_brief(rule.findings) == set() with input as _given([_rule], _everywhere)
	_brief(rule.findings) == set() with input as _given([_other], _everywhere)
}

test_one_signer_by_name_is_fine if {
	_brief(rule.findings) == set() with input as _given(
		[_rule, object.union(_other, {"resource_names": ["example.com/web"]})],
		_everywhere,
	)
	every case in [
		[[_rule, object.union(_other, {"resource_names": ["example.com/*"]})], _everywhere, 1],
		[[_rule, object.union(_other, {"resource_names": ["example.com/web", "example.com/api"]})], _everywhere, 1],
	] {
		count(rule.findings) == case[2] with input as _given(case[0], case[1])
	}
}

test_who_gets_it if {
	every case in [
		[[_rule, _other], [], set()],
		[[_rule, _other], [given.within("shop", [_agent])], set()],
		[[_rule, _other], [given.everywhere([given.user("system:x")])], set()],
	] {
		_brief(rule.findings) == case[2] with input as _given(case[0], case[1])
	}
}

test_approvers_for_kubelets_may if {
	model := object.union(given.model("ClusterRole", "r", [_rule, _other], _everywhere), {"principals": [{
		"kind": "ServiceAccount", "namespace": "tools", "name": "agent", "images": ["postfinance/kubelet-csr-approver"],
	}]})
	rule.findings == set() with input as model
}

test_the_message_names_the_signers if {
	model := given.model("ClusterRole", "r", [_rule, _other], _everywhere)
	every f in rule.findings {
		endswith(f.message, ", for every signer")
		{p.ref | some p in f.related} == {12, 50}
	} with input as model
}

test_what_is_filled_in_later_is_undecided if {
	open := {"ref": 13, "may_grant": ["signer-approve"], "unknown": {"verbs": "template-value"}}
	model := given.model("ClusterRole", "r", [_rule, open], _everywhere)
	rule.undecided == {{"ref": 13, "field": "verbs", "reason": "template-value"}} with input as model
	alone := given.model("ClusterRole", "r", [open], _everywhere)
	rule.undecided == set() with input as alone
}

_given(rules, bindings) := given.model("ClusterRole", "r", rules, bindings)

_brief(findings) := {[f.ref, f.field] | some f in findings}

_agent := given.account("tools", "agent")

_rule := given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"])

_other := given.policy(12, ["signer-approve"], ["approve"], ["signers"])

_everywhere := [given.everywhere([_agent])]
