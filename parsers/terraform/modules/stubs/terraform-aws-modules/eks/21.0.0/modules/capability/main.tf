# A capability that AWS runs for the cluster, and its role.

data "aws_service_principal" "capabilities_eks" {
  count        = var.create ? 1 : 0
  service_name = "capabilities.eks"
}

locals {
  create_iam_role        = var.create && var.create_iam_role
  create_iam_role_policy = local.create_iam_role && var.iam_policy_statements != null
  role_name              = try(coalesce(var.iam_role_name, var.name), "")
  policy_name            = try(coalesce(var.iam_policy_name, local.role_name), "")
}

resource "time_sleep" "this" {
  count    = var.create ? 1 : 0
  triggers = { iam_role_arn = local.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn }
}

resource "aws_eks_capability" "this" {
  count                     = var.create ? 1 : 0
  region                    = var.region
  capability_name           = try(coalesce(var.name, lower(var.type)))
  cluster_name              = var.cluster_name
  type                      = var.type
  role_arn                  = time_sleep.this[0].triggers["iam_role_arn"]
  delete_propagation_policy = var.delete_propagation_policy
  tags                      = var.tags

  dynamic "configuration" {
    for_each = var.configuration != null ? [var.configuration] : []
    content {
      dynamic "argo_cd" {
        for_each = configuration.value.argo_cd != null ? [configuration.value.argo_cd] : []
        content {
          namespace = argo_cd.value.namespace

          dynamic "aws_idc" {
            for_each = [argo_cd.value.aws_idc]
            content {
              idc_instance_arn = aws_idc.value.idc_instance_arn
              idc_region       = aws_idc.value.idc_region
            }
          }

          dynamic "network_access" {
            for_each = argo_cd.value.network_access != null ? [argo_cd.value.network_access] : []
            content {
              vpce_ids = network_access.value.vpce_ids
            }
          }

          dynamic "rbac_role_mapping" {
            for_each = argo_cd.value.rbac_role_mapping != null ? argo_cd.value.rbac_role_mapping : []
            content {
              role = rbac_role_mapping.value.role

              dynamic "identity" {
                for_each = rbac_role_mapping.value.identity
                content {
                  id   = identity.value.id
                  type = identity.value.type
                }
              }
            }
          }
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = local.create_iam_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix          = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role[0].json
  max_session_duration = var.iam_role_max_session_duration
  permissions_boundary = var.iam_role_permissions_boundary_arn
  tags                 = merge(var.tags, var.iam_role_tags)
}

resource "aws_iam_policy" "this" {
  count       = local.create_iam_role_policy ? 1 : 0
  name        = var.iam_policy_use_name_prefix ? null : local.policy_name
  name_prefix = var.iam_policy_use_name_prefix ? "${local.policy_name}-" : null
  path        = var.iam_policy_path
  policy      = data.aws_iam_policy_document.this[0].json
}

resource "aws_iam_role_policy_attachment" "this" {
  count      = local.create_iam_role_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for name, arn in var.iam_role_policies : name => arn if local.create_iam_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "arn" { value = try(aws_eks_capability.this[0].arn, null) }
output "version" { value = try(aws_eks_capability.this[0].version, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
