# Karpenter before v20 of the module: create_iam_role is about the role of the nodes, and the
# controller takes its role by a service account.

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  dns_suffix = data.aws_partition.current.dns_suffix
  managed    = "arn:${local.partition}:iam::aws:policy"

  create_irsa             = var.create && var.create_irsa
  create_iam_role         = var.create && var.create_iam_role
  enable_spot_termination = var.create && var.enable_spot_termination

  irsa_oidc_provider_url = replace(var.irsa_oidc_provider_arn, "/^(.*provider/)/", "")
  irsa_tag_values        = var.before_19_15_2 ? coalescelist([var.cluster_name], var.irsa_tag_values) : coalescelist(var.irsa_tag_values, [var.cluster_name])

  controller = coalesce(var.irsa_name, "KarpenterIRSA-${var.cluster_name}")
  nodes      = coalesce(var.iam_role_name, "Karpenter-${var.cluster_name}")
  cni        = var.cluster_ip_family != "ipv6" ? "${local.managed}/AmazonEKS_CNI_Policy" : var.before_19_19_0 ? "${local.managed}/AmazonEKS_CNI_IPv6_Policy" : "arn:${local.partition}:iam::${local.account_id}:policy/AmazonEKS_CNI_IPv6_Policy"
}

resource "aws_iam_role" "irsa" {
  count                = local.create_irsa ? 1 : 0
  name                 = var.irsa_use_name_prefix ? null : local.controller
  name_prefix          = var.irsa_use_name_prefix ? "${local.controller}-" : null
  path                 = var.irsa_path
  assume_role_policy   = data.aws_iam_policy_document.irsa_assume_role[0].json
  max_session_duration = var.irsa_max_session_duration
  permissions_boundary = var.irsa_permissions_boundary_arn
  tags                 = merge(var.tags, var.irsa_tags)
}

resource "aws_iam_policy" "irsa" {
  count       = local.create_irsa ? 1 : 0
  name_prefix = "${var.before_19_10_0 ? local.controller : coalesce(var.irsa_policy_name, local.controller)}-"
  path        = var.irsa_path
  policy      = data.aws_iam_policy_document.irsa[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "irsa" {
  count      = local.create_irsa ? 1 : 0
  role       = aws_iam_role.irsa[0].name
  policy_arn = aws_iam_policy.irsa[0].arn
}

resource "aws_iam_role_policy_attachment" "irsa_additional" {
  for_each   = { for name, arn in var.policies : name => arn if local.create_irsa && !var.before_19_11_0 }
  role       = aws_iam_role.irsa[0].name
  policy_arn = each.value
}

resource "aws_sqs_queue" "this" {
  count = local.enable_spot_termination ? 1 : 0
  name  = coalesce(var.queue_name, "Karpenter-${var.cluster_name}")
}

resource "aws_sqs_queue_policy" "this" {
  count     = local.enable_spot_termination ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.aws_iam_policy_document.queue[0].json
}

resource "aws_iam_role" "this" {
  count                = local.create_iam_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.nodes
  name_prefix          = var.iam_role_use_name_prefix ? "${local.nodes}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role[0].json
  max_session_duration = var.iam_role_max_session_duration
  permissions_boundary = var.iam_role_permissions_boundary
  tags                 = merge(var.tags, var.iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for arn in toset(compact([
    "${local.managed}/AmazonEKSWorkerNodePolicy",
    "${local.managed}/AmazonEC2ContainerRegistryReadOnly",
    var.iam_role_attach_cni_policy ? local.cni : "",
  ])) : arn => arn if local.create_iam_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for name, arn in var.iam_role_additional_policies : name => arn if local.create_iam_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "this" {
  count       = var.create && var.create_instance_profile && (var.before_19_18_0 || !var.before_19_19_1 || !var.enable_karpenter_instance_profile_creation) ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : local.nodes
  name_prefix = var.iam_role_use_name_prefix ? "${local.nodes}-" : null
  path        = var.iam_role_path
  role        = var.create_iam_role ? aws_iam_role.this[0].name : try(replace(var.iam_role_arn, "/^(.*role/)/", ""), null)
  tags        = merge(var.tags, var.iam_role_tags)
}

output "irsa_name" { value = try(aws_iam_role.irsa[0].name, null) }
output "irsa_arn" { value = try(aws_iam_role.irsa[0].arn, null) }
output "irsa_unique_id" { value = try(aws_iam_role.irsa[0].unique_id, null) }
output "queue_arn" { value = try(aws_sqs_queue.this[0].arn, null) }
output "queue_name" { value = try(aws_sqs_queue.this[0].name, null) }
output "queue_url" { value = try(aws_sqs_queue.this[0].url, null) }
output "role_name" { value = try(aws_iam_role.this[0].name, null) }
output "role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "instance_profile_name" { value = try(aws_iam_instance_profile.this[0].name, null) }
