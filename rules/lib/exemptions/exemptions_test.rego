package rules.lib.exemptions_test

import data.rules.lib.exemptions

test_windows_is_exempt_from_1_25 if {
	exemptions.windows({"os": "windows"}) with input as _version(25, 25)
	not exemptions.windows({"os": "windows"}) with input as _version(24, 24)
}

test_only_the_field_says_windows if {
	not exemptions.windows({"os": "linux"}) with input as _version(37, 37)
	not exemptions.windows({"os": "Windows"}) with input as _version(37, 37)
	not exemptions.windows({"node_selector": {"kubernetes.io/os": "windows"}}) with input as _version(37, 37)
}

test_a_template_may_say_windows if {
	every field in ["os", "os.name"] {
		workload := {"unknown": {field: "template-value"}}
		exemptions.windows_unknown(workload) == "template-value" with input as _version(25, 25)
		not exemptions.windows_unknown(workload) with input as _version(24, 24)
	}
	not exemptions.windows_unknown({}) with input as _version(25, 25)
}

test_a_user_namespace_is_exempt_from_1_35 if {
	exemptions.user_namespace({"host_users": false}) with input as _version(35, 35)
	not exemptions.user_namespace({"host_users": false}) with input as _version(34, 34)
}

test_users_of_the_host_are_not_exempt if {
	not exemptions.user_namespace({"host_users": true}) with input as _version(37, 37)
	not exemptions.user_namespace({}) with input as _version(37, 37)
}

test_a_template_may_ask_for_a_user_namespace if {
	workload := {"unknown": {"host_users": "template-value"}}
	exemptions.user_namespace_unknown(workload) == "template-value" with input as _version(35, 35)
	not exemptions.user_namespace_unknown(workload) with input as _version(34, 34)
}

test_versions_that_disagree_cannot_tell if {
	workload := {"host_users": false}
	exemptions.user_namespace_unknown(workload) == "not-in-input" with input as _version(31, 37)
	not exemptions.user_namespace(workload) with input as _version(31, 37)
}

test_versions_that_agree_can_tell if {
	workload := {"host_users": false}
	not exemptions.user_namespace_unknown(workload) with input as _version(31, 34)
	not exemptions.user_namespace_unknown(workload) with input as _version(35, 37)
	exemptions.user_namespace(workload) with input as _version(35, 37)
}

_version(oldest, newest) := {"settings": {"kubernetes_minor": newest, "oldest_kubernetes_minor": oldest}}
