locals {
  create_role = local.enabled && length(var.node_role_arn) == 0
  managed     = "arn:${join("", data.aws_partition.current[*].partition)}:iam::aws:policy"
  extra       = sort(var.node_role_policy_arns)
}

data "aws_partition" "current" {
  count = local.create_role ? 1 : 0
}

resource "aws_iam_role" "default" {
  count                = local.create_role ? 1 : 0
  name                 = module.label.id
  assume_role_policy   = join("", data.aws_iam_policy_document.assume_role[*].json)
  permissions_boundary = var.node_role_permissions_boundary
  tags                 = module.label.tags
}

resource "aws_iam_role_policy_attachment" "amazon_eks_worker_node_policy" {
  count      = local.create_role ? 1 : 0
  role       = join("", aws_iam_role.default[*].name)
  policy_arn = "${local.managed}/AmazonEKSWorkerNodePolicy"
}

resource "aws_iam_role_policy_attachment" "amazon_ec2_container_registry_read_only" {
  count      = local.create_role ? 1 : 0
  role       = join("", aws_iam_role.default[*].name)
  policy_arn = "${local.managed}/AmazonEC2ContainerRegistryReadOnly"
}

resource "aws_iam_role_policy_attachment" "existing_policies_for_eks_workers_role" {
  count      = local.create_role ? length(var.node_role_policy_arns) : 0
  role       = join("", aws_iam_role.default[*].name)
  policy_arn = local.extra[count.index]
}

resource "aws_iam_role_policy_attachment" "amazon_eks_cni_policy" {
  count      = var.before_2_5_0 && local.create_role && var.node_role_cni_policy_enabled ? 1 : 0
  role       = join("", aws_iam_role.default[*].name)
  policy_arn = "${local.managed}/AmazonEKS_CNI_Policy"
}

data "aws_iam_policy_document" "cni" {
  statement {
    actions = [
      "ec2:AssignIpv6Addresses", "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface", "ec2:DescribeInstanceTypes", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeTags", "ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses",
    ]
    resources = ["*"]
  }

  statement {
    actions   = ["ec2:CreateTags"]
    resources = ["arn:${join("", data.aws_partition.current[*].partition)}:ec2:*:*:network-interface/*"]
  }
}

resource "aws_iam_policy" "ipv6_eks_cni_policy" {
  count  = !var.before_2_5_0 && local.create_role && var.node_role_cni_policy_enabled ? 1 : 0
  name   = "${module.this.id}-CNI_Policy"
  policy = data.aws_iam_policy_document.cni.json
  tags   = var.before_3_1_0 ? {} : module.this.tags
}

resource "aws_iam_role_policy_attachment" "ipv6_eks_cni_policy" {
  count      = !var.before_2_5_0 && local.create_role && var.node_role_cni_policy_enabled ? 1 : 0
  role       = join("", aws_iam_role.default[*].name)
  policy_arn = join("", aws_iam_policy.ipv6_eks_cni_policy[*].arn)
}
