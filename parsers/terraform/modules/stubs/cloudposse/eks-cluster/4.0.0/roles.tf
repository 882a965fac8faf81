locals {
  create_eks_service_role = local.enabled && var.create_eks_service_role
  role_arn                = local.create_eks_service_role ? one(aws_iam_role.default[*].arn) : var.eks_cluster_service_role_arn
  managed                 = "arn:${one(data.aws_partition.current[*].partition)}:iam::aws:policy"
}

data "aws_iam_policy_document" "assume_role" {
  count = local.create_eks_service_role ? 1 : 0

  statement {
    actions = concat(["sts:AssumeRole"], local.all_auto ? ["sts:TagSession"] : [])

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
  tags   = var.before_4_3_0 ? {} : module.this.tags
}

resource "aws_iam_role_policy_attachment" "cluster_elb_service_role" {
  count      = local.create_eks_service_role ? 1 : 0
  role       = one(aws_iam_role.default[*].name)
  policy_arn = one(aws_iam_policy.cluster_elb_service_role[*].arn)
}

resource "aws_iam_role_policy_attachment" "auto_mode" {
  for_each   = local.create_eks_service_role && local.all_auto ? toset([for what in ["Compute", "BlockStorage", "LoadBalancing", "Networking"] : "${local.managed}/AmazonEKS${what}Policy"]) : toset([])
  role       = one(aws_iam_role.default[*].name)
  policy_arn = each.value
}

# The roles and capabilities that AWS runs for the cluster.

locals {
  capabilities                  = { for name, given in var.capabilities : name => given if local.enabled && given.enabled }
  capability_keys_needing_roles = toset([for name, given in local.capabilities : name if given.create_iam_role])
}

module "capability_label" {
  for_each = local.capability_keys_needing_roles
  source   = "cloudposse/label/null"
  version  = "0.25.0"

  attributes = ["capability", each.key]
  context    = module.this.context
}

data "aws_iam_policy_document" "capability_trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["capabilities.eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "capability" {
  for_each             = local.capability_keys_needing_roles
  name                 = module.capability_label[each.key].id
  assume_role_policy   = data.aws_iam_policy_document.capability_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = module.capability_label[each.key].tags
}

resource "aws_eks_capability" "default" {
  for_each                  = toset([for name, given in local.capabilities : name])
  cluster_name              = local.name
  capability_name           = each.value
  type                      = var.capabilities[each.value].type
  role_arn                  = var.capabilities[each.value].create_iam_role ? aws_iam_role.capability[each.value].arn : var.capabilities[each.value].role_arn
  delete_propagation_policy = var.capabilities[each.value].delete_propagation_policy
  tags                      = module.label.tags

  dynamic "configuration" {
    for_each = var.capabilities[each.value].type == "ARGOCD" && try(var.capabilities[each.value].configuration.argo_cd.aws_idc, null) != null ? [var.capabilities[each.value].configuration.argo_cd] : []
    content {
      argo_cd {
        namespace = configuration.value.namespace

        dynamic "network_access" {
          for_each = configuration.value.network_access != null ? [configuration.value.network_access] : []
          content {
            vpce_ids = network_access.value.vpce_ids
          }
        }

        dynamic "rbac_role_mapping" {
          for_each = configuration.value.rbac_role_mapping
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
