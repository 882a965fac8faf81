package rules.rbac["rbac-csr-approve_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-csr-approve"] as rule

test_it_takes_both_rules if {
	_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), given.policy(12, ["signer-approve"], ["approve"], ["signers"])], [given.everywhere([given.account("tools", "agent")])]) == {[11, "resources.0"]}
	_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"])], [given.everywhere([given.account("tools", "agent")])]) == set()
	_found([given.policy(12, ["signer-approve"], ["approve"], ["signers"])], [given.everywhere([given.account("tools", "agent")])]) == set()
}

test_one_signer_by_name_is_fine if {
	_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), object.union(given.policy(12, ["signer-approve"], ["approve"], ["signers"]), {"resource_names": ["example.com/web"]})], [given.everywhere([given.account("tools", "agent")])]) == set()
	count(_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), object.union(given.policy(12, ["signer-approve"], ["approve"], ["signers"]), {"resource_names": ["example.com/*"]})], [given.everywhere([given.account("tools", "agent")])])) == 1
	count(_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), object.union(given.policy(12, ["signer-approve"], ["approve"], ["signers"]), {"resource_names": ["example.com/web", "example.com/api"]})], [given.everywhere([given.account("tools", "agent")])])) == 1
}

test_who_gets_it if {
	_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), given.policy(12, ["signer-approve"], ["approve"], ["signers"])], []) == set()
	_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), given.policy(12, ["signer-approve"], ["approve"], ["signers"])], [given.within("shop", [given.account("tools", "agent")])]) == set()
	_found([given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), given.policy(12, ["signer-approve"], ["approve"], ["signers"])], [given.everywhere([given.user("system:x")])]) == set()
}

test_approvers_for_kubelets_may if {
	model := object.union(given.model("ClusterRole", "r", [given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), given.policy(12, ["signer-approve"], ["approve"], ["signers"])], [given.everywhere([given.account("tools", "agent")])]), {"principals": [{
		"kind": "ServiceAccount", "namespace": "tools", "name": "agent", "images": ["postfinance/kubelet-csr-approver"],
	}]})
	rule.findings == set() with input as model
}

test_the_message_names_the_signers if {
	model := given.model("ClusterRole", "r", [given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), given.policy(12, ["signer-approve"], ["approve"], ["signers"])], [given.everywhere([given.account("tools", "agent")])])
	every f in rule.findings {
		endswith(f.message, ", for every signer")
		{p.ref | some p in f.related} == {12, 50}
	} with input as model
}

test_what_is_filled_in_later_is_undecided if {
	open := {"ref": 13, "may_grant": ["signer-approve"], "unknown": {"verbs": "template-value"}}
	model := given.model("ClusterRole", "r", [given.policy(11, ["csr-approve"], ["update"], ["certificatesigningrequests/approval"]), open], [given.everywhere([given.account("tools", "agent")])])
	rule.undecided == {{"ref": 13, "field": "verbs", "reason": "template-value"}} with input as model
	alone := given.model("ClusterRole", "r", [open], [given.everywhere([given.account("tools", "agent")])])
	rule.undecided == set() with input as alone
}

_found(rules, bindings) := found if {
	found := {[f.ref, f.field] | some f in rule.findings} with input as given.model("ClusterRole", "r", rules, bindings)
}
