locals {
  create_role = local.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, "${var.cluster_name}-cluster")
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create_role ? 1 : 0

  statement {
    sid     = "EKSClusterAssumeRole"
    actions = var.before_20_31_0 ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"]

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
    for_each = var.before_20_24_2 && var.create_cloudwatch_log_group ? [1] : []
    content {
      name   = local.role_name
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = ["logs:CreateLogGroup"], Resource = "*" }] })
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
  for_each   = { for name, arn in local.cluster_policies : name => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for name, arn in var.iam_role_additional_policies : name => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_policy" "cluster_encryption" {
  count       = local.create_role && var.attach_cluster_encryption_policy && local.encrypted ? 1 : 0
  name        = var.cluster_encryption_policy_use_name_prefix ? null : coalesce(var.cluster_encryption_policy_name, "${local.role_name}-ClusterEncryption")
  name_prefix = var.cluster_encryption_policy_use_name_prefix ? coalesce(var.cluster_encryption_policy_name, "${local.role_name}-ClusterEncryption") : null
  tags        = merge(var.tags, var.cluster_encryption_policy_tags)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"]
      Resource = var.create_kms_key ? module.kms.key_arn : var.cluster_encryption_config.provider_key_arn
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster_encryption" {
  count      = local.create_role && var.attach_cluster_encryption_policy && local.encrypted ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.cluster_encryption[0].arn
}

# Auto Mode: what the cluster may create if it carries the cluster's own tag.

locals {
  custom      = local.create_role && !var.before_20_31_4 && var.enable_auto_mode_custom_tags
  own_cluster = { test = "StringEquals", variable = "aws:RequestTag/eks:eks-cluster-name", values = ["$${aws:PrincipalTag/eks:eks-cluster-name}"] }
  auto_statements = [
    {
      sid       = "Compute"
      actions   = ["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplate"]
      resources = ["*"]
      conditions = [
        local.own_cluster,
        { test = "StringLike", variable = "aws:RequestTag/eks:kubernetes-node-class-name", values = ["*"] },
        { test = "StringLike", variable = "aws:RequestTag/eks:kubernetes-node-pool-name", values = ["*"] },
      ]
    },
    {
      sid        = "Storage"
      actions    = ["ec2:CreateVolume", "ec2:CreateSnapshot"]
      resources  = ["arn:${local.partition}:ec2:*:*:volume/*", "arn:${local.partition}:ec2:*:*:snapshot/*"]
      conditions = [local.own_cluster]
    },
    {
      sid        = "Networking"
      actions    = ["ec2:CreateNetworkInterface"]
      resources  = ["*"]
      conditions = [local.own_cluster, { test = "StringEquals", variable = "aws:RequestTag/eks:kubernetes-cni-node-name", values = ["*"] }]
    },
    {
      sid = "LoadBalancer"
      actions = [
        "elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateRule", "ec2:CreateSecurityGroup",
      ]
      resources  = ["*"]
      conditions = [local.own_cluster]
    },
    { sid = "ShieldProtection", actions = ["shield:CreateProtection"], resources = ["*"], conditions = [local.own_cluster] },
    { sid = "ShieldTagResource", actions = ["shield:TagResource"], resources = ["arn:${local.partition}:shield::*:protection/*"], conditions = [local.own_cluster] },
  ]
}

data "aws_iam_policy_document" "custom" {
  count = local.custom ? 1 : 0

  dynamic "statement" {
    for_each = local.auto_statements
    content {
      sid       = statement.value.sid
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "condition" {
        for_each = statement.value.conditions
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
  count       = local.custom ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  policy      = data.aws_iam_policy_document.custom[0].json
  tags        = merge(var.tags, var.iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "custom" {
  count      = local.custom ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.custom[0].arn
}

# Auto Mode: the role of its nodes.

locals {
  create_auto_role = local.create && var.create_node_iam_role && (var.since_20_31_1 ? local.auto : length(try(var.cluster_compute_config.node_pools, [])) > 0)
  auto_role_name   = coalesce(var.node_iam_role_name, "${var.cluster_name}-eks-auto")
}

data "aws_iam_policy_document" "node_assume_role_policy" {
  count = local.create_auto_role ? 1 : 0

  statement {
    sid     = "EKSAutoNodeAssumeRole"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "eks_auto" {
  count                = local.create_auto_role ? 1 : 0
  name                 = var.node_iam_role_use_name_prefix ? null : local.auto_role_name
  name_prefix          = var.node_iam_role_use_name_prefix ? "${local.auto_role_name}-" : null
  path                 = var.node_iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.node_assume_role_policy[0].json
  permissions_boundary = var.node_iam_role_permissions_boundary
  tags                 = merge(var.tags, var.node_iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "eks_auto" {
  for_each   = { for name in ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] : name => "${local.managed}/${name}" if local.create_auto_role }
  role       = aws_iam_role.eks_auto[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "eks_auto_additional" {
  for_each   = { for name, arn in var.node_iam_role_additional_policies : name => arn if local.create_auto_role }
  role       = aws_iam_role.eks_auto[0].name
  policy_arn = each.value
}

# The first releases with Auto Mode gave the nodes what the cluster needs.

locals {
  nodes_custom = local.create_auto_role && !var.since_20_31_4 && (var.enable_node_custom_tags_permissions || length(var.node_iam_role_policy_statements) > 0)
}

data "aws_iam_policy_document" "eks_auto_custom" {
  count = local.nodes_custom ? 1 : 0

  dynamic "statement" {
    for_each = [for given in local.auto_statements : given if var.enable_node_custom_tags_permissions]
    content {
      sid       = statement.value.sid
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "condition" {
        for_each = statement.value.conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "eks_auto_custom" {
  count       = local.nodes_custom ? 1 : 0
  name        = var.node_iam_role_use_name_prefix ? null : local.auto_role_name
  name_prefix = var.node_iam_role_use_name_prefix ? "${local.auto_role_name}-" : null
  policy      = data.aws_iam_policy_document.eks_auto_custom[0].json
  tags        = merge(var.tags, var.node_iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "eks_auto_custom" {
  count      = local.nodes_custom ? 1 : 0
  role       = aws_iam_role.eks_auto[0].name
  policy_arn = aws_iam_policy.eks_auto_custom[0].arn
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
