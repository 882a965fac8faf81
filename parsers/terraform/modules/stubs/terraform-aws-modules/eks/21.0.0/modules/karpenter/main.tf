# What the policy documents say comes from the table.

data "aws_region" "current" {
  count  = var.create ? 1 : 0
  region = var.region
}

data "aws_partition" "current" {
  count = var.create ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}

data "aws_service_principal" "ec2" {
  count        = var.create ? 1 : 0
  service_name = "ec2"
}

locals {
  account_id  = try(data.aws_caller_identity.current[0].account_id, "")
  ec2_sp_name = try(data.aws_service_principal.ec2[0].name, "")
  dns_suffix  = try(data.aws_partition.current[0].dns_suffix, "")
  partition   = try(data.aws_partition.current[0].partition, "")
  region      = try(data.aws_region.current[0].region, "")

  create_iam_role         = var.create && var.create_iam_role
  create_node_iam_role    = var.create && var.create_node_iam_role
  enable_spot_termination = var.create && var.enable_spot_termination
  node_name               = coalesce(var.node_iam_role_name, "Karpenter-${var.cluster_name}")
  managed                 = "arn:${local.partition}:iam::aws:policy"
}

resource "aws_iam_role" "controller" {
  count                = local.create_iam_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : var.iam_role_name
  name_prefix          = var.iam_role_use_name_prefix ? "${var.iam_role_name}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.controller_assume_role[0].json
  max_session_duration = var.iam_role_max_session_duration
  permissions_boundary = var.iam_role_permissions_boundary_arn
  tags                 = merge(var.tags, var.iam_role_tags)
}

resource "aws_iam_policy" "controller" {
  count       = local.create_iam_role && !var.enable_inline_policy ? 1 : 0
  name        = var.iam_policy_use_name_prefix ? null : var.iam_policy_name
  name_prefix = var.iam_policy_use_name_prefix ? "${var.iam_policy_name}-" : null
  policy      = data.aws_iam_policy_document.controller[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "controller" {
  count      = local.create_iam_role && !var.enable_inline_policy ? 1 : 0
  role       = aws_iam_role.controller[0].name
  policy_arn = aws_iam_policy.controller[0].arn
}

resource "aws_iam_role_policy" "controller" {
  count       = local.create_iam_role && var.enable_inline_policy ? 1 : 0
  name        = var.iam_policy_use_name_prefix ? null : var.iam_policy_name
  name_prefix = var.iam_policy_use_name_prefix ? "${var.iam_policy_name}-" : null
  role        = aws_iam_role.controller[0].name
  policy      = data.aws_iam_policy_document.controller[0].json
}

resource "aws_iam_role_policy_attachment" "controller_additional" {
  for_each   = { for key, arn in var.iam_role_policies : key => arn if local.create_iam_role }
  role       = aws_iam_role.controller[0].name
  policy_arn = each.value
}

resource "aws_eks_pod_identity_association" "karpenter" {
  count           = local.create_iam_role && var.create_pod_identity_association ? 1 : 0
  region          = var.region
  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = var.service_account
  role_arn        = aws_iam_role.controller[0].arn
  tags            = var.tags
}

# The queue of interruptions.

resource "aws_sqs_queue" "this" {
  count             = local.enable_spot_termination ? 1 : 0
  region            = var.region
  name              = coalesce(var.queue_name, "Karpenter-${var.cluster_name}")
  kms_master_key_id = var.queue_kms_master_key_id
}

resource "aws_sqs_queue_policy" "this" {
  count     = local.enable_spot_termination ? 1 : 0
  region    = var.region
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.aws_iam_policy_document.queue[0].json
}

# The role of the nodes.

locals {
  node_policies = merge(
    { for name in ["AmazonEKSWorkerNodePolicy", var.since_21_2_0 ? "AmazonEC2ContainerRegistryPullOnly" : "AmazonEC2ContainerRegistryReadOnly"] : name => "${local.managed}/${name}" },
    { for name in ["AmazonEKS_CNI_Policy"] : name => "${local.managed}/${name}" if var.node_iam_role_attach_cni_policy && var.cluster_ip_family == "ipv4" },
    { for name in ["AmazonEKS_CNI_IPv6_Policy"] : name => "arn:${local.partition}:iam::${local.account_id}:policy/${name}" if var.node_iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )
}

resource "aws_iam_role" "node" {
  count                = local.create_node_iam_role ? 1 : 0
  name                 = var.node_iam_role_use_name_prefix ? null : local.node_name
  name_prefix          = var.node_iam_role_use_name_prefix ? "${local.node_name}-" : null
  path                 = var.node_iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.node_assume_role[0].json
  max_session_duration = var.node_iam_role_max_session_duration
  permissions_boundary = var.node_iam_role_permissions_boundary
  tags                 = merge(var.tags, var.node_iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = { for name, arn in local.node_policies : name => arn if local.create_node_iam_role }
  role       = aws_iam_role.node[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "node_additional" {
  for_each   = { for name, arn in var.node_iam_role_additional_policies : name => arn if local.create_node_iam_role }
  role       = aws_iam_role.node[0].name
  policy_arn = each.value
}

resource "aws_eks_access_entry" "node" {
  count         = var.create && var.create_access_entry ? 1 : 0
  region        = var.region
  cluster_name  = var.cluster_name
  principal_arn = var.create_node_iam_role ? aws_iam_role.node[0].arn : var.node_iam_role_arn
  type          = var.access_entry_type
  tags          = var.tags
}

resource "aws_iam_instance_profile" "this" {
  count       = var.create && var.create_instance_profile ? 1 : 0
  name        = var.node_iam_role_use_name_prefix ? null : local.node_name
  name_prefix = var.node_iam_role_use_name_prefix ? "${local.node_name}-" : null
  role        = var.create_node_iam_role ? aws_iam_role.node[0].name : try(replace(var.node_iam_role_arn, "/^(.*role/)/", ""), null)
  tags        = merge(var.tags, var.node_iam_role_tags)
}

output "iam_role_name" { value = try(aws_iam_role.controller[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.controller[0].arn, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.controller[0].unique_id, null) }
output "queue_arn" { value = try(aws_sqs_queue.this[0].arn, null) }
output "queue_url" { value = try(aws_sqs_queue.this[0].url, null) }
output "queue_name" { value = try(aws_sqs_queue.this[0].name, null) }
output "node_access_entry_arn" { value = try(aws_eks_access_entry.node[0].access_entry_arn, null) }
output "node_iam_role_name" { value = try(aws_iam_role.node[0].name, null) }
output "node_iam_role_arn" { value = try(aws_iam_role.node[0].arn, var.node_iam_role_arn) }
output "node_iam_role_unique_id" { value = try(aws_iam_role.node[0].unique_id, null) }
output "instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "instance_profile_name" { value = try(aws_iam_instance_profile.this[0].name, null) }
output "namespace" { value = var.namespace }
output "service_account" { value = var.service_account }
