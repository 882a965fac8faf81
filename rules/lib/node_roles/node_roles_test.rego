package rules.lib.node_roles_test

import data.rules.lib.node_roles

test_policies_of_aws if {
	every name, severity in {
		"AdministratorAccess": "critical", "PowerUserAccess": "critical", "AmazonS3FullAccess": "high",
		"SecretsManagerReadWrite": "high", "AmazonDynamoDBReadOnlyAccess": "high", "AmazonEC2ReadOnlyAccess": "medium",
	} {
		node_roles.worst({"managed_policies": [{"ref": 1, "policy_name": name}]}) == {"severity": severity, "says": name, "ref": 1}
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
	node_roles.worst(role) == {"severity": "critical", "says": "* on *", "ref": 2}
}

_role(effect, action, resource) := {"statements": [{"ref": 2, "effect": effect, "actions": [action], "resources": [resource]}]}
