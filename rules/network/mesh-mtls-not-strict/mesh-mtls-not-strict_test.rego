package rules.network["mesh-mtls-not-strict_test"]

import data.rules.network["mesh-mtls-not-strict"] as rule

test_the_policy_of_a_namespace_or_the_mesh if {
	every mode in ["PERMISSIVE", "DISABLE"] {
		rule.findings == {{
			"ref": 1, "field": "mode",
			"message": sprintf(`PeerAuthentication "default" lets its namespace take plain text: its mode is %s`, [mode]),
		}} with input as _policies([_policy(1, "shop", {"mode": mode})])
	}
	{f.message | some f in rule.findings} == {
		`PeerAuthentication "default" lets the whole mesh take plain text: its mode is DISABLE`,
	} with input as _policies([_policy(1, "istio-system", {"mode": "DISABLE"})])
	every more in [{"mode": "STRICT"}, {"mode": "UNSET"}, {}] {
		rule.findings == set() with input as _policies([_policy(1, "shop", more)])
	}
}

test_the_root_namespace_is_a_parameter if {
	model := object.union(
		_policies([_policy(1, "mesh", {"mode": "DISABLE"})]),
		{"settings": {"params": {"mesh-mtls-not-strict": {"root-namespace": "mesh"}}}},
	)
	{f.message | some f in rule.findings} == {
		`PeerAuthentication "default" lets the whole mesh take plain text: its mode is DISABLE`,
	} with input as model
}

test_a_namespace_of_the_mesh_for_which_nothing_is_said if {
	every labels, field in {
		{"istio-injection": "enabled"}: "istio-injection",
		{"istio.io/rev": "canary"}: "istio.io/rev",
		{"istio.io/dataplane-mode": "ambient"}: "istio.io/dataplane-mode",
	} {
		{f.field | some f in rule.findings} == {["labels", field]} with input as _namespaces(labels, [])
	}
	every labels in [{}, {"istio-injection": "disabled"}, {"istio-injection": "disabled", "istio.io/rev": "canary"}] {
		rule.findings == set() with input as _namespaces(labels, [])
	}
}

test_a_policy_above_or_in_the_namespace_says_something if {
	labels := {"istio-injection": "enabled"}
	every name in ["istio-system", "shop"] {
		rule.findings == set() with input as _namespaces(labels, [_policy(1, name, {"mode": "STRICT"})])
	}
	count(rule.findings) == 1 with input as _namespaces(labels, [_policy(1, "shop", {"mode": "UNSET"})])
	count(rule.findings) == 1 with input as _namespaces(labels, [_policy(1, "shop", {"mode": "STRICT", "selector": {"app": "web"}})])
	left_out := _policy(1, "", {"mode": "STRICT", "unknown": {"namespace": "namespace-left-out"}})
	rule.findings == set() with input as _namespaces(labels, [left_out])
}

test_a_mesh_that_is_installed_elsewhere_is_undecided if {
	model := {
		"settings": _settings,
		"namespaces": [{"ref": 9, "kind": "Namespace", "name": "shop", "labels": {"istio-injection": "enabled"}}],
	}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 9, "field": ["labels", "istio-injection"], "reason": "not-in-input"}} with input as model
	every seen in [
		{"workloads": [{"ref": 8, "kind": "Deployment", "name": "istiod", "namespace": "istio-system"}]},
		{"peer_authentications": [_policy(1, "istio-system", {"mode": "UNSET"})]},
	] {
		count(rule.findings) == 1 with input as object.union(model, seen)
		rule.undecided == set() with input as object.union(model, seen)
	}
}

