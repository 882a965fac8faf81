data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  dns_suffix = data.aws_partition.current.dns_suffix
  region     = data.aws_region.current.name

  role_pattern                      = var.role_name != null ? var.role_name : "${var.role_name_prefix}*"
  karpenter_controller_cluster_name = var.karpenter_controller_cluster_name != "*" ? var.karpenter_controller_cluster_name : var.karpenter_controller_cluster_id
}

data "aws_region" "current" {}

data "aws_iam_policy_document" "this" {
  count = var.create_role ? 1 : 0

  dynamic "statement" {
    for_each = var.since_5_5_0 && var.allow_self_assume_role ? [1] : []
    content {
      sid     = "ExplicitSelfRoleAssumption"
      effect  = "Allow"
      actions = ["sts:AssumeRole"]

      principals {
        type        = "AWS"
        identifiers = var.since_5_5_2 ? ["*"] : ["arn:${local.partition}:iam::${local.account_id}:role${var.role_path}${var.role_name}"]
      }

      dynamic "condition" {
        for_each = var.since_5_5_2 ? [1] : []
        content {
          test     = "ArnLike"
          variable = "aws:PrincipalArn"
          values   = ["arn:${local.partition}:iam::${local.account_id}:role${var.role_path}${local.role_pattern}"]
        }
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
        values   = [for account in statement.value.namespace_service_accounts : "system:serviceaccount:${account}"]
      }

      dynamic "condition" {
        for_each = var.since_4_21_1 ? [1] : []
        content {
          test     = var.assume_role_condition_test
          variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
          values   = ["sts.amazonaws.com"]
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = var.create_role ? 1 : 0
  name                 = var.role_name
  name_prefix          = var.role_name_prefix
  path                 = var.role_path
  assume_role_policy   = data.aws_iam_policy_document.this[0].json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.role_permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for key, arn in var.role_policy_arns : key => arn if var.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "amazon_cloudwatch_observability" {
  for_each   = { for name in ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"] : name => "arn:${local.partition}:iam::aws:policy/${name}" if var.create_role && var.attach_cloudwatch_observability_policy }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, "") }
