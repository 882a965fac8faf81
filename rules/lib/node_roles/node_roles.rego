# METADATA
# title: IAM roles of nodes
# description: |
#   What the role of a node may do beyond what every node of EKS needs. Permissions of add-ons and
#   those to push images are left out, since they are judged apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
# schemas:
#   - input: schema
package rules.lib.node_roles

import data.rules.lib.unknown

# METADATA
# description: |
#   Is the worst of what a role may do beyond that, as its severity, a text and the ref of what says
#   so; undefined if there is nothing.
worst(role) := [found |
	some severity in ["critical", "high", "medium"]
	some found in _found(role)
	found.severity == severity
][0]

# METADATA
# scope: document
# description: |
#   Is where it is not known what else a role may do, as a ref, a field and the reason; undefined
#   if all of it is known.
gap(role) := gaps[0] if {
	gaps := [{"ref": role.ref, "field": field, "reason": reason} |
		some field in ["managed_policies", "managed_policy_arns", "statements", "inline_policy"]
		reason := unknown.partly(role, field)
	]
	count(gaps) > 0
} else := gaps[0] if {
	gaps := [{"ref": statement.ref, "field": field, "reason": reason} |
		some statement in role.statements
		object.get(statement, "effect", "Allow") == "Allow"
		some field in ["effect", "actions", "not_actions", "resources"]
		reason := unknown.partly(statement, field)
	]
	count(gaps) > 0
} else := gaps[0] if {
	gaps := [{"ref": policy.ref, "field": "", "reason": reason} |
		some policy in role.managed_policies
		reason := min({why | some why in policy.unknown})
	]
	count(gaps) > 0
}

# METADATA
# scope: document
# description: Names a role, by its address if its name is not known.
named(role) := sprintf("role %q", [role.name]) if {
	role.name
} else := role.address

_found(role) := array.concat(
	[{"severity": severity, "says": policy.policy_name, "ref": policy.ref} |
		some policy in role.managed_policies
		severity := _of_policy(policy.policy_name)
	],
	[{"severity": severity, "says": sprintf("%s on %s", [action, resource]), "ref": statement.ref} |
		some statement in role.statements
		statement.effect == "Allow"
		some action in statement.actions
		resource := _widest(statement)
		severity := _of_action(lower(action), resource)
	],
)

# As of 2026-11.
_of_policy(name) := "critical" if name in _for_administrators

else := "high" if {
	regex.match(`FullAccess$|^SecretsManagerReadWrite$|^Amazon(S3|DynamoDB|SSM)ReadOnlyAccess$`, name)
	not regex.match(_judged_apart, name)
}

else := "medium" if {
	regex.match(`(ReadOnly|ViewOnly)(Access)?$`, name)
	not regex.match(_judged_apart, name)
}

_for_administrators := {"AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "SystemAdministrator"}

# Images, traces and metrics, and what add-ons of EKS need.
_judged_apart := `^(AmazonEC2ContainerRegistry|AmazonEKS|AmazonEBSCSI|AmazonEFSCSI|AmazonFSx|AWSXRay|CloudWatch|ElasticLoadBalancing)`

_widest(statement) := "*" if {
	some resource in statement.resources
	resource in {"*", "arn:aws:s3:::*", "arn:aws:iam::*:role/*"}
}

else := statement.resources[0]

_of_action(action, "*") := "critical" if action in {"*", "*:*"}

else := "critical" if regex.match("^(iam:(\\*|pass.*|create.*|put.*|attach.*|update.*|set.*|add.*)|sts:(\\*|assumerole))$", action)

else := "high" if regex.match(_data, action)

else := "medium" if not regex.match(_expected, action)

_of_action(action, resource) := "critical" if {
	resource != "*"
	regex.match(`^iam:(\*|create.*|put.*|attach.*|update.*|set.*|add.*)$`, action)
} else := "medium" if {
	resource != "*"
	not regex.match(_expected, action)
}

# What reads or changes the data of others.
_data := `^(s3|dynamodb|secretsmanager|rds-data|rds-db|sqs|sns|kinesis):|^ssm:(\*|getparameter.*|putparameter|sendcommand|startsession)$|^kms:(\*|decrypt)$`

# What nodes, their agents and the add-ons of EKS do, and what is judged by other rules.
_expected := concat("", [
	`^(ecr|ecr-public|elasticloadbalancing|autoscaling|route53|ssmmessages|ec2messages|xray|cloudwatch|logs|ec2|eks|eks-auth|elasticfilesystem|fsx|pricing|tag|acm|wafv2|shield):`,
	`|^ssm:(updateinstanceinformation|getdeploy.*|listassociations|putinventory|getmanifest|describe.*)$`,
	`|^sts:getcalleridentity$|^iam:(get.*|list.*)$`,
])
