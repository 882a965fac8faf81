data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  account_id   = data.aws_caller_identity.current.account_id
  partition    = data.aws_partition.current.partition
  role_pattern = var.role_name != null ? var.role_name : "${var.role_name_prefix}*"
  clusters     = { for name, accounts in var.cluster_service_accounts : name => accounts if var.create_role }
}

data "aws_eks_cluster" "main" {
  for_each = local.clusters
  name     = each.key
}

data "aws_iam_policy_document" "assume_role_with_oidc" {
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
    for_each = local.clusters
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/${replace(data.aws_eks_cluster.main[statement.key].identity[0].oidc[0].issuer, "https://", "")}"]
      }

      condition {
        test     = var.assume_role_condition_test
        variable = "${replace(data.aws_eks_cluster.main[statement.key].identity[0].oidc[0].issuer, "https://", "")}:sub"
        values   = [for account in statement.value : "system:serviceaccount:${account}"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.since_4_23_0 ? {} : var.provider_url_sa_pairs
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = ["arn:aws:iam::${local.account_id}:oidc-provider/${statement.key}"]
      }

      condition {
        test     = "StringEquals"
        variable = "${statement.key}:sub"
        values   = [for account in statement.value : "system:serviceaccount:${account}"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = var.create_role ? 1 : 0
  name                 = var.role_name
  name_prefix          = var.role_name_prefix
  path                 = var.role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role_with_oidc.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.role_permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for key, arn in var.role_policy_arns : key => arn if var.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, "") }
