package rules.lib.rbac_test

import data.rules.lib.rbac

# What tests of rules about roles are made of.

# The input with one role, which some bindings give to somebody.
model(kind, name, rules, bindings) := {
	"settings": {"profile": "default", "params": {}},
	"roles": [{
		"ref": 1, "kind": kind, "name": name, "admin_equivalent": false,
		"rules": rules, "effective_rules": rules, "given_by": bindings,
	}],
}

# The rule of a role.
policy(ref, grants, verbs, resources) := {
	"ref": ref, "grants": grants, "verbs": verbs, "api_groups": ["*"],
	"resources": resources,
}

everywhere(subjects) := {
	"ref": 50, "kind": "ClusterRoleBinding", "name": "b", "role_kind": "ClusterRole", "role_name": "r",
	"subjects": subjects, "admin_equivalent": false,
}

within(namespace, subjects) := {
	"ref": 60, "kind": "RoleBinding", "name": "b", "namespace": namespace, "role_kind": "ClusterRole",
	"role_name": "r", "subjects": subjects, "admin_equivalent": false,
}

account(namespace, name) := {"ref": 70, "kind": "ServiceAccount", "namespace": namespace, "name": name}

user(name) := {"ref": 71, "kind": "User", "name": name}

group(name) := {"ref": 72, "kind": "Group", "name": name}

# The severities by the place where a role is bound and by who gets it.
severities(findings) := {f.severity | some f in findings}

test_built_in_roles_and_those_of_administrators_are_not_judged if {
	rbac.judged({"kind": "ClusterRole", "name": "r", "admin_equivalent": false})
	rbac.judged({"kind": "Role", "name": "admin", "admin_equivalent": false})
	not rbac.judged({"kind": "ClusterRole", "name": "admin", "admin_equivalent": false})
	not rbac.judged({"kind": "ClusterRole", "name": "system:x", "admin_equivalent": false})
	not rbac.judged({"kind": "ClusterRole", "name": "r", "admin_equivalent": true})
}

test_parts_of_kubernetes_do_not_count if {
	every name in ["system:kube-controller-manager", "eks:addon-manager"] {
		rbac.system(user(name))
	}
	rbac.system(group("system:masters"))
	not rbac.system(account("kube-system", "system:x"))
	every name in [
		"system:anonymous", "system:authenticated", "system:serviceaccounts",
		"system:serviceaccounts:a", "system:unauthenticated",
	] {
		not rbac.system(group(name))
	}
	not rbac.system(user("system:serviceaccount:a:b"))
}

test_bindings_without_a_subject_that_counts_are_left_out if {
	count(rbac.bindings({"given_by": [everywhere([user("u")])]})) == 1
	rbac.bindings({"given_by": [everywhere([user("system:x")]), everywhere([])]}) == []
	rbac.bindings({"given_by": [object.union(everywhere([user("u")]), {"admin_equivalent": true})]}) == []
	rbac.bindings({}) == []
	count(rbac.bindings({"given_by": [everywhere([{"ref": 1, "kind": "ServiceAccount"}])]})) == 1
	rbac.bindings({"given_by": [everywhere([{"ref": 1, "kind": "Group"}])]}) == []
}

test_only_bindings_of_the_cluster_reach_what_has_no_namespace if {
	role := {"given_by": [everywhere([user("u")]), within("a", [user("u")])]}
	{b.ref | some b in rbac.cluster_bindings(role)} == {50}
}

test_a_service_account_may_be_named_as_a_user if {
	rbac.account_name(user("system:serviceaccount:a:b")) == "b"
	rbac.account_namespace(user("system:serviceaccount:a:b")) == "a"
	rbac.is_account(user("system:serviceaccount:a:b"))
	not rbac.is_account(user("b"))
	not rbac.is_account(group("b"))
}

test_who_comes_from_outside if {
	binding := within("a", [])
	rbac.outside(binding, user("u"))
	rbac.outside(binding, group("system:serviceaccounts"))
	rbac.outside(binding, account("b", "x"))
	rbac.outside(binding, user("system:serviceaccount:b:x"))
	not rbac.outside(binding, account("a", "x"))
	not rbac.outside(binding, user("system:serviceaccount:a:x"))
	not rbac.outside(binding, group("system:serviceaccounts:a"))
	not rbac.outside(binding, {"kind": "ServiceAccount", "name": "x"})
	not rbac.outside({"kind": "RoleBinding"}, account("b", "x"))
	rbac.outside({"kind": "RoleBinding"}, user("u"))
}

test_the_images_of_a_service_account if {
	principals := [
		{"kind": "ServiceAccount", "namespace": "a", "name": "x", "images": ["i"]},
		{"kind": "ServiceAccount", "namespace": "b", "name": "x", "images": ["j"]},
		{"kind": "User", "name": "x", "images": ["k"]},
		{"kind": "ServiceAccount", "name": "x", "images": ["l"]},
	]
	rbac.images(account("a", "x")) == {"i"} with input.principals as principals
	rbac.images({"kind": "ServiceAccount", "name": "x"}) == {"l"} with input.principals as principals
	rbac.images(user("x")) == set() with input.principals as principals
}

