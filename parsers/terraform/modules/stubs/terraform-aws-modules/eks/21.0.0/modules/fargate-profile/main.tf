data "aws_partition" "current" {
  count = var.create && var.partition == "" ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.create && var.account_id == "" ? 1 : 0
}

locals {
  partition = try(data.aws_partition.current[0].partition, var.partition)
  region    = try(data.aws_region.current[0].region, "")
  account   = try(data.aws_caller_identity.current[0].account_id, var.account_id)
}
data "aws_region" "current" {
  count  = var.create ? 1 : 0
  region = var.region
}

resource "aws_eks_fargate_profile" "this" {
  count                  = var.create ? 1 : 0
  region                 = var.region
  cluster_name           = var.cluster_name
  fargate_profile_name   = var.name
  pod_execution_role_arn = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn
  subnet_ids             = var.subnet_ids
  tags                   = var.tags

  dynamic "selector" {
    for_each = var.selectors != null ? var.selectors : []
    content {
      namespace = selector.value.namespace
      labels    = selector.value.labels
    }
  }
}

locals {
  create_role = var.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, var.name, "fargate-profile")
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create_role ? 1 : 0

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks-fargate-pods.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:eks:${local.region}:${local.account}:fargateprofile/${var.cluster_name}/*"]
    }
  }
}

resource "aws_iam_role" "this" {
  count                = local.create_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix          = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role_policy[0].json
  permissions_boundary = var.iam_role_permissions_boundary
  tags                 = merge(var.tags, var.iam_role_tags)
}

locals {
  managed = "arn:${local.partition}:iam::aws:policy"
  node_policies = merge(
    { for name in ["AmazonEKSFargatePodExecutionRolePolicy"] : name => "${local.managed}/${name}" },
    { for name in ["AmazonEKS_CNI_Policy"] : name => "${local.managed}/${name}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv4" },
    { for name in ["AmazonEKS_CNI_IPv6_Policy"] : name => "arn:${local.partition}:iam::${local.account}:policy/${name}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in local.node_policies : name => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for name, arn in var.iam_role_additional_policies : name => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

locals {
  extra = local.create_role && var.create_iam_role_policy && var.iam_role_policy_statements != null
}

data "aws_iam_policy_document" "role" {
  count = local.extra ? 1 : 0

  dynamic "statement" {
    for_each = var.iam_role_policy_statements != null ? var.iam_role_policy_statements : []
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

resource "aws_iam_role_policy" "this" {
  count       = local.extra ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  role        = aws_iam_role.this[0].id
  policy      = data.aws_iam_policy_document.role[0].json
}

output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "fargate_profile_arn" { value = try(aws_eks_fargate_profile.this[0].arn, null) }
output "fargate_profile_id" { value = try(aws_eks_fargate_profile.this[0].id, null) }
output "fargate_profile_status" { value = try(aws_eks_fargate_profile.this[0].status, null) }
