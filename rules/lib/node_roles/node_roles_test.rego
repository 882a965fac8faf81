package rules.lib.node_roles_test

import data.rules.lib.node_roles

test_policies_of_aws if {
	every name, severity in {
		"AdministratorAccess": "critical", "PowerUserAccess": "critical", "AmazonS3FullAccess": "high",
		"SecretsManagerReadWrite": "high", "AmazonDynamoDBReadOnlyAccess": "high", "AmazonEC2ReadOnlyAccess": "medium",
	} {
		node_roles.worst({"managed_policies": [{"ref": 1, "policy_name": name}]}) == {"severity": severity, "says": name, "ref": 1, "field": "policy_arn"}
	}
	every name in [
		"AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly",
		"AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy", "AmazonEBSCSIDriverPolicyV2", "AmazonFSxFullAccess",
	] {
		not node_roles.worst({"managed_policies": [{"ref": 1, "policy_name": name}]})
	}
}

test_statements if {
	every said in [
		["*", "*", "critical"], ["iam:PassRole", "*", "critical"], ["sts:AssumeRole", "*", "critical"],
		["iam:CreateUser", "arn:aws:iam::111122223333:user/x", "critical"], ["s3:*", "*", "high"],
		["s3:GetObject", "arn:aws:s3:::*", "high"], ["secretsmanager:GetSecretValue", "*", "high"],
		["ssm:GetParameters", "*", "high"], ["kms:Decrypt", "*", "high"], ["s3:GetObject", "arn:aws:s3:::shop/*", "medium"],
		["bedrock:InvokeModel", "*", "medium"],
	] {
		node_roles.worst(_role("Allow", said[0], said[1])).severity == said[2]
	}
	every said in [
		["ecr:GetAuthorizationToken", "*"], ["logs:PutLogEvents", "*"], ["ec2:DescribeInstances", "*"],
		["sts:GetCallerIdentity", "*"], ["ssm:UpdateInstanceInformation", "*"],
	] {
		not node_roles.worst(_role("Allow", said[0], said[1]))
	}
	not node_roles.worst(_role("Deny", "*", "*"))
}

test_the_worst_comes_first if {
	role := object.union(_role("Allow", "*", "*"), {"managed_policies": [{"ref": 1, "policy_name": "AmazonS3FullAccess"}]})
	object.remove(node_roles.worst(role), ["field"]) == {"severity": "critical", "says": "* on *", "ref": 2}
}

_role(effect, action, resource) := {"statements": [{"ref": 2, "effect": effect, "actions": [action], "resources": [resource]}]}

test_what_is_not_known_of_a_role if {
	node_roles.gap({"ref": 1, "unknown": {"managed_policies": "data-source", "statements": "data-source"}}) == {
		"ref": 1, "field": "managed_policies", "reason": "data-source",
	}
	statement := {"ref": 2, "effect": "Allow", "actions": ["s3:*"], "unknown": {"resources.0": "known-after-apply"}}
	node_roles.gap({"ref": 1, "statements": [statement]}) == {"ref": 2, "field": "resources", "reason": "known-after-apply"}
	policy := {"ref": 3, "unknown": {"policy_name": "variable-without-default"}}
	node_roles.gap({"ref": 1, "managed_policies": [policy]}) == {"ref": 3, "field": "", "reason": "variable-without-default"}
	not node_roles.gap({"ref": 1, "statements": [object.union(statement, {"effect": "Deny"})]})
	not node_roles.gap({"ref": 1, "unknown": {"name": "known-after-apply"}})
}

test_a_role_without_a_known_name_has_its_address if {
	node_roles.named({"name": "nodes", "address": "aws_iam_role.n"}) == `role "nodes"`
	node_roles.named({"address": "aws_iam_role.n"}) == "aws_iam_role.n"
}
