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
# description: Are the roles of nodes, and those by which Fargate starts pods.
roles := [role |
	some role in input.iam_roles
	some use in ["nodes", "fargate"]
	use in role.uses
]

# METADATA
# description: Names what a role is for.
used_by(role) := "nodes" if {
	"nodes" in role.uses
} else := "Fargate"

# METADATA
# description: |
#   Is the worst of what a role may do beyond that, as its severity, a text and the place of what says
#   so; undefined if there is nothing.
worst(role) := excess(role)[0]

# METADATA
# description: Are all that a role may do beyond that, the worst first.
excess(role) := [found |
	object.get(role, "denied", "") != "everything"
	some severity in ["critical", "high", "medium"]
	some found in _found(role)
	found.severity == severity
]

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
	[{"severity": severity, "says": policy.policy_name, "ref": policy.ref, "field": "policy_arn"} |
		some policy in role.managed_policies
		severity := _of_policy(policy.policy_name)
	],
	[found |
		some statement in role.statements
		statement.effect == "Allow"
		found := _of_statement(statement)
	],
)

# The worst action of a statement, and of those the first.
_of_statement(statement) := [found |
	some severity in ["critical", "high", "medium"]
	some i, action in statement.actions
	not contains(action, "${")
	resource := _widest(statement)
	_of_action(lower(action), resource) == severity
	found := {
		"severity": severity, "says": sprintf("%s on %s", [action, resource]), "ref": statement.ref,
		"field": _place(statement, i),
	}
][0]

_of_statement(statement) := {
	"severity": "critical", "says": "everything but some actions on *", "ref": statement.ref, "field": "not_actions",
} if {
	statement.grants.iam == "yes"
	not statement.actions
}

_place(statement, i) := sprintf("actions.%d", [i]) if {
	count(statement.actions) > 1
} else := "actions"

# As of 2026-11.
_of_policy(name) := "critical" if name in _for_administrators

else := "high" if {
	regex.match(`FullAccess$|^SecretsManagerReadWrite$|^Amazon(S3|DynamoDB|SSM)ReadOnlyAccess$`, name)
	not regex.match(_judged_apart, name)
}

else := "medium" if {
	name != ""
	not regex.match(_judged_apart, name)
}

_for_administrators := {"AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "SystemAdministrator"}

# Images, traces and metrics, and what add-ons of EKS need.
_judged_apart := concat("", [
	`^(AmazonEC2ContainerRegistry|AmazonElasticContainerRegistry|AmazonEKS|AmazonEBSCSI|AmazonEFSCSI|AmazonFSx|AmazonS3FilesCSI`,
	`|AWSX[Rr]ay|CloudWatch|ElasticLoadBalancing|AmazonSSMManagedInstanceCore|AmazonSSMPatch|AmazonSSMManagedEC2Instance`,
	`|AmazonRoute53(FullAccess|AutoNaming)|AutoScaling|AmazonPrometheusRemoteWrite|AmazonInspector2ManagedCis|AmazonCloudWatch)`,
])

_widest(statement) := "*" if {
	some resource in statement.resources
	resource in {"*", "arn:aws:s3:::*", "arn:aws:iam::*:role/*"}
}

else := statement.resources[0]

_of_action(action, "*") := "critical" if action in {"*", "*:*"}

else := "critical" if {
	regex.match(`^(iam:(\*|pass.*|create.*|put.*|attach.*|update.*|set.*|add.*)|sts:(\*|assumerole))$`, action)
	not action in _for_services
}

else := "high" if regex.match(_data, action)

else := "medium" if not regex.match(_expected, action)

_of_action(action, resource) := "critical" if {
	resource != "*"
	regex.match(`^iam:(\*|create.*|put.*|attach.*|update.*|set.*|add.*)$`, action)
	not action in _for_services
} else := "medium" if {
	resource != "*"
	not regex.match(_expected, action)
}

# What makes only roles that belong to services.
_for_services := {"iam:createservicelinkedrole", "iam:addroletoinstanceprofile", "iam:createinstanceprofile"}

# What reads or changes the data of others.
_data := `^(s3|dynamodb|secretsmanager|rds-data|rds-db|sqs|sns|kinesis):|^ssm:(\*|getparameter.*|putparameter|sendcommand|startsession)$|^kms:(\*|decrypt)$`

# What nodes, their agents and the add-ons of EKS do, and what is judged by other rules.
_expected := concat("", [
	`^(ecr|ecr-public|elasticloadbalancing|autoscaling|route53|ssmmessages|ec2messages|xray|cloudwatch|logs|ec2|eks|eks-auth|elasticfilesystem|fsx|pricing|tag|acm|wafv2|shield):`,
	`|^ssm:(updateinstanceinformation|deregistermanagedinstance|getdeploy.*|listassociations|putinventory|getmanifest|describe.*)$`,
	`|^sts:getcalleridentity$|^iam:(get.*|list.*|createservicelinkedrole)$`,
])
