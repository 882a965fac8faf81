locals {
  create_eks_service_role = local.enabled && var.create_eks_service_role
  role_arn                = local.create_eks_service_role ? one(aws_iam_role.default[*].arn) : var.eks_cluster_service_role_arn
  managed                 = "arn:${one(data.aws_partition.current[*].partition)}:iam::aws:policy"
}

data "aws_iam_policy_document" "assume_role" {
  count = local.create_eks_service_role ? 1 : 0

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "default" {
  count                = local.create_eks_service_role ? 1 : 0
  name                 = module.label.id
  assume_role_policy   = one(data.aws_iam_policy_document.assume_role[*].json)
  permissions_boundary = var.permissions_boundary
  tags                 = module.label.tags
}

resource "aws_iam_role_policy_attachment" "amazon_eks_cluster_policy" {
  count      = local.create_eks_service_role ? 1 : 0
  role       = one(aws_iam_role.default[*].name)
  policy_arn = "${local.managed}/AmazonEKSClusterPolicy"
}

resource "aws_iam_role_policy_attachment" "amazon_eks_service_policy" {
  count      = local.create_eks_service_role ? 1 : 0
  role       = one(aws_iam_role.default[*].name)
  policy_arn = "${local.managed}/AmazonEKSServicePolicy"
}

resource "aws_iam_policy" "cluster_elb_service_role" {
  count  = local.create_eks_service_role ? 1 : 0
  name   = "${module.label.id}-ServiceRole"
  policy = one(data.aws_iam_policy_document.cluster_elb_service_role[*].json)
}

resource "aws_iam_role_policy_attachment" "cluster_elb_service_role" {
  count      = local.create_eks_service_role ? 1 : 0
  role       = one(aws_iam_role.default[*].name)
  policy_arn = one(aws_iam_policy.cluster_elb_service_role[*].arn)
}
