# METADATA
# title: IAM roles of pods
# description: |
#   What the roles that pods can take allow beyond what is good. Each statement is judged once: as
#   one that makes an administrator, else as one by which its holder gets more rights, else as one
#   that reads all secrets.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# schemas:
#   - input: schema
package rules.lib.workload_roles

import data.rules.lib.unknown

# METADATA
# description: |
#   Are the roles that pods can take, or may be able to. Those of nodes, of Fargate and of
#   capabilities are judged apart.
roles := [role |
	some role in input.iam_roles
	role.pods
	not role.infrastructure
]

# METADATA
# description: Is true for a role that pods certainly can take.
certain(role) if role.pods == "yes"

# METADATA
# description: |
#   Are what makes an administrator of who has a role, by its ref: places, each with what the role
#   may do.
admin := object.union_n([_admins])

_admins[role.ref] := _admin(role) if some role in input.iam_roles

_admin(role) := set() if {
	role.denied == "everything"
} else := statements | policies if {
	statements := {{"ref": statement.ref, "field": place(statement), "what": what} |
		some statement in role.statements
		what := _administers(role, statement.grants)
	}
	policies := {{"ref": policy.ref, "field": "policy_arn", "what": sprintf("holds %s", [policy.policy_name])} |
		some policy in role.managed_policies
		policy.policy_name in admin_policies
		not _bound(role, {"everything", "iam"})
	}
}

_administers(role, grants) := "may do everything in the account" if {
	grants.everything == "yes"
	not _bound(role, {"everything"})
} else := "may do everything in the account but a few things, and change IAM" if {
	grants.iam == "yes"
	object.get(role, "denied", "") != "iam"
	not _bound(role, {"everything", "iam"})
}

# The permissions boundary, if it is known, surely does not allow that.
_bound(role, grants) if {
	role.boundary.statements
	not unknown.partly(role.boundary, "statements")
	every statement in role.boundary.statements {
		not _may_grant(statement, grants)
	}
}

_bound(role, _) if role.boundary.denied == "everything"

_may_grant(statement, grants) if {
	some grant in grants
	statement.grants[grant] in {"yes", "unknown"}
}

