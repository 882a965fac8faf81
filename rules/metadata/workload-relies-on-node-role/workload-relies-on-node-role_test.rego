package rules.metadata["workload-relies-on-node-role_test"]

import data.rules.metadata["workload-relies-on-node-role"] as rule

test_a_controller_without_a_role if {
	rule.findings == {{
		"ref": 2, "field": "service_account_name", "severity": "medium",
		"message": `Deployment "web" runs aws-load-balancer-controller, and service account "web" has no IAM role, so that it takes that of its node`,
	}} with input as _unit(_controller, {})
	rule.undecided == set() with input as _unit(_controller, {})
}

test_well_known_controllers if {
	every repository, name in {
		"amazon/aws-alb-ingress-controller": "aws-load-balancer-controller",
		"ebs-csi-driver/aws-ebs-csi-driver": "aws-ebs-csi-driver",
		"eks/aws-efs-csi-driver": "aws-efs-csi-driver",
		"fsx-csi-driver/aws-fsx-csi-driver": "aws-fsx-csi-driver",
		"karpenter/controller": "karpenter",
	} {
		_says(sprintf("runs %s", [name])) with input as _unit([_container(repository, {})], {})
	}
	every repository in ["ingress-nginx/controller", "velero/velero", "autoscaling/cluster-autoscaler", "external-dns/external-dns"] {
		rule.findings == set() with input as _unit([_container(repository, {})], {})
	}
}

test_the_part_of_a_driver_on_each_node_does_not_call_aws if {
	rule.findings == set() with input as _unit([_container("ebs-csi-driver/aws-ebs-csi-driver", {})], {"kind": "DaemonSet"})
}

test_programs_for_several_clouds_must_say_aws if {
	every repository, argument in {
		"autoscaling/cluster-autoscaler": "--cloud-provider=aws",
		"external-dns/external-dns": "--provider=aws",
	} {
		every field in ["args", "command"] {
			count(rule.findings) == 1 with input as _unit([_container(repository, {field: [argument]})], {})
		}
		rule.findings == set() with input as _unit([_container(repository, {"args": ["--provider=azure"]})], {})
	}
	env := {"env": [{"ref": 9, "name": "EXTERNAL_DNS_PROVIDER", "value": "aws"}]}
	count(rule.findings) == 1 with input as _unit([_container("external-dns/external-dns", env)], {})
	plugin := {"ref": 8, "name": "plugin", "type": "init", "image": {"repository": "velero/velero-plugin-for-aws"}}
	_says("runs velero") with input as _unit([plugin, _container("velero/velero", {})], {})
}

test_objects_by_which_a_controller_calls_aws if {
	every repository, controller in {
		"jetstack/cert-manager-controller": "cert-manager",
		"external-secrets/external-secrets": "external-secrets",
	} {
		unit := _unit([_container(repository, {})], {})
		rule.findings == set() with input as unit
		backend := {"ref": 7, "controller": controller, "names_credentials": false}
		count(rule.findings) == 1 with input as object.union(unit, {"aws_backends": [backend]})
		named := object.union(backend, {"names_credentials": true})
		rule.findings == set() with input as object.union(unit, {"aws_backends": [named]})
		other := object.union(backend, {"controller": "other"})
		rule.findings == set() with input as object.union(unit, {"aws_backends": [other]})
	}
}

test_fluent_bit_writes_to_cloudwatch if {
	every repository in ["aws-observability/aws-for-fluent-bit", "fluent/fluent-bit"] {
		unit := _unit([_container(repository, {})], {"namespace": "logging"})
		rule.findings == set() with input as unit
		every text in ["[OUTPUT]\n    Name   cloudwatch_logs\n", "outputs:\n  name: cloudwatch\n"] {
			map := {"ref": 7, "namespace": "logging", "data": {"fluent-bit.conf": text}}
			count(rule.findings) == 1 with input as object.union(unit, {"config_maps": [map]})
			rule.findings == set() with input as object.union(unit, {"config_maps": [object.union(map, {"namespace": "other"})]})
		}
	}
}

test_an_environment_for_an_sdk_is_low if {
	every name in ["AWS_STS_REGIONAL_ENDPOINTS", "AWS_ROLE_SESSION_NAME", "S3_BUCKET", "ORDERS_SQS_QUEUE", "DYNAMODB_TABLE"] {
		{f.severity | some f in rule.findings} == {"low"} with input as _unit([_app(["AWS_REGION", name])], {})
		{f.severity | some f in rule.findings} == {"low"} with input as _unit([_app(["AWS_DEFAULT_REGION", name])], {})
		rule.findings == set() with input as _unit([_app([name])], {})
	}
	rule.findings == set() with input as _unit([_app(["AWS_REGION"])], {})
	rule.findings == set() with input as _unit([_app(["AWS_REGION", "LOG_LEVEL", "SUBSET"])], {})
	_says("has AWS_REGION for an SDK of AWS") with input as _unit([_app(["AWS_REGION", "S3_BUCKET"])], {})
}

