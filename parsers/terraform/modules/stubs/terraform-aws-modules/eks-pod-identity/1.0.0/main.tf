data "aws_partition" "current" {
  count = var.create ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}

data "aws_region" "current" {
  count  = var.create ? 1 : 0
  region = var.region
}

locals {
  partition  = try(data.aws_partition.current[0].partition, var.since_2_4_0 && !var.since_2_4_2 ? null : "aws")
  dns_suffix = try(data.aws_partition.current[0].dns_suffix, "amazonaws.com")
  account_id = try(data.aws_caller_identity.current[0].account_id, "")
  region     = try(data.aws_region.current[0].region, "")
}

data "aws_iam_policy_document" "assume" {
  count = var.create ? 1 : 0

  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    dynamic "condition" {
      for_each = var.trust_policy_conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }

  dynamic "statement" {
    for_each = var.trust_policy_statements != null ? var.trust_policy_statements : []
    content {
      sid           = statement.value.sid
      effect        = statement.value.effect
      actions       = statement.value.actions
      not_actions   = statement.value.not_actions
      resources     = statement.value.resources
      not_resources = statement.value.not_resources

      dynamic "principals" {
        for_each = statement.value.principals != null ? statement.value.principals : []
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = statement.value.not_principals != null ? statement.value.not_principals : []
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = statement.value.condition != null ? statement.value.condition : []
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = var.create ? 1 : 0
  name                 = var.use_name_prefix ? null : var.name
  name_prefix          = var.use_name_prefix ? "${var.name}-" : null
  path                 = var.path
  assume_role_policy   = data.aws_iam_policy_document.assume[0].json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for key, arn in var.additional_policy_arns : key => arn if var.create }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "base" {
  count                     = var.create ? 1 : 0
  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.attach_custom_policy ? var.override_policy_documents : []

  dynamic "statement" {
    for_each = var.policy_statements != null ? var.policy_statements : []
    content {
      sid           = statement.value.sid
      effect        = statement.value.effect
      actions       = statement.value.actions
      not_actions   = statement.value.not_actions
      resources     = statement.value.resources
      not_resources = statement.value.not_resources

      dynamic "principals" {
        for_each = statement.value.principals != null ? statement.value.principals : []
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = statement.value.not_principals != null ? statement.value.not_principals : []
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = statement.value.condition != null ? statement.value.condition : []
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "custom" {
  count       = var.create && var.attach_custom_policy ? 1 : 0
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  policy      = data.aws_iam_policy_document.base[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "custom" {
  count      = var.create && var.attach_custom_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.custom[0].arn
}

resource "aws_iam_role_policy_attachment" "aws_cloudwatch_observability" {
  for_each   = { for name in ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"] : name => "arn:${local.partition}:iam::aws:policy/${name}" if var.create && var.attach_aws_cloudwatch_observability_policy }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_eks_pod_identity_association" "this" {
  for_each             = { for key, given in var.associations : key => given if var.create }
  region               = var.region
  cluster_name         = try(coalesce(try(each.value.cluster_name, null), try(var.association_defaults.cluster_name, null)))
  namespace            = try(coalesce(try(each.value.namespace, null), try(var.association_defaults.namespace, null)))
  service_account      = try(coalesce(try(each.value.service_account, null), try(var.association_defaults.service_account, null)))
  role_arn             = aws_iam_role.this[0].arn
  target_role_arn      = try(coalesce(try(each.value.target_role_arn, null), try(var.association_defaults.target_role_arn, null)), null)
  disable_session_tags = try(coalesce(try(each.value.disable_session_tags, null), try(var.association_defaults.disable_session_tags, null)), null)
  tags                 = merge(var.tags, try(each.value.tags, {}), try(var.association_defaults.tags, {}))
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "associations" { value = aws_eks_pod_identity_association.this }
