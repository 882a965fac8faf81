package rules.nodes["kubelet-insecure-setting_test"]

import data.rules.nodes["kubelet-insecure-setting"] as rule

test_anonymous_callers if {
	found := rule.findings with input as _setting("authentication.anonymous.enabled", "true")
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, "", "high",
		concat("", [
			`EC2NodeClass "nodes" sets authentication.anonymous.enabled of the kubelet to "true": `,
			`it serves callers that do not say who they are`,
		]),
	]}
}

test_weak_values if {
	weak := [
		["authorization.mode", "AlwaysAllow"], ["authorization.mode", "Webhook,AlwaysAllow"],
		["authentication.x509.clientCAFile", ""], ["readOnlyPort", "10255"],
		["streamingConnectionIdleTimeout", "0"], ["streamingConnectionIdleTimeout", "0s"],
		["streamingConnectionIdleTimeout", "0h0m0s"], ["makeIPTablesUtilChains", "false"],
		["eventRecordQPS", "-1"], ["eventRecordQPS", "1"], ["rotateCertificates", "false"],
		["featureGates.RotateKubeletServerCertificate", "false"],
	]
	every pair in weak {
		{f.severity | some f in rule.findings} == {"high"} with input as _setting(pair[0], pair[1])
	}
}

test_values_that_matter_less if {
	every setting in ["protectKernelDefaults", "seccompDefault"] {
		{f.severity | some f in rule.findings} == {"info"} with input as _setting(setting, "false")
	}
}

test_good_values if {
	good := [
		["authentication.anonymous.enabled", "false"], ["authorization.mode", "Webhook"],
		["authentication.x509.clientCAFile", "/etc/kubernetes/pki/ca.crt"], ["readOnlyPort", "0"],
		["streamingConnectionIdleTimeout", "4h0m0s"], ["makeIPTablesUtilChains", "true"],
		["eventRecordQPS", "0"], ["eventRecordQPS", "50"], ["rotateCertificates", "true"],
		["featureGates.RotateKubeletServerCertificate", "true"], ["seccompDefault", "true"],
	]
	every pair in good {
		rule.findings == set() with input as _setting(pair[0], pair[1])
	}
}

test_an_object_without_a_name if {
	nameless := {"kubelet_settings": [{"ref": 3, "kind": "NodeConfig", "setting": "readOnlyPort", "value": "1"}]}
	every f in rule.findings {
		startswith(f.message, `NodeConfig sets readOnlyPort of the kubelet to "1"`)
	} with input as nameless
	count(rule.findings) == 1 with input as nameless
}

_setting(name, value) := {"kubelet_settings": [{
	"ref": 3, "kind": "EC2NodeClass", "name": "nodes",
	"setting": name, "value": value,
}]}

test_an_unknown_value_is_undecided if {
	model := {"kubelet_settings": [{
		"ref": 3, "kind": "aws_launch_template.nodes", "setting": "authentication.x509.clientCAFile",
		"value": "", "unknown": {"value": "variable-without-default"},
	}]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "", "reason": "variable-without-default"}} with input as model
}