test_workloads_that_are_taken_out if {
	open := _policy(2, "shop", {"name": "web", "selector": {"app": "web"}, "mode": "DISABLE"})
	rule.findings == {{
		"ref": 2, "field": "mode",
		"message": `PeerAuthentication "web" takes workloads out of the mutual TLS that PeerAuthentication "default" requires: its mode is DISABLE`,
		"related": [{"ref": 1, "field": "mode", "message": "requires mutual TLS"}],
	}} with input as _policies([_policy(1, "shop", {"mode": "STRICT"}), open])
	count(rule.findings) == 1 with input as _policies([_policy(1, "istio-system", {"mode": "STRICT"}), open])
	rule.findings == set() with input as _policies([open])
	rule.findings == set() with input as _policies([_policy(1, "bank", {"mode": "STRICT"}), open])
	between := _policy(3, "shop", {"mode": "PERMISSIVE"})
	{f.ref | some f in rule.findings} == {3} with input as _policies([
		_policy(1, "istio-system", {"mode": "STRICT"}),
		between, open,
	])
}

test_ports_that_are_taken_out if {
	ports := {"name": "web", "selector": {"app": "web"}, "port_modes": {"80": "DISABLE", "81": "", "82": "STRICT"}}
	strict := _policy(2, "shop", object.union(ports, {"mode": "STRICT"}))
	{[f.ref, f.field] | some f in rule.findings} == {[2, "port_modes.80.mode"]} with input as _policies([strict])
	below := [_policy(1, "shop", {"mode": "STRICT"}), _policy(2, "shop", ports)]
	{[f.ref, f.field, f.related[0].ref] | some f in rule.findings} == {[2, "port_modes.80.mode", 1]} with input as _policies(below)
	rule.findings == set() with input as _policies([_policy(2, "shop", ports)])
}

test_modes_that_are_not_known if {
	unknown := {"unknown": {"mode": "template-value"}}
	rule.undecided == {{"ref": 1, "field": "mode", "reason": "template-value"}} with input as _policies([_policy(1, "shop", unknown)])
	selected := _policy(2, "shop", object.union(unknown, {"selector": {"app": "web"}}))
	rule.undecided == set() with input as _policies([selected])
	strict := _policy(1, "shop", {"mode": "STRICT"})
	{u.ref | some u in rule.undecided} == {2} with input as _policies([strict, selected])
	port := _policy(2, "shop", {"selector": {"app": "web"}, "unknown": {"port_modes.80.mode": "template-value"}})
	{u.field | some u in rule.undecided} == {"port_modes.80.mode"} with input as _policies([strict, port])
	rule.undecided == set() with input as _policies([port])
}

test_servers_of_linkerd if {
	every policy in ["all-unauthenticated", "cluster-unauthenticated", "audit"] {
		{[f.ref, f.field] | some f in rule.findings} == {[5, "access_policy"]} with input as _server({"access_policy": policy})
	}
	every more in [{}, {"access_policy": "deny"}, {"access_policy": "all-authenticated"}] {
		rule.findings == set() with input as _server(more)
	}
	rule.undecided == {{"ref": 5, "field": "access_policy", "reason": "template-value"}} with input as _server({"unknown": {"access_policy": "template-value"}})
}

test_annotations_of_linkerd if {
	open := {"config.linkerd.io/default-inbound-policy": "all-unauthenticated"}
	namespace := {"ref": 6, "kind": "Namespace", "name": "shop", "annotations": open}
	workload := {"ref": 7, "kind": "Deployment", "name": "web", "pod_annotations": open}
	{[f.ref, f.field[0]] | some f in rule.findings} == {[6, "annotations"], [7, "pod_annotations"]} with input as {
		"settings": _settings,
		"namespaces": [namespace], "workloads": [workload],
	}
}

_server(more) := {"settings": _settings, "linkerd_servers": [object.union({"ref": 5, "kind": "Server", "name": "web"}, more)]}

_policies(list) := {"settings": _settings, "peer_authentications": list}

_policy(ref, namespace, more) := object.union(
	{"ref": ref, "kind": "PeerAuthentication", "name": "default", "namespace": namespace},
	more,
)

_namespaces(labels, policies) := {
	"settings": _settings,
	"namespaces": [
		{"ref": 9, "kind": "Namespace", "name": "shop", "labels": labels},
		{"ref": 10, "kind": "Namespace", "name": "istio-system"},
	],
	"peer_authentications": policies,
}

_settings := {"params": {"mesh-mtls-not-strict": {"root-namespace": "istio-system"}}}
