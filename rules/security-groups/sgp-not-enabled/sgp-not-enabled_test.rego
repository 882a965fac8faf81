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

test_the_addon if {
	setting := {"ref": 6, "value": "false", "default": true, "field": "configuration_values.env.ENABLE_POD_ENI"}
	addon := {"ref": 6, "kind": "add-on", "name": "vpc-cni", "enable_pod_eni": setting}
	{[f.ref, f.field] | some f in rule.findings} == {[6, setting.field]} with input as _with({"vpc_cni_addons": [addon]})
	auto := object.union(addon, {"cluster": {"compute_config": {"enabled": true}}})
	rule.findings == set() with input as _with({"vpc_cni_addons": [auto]})
	open := {"ref": 6, "kind": "add-on", "unknown": {"enable_pod_eni": "data-source"}}
	rule.undecided == {{"ref": 6, "field": "configuration_values", "reason": "data-source"}} with input as _with({"vpc_cni_addons": [open]})
}

test_the_role_of_the_cluster if {
	lacking := _role(["AmazonEKSClusterPolicy"])
	{f.message | some f in rule.findings} == {
		`the role of c lacks AmazonEKSVPCResourceController, so that SecurityGroupPolicy "p" gives no pod its groups`,
	} with input as _clusters([lacking])
	every clusters in [
		[_role(["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"])],
		[_role([])],
		[lacking, object.union(lacking, {"ref": 21})],
		[object.union(lacking, {"compute_config": {"enabled": true}})],
		[object.union(lacking, {"role": {"unknown": {"managed_policies": "data-source"}}})],
		[object.union(lacking, {"role": {"statements": [{"ref": 30, "actions": ["kms:Decrypt", "ec2:CreateNetworkInterface*"]}]}})],
		[object.union(lacking, {"role": {"statements": [{"ref": 30, "not_actions": ["iam:*"]}]}})],
	] {
		rule.findings == set() with input as _clusters(clusters)
	}
	own := object.union(lacking, {"role": {"statements": [{"ref": 30, "actions": ["kms:Decrypt", "ec2:CreateNetworkInterface"]}]}})
	count(rule.findings) == 1 with input as _clusters([own])
	more := object.union(_clusters([lacking]), {"missing": [{"root": ".", "reason": "module-not-seen"}]})
	rule.findings == set() with input as more
}

test_auto_mode_has_no_such_setting if {
	model := _with({"clusters": [{"ref": 20, "compute_config": {"enabled": true}}]})
	rule.undecided == set() with input as model
}

_role(names) := {
	"ref": 20, "root": ".", "address": "c",
	"role": {"managed_policies": [{"policy_name": name} | some name in names]},
}

_clusters(clusters) := _with({"vpc_cnis": [_cni("true", false)], "clusters": clusters})

_policy := {"ref": 1, "kind": "SecurityGroupPolicy", "name": "p", "pod_selector": {}}

_cni(value, unset) := {
	"ref": 3,
	"kind": "DaemonSet",
	"name": "aws-node",
	"enable_pod_eni": {"ref": 4, "value": value, "default": unset},
}

_with(more) := object.union({"security_group_policies": [_policy]}, more)
