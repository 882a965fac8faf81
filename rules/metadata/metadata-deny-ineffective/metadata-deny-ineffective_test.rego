package rules.metadata["metadata-deny-ineffective_test"]

import data.rules.metadata["metadata-deny-ineffective"] as rule

test_policy_types_leave_out_egress if {
	_said == {
		[1, "policy_types", concat("", [_prefix, "its policyTypes leave out Egress, without which no egress rule counts"])],
	} with input as _with({
		"policy_types": ["Ingress"],
		"isolates_egress": false, "egress": [_excepting],
	})
}

test_ingress_only_by_default if {
	_said == {
		[1, "policy_types", concat("", [_prefix, "without policyTypes and egress rules it restricts ingress only"])],
	} with input as _with({
		"isolates_egress": false,
		"isolates_ingress": true, "ingress": [_excepting],
	})
}

test_names_and_annotations_say_what_is_meant if {
	every more in [
		{"name": "deny-metadata"}, {"name": "block-imds-access"}, {"name": "IMDS-Restrict"}, {"name": "metadata-drop"},
		{"annotations": {"description": "Denies access to the instance metadata"}},
	] {
		count(rule.findings) == 1 with input as _with(object.union(more, {"isolates_egress": false}))
	}
	every more in [
		{"name": "deny-all"}, {"name": "allow-metadata"},
		{"annotations": {"a": "deny", "b": "metadata"}},
		{"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "deny metadata"}},
	] {
		rule.findings == set() with input as _with(object.union(more, {"isolates_egress": false}))
	}
}

test_the_address_is_an_allowed_peer if {
	peer := {"ref": 6, "cidr": "169.254.169.254/32", "metadata_ipv4": "exception", "excepts_metadata_ipv4": false}
	_said == {
		[
			6,
			"cidr",
			concat("", [
				`NetworkPolicy "deny-metadata" does not keep pods from the instance metadata: the cidr`,
				` 169.254.169.254/32 is a peer, which it allows`,
			]),
		],
	} with input as _with({
		"name": "deny-metadata",
		"egress": [{"ref": 5, "peers": [peer]}],
	})
	rule.findings == set() with input as _with({"name": "allow-metadata", "egress": [{"ref": 5, "peers": [peer]}]})
}

test_an_exception_outside_of_its_block if {
	peer := {
		"ref": 6, "cidr": "10.0.0.0/8", "except": ["169.254.169.254/32"], "excepts_metadata_ipv4": true,
		"invalid": "the exception 169.254.169.254/32 does not lie within 10.0.0.0/8",
	}
	_said == {[6, "except", concat("", [
		_prefix, "the exception 169.254.169.254/32 does not lie within 10.0.0.0/8, and so the API server refuses the policy",
	])]} with input as _with({"invalid": peer.invalid, "egress": [{"ref": 5, "peers": [peer]}]})
}

test_an_address_without_a_length if {
	in_cidr := {
		"ref": 6,
		"cidr": "169.254.169.254",
		"excepts_metadata_ipv4": false,
		"invalid": `"169.254.169.254" is no CIDR`,
	}
	{[f.ref, f.field] | some f in rule.findings} == {[6, "cidr"]} with input as _with({
		"name": "deny-metadata",
		"invalid": in_cidr.invalid, "egress": [{"ref": 5, "peers": [in_cidr]}],
	})
	in_except := {
		"ref": 6, "cidr": "0.0.0.0/0", "except": ["169.254.169.254"], "excepts_metadata_ipv4": true,
		"invalid": `"169.254.169.254" is no CIDR`,
	}
	_said == {[6, "except", concat("", [
		_prefix, `"169.254.169.254" lacks the length of its prefix, and so the API server refuses the policy`,
	])]} with input as _with({"invalid": in_except.invalid, "egress": [{"ref": 5, "peers": [in_except]}]})
	other := object.union(in_except, {"except": ["x/y", "169.254.169.254"], "invalid": `"x/y" is no CIDR`})
	_said == {[6, "except", concat("", [
		_prefix, `"x/y" is no CIDR, and so the API server refuses the policy`,
	])]} with input as _with({"invalid": other.invalid, "egress": [{"ref": 5, "peers": [other]}]})
}

test_a_port_that_is_none if {
	port := {"ref": 9, "port": "70000", "invalid": "70000 is no port"}
	_said == {[9, "port", concat("", [
		_prefix, "the API server refuses it, since 70000 is no port",
	])]} with input as _with({"invalid": port.invalid, "egress": [object.union(_excepting, {"ports": [port]})]})
}

test_refused_for_another_reason if {
	_said == {[1, "pod_selector", concat("", [
		_prefix, "the API server refuses it, since 70000 is no port",
	])]} with input as _with({"invalid": "70000 is no port", "egress": [_excepting]})
}

test_an_exception_that_misses if {
	peer := {
		"ref": 6, "cidr": "0.0.0.0/0", "except": ["169.254.169.0/25"], "metadata_ipv4": "broad",
		"excepts_metadata_ipv4": false,
	}
	_said == {
		[
			6,
			"except",
			concat("", [
				`NetworkPolicy "deny-metadata" does not keep pods from the instance metadata: the exception`,
				` 169.254.169.0/25 misses 169.254.169.254`,
			]),
		],
	} with input as _with({
		"name": "deny-metadata",
		"egress": [{"ref": 5, "all_peers": false, "metadata_ipv4": "broad", "peers": [peer]}],
	})
}

test_another_rule_allows_it if {
	every_one := {"ref": 7, "all_peers": true, "metadata_ipv4": "broad"}
	_said == {
		[7, "peers", concat("", [_prefix, "another rule allows it"])],
	} with input as _with({"egress": [_excepting, every_one]})
	_said == {
		[7, "peers", `NetworkPolicy "deny-metadata" does not keep pods from the instance metadata: this rule allows it`],
	} with input as _with({"name": "deny-metadata", "egress": [every_one]})
}

test_it_selects_nobody if {
	model := object.union(
		_with({"selects": [], "egress": [_excepting], "pod_selector": {"match_labels": {"app": "cart"}}}),
		{
			"namespaces": [{"ref": 20, "name": "shop", "workloads": [{"ref": 3}]}],
			"workloads": [{"ref": 3, "kind": "Pod", "name": "web"}],
		},
	)
	empty := object.union(model, {"network_policies": [object.remove(model.network_policies[0], ["selects"])]})
	_said == {
		[1, "pod_selector", concat("", [_prefix, "its podSelector matches no workload of the namespace"])],
	} with input as empty
	{s.rule | some f in rule.findings; some s in f.subsumes} == {"network-policy-selects-nothing"} with input as empty
}

test_all_are_on_the_network_of_their_node if {
	model := _with({"egress": [_excepting]})
	host := object.union(model, {"workloads": [{"ref": 3, "host_network": true}]})
	_said == {
		[1, "pod_selector", concat("", [_prefix, "all pods that it selects are on the network of their node"])],
	} with input as host
	{[s.rule, s.ref] | some f in rule.findings; some s in f.subsumes} == {
		["network-policy-selects-nothing", 1],
		["network-policy-cannot-apply", 3],
	} with input as host
	other := object.union(model, {"workloads": [{"ref": 3, "host_network": false}]})
	rule.findings == set() with input as other
}

test_ingress_is_denied_as_well if {
	{[f.field, f.severity, f.message] | some f in rule.findings} == {[
		"policy_types", "low",
		`NetworkPolicy "p" names no policyTypes, so that it denies all ingress to its pods as well`,
	]} with input as _with({"isolates_ingress": true, "egress": [_excepting]})
	every more in [{"policy_types": ["Ingress", "Egress"]}, {"ingress": [{"ref": 9}]}] {
		rule.findings == set() with input as _with(object.union(more, {"isolates_ingress": true, "egress": [_excepting]}))
	}
}

test_a_deny_that_works_is_not_found if {
	model := _with({"policy_types": ["Egress"], "egress": [_excepting]})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_templates_are_undecided if {
	types := _with({"isolates_egress": false, "egress": [_excepting], "unknown": {"isolates_egress": "template-value"}})
	rule.findings == set() with input as types
	rule.undecided == {{"ref": 1, "field": "policy_types", "reason": "template-value"}} with input as types
	template := {"ref": 7, "unknown": {"metadata_ipv4": "template-value"}}
	rules := _with({"egress": [_excepting, template]})
	rule.findings == set() with input as rules
	rule.undecided == {{"ref": 7, "field": "peers", "reason": "template-value"}} with input as rules
	opened := _with({"egress": [_excepting, template, {"ref": 8, "all_peers": true, "metadata_ipv4": "broad"}]})
	rule.undecided == set() with input as opened
}

_said contains [f.ref, f.field, f.message] if some f in rule.findings

_prefix := `NetworkPolicy "p" does not keep pods from the instance metadata: `

_excepting := {"ref": 5, "all_peers": false, "peers": [{"ref": 6, "cidr": "0.0.0.0/0", "excepts_metadata_ipv4": true}]}

_with(more) := {"network_policies": [object.union(
	{
		"ref": 1, "kind": "NetworkPolicy", "name": "p", "namespace": "shop", "selects_all": false, "selects": [3],
		"isolates_ingress": false, "isolates_egress": true,
	},
	more,
)]}
