# The role of nodes that run elsewhere: by Systems Manager, or by IAM Roles Anywhere and a role
# in between.

data "aws_partition" "current" {
  count = var.create ? 1 : 0
}

locals {
  partition  = try(data.aws_partition.current[0].partition, "")
  enable_ira = var.create && var.enable_ira
  managed    = "arn:${local.partition}:iam::aws:policy"

  intermediate_prefixed        = coalesce(var.intermediate_role_use_name_prefix, var.use_name_prefix)
  intermediate_name            = coalesce(var.intermediate_role_name, "${var.name}-inter")
  intermediate_policy_prefixed = coalesce(var.intermediate_policy_use_name_prefix, var.policy_use_name_prefix)
  intermediate_policy_name     = coalesce(var.intermediate_policy_name, var.policy_name)
}

resource "aws_iam_role" "this" {
  count                = var.create ? 1 : 0
  name                 = var.use_name_prefix ? null : var.name
  name_prefix          = var.use_name_prefix ? "${var.name}-" : null
  path                 = var.path
  assume_role_policy   = data.aws_iam_policy_document.assume_role[0].json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_policy" "this" {
  count       = var.create ? 1 : 0
  name        = var.policy_use_name_prefix ? null : var.policy_name
  name_prefix = var.policy_use_name_prefix ? "${var.policy_name}-" : null
  path        = var.policy_path
  policy      = data.aws_iam_policy_document.this[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for name, arn in merge({
    node                               = try(aws_iam_policy.this[0].arn, null)
    AmazonSSMManagedInstanceCore       = "${local.managed}/AmazonSSMManagedInstanceCore"
    AmazonEC2ContainerRegistryPullOnly = "${local.managed}/AmazonEC2ContainerRegistryPullOnly"
  }, var.policies) : name => arn if var.create }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_rolesanywhere_trust_anchor" "this" {
  count = local.enable_ira ? 1 : 0
}

resource "aws_iam_role" "intermediate" {
  count                = local.enable_ira ? 1 : 0
  name                 = local.intermediate_prefixed ? null : local.intermediate_name
  name_prefix          = local.intermediate_prefixed ? "${local.intermediate_name}-" : null
  path                 = coalesce(var.intermediate_role_path, var.path)
  assume_role_policy   = data.aws_iam_policy_document.intermediate_assume_role[0].json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_policy" "intermediate" {
  count       = local.enable_ira ? 1 : 0
  name        = local.intermediate_policy_prefixed ? null : local.intermediate_policy_name
  name_prefix = local.intermediate_policy_prefixed ? "${local.intermediate_policy_name}-" : null
  path        = var.policy_path
  policy      = data.aws_iam_policy_document.intermediate[0].json
  tags        = var.tags
}

# These too are attached to the role of the nodes.
resource "aws_iam_role_policy_attachment" "intermediate" {
  for_each = { for name, arn in merge({
    intermediate                       = try(aws_iam_policy.intermediate[0].arn, null)
    AmazonEC2ContainerRegistryPullOnly = "${local.managed}/AmazonEC2ContainerRegistryPullOnly"
  }, var.intermediate_role_policies) : name => arn if local.enable_ira }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "name" { value = try(aws_iam_role.this[0].name, null) }
output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "intermediate_role_name" { value = try(aws_iam_role.intermediate[0].name, null) }
output "intermediate_role_arn" { value = try(aws_iam_role.intermediate[0].arn, null) }
output "intermediate_role_unique_id" { value = try(aws_iam_role.intermediate[0].unique_id, null) }
