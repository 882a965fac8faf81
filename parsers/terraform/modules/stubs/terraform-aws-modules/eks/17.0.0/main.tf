data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_iam_role" "custom_cluster_iam_role" {
  count = var.manage_cluster_iam_resources ? 0 : 1
  name  = var.cluster_iam_role_name
}

locals {
  cluster_name  = coalescelist(aws_eks_cluster.this[*].name, [""])[0]
  issuer        = flatten(concat(aws_eks_cluster.this[*].identity[*].oidc[0].issuer, [""]))[0]
  managed       = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  ec2_principal = "ec2.${data.aws_partition.current.dns_suffix}"

  cluster_role_name = var.manage_cluster_iam_resources ? join("", aws_iam_role.cluster[*].name) : var.cluster_iam_role_name
  cluster_role_arn  = var.manage_cluster_iam_resources ? join("", aws_iam_role.cluster[*].arn) : join("", data.aws_iam_role.custom_cluster_iam_role[*].arn)
}

resource "aws_eks_cluster" "this" {
  count                     = var.create_eks ? 1 : 0
  name                      = var.cluster_name
  version                   = var.cluster_version
  role_arn                  = local.cluster_role_arn
  enabled_cluster_log_types = var.cluster_enabled_log_types
  tags                      = merge(var.tags, var.before_17_9_0 ? {} : var.cluster_tags)

  vpc_config {
    endpoint_public_access  = var.cluster_endpoint_public_access
    endpoint_private_access = var.cluster_endpoint_private_access
    public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
    subnet_ids              = var.subnets
    security_group_ids      = compact([local.cluster_group])
  }

  kubernetes_network_config {
    service_ipv4_cidr = var.cluster_service_ipv4_cidr
  }

  dynamic "encryption_config" {
    for_each = toset(var.cluster_encryption_config)
    content {
      resources = encryption_config.value.resources
      provider {
        key_arn = encryption_config.value.provider_key_arn
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count             = length(var.cluster_enabled_log_types) > 0 && var.create_eks ? 1 : 0
  name              = "/aws/eks/${var.cluster_name}/cluster"
  retention_in_days = var.cluster_log_retention_in_days
  kms_key_id        = var.cluster_log_kms_key_id
  tags              = var.tags
}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count           = var.enable_irsa && var.create_eks ? 1 : 0
  url             = local.issuer
  client_id_list  = distinct(compact(concat(["sts.${data.aws_partition.current.dns_suffix}"], var.before_17_5_0 ? [] : var.openid_connect_audiences)))
  thumbprint_list = [var.eks_oidc_root_ca_thumbprint]
  tags            = merge({ Name = "${var.cluster_name}-eks-irsa" }, var.tags)
}

module "node_groups" {
  source = "./modules/node_groups"

  create_eks                           = var.create_eks
  cluster_name                         = local.cluster_name
  cluster_endpoint                     = coalescelist(aws_eks_cluster.this[*].endpoint, [""])[0]
  cluster_auth_base64                  = coalescelist(aws_eks_cluster.this[*].certificate_authority[0].data, [""])[0]
  default_iam_role_arn                 = coalescelist(aws_iam_role.workers[*].arn, [""])[0]
  workers_group_defaults               = local.defaults
  worker_security_group_id             = local.worker_group
  worker_additional_security_group_ids = var.worker_additional_security_group_ids
  node_groups_defaults                 = var.node_groups_defaults
  node_groups                          = var.node_groups
  tags                                 = var.tags
}

module "fargate" {
  source = "./modules/fargate"

  create_eks                        = var.create_eks
  create_fargate_pod_execution_role = var.create_fargate_pod_execution_role
  fargate_pod_execution_role_name   = var.fargate_pod_execution_role_name
  cluster_name                      = local.cluster_name
  permissions_boundary              = var.permissions_boundary
  iam_path                          = var.iam_path
  iam_policy_arn_prefix             = local.managed
  subnets                           = var.before_17_15_0 ? var.subnets : var.before_17_16_0 ? coalescelist(var.fargate_subnets, var.subnets) : coalescelist(var.fargate_subnets, var.subnets, [""])
  fargate_profiles                  = var.fargate_profiles
  tags                              = var.tags
}
