package rules.cluster["access-policy-cluster-wide_test"]

import data.rules.cluster["access-policy-cluster-wide"] as rule

test_the_whole_cluster if {
	_found == {[
		"access_scope.type",
		"arn:aws:iam::111122223333:role/a has AmazonEKSEditPolicy in the whole of c, and so it reads Secrets and changes workloads there",
	]} with input as _model("AmazonEKSEditPolicy", {"type": "cluster"})
}

test_the_policies if {
	every name in ["AmazonEKSAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSSecretReaderPolicy", "AmazonEKSSecretAdminPolicy"] {
		count(rule.findings) == 1 with input as _model(name, {"type": "cluster"})
	}
	every name in [
		"AmazonEKSViewPolicy", "AmazonEKSClusterAdminPolicy", "AmazonEKSAutoNodePolicy", "AmazonEKSACKPolicy", "AmazonEKSKROPolicy",
		"AmazonEKSArgoCDPolicy", "AmazonEKSArgoCDClusterPolicy", "AmazonEKSNetworkingPolicy", "AmazonEKSComputeClusterPolicy",
		"AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AWSBackupFullAccessPolicyForBackup", "AmazonAIOpsAssistantPolicy",
		"AmazonARCRegionSwitchScalingPolicy", "AmazonEKSHybridPolicy", "AmazonSagemakerHyperpodSpacePolicy",
	] {
		rule.findings == set() with input as _model(name, {"type": "cluster"})
		rule.undecided == set() with input as _model(name, {"type": "cluster"})
	}
}

test_kube_system if {
	every namespaces, field in {
		["kube-system"]: "access_scope.namespaces.0",
		["a", "kube-*"]: "access_scope.namespaces.1",
		["*"]: "access_scope.namespaces.0",
	} {
		{f.field | some f in rule.findings} == {field} with input as _model("AmazonEKSViewPolicy", {})
			with input.access_policy_associations as [_association("AmazonEKSEditPolicy", {"type": "namespace", "namespaces": namespaces})]
	}
	every namespaces in [["a", "b"], ["kube"], ["team-*"]] {
		rule.findings == set() with input as _model("AmazonEKSEditPolicy", {"type": "namespace", "namespaces": namespaces})
	}
}

test_a_policy_that_is_not_in_the_table if {
	_unknown == {["policy_arn", "not-evaluated"]} with input as _model("AmazonEKSNewPolicy", {"type": "cluster"})
	rule.undecided == set() with input as _model("AmazonEKSNewPolicy", {"type": "namespace", "namespaces": ["a"]})
}

test_what_is_unknown if {
	every field in ["access_scope.type", "access_scope.namespaces"] {
		model := {"access_policy_associations": [object.union(
			_association("AmazonEKSEditPolicy", {"namespaces": ["a"]}),
			{"unknown": {field: "data-source"}},
		)]}
		_unknown == {[field, "data-source"]} with input as model
		rule.findings == set() with input as model
	}
	policy := {"access_policy_associations": [object.union(
		json.remove(_association("x", {"type": "cluster"}), ["policy_arn"]),
		{"unknown": {"policy_arn": "data-source"}},
	)]}
	_unknown == {["policy_arn", "data-source"]} with input as policy
}

_found contains [f.field, f.message] if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_model(name, scope) := {"access_policy_associations": [_association(name, scope)]}

_association(name, scope) := {
	"ref": 1, "root": ".", "address": "a",
	"cluster": {"ref": 90, "address": "c"},
	"principal_arn": "arn:aws:iam::111122223333:role/a",
	"policy_arn": sprintf("arn:aws:eks::aws:cluster-access-policy/%s", [name]),
	"access_scope": scope,
}