# METADATA
# description: Are the policies of AWS whose holder can do, or give himself, nearly everything.
admin_policies := {"AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "SystemAdministrator"}

# METADATA
# description: |
#   Are the ways in which a role gives its holder more rights than it has, by the ref of the role:
#   one of each statement, with its place, the actions, and the severity.
escalations := object.union_n([_escalations])

_escalations[role.ref] := escalations_of(role, _refs(admin[role.ref])) if some role in input.iam_roles

# METADATA
# description: Are the same of a role, without those of the statements that are named.
escalations_of(role, except) := _worst([way |
	some ability in role.abilities
	not ability.ref in except
	ability.allowed == "yes"
	severity := _escalates(role, ability)
	way := object.union(ability, {"severity": severity})
])

# METADATA
# description: |
#   Are the places where it is not known if a role gives more rights, as of a finding with the
#   reason.
escalations_unknown(role) := {place |
	some ability in role.abilities
	not _decided(role, ability)
	_may_escalate(ability)
	place := doubt(role, ability)
}

# What a statement says for certain decides, whatever else it may say.
_decided(role, ability) if ability.ref in _refs(admin[role.ref])

_decided(role, ability) if {
	some way in escalations[role.ref]
	way.ref == ability.ref
}

_rights := {
	"iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:CreatePolicyVersion",
	"iam:SetDefaultPolicyVersion", "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:CreateAccessKey",
	"iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:AttachGroupPolicy", "iam:PutGroupPolicy",
	"iam:AddUserToGroup",
}

_escalates(_, ability) := "high" if {
	ability.action in _rights
	ability.reach in {"all", "own"}
	not ability.keys
}

_escalates(_, ability) := "high" if {
	ability.action == "sts:AssumeRole"
	ability.reach == "all"
	not ability.keys
}

_escalates(_, ability) := "high" if {
	ability.action == "ssm:StartSession"
	ability.reach == "all"
	not ability.keys
}

_escalates(role, ability) := "high" if {
	ability.action == "ssm:SendCommand"
	ability.reach == "all"
	not ability.keys
	not _of_own_documents(role, ability)
}

_escalates(role, ability) := _passing(ability) if {
	ability.action == "iam:PassRole"
	ability.reach == "all"
	not ability.keys
	_starts_code(role, ability)
}

_passing(ability) := "medium" if {
	ability.services
} else := "high"

# Commands need a document too, and those of the account may be harmless.
_of_own_documents(role, ability) if {
	ability.resource != "*"
	documents := {resource |
		some statement in role.statements
		some resource in statement.resources
		contains(resource, ":document/")
	}
	documents != set()
	every document in documents {
		not regex.match(`document/(\*|AWS-Run.*|AWS-\*)$`, document)
	}
}

# What starts code under a role that is passed, with the service that the role is passed to.
_starters := {
	"ec2:RunInstances": {"ec2.amazonaws.com"},
	"lambda:CreateFunction": {"lambda.amazonaws.com"},
	"ecs:RunTask": {"ecs-tasks.amazonaws.com"},
	"eks:CreateNodegroup": {"eks.amazonaws.com", "ec2.amazonaws.com"},
	"eks:CreatePodIdentityAssociation": {"pods.eks.amazonaws.com"},
	"cloudformation:CreateStack": {"cloudformation.amazonaws.com"},
	"glue:CreateJob": {"glue.amazonaws.com"},
	"glue:CreateDevEndpoint": {"glue.amazonaws.com"},
	"sagemaker:CreateNotebookInstance": {"sagemaker.amazonaws.com"},
	"sagemaker:CreateTrainingJob": {"sagemaker.amazonaws.com"},
	"sagemaker:CreateProcessingJob": {"sagemaker.amazonaws.com"},
	"codebuild:CreateProject": {"codebuild.amazonaws.com"},
}

_starts_code(role, ability) if {
	some other in role.abilities
	_starters[other.action]
	other.allowed == "yes"
	_passes_to(ability, _starters[other.action])
}

_passes_to(ability, _) if not ability.services

_passes_to(ability, services) if {
	some pattern in ability.services
	some service in services
	glob.match(pattern, null, service)
}

_may_escalate(ability) if {
	is_or_may_be(ability, _rights | {"sts:AssumeRole", "ssm:StartSession", "ssm:SendCommand"})
	_may_reach(ability, {"all", "own", "unknown"})
}

_may_reach(ability, reaches) if {
	ability.reach in reaches
	not ability.keys
	"unknown" in {ability.reach, ability.allowed}
}

# METADATA
# scope: document
# description: |
#   Is true for an ability that is one of some actions, or may be one: an action that is not known,
#   but for its service, may be any of that.
is_or_may_be(ability, actions) if ability.action in actions

is_or_may_be(ability, actions) if {
	not ability.action
	start := lower(split(object.get(ability, "pattern", ""), "${")[0])
	some action in actions
	startswith(lower(action), start)
}

# METADATA
# description: |
#   Are the statements of a role that read all secrets, or other data, by the ref of the role.
secrets := object.union_n([_readings])

_readings[role.ref] := _secrets(role) if some role in input.iam_roles

_secrets(role) := set() if {
	admin[role.ref] != set()
} else := found if {
	escalating := _refs(escalations[role.ref])
	readings := [object.union(ability, {"severity": severity}) |
		some ability in role.abilities
		ability.reach == "all"
		ability.allowed == "yes"
		not ability.keys
		not ability.ref in escalating
		severity := _reads(ability.action)
	]
	others := {reading.ref | some reading in readings; reading.action != "kms:Decrypt"}
	found := _worst([reading |
		some reading in readings
		_speaks_for_itself(reading, others)
	])
}

# What a key of KMS decrypts is a secret of its own only if nothing else reads it.
_speaks_for_itself(reading, others) if reading.ref in others

_speaks_for_itself(_, others) if others == set()

_reads(action) := "high" if action in _secret_reads

_reads(action) := "medium" if action in _data_reads

_secret_reads := {"secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"}

_data_reads := {
	"kms:Decrypt", "s3:GetObject", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan",
}

# METADATA
# description: Are the places where it is not known if a role reads all secrets, with the reason.
secrets_unknown(role) := {place |
	admin[role.ref] == set()
	some ability in role.abilities
	is_or_may_be(ability, _secret_reads | _data_reads)
	_may_reach(ability, {"all", "unknown"})
	not ability.ref in _refs(secrets[role.ref])
	not ability.ref in _refs(escalations[role.ref])
	place := doubt(role, ability)
}

# METADATA
# description: |
#   Are the refs of the statements and policies of a role that one of the three reports.
reported(role) := (_refs(admin[role.ref]) | _refs(escalations[role.ref])) | _refs(secrets[role.ref])

_refs(places) := {place.ref | some place in places}

# One place of each statement: the worst, and of those the first, with all actions that are as bad.
_worst(abilities) := {place |
	some ref in {ability.ref | some ability in abilities}
	place := _first([ability | some ability in abilities; ability.ref == ref])
}

_first(abilities) := {
	"ref": worst[0].ref, "field": worst[0].field, "severity": worst[0].severity,
	"what": granted([ability.action | some ability in worst], worst[0]),
} if {
	severity := [severity |
		some severity in ["high", "medium"]
		some ability in abilities
		ability.severity == severity
	][0]
	worst := [ability | some ability in abilities; ability.severity == severity]
}

# METADATA
# description: |
#   Names actions and on what they are allowed, such as `may call iam:PassRole on *`, with the policy
#   of AWS that allows them.
granted(list, ability) := sprintf("may call %s on %s%s", [_listed(list), _resource(ability), _by(ability)])

_listed(list) := concat(" and ", list) if count(list) < 3

_listed(list) := sprintf("%s, %s and %d more", [list[0], list[1], count(list) - 2]) if count(list) > 2

_resource(ability) := object.get(ability, "resource", "*")

_by(ability) := sprintf(" by %s", [ability.policy]) if {
	ability.policy
} else := ""

# METADATA
# description: |
#   Is the severity of what a role may do: one level lower if it has a permissions boundary that is
#   not in the input and may hold it in.
severity(role, given) := _lower[given] if {
	unresolved_boundary(role)
} else := given

_lower := {"critical": "high", "high": "medium", "medium": "low", "low": "info", "info": "info"}

# METADATA
# scope: document
# description: Is true for a role with a permissions boundary that is not in the input.
unresolved_boundary(role) if {
	role.permissions_boundary != ""
	not role.boundary
}

unresolved_boundary(role) if {
	unknown.reason(role, "permissions_boundary")
	not role.boundary
}

unresolved_boundary(role) if unknown.reason(role.boundary, "statements")

# METADATA
# description: Is the place of what a statement allows.
place(statement) := "actions" if {
	statement.actions
} else := "not_actions" if {
	statement.not_actions
} else := "effect"

# METADATA
# description: Is an ability that is not known as an entry of what is undecided.
doubt(role, ability) := {"ref": ability.ref, "field": ability.field, "reason": _reason(role, ability)}

_reason(role, ability) := reason if {
	some statement in role.statements
	statement.ref == ability.ref
	reason := unknown.within(statement)
} else := "known-after-apply"

# METADATA
# description: |
#   Are the reasons for which it is not known what a role allows at all, as places of it: further
#   statements or policies.
unread(role) := {{"ref": role.ref, "field": field, "reason": reason} |
	object.get(role, "denied", "") != "everything"
	some field in ["statements", "managed_policies"]
	reason := unknown.reason(role, field)
}

# METADATA
# description: Is the reason for which it is not known if pods can take a role.
pods_unknown(role) := reason if {
	role.pods == "unknown"
	reason := _of_trust(role)
}

_of_trust(role) := reason if {
	reason := unknown.partly(role, "trust")
} else := min(reasons) if {
	reasons := {why |
		walk(role.trust, [path, why])
		count(path) > 1
		path[count(path) - 2] == "unknown"
	}
	reasons != set()
} else := "known-after-apply"

# METADATA
# description: |
#   Is true for a statement of a role that is of the published policy of a controller among the named,
#   as far as the role has what tells that one apart.
is_of_controller(role, ref, names) if {
	some statement in role.statements
	statement.ref == ref
	some name in statement.controllers
	name in names
	name in role.controllers
}

# METADATA
# description: |
#   Are the refs of statements of a role that allow all of a service, or all but some things, on all
#   resources, and that no condition but one on the region narrows.
wildcards(role) := {statement.ref |
	some statement in role.statements
	wildcard(statement)
}

# METADATA
# scope: document
# description: Names what such a statement allows; undefined for others.
wildcard(statement) := sprintf("all of %s", [concat(", ", services)]) if {
	statement.effect == "Allow"
	services := [service |
		some action in statement.actions
		service := trim_suffix(lower(action), ":*")
		service in _powerful
		_of_all(statement, service)
	]
	services != []
	not _narrowed(statement)
}

wildcard(statement) := "everything but some actions" if {
	statement.effect == "Allow"
	statement.not_actions
	not statement.unknown.not_actions
	"*" in statement.resources
	not _narrowed(statement)
}

wildcard(statement) := "something on everything but some resources" if {
	statement.effect == "Allow"
	statement.not_resources
	not statement.not_actions
	not statement.unknown.not_resources
	not _narrowed(statement)
}

_powerful := {
	"iam", "sts", "organizations", "eks", "ec2", "ecr", "s3", "kms", "secretsmanager", "ssm", "lambda", "cloudformation",
}

_of_all(statement, _) if "*" in statement.resources

_of_all(statement, service) if {
	some resource in statement.resources
	regex.match(sprintf(`^arn:[^:]*:%s:[*]?:[*]?:\*$`, [service]), resource)
}

_narrowed(statement) if {
	some condition in statement.conditions
	lower(condition.variable) != "aws:requestedregion"
}

_narrowed(statement) if statement.unknown.conditions
