package rules.lib.security_group_policies_test

import data.rules.lib.security_group_policies

test_the_daemon_set_counts_before_the_addon if {
	[cni.ref | some cni in security_group_policies.cnis] == [1] with input as {
		"vpc_cnis": [{"ref": 1}],
		"vpc_cni_addons": [_addon(2, "true")],
	}
	security_group_policies.cnis == [] with input as {}
}

test_addons_count_if_they_agree if {
	[cni.ref | some cni in security_group_policies.cnis] == [2] with input as {"vpc_cni_addons": [_addon(2, "true"), _addon(3, "true")]}
	security_group_policies.cnis == [] with input as {"vpc_cni_addons": [_addon(2, "true"), _addon(3, "false")]}
}

test_places_of_settings if {
	security_group_policies.setting_field({"field": "configuration_values.env.X", "default": true}) == "configuration_values.env.X"
	security_group_policies.setting_field({"default": true}) == "env"
	security_group_policies.setting_field({"default": false}) == "value"
	security_group_policies.settings_field({"kind": "add-on"}) == "configuration_values"
	security_group_policies.settings_field({"kind": "DaemonSet"}) == "containers"
}

test_the_mode if {
	strict := {"vpc_cni_addons": [{"ref": 2, "pod_security_group_enforcing_mode": {"value": "strict"}}]}
	count(security_group_policies.strict) == 1 with input as strict
	not security_group_policies.mode_unknown with input as strict
	security_group_policies.mode_unknown == "not-in-input" with input as {}
	open := {"vpc_cni_addons": [{"ref": 2, "unknown": {"pod_security_group_enforcing_mode": "data-source"}}]}
	security_group_policies.mode_unknown == "data-source" with input as open
}

_addon(ref, eni) := {"ref": ref, "kind": "add-on", "enable_pod_eni": {"value": eni}}