test_a_service_that_is_none_of_aws if {
	elsewhere := {"ref": 9, "name": "S3_ENDPOINT", "value": "http://minio.storage:9000"}
	container := _container("shop/app", {"env": [{"ref": 8, "name": "AWS_REGION", "value": "x"}, elsewhere]})
	rule.findings == set() with input as _unit([container], {})
	in_aws := json.patch(container, [{
		"op": "replace", "path": "/env/1/value",
		"value": "https://s3.eu-central-1.amazonaws.com",
	}])
	count(rule.findings) == 1 with input as _unit([in_aws], {})
}

test_a_role_of_its_own if {
	annotated := {"principal": _principal({"annotations": {"eks.amazonaws.com/role-arn": "arn"}})}
	rule.findings == set() with input as _unit(_controller, annotated)
	later := {"principal": _principal({"unknown": {"annotations.eks.amazonaws.com/role-arn": "template-value"}})}
	rule.findings == set() with input as _unit(_controller, later)
	rule.undecided == set() with input as _unit(_controller, later)
	association := {"ref": 6, "namespace": "shop", "service_account": "web"}
	rule.findings == set() with input as object.union(_unit(_controller, {}), {"pod_identity_associations": [association]})
	others := object.union(association, {"service_account": "api"})
	count(rule.findings) == 1 with input as object.union(_unit(_controller, {}), {"pod_identity_associations": [others]})
}

test_credentials_that_are_brought_along if {
	every name in ["AWS_ACCESS_KEY_ID", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE"] {
		env := {"env": [{"ref": 9, "name": name, "value_from": "secretKeyRef"}]}
		rule.findings == set() with input as _unit([_container("eks/aws-load-balancer-controller", env)], {})
	}
	from := {"env_from": [{"ref": 9, "source": "secretRef"}]}
	unit := _unit([_container("eks/aws-load-balancer-controller", from)], {})
	rule.findings == set() with input as unit
	{u.reason | some u in rule.undecided} == {"not-in-input"} with input as unit
}

test_without_the_cluster_it_is_undecided if {
	unit := object.remove(_unit(_controller, {}), ["clusters"])
	rule.findings == set() with input as unit
	rule.undecided == {{"ref": 2, "field": "service_account_name", "reason": "not-in-input"}} with input as unit
}

test_associations_and_accounts_that_are_not_known if {
	association := {"ref": 6, "unknown": {"service_account": "variable-without-default"}}
	unit := object.union(_unit(_controller, {}), {"pod_identity_associations": [association]})
	rule.findings == set() with input as unit
	count(rule.undecided) == 1 with input as unit
	every principal in [
		object.remove(_principal({}), ["account"]),
		_principal({"unknown": {"annotations": "template-value"}}),
	] {
		model := json.patch(_unit(_controller, {}), [{"op": "replace", "path": "/workloads/0/principal", "value": principal}])
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

test_the_vpc_cni_is_left_to_another_rule if {
	rule.findings == set() with input as _unit([_app(["AWS_REGION", "S3_X"])], {"node_agent": "aws-vpc-cni"})
}

_says(text) if {
	some f in rule.findings
	contains(f.message, text)
}

_controller := [_container("eks/aws-load-balancer-controller", {})]

_app(names) := _container("shop/app", {"env": [{"ref": 100 + i, "name": name, "value": "x"} | some i, name in names]})

_container(repository, more) := object.union(
	{"ref": 3, "name": "app", "type": "main", "image": {"reference": repository, "repository": repository}},
	more,
)

_principal(account) := {
	"ref": 1, "kind": "ServiceAccount", "name": "web", "namespace": "shop",
	"account": object.union({"ref": 1, "name": "web"}, account),
}

_unit(containers, more) := {
	"clusters": [{"ref": 50}],
	"workloads": [object.union(
		{
			"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop",
			"principal": _principal({}), "containers": containers,
		},
		more,
	)],
}

test_addons_of_terraform if {
	association := {"ref": 8, "root": "a", "namespace": "kube-system", "service_account": "ebs-csi-controller-sa"}
	every case in [
		[{}, [], 1, 0], [{"addon_name": "coredns"}, [], 0, 0], [{"service_account_role_arn": "arn"}, [], 0, 0],
		[{"service_account_role": {"ref": 9}}, [], 0, 0], [{"pod_identity_association": [{"ref": 9}]}, [], 0, 0],
		[{}, [association], 0, 0], [{}, [object.union(association, {"root": "b"})], 1, 0],
		[{}, [object.union(association, {"service_account": "other"})], 1, 0],
		[{"unknown": {"service_account_role_arn": "data-source"}}, [], 0, 1],
		[{}, [{"ref": 8, "root": "a", "namespace": "kube-system", "unknown": {"service_account": "data-source"}}], 0, 1],
	] {
		addon := object.union({"ref": 1, "root": "a", "address": "aws_eks_addon.ebs", "addon_name": "aws-ebs-csi-driver"}, case[0])
		model := {"addons": [addon], "pod_identity_associations": case[1]}
		count(rule.findings) == case[2] with input as model
		count(rule.undecided) == case[3] with input as model
	}
	unseen := {"addons": [{"ref": 1, "root": "a", "address": "e", "addon_name": "aws-ebs-csi-driver"}], "missing": [{"root": "a", "reason": "module-not-seen"}]}
	rule.findings == set() with input as unseen
	count(rule.undecided) == 1 with input as unseen
}
