package rules.network["network-policy-ip-family-mismatch_test"]

import data.rules.network["network-policy-ip-family-mismatch"] as rule

test_the_other_family if {
	found := rule.findings with input as _with("true", ["ipv4"])
	{[f.ref, f.field, f.message] | some f in found} == {[
		11, "cidr",
		`NetworkPolicy "p" has a rule with blocks of IPv4 only, and the cluster is one of IPv6`,
	]}
	{r.ref | some f in found; some r in f.related} == {4}
	{f.message | some f in rule.findings} == {
		`NetworkPolicy "p" has a rule with blocks of IPv6 only, and the cluster is one of IPv4`,
	} with input as _with("false", ["ipv6", "ipv6"])
}

test_the_same_family_both_or_none_is_not_found if {
	rule.findings == set() with input as _with("true", ["ipv6"])
	rule.findings == set() with input as _with("false", ["ipv4"])
	rule.findings == set() with input as _with("true", ["ipv4", "ipv6"])
	rule.findings == set() with input as _with("true", [])
}

test_directions_that_the_policy_does_not_hold_for if {
	model := _with("true", ["ipv4"])
	off := object.union(model.network_policies[0], {"isolates_egress": false})
	rule.findings == set() with input as object.union(model, {"network_policies": [off]})
	refused := object.union(model.network_policies[0], {"invalid": "no CIDR"})
	rule.findings == set() with input as object.union(model, {"network_policies": [refused]})
}

test_another_engine_may_differ if {
	model := object.union(_with("true", ["ipv4"]), {"engine_policies": [{"ref": 9, "engine": "cilium"}]})
	rule.findings == set() with input as model
}

test_an_unknown_family_is_undecided_for_ipv6 if {
	model := object.remove(_with("true", ["ipv6"]), ["vpc_cnis"])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "cidr", "reason": "not-in-input"}} with input as model
	rule.undecided == set() with input as object.remove(_with("true", ["ipv4"]), ["vpc_cnis"])
	rule.undecided == set() with input as _with("true", ["ipv6"])
	several := {
		"vpc_cnis": [
			{"ref": 3, "enable_ipv6": {"ref": 4, "value": "true"}},
			{"ref": 5, "enable_ipv6": {"ref": 6, "value": "false"}},
		],
	}
	count(rule.undecided) == 1 with input as object.union(model, several)
}

_with(ipv6, families) := {
	"vpc_cnis": [{"ref": 3, "enable_ipv6": {"ref": 4, "value": ipv6}}],
	"network_policies": [{
		"ref": 1, "kind": "NetworkPolicy", "name": "p", "isolates_egress": true, "isolates_ingress": false,
		"egress": [{"ref": 10, "peers": array.concat([{"ref": 9}], [{"ref": 11 + i, "family": f} | some i, f in families])}],
	}],
}
