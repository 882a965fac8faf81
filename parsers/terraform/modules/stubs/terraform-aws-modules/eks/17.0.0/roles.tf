locals {
  make_cluster_role = var.manage_cluster_iam_resources && var.create_eks
  make_worker_role  = var.manage_worker_iam_resources && var.create_eks
}

resource "aws_iam_role" "cluster" {
  count                = local.make_cluster_role ? 1 : 0
  name                 = var.cluster_iam_role_name != "" ? var.cluster_iam_role_name : null
  name_prefix          = var.cluster_iam_role_name != "" ? null : var.cluster_name
  path                 = var.iam_path
  assume_role_policy   = data.aws_iam_policy_document.cluster_assume_role_policy.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_AmazonEKSClusterPolicy" {
  count      = local.make_cluster_role ? 1 : 0
  role       = local.cluster_role_name
  policy_arn = "${local.managed}/AmazonEKSClusterPolicy"
}

resource "aws_iam_role_policy_attachment" "cluster_AmazonEKSServicePolicy" {
  count      = local.make_cluster_role ? 1 : 0
  role       = local.cluster_role_name
  policy_arn = "${local.managed}/AmazonEKSServicePolicy"
}

resource "aws_iam_role_policy_attachment" "cluster_AmazonEKSVPCResourceControllerPolicy" {
  count      = local.make_cluster_role ? 1 : 0
  role       = local.cluster_role_name
  policy_arn = "${local.managed}/AmazonEKSVPCResourceController"
}

# With it EKS can make the role that is linked to load balancers.
resource "aws_iam_policy" "cluster_elb_sl_role_creation" {
  count       = local.make_cluster_role ? 1 : 0
  name_prefix = "${var.cluster_name}-elb-sl-role-creation"
  path        = var.iam_path
  policy      = data.aws_iam_policy_document.cluster_elb_sl_role_creation[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_elb_sl_role_creation" {
  count      = local.make_cluster_role ? 1 : 0
  role       = local.cluster_role_name
  policy_arn = aws_iam_policy.cluster_elb_sl_role_creation[0].arn
}

data "aws_iam_policy_document" "deny_logs" {
  statement {
    effect    = "Deny"
    actions   = ["logs:CreateLogGroup"]
    resources = ["*"]
  }
}

# Without it EKS would create the log group anew after it is destroyed.
resource "aws_iam_policy" "cluster_deny_log_group" {
  count       = local.make_cluster_role && !var.before_17_24_0 ? 1 : 0
  name_prefix = "${var.cluster_name}-deny-log-group"
  path        = var.iam_path
  policy      = data.aws_iam_policy_document.deny_logs.json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_deny_log_group" {
  count      = local.make_cluster_role && !var.before_17_24_0 ? 1 : 0
  role       = local.cluster_role_name
  policy_arn = aws_iam_policy.cluster_deny_log_group[0].arn
}

resource "aws_iam_role" "workers" {
  count                = local.make_worker_role ? 1 : 0
  name                 = var.workers_role_name != "" ? var.workers_role_name : null
  name_prefix          = var.workers_role_name != "" ? null : local.cluster_name
  path                 = var.iam_path
  assume_role_policy   = data.aws_iam_policy_document.workers_assume_role_policy.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "workers_AmazonEKSWorkerNodePolicy" {
  count      = local.make_worker_role ? 1 : 0
  role       = aws_iam_role.workers[0].name
  policy_arn = "${local.managed}/AmazonEKSWorkerNodePolicy"
}

resource "aws_iam_role_policy_attachment" "workers_AmazonEKS_CNI_Policy" {
  count      = var.manage_worker_iam_resources && var.attach_worker_cni_policy && var.create_eks ? 1 : 0
  role       = aws_iam_role.workers[0].name
  policy_arn = "${local.managed}/AmazonEKS_CNI_Policy"
}

resource "aws_iam_role_policy_attachment" "workers_AmazonEC2ContainerRegistryReadOnly" {
  count      = local.make_worker_role ? 1 : 0
  role       = aws_iam_role.workers[0].name
  policy_arn = "${local.managed}/AmazonEC2ContainerRegistryReadOnly"
}

resource "aws_iam_role_policy_attachment" "workers_additional_policies" {
  count      = local.make_worker_role ? length(var.workers_additional_policies) : 0
  role       = aws_iam_role.workers[0].name
  policy_arn = var.workers_additional_policies[count.index]
}
