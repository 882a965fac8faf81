package rules["security-groups"]["sgp-not-enabled_test"]

import data.rules["security-groups"]["sgp-not-enabled"] as rule

test_off if {
	found := rule.findings with input as _with({"vpc_cnis": [_cni("false", false)]})
	{[f.ref, f.field, f.message] | some f in found} == {[
		4, "value",
		`DaemonSet "aws-node" does not set ENABLE_POD_ENI to true, so that SecurityGroupPolicy "p" gives no pod its groups`,
	]}
	{r.ref | some f in found; some r in f.related} == {1}
	{f.field | some f in rule.findings} == {"env"} with input as _with({"vpc_cnis": [_cni("false", true)]})
}

test_on_is_not_found if {
	model := _with({"vpc_cnis": [_cni("true", false)]})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_without_policies_nothing_is_missing if {
	rule.findings == set() with input as {
		"security_group_policies": [{"ref": 1, "ignored": "x"}],
		"vpc_cnis": [_cni("false", false)],
	}
}

test_a_template_is_undecided if {
	model := _with({"vpc_cnis": [{"ref": 3, "unknown": {"enable_pod_eni": "template-value"}}]})
	rule.undecided == {{"ref": 3, "field": "containers", "reason": "template-value"}} with input as model
}

test_without_a_cluster_it_is_undecided_once if {
	two := {"security_group_policies": [_policy, object.union(_policy, {"ref": 2})]}
	rule.undecided == {{"ref": 1, "field": "", "reason": "not-in-input"}} with input as two
	rule.undecided == set() with input as object.union(two, {"node_classes": [{"ref": 9}]})
}

_policy := {"ref": 1, "kind": "SecurityGroupPolicy", "name": "p", "pod_selector": {}}

_cni(value, unset) := {
	"ref": 3,
	"kind": "DaemonSet",
	"name": "aws-node",
	"enable_pod_eni": {"ref": 4, "value": value, "default": unset},
}

_with(more) := object.union({"security_group_policies": [_policy]}, more)
