package rules.observability["guardduty-eks-off_test"]

import data.rules.observability["guardduty-eks-off"] as rule

test_switches if {
	every case in [
		[_detector({"enable": false}), {["enable", "medium"]}],
		[_detector({"datasources": {"kubernetes": {"audit_logs": {"enable": false}}}}), {[rule._old_switch, "low"]}],
		[{"guardduty_organizations": [{"ref": 1, "address": "o", "datasources": {"kubernetes": {"audit_logs": {"enable": false}}}}]}, {[rule._old_switch, "low"]}],
		[_feature({"name": "EKS_AUDIT_LOGS", "status": "DISABLED"}), {["status", "low"]}],
		[_feature({"name": "EKS_AUDIT_LOGS", "auto_enable": "NONE"}), {["auto_enable", "low"]}],
		[_feature({"name": "EKS_AUDIT_LOGS", "status": "ENABLED"}), set()],
		[_feature({"name": "EKS_AUDIT_LOGS", "auto_enable": "ALL"}), set()],
		[_feature({"name": "S3_DATA_EVENTS", "status": "DISABLED"}), set()],
	] {
		found := {[f.field, object.get(f, "severity", "low")] | some f in rule.findings; f.field != ""} with input as case[0]
		found == case[1]
	}
}

test_runtime_monitoring if {
	monitoring := {"name": "RUNTIME_MONITORING", "status": "ENABLED", "detector": {"ref": 1}}
	managed := object.union(monitoring, {"additional_configuration": [{"name": "EKS_ADDON_MANAGEMENT", "status": "ENABLED"}]})
	addon := {"addons": [{"addon_name": "aws-guardduty-agent"}]}
	every case in [
		[_detector({}), {"d does not watch what runs in containers"}],
		[_detector({"enable": true}), {"d does not watch what runs in containers"}],
		[_detector({"enable": false}), set()],
		[object.union(_detector({}), _feature(object.union(monitoring, {"detector": {"ref": 9}}))), {"d does not watch what runs in containers"}],
		[object.union(_detector({}), _feature(monitoring)), {"d watches what runs in containers, and nothing installs its agent on clusters"}],
		[object.union_n([_detector({}), _feature(monitoring), addon]), set()],
		[object.union(_detector({}), _feature(managed)), set()],
	] {
		{f.message | some f in rule.findings; f.field == ""} == case[1] with input as case[0]
	}
}

test_unknown if {
	every case in [
		[_detector({"unknown": {"enable": "data-source"}}), {"enable"}],
		[_detector({"unknown": {"feature": "unknown-count"}}), {""}],
		[object.union(_detector({}), {"missing": [{"root": "a", "collection": "guardduty_features", "reason": "unknown-count"}]}), {""}],
		[_feature({"name": "EKS_AUDIT_LOGS", "unknown": {"status": "data-source"}}), {"status"}],
		[_feature({"status": "DISABLED", "unknown": {"name": "data-source"}}), {"name"}],
		[_feature({"name": "S3_DATA_EVENTS", "unknown": {"status": "data-source"}}), set()],
		[object.union(_detector({}), _feature({"name": "RUNTIME_MONITORING", "unknown": {"status": "data-source"}})), {""}],
	] {
		rule.findings == set() with input as case[0]
		{u.field | some u in rule.undecided} == case[1] with input as case[0]
	}
}

test_no_detector_in_the_strict_profile if {
	strict := {"settings": {"profile": "strict"}, "clusters": [{"ref": 5, "root": "a", "address": "c"}]}
	{f.ref | some f in rule.findings} == {5} with input as strict
	rule.findings == set() with input as object.union(strict, {"settings": {"profile": "default"}})
	unseen := object.union(strict, {"missing": [{"root": "a", "reason": "module-not-seen"}]})
	rule.findings == set() with input as unseen
	count(rule.undecided) == 1 with input as unseen
}

_detector(fields) := {"guardduty_detectors": [object.union({"ref": 1, "root": "a", "address": "d"}, fields)]}

_feature(fields) := {"guardduty_features": [object.union({"ref": 2, "root": "a", "address": "f"}, fields)]}
