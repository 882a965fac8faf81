data "aws_partition" "current" {
  count = local.create_role ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = local.create_role ? 1 : 0
}

locals {
  namespace   = try(coalesce(var.namespace, "default"))
  create_role = var.create && var.create_role
  account     = try(data.aws_caller_identity.current[0].account_id, "*")
  partition   = try(data.aws_partition.current[0].partition, "*")
  role_name   = try(coalesce(var.role_name, var.name), "")
  pattern     = var.role_name_use_prefix ? "${local.role_name}-*" : local.role_name
  with_policy = local.create_role && var.create_policy && length(concat(var.source_policy_documents, var.override_policy_documents, var.policy_statements)) > 0
  policy_name = try(coalesce(var.policy_name, local.role_name), "")
}

resource "helm_release" "this" {
  count            = var.create && var.create_release ? 1 : 0
  name             = try(coalesce(var.name, var.chart), "")
  namespace        = local.namespace
  create_namespace = var.create_namespace
  chart            = var.chart
  version          = var.chart_version
  repository       = var.repository
  values           = var.values

  dynamic "set" {
    for_each = var.set
    content {
      name  = set.value.name
      value = set.value.value
      type  = try(set.value.type, null)
    }
  }

  dynamic "set" {
    for_each = { for key, name in toset(var.set_irsa_names) : key => name if var.create && var.create_role }
    iterator = each
    content {
      name  = each.value
      value = aws_iam_role.this[0].arn
    }
  }

  dynamic "set_sensitive" {
    for_each = var.set_sensitive
    content {
      name  = set_sensitive.value.name
      value = set_sensitive.value.value
      type  = try(set_sensitive.value.type, null)
    }
  }
}

data "aws_iam_policy_document" "assume" {
  count = local.create_role ? 1 : 0

  dynamic "statement" {
    for_each = var.allow_self_assume_role ? [1] : []
    content {
      sid     = "ExplicitSelfRoleAssumption"
      effect  = "Allow"
      actions = ["sts:AssumeRole"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = ["arn:${local.partition}:iam::${local.account}:role${var.role_path}${local.pattern}"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.oidc_providers
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }

      condition {
        test     = var.assume_role_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = ["system:serviceaccount:${try(statement.value.namespace, local.namespace)}:${statement.value.service_account}"]
      }

      condition {
        test     = var.assume_role_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = local.create_role ? 1 : 0
  name                 = var.role_name_use_prefix ? null : local.role_name
  name_prefix          = var.role_name_use_prefix ? "${local.role_name}-" : null
  path                 = var.role_path
  assume_role_policy   = data.aws_iam_policy_document.assume[0].json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.role_permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for key, arn in var.role_policies : key => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "this" {
  count                     = local.with_policy ? 1 : 0
  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents

  dynamic "statement" {
    for_each = var.policy_statements
    content {
      sid           = try(statement.value.sid, null)
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = try(statement.value.not_principals, [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "this" {
  count       = local.with_policy ? 1 : 0
  name        = var.policy_name_use_prefix ? null : local.policy_name
  name_prefix = var.policy_name_use_prefix ? "${local.policy_name}-" : null
  policy      = data.aws_iam_policy_document.this[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  count      = local.with_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_policy_arn" { value = try(aws_iam_policy.this[0].arn, null) }
output "namespace" { value = try(helm_release.this[0].namespace, null) }
output "name" { value = try(helm_release.this[0].name, null) }
