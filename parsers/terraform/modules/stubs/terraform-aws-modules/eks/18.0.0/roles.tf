locals {
  create_role = local.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, "${var.cluster_name}-cluster")
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create_role ? 1 : 0

  statement {
    sid     = "EKSClusterAssumeRole"
    actions = var.since_20_31_0 ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks.${var.since_20_0_0 ? "amazonaws.com" : local.suffix}"]
    }

    dynamic "principals" {
      for_each = local.on_aws ? [] : [1]
      content {
        type        = "Service"
        identifiers = ["ec2.${var.since_20_0_0 ? "amazonaws.com" : local.suffix}"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = local.create_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix          = var.iam_role_use_name_prefix ? "${local.role_name}${var.prefix_separator}" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role_policy[0].json
  permissions_boundary = var.iam_role_permissions_boundary
  tags                 = merge(var.tags, var.iam_role_tags)

  # Without it EKS would create the log group anew after it is destroyed.
  dynamic "inline_policy" {
    for_each = var.since_18_17_0 && var.create_cloudwatch_log_group ? [1] : []
    content {
      name   = local.role_name
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["logs:CreateLogGroup"], Resource = var.since_18_30_1 ? "*" : aws_cloudwatch_log_group.this[0].arn }] })
    }
  }
}

locals {
  cluster_policies = merge(
    { for name in ["AmazonEKSClusterPolicy"] : name => "${local.managed}/${name}" if local.on_aws },
    { for name in [
      "AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy",
    ] : name => "${local.managed}/${name}" if local.on_aws && local.auto },
    { for name in ["AmazonEKSClusterPolicy"] : name => "${local.managed}/AmazonEKSLocalOutpostClusterPolicy" if !local.on_aws && !local.auto },
    { for name in ["AmazonEKSVPCResourceController"] : name => "${local.managed}/${name}" if var.since_20_31_0 ? var.enable_security_groups_for_pods && local.on_aws && !local.auto : true },
  )
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = local.create_role ? toset(compact(distinct(concat(values(local.cluster_policies), var.iam_role_additional_policies)))) : toset([])
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_policy" "cluster_encryption" {
  count       = local.create_role && var.since_18_8_0 && var.attach_cluster_encryption_policy && length(var.cluster_encryption_config) > 0 ? 1 : 0
  name        = var.cluster_encryption_policy_use_name_prefix ? null : coalesce(var.cluster_encryption_policy_name, "${local.role_name}-ClusterEncryption")
  name_prefix = var.cluster_encryption_policy_use_name_prefix ? coalesce(var.cluster_encryption_policy_name, "${local.role_name}-ClusterEncryption") : null
  tags        = merge(var.tags, var.cluster_encryption_policy_tags)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"]
      Resource = var.since_18_25_0 && var.create_kms_key ? [module.kms.key_arn] : [for config in var.cluster_encryption_config : config.provider_key_arn]
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster_encryption" {
  count      = local.create_role && var.since_18_8_0 && var.attach_cluster_encryption_policy && length(var.cluster_encryption_config) > 0 ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.cluster_encryption[0].arn
}

# IPv6: the policy of the VPC CNI, which AWS does not have.

data "aws_iam_policy_document" "cni_ipv6_policy" {
  count = var.create && var.create_cni_ipv6_iam_policy ? 1 : 0

  statement {
    sid       = "AssignDescribe"
    actions   = ["ec2:AssignIpv6Addresses", "ec2:DescribeInstances", "ec2:DescribeTags", "ec2:DescribeNetworkInterfaces", "ec2:DescribeInstanceTypes"]
    resources = ["*"]
  }

  statement {
    sid       = "CreateTags"
    actions   = ["ec2:CreateTags"]
    resources = ["arn:${local.partition}:ec2:*:*:network-interface/*"]
  }
}

resource "aws_iam_policy" "cni_ipv6_policy" {
  count  = var.create && var.create_cni_ipv6_iam_policy ? 1 : 0
  name   = "AmazonEKS_CNI_IPv6_Policy"
  policy = data.aws_iam_policy_document.cni_ipv6_policy[0].json
  tags   = var.tags
}
