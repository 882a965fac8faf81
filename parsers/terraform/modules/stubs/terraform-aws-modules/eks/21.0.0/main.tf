data "aws_partition" "current" {
  count = local.create ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = local.create ? 1 : 0
}

data "aws_iam_session_context" "current" {
  count = local.create ? 1 : 0
  arn   = try(data.aws_caller_identity.current[0].arn, "")
}

locals {
  create    = var.create && var.putin_khuylo
  account   = try(data.aws_caller_identity.current[0].account_id, "")
  partition = try(data.aws_partition.current[0].partition, "")
  managed   = "arn:${local.partition}:iam::aws:policy"
  caller    = try(data.aws_iam_session_context.current[0].issuer_arn, "")
  on_aws    = var.outpost_config == null
  encrypted = (var.since_21_0_4 ? var.encryption_config != null : length(var.encryption_config) > 0) && local.on_aws
  auto      = try(var.compute_config.enabled, false) == true || var.create_auto_mode_iam_resources
  role      = try(aws_iam_role.this[0].arn, var.iam_role_arn)
  labelled  = var.since_21_12_0 ? var.tags : merge({ terraform-aws-modules = "eks" }, var.tags)
}

resource "aws_eks_cluster" "this" {
  count                         = local.create ? 1 : 0
  region                        = var.region
  name                          = var.name
  version                       = var.kubernetes_version
  role_arn                      = local.role
  enabled_cluster_log_types     = var.enabled_log_types
  bootstrap_self_managed_addons = false
  deletion_protection           = var.deletion_protection
  tags                          = merge(local.labelled, var.cluster_tags)

  access_config {
    authentication_mode                         = var.authentication_mode
    bootstrap_cluster_creator_admin_permissions = false
  }

  dynamic "compute_config" {
    for_each = var.compute_config != null ? [var.compute_config] : []
    content {
      enabled       = compute_config.value.enabled
      node_pools    = compute_config.value.node_pools
      node_role_arn = compute_config.value.node_pools == null ? null : var.since_21_0_1 ? try(aws_iam_role.eks_auto[0].arn, compute_config.value.node_role_arn) : try(compute_config.value.node_role_arn, aws_iam_role.eks_auto[0].arn, null)
    }
  }

  vpc_config {
    endpoint_public_access  = var.endpoint_public_access
    endpoint_private_access = var.endpoint_private_access
    public_access_cidrs     = var.endpoint_public_access_cidrs
    subnet_ids              = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
    security_group_ids      = compact(distinct(concat(var.additional_security_group_ids, [local.cluster_group])))
  }

  dynamic "kubernetes_network_config" {
    for_each = local.on_aws ? [1] : []
    content {
      ip_family         = var.ip_family
      service_ipv4_cidr = var.service_ipv4_cidr
      service_ipv6_cidr = var.service_ipv6_cidr

      dynamic "elastic_load_balancing" {
        for_each = var.compute_config != null && (var.since_21_3_0 || local.auto) ? [var.compute_config] : []
        content {
          enabled = elastic_load_balancing.value.enabled
        }
      }
    }
  }

  dynamic "outpost_config" {
    for_each = local.on_aws ? [] : [var.outpost_config]
    content {
      outpost_arns = outpost_config.value.outpost_arns
    }
  }

  dynamic "encryption_config" {
    for_each = local.encrypted ? [var.encryption_config] : []
    content {
      resources = encryption_config.value.resources
      provider {
        key_arn = var.create_kms_key ? module.kms.key_arn : encryption_config.value.provider_key_arn
      }
    }
  }

  dynamic "remote_network_config" {
    for_each = var.remote_network_config != null && local.on_aws ? [var.remote_network_config] : []
    content {
      remote_node_networks {
        cidrs = remote_network_config.value.remote_node_networks.cidrs
      }
    }
  }

  dynamic "upgrade_policy" {
    for_each = var.upgrade_policy != null ? [var.upgrade_policy] : []
    content {
      support_type = upgrade_policy.value.support_type
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count             = local.create && var.create_cloudwatch_log_group ? 1 : 0
  region            = var.region
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  tags              = merge(var.tags, var.cloudwatch_log_group_tags, { Name = "/aws/eks/${var.name}/cluster" })
}

module "kms" {
  source  = "terraform-aws-modules/kms/aws"
  version = "4.0.0"

  region                    = var.region
  create                    = local.create && var.create_kms_key && local.encrypted
  description               = coalesce(var.kms_key_description, "${var.name} cluster encryption key")
  key_usage                 = "ENCRYPT_DECRYPT"
  deletion_window_in_days   = var.kms_key_deletion_window_in_days
  enable_key_rotation       = var.enable_kms_key_rotation
  enable_default_policy     = var.kms_key_enable_default_policy
  key_owners                = var.kms_key_owners
  key_administrators        = coalescelist(var.kms_key_administrators, [local.caller])
  key_users                 = concat([local.role], var.kms_key_users)
  key_service_users         = var.kms_key_service_users
  source_policy_documents   = var.kms_key_source_policy_documents
  override_policy_documents = var.kms_key_override_policy_documents
  tags                      = local.labelled
}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count           = local.create && var.enable_irsa && local.on_aws ? 1 : 0
  url             = var.since_21_0_1 ? aws_eks_cluster.this[0].identity[0].oidc[0].issuer : replace(aws_eks_cluster.this[0].identity[0].oidc[0].issuer, "://oidc.eks.", "://oidc-eks.")
  client_id_list  = distinct(compact(concat(["sts.amazonaws.com"], var.openid_connect_audiences)))
  thumbprint_list = concat(var.include_oidc_root_ca_thumbprint ? [data.tls_certificate.this[0].certificates[0].sha1_fingerprint] : [], var.custom_oidc_thumbprints)
  tags            = merge({ Name = "${var.name}-eks-irsa" }, var.tags)
}

data "tls_certificate" "this" {
  count = local.create && var.enable_irsa && local.on_aws && var.include_oidc_root_ca_thumbprint ? 1 : 0
  url   = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
}

resource "aws_eks_identity_provider_config" "this" {
  for_each     = var.identity_providers != null && local.create && local.on_aws ? var.identity_providers : {}
  region       = var.region
  cluster_name = local.cluster_name
  tags         = merge(var.tags, each.value.tags)

  oidc {
    client_id       = each.value.client_id
    issuer_url      = each.value.issuer_url
    groups_claim    = each.value.groups_claim
    groups_prefix   = each.value.groups_prefix
    username_claim  = each.value.username_claim
    username_prefix = each.value.username_prefix
  }
}

locals {
  cluster_name = aws_eks_cluster.this[0].name
  addons       = var.addons != null && local.create && local.on_aws ? var.addons : {}
}

resource "aws_eks_addon" "this" {
  for_each                    = { for name, given in local.addons : name => given if !given.before_compute }
  region                      = var.region
  cluster_name                = local.cluster_name
  addon_name                  = coalesce(each.value.name, each.key)
  addon_version               = var.since_21_0_5 ? coalesce(each.value.addon_version, data.aws_eks_addon_version.this[each.key].version) : each.value.addon_version
  configuration_values        = each.value.configuration_values
  resolve_conflicts_on_create = each.value.resolve_conflicts_on_create
  resolve_conflicts_on_update = each.value.resolve_conflicts_on_update
  service_account_role_arn    = each.value.service_account_role_arn
  tags                        = merge(var.tags, each.value.tags)

  dynamic "pod_identity_association" {
    for_each = each.value.pod_identity_association != null ? each.value.pod_identity_association : []
    content {
      service_account = pod_identity_association.value.service_account
      role_arn        = pod_identity_association.value.role_arn
    }
  }
}

resource "aws_eks_addon" "before_compute" {
  for_each                    = { for name, given in local.addons : name => given if given.before_compute }
  region                      = var.region
  cluster_name                = local.cluster_name
  addon_name                  = coalesce(each.value.name, each.key)
  addon_version               = var.since_21_0_5 ? coalesce(each.value.addon_version, data.aws_eks_addon_version.this[each.key].version) : each.value.addon_version
  configuration_values        = each.value.configuration_values
  resolve_conflicts_on_create = each.value.resolve_conflicts_on_create
  resolve_conflicts_on_update = each.value.resolve_conflicts_on_update
  service_account_role_arn    = each.value.service_account_role_arn
  tags                        = merge(var.tags, each.value.tags)

  dynamic "pod_identity_association" {
    for_each = each.value.pod_identity_association != null ? each.value.pod_identity_association : []
    content {
      service_account = pod_identity_association.value.service_account
      role_arn        = pod_identity_association.value.role_arn
    }
  }
}

data "aws_eks_addon_version" "this" {
  for_each           = local.addons
  addon_name         = coalesce(each.value.name, each.key)
  kubernetes_version = coalesce(var.kubernetes_version, aws_eks_cluster.this[0].version)
}