test_a_rule_for_some_names_comes_after_one_for_all if {
	named := object.union(policy(1, ["g"], ["get"], ["x"]), {"resource_names": ["n"]})
	role := {"rules": [named, policy(2, ["g"], ["get"], ["x"])]}
	rbac.first(role, {"g"}).ref == 2
	rbac.first_of_any(role, {"g"}).ref == 1
	not rbac.first({"rules": [named]}, {"g"})
	unknown := object.union(policy(1, ["g"], ["get"], ["x"]), {"unknown": {"resource_names": "template-value"}})
	not rbac.first({"rules": [unknown]}, {"g"})
}

test_the_resource_that_reaches_a_target if {
	targets := {"pods/exec": {""}, "deployments": {"apps"}, "userextras/": {"a"}}
	rbac.field(policy(1, [], [], ["pods", "pods/exec"]), targets) == "resources.1"
	rbac.field(policy(1, [], [], ["pods", "*/exec"]), targets) == "resources.1"
	rbac.field(policy(1, [], [], ["pods", "*"]), targets) == "resources.1"
	rbac.field(policy(1, [], [], ["userextras/scopes"]), targets) == "resources.0"
	core := object.union(policy(1, [], [], ["deployments", "pods/exec"]), {"api_groups": [""]})
	rbac.field(core, targets) == "resources.1"
	rbac.verb_field(policy(1, [], ["get", "bind"], []), "bind") == "verbs.1"
	rbac.verb_field(policy(1, [], ["get", "*"], []), "bind") == "verbs.1"
}

test_messages_name_the_first_of_many if {
	role := {"kind": "ClusterRole", "name": "r"}
	rule := policy(1, [], ["get", "list", "watch"], ["secrets"])
	allowed := rbac.allowed(rule, {"get", "list"}, {"secrets": {""}})
	allowed == "get, list on secrets"
	rbac.allowed(policy(1, [], ["*"], ["*"]), {"get"}, {"secrets": {""}}) == "every verb on every resource"
	many := [user("a"), user("b"), user("c"), user("d"), user("e")]
	rbac.message(role, allowed, [everywhere(many), within("a", many)]) == concat("", [
		`ClusterRole "r" allows get, list on secrets in the whole cluster, which ClusterRoleBinding "b" gives to `,
		`User "a", User "b", User "c" and 2 more subjects and one more binding`,
	])
	rbac.message(role, allowed, [within("b", [account("a", "x")]), within("a", [])]) == concat("", [
		`ClusterRole "r" allows get, list on secrets in a, b, which RoleBinding "b" gives to `,
		`ServiceAccount "a/x" and one more binding`,
	])
	left_out := object.remove(within("", [{"kind": "ServiceAccount", "name": "x"}]), ["namespace"])
	rbac.message(role, allowed, [left_out]) == concat("", [
		`ClusterRole "r" allows get, list on secrets in the namespace of its binding, which RoleBinding "b" gives to `,
		`ServiceAccount "x"`,
	])
	rbac.subject_name({"kind": "ServiceAccount"}) == "a ServiceAccount"
}

test_a_finding_stands_for_the_wildcard_of_its_verbs if {
	rule := policy(1, [], ["*"], ["secrets"])
	core := object.union(rule, {"api_groups": [""]})
	rbac.subsumed(core, "medium") == [{"rule": "rbac-wildcard-rule", "ref": 1}]
	rbac.subsumed(core, "low") == []
	rbac.subsumed(rule, "high") == []
	rbac.subsumed(object.union(core, {"resources": ["*"]}), "high") == []
	rbac.subsumed(object.union(core, {"verbs": ["get"]}), "high") == []
}

test_what_would_have_to_be_known if {
	open := {"ref": 2, "may_grant": ["g"], "unknown": {"verbs": "template-value", "verbs.0": "template-value"}}
	role := {
		"kind": "ClusterRole", "name": "r", "admin_equivalent": false, "rules": [open],
		"given_by": [everywhere([user("u")])],
	}
	rbac.gaps(role, {"g"}) == {{"ref": 2, "field": "verbs", "reason": "template-value"}}
	rbac.gaps(role, {"h"}) == set()
	rbac.gaps(object.union(role, {"given_by": []}), {"g"}) == set()
	told := object.union(role, {"rules": [open, policy(3, ["g"], ["get"], ["x"])]})
	not rbac.gaps(told, {"g"})
	not rbac.gaps(object.union(role, {"name": "system:x"}), {"g"})
	filled_in := {"ref": 5, "kind": "Group", "unknown": {"name": "template-value"}}
	someone := object.union(role, {
		"rules": [policy(3, ["g"], ["get"], ["x"])],
		"given_by": [everywhere([filled_in])],
	})
	rbac.gaps(someone, {"g"}) == {{"ref": 5, "field": "name", "reason": "template-value"}}
}

test_no_more_than_ten_bindings_are_listed if {
	bindings := [object.union(everywhere([user("u")]), {"ref": n}) | some n in numbers.range(1, 12)]
	count(rbac.related(bindings)) == 10
	rbac.related(bindings)[0] == {"ref": 1, "field": "role_name", "message": `given to User "u"`}
}
