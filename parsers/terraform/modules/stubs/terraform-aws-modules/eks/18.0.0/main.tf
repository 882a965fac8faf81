data "aws_partition" "current" {
  count = var.create ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}

data "aws_iam_session_context" "current" {
  count = (!var.since_20_31_1 || local.create) && (!local.needs_caller || var.create && (var.enable_cluster_creator_admin_permissions || var.create_kms_key && local.encrypted)) ? 1 : 0
  arn   = try(data.aws_caller_identity.current[0].arn, "")
}

locals {
  create    = var.create && var.putin_khuylo
  partition = try(data.aws_partition.current[0].partition, "")
  suffix    = coalesce(var.cluster_iam_role_dns_suffix, try(data.aws_partition.current[0].dns_suffix, ""))
  managed   = "arn:${local.partition}:iam::aws:policy"
  caller    = try(data.aws_iam_session_context.current[0].issuer_arn, "")
  on_aws    = length(var.outpost_config) == 0
  encrypted = length(var.cluster_encryption_config) > 0 && local.on_aws
  auto      = try(var.cluster_compute_config.enabled, false)
  role      = try(aws_iam_role.this[0].arn, var.iam_role_arn)
  # One release fails if it does not look up who runs Terraform.
  needs_caller = var.since_20_17_1 && !var.since_20_17_2
  labelled     = merge(var.since_20_0_0 ? { terraform-aws-modules = "eks" } : {}, var.tags)
}

resource "aws_eks_cluster" "this" {
  count                         = local.create ? 1 : 0
  name                          = var.cluster_name
  version                       = var.cluster_version
  role_arn                      = local.role
  enabled_cluster_log_types     = var.cluster_enabled_log_types
  bootstrap_self_managed_addons = local.auto ? coalesce(var.bootstrap_self_managed_addons, false) : var.bootstrap_self_managed_addons
  tags                          = merge(local.labelled, var.cluster_tags)

  dynamic "access_config" {
    for_each = var.since_20_0_0 ? [1] : []
    content {
      authentication_mode                         = var.authentication_mode
      bootstrap_cluster_creator_admin_permissions = false
    }
  }

  dynamic "compute_config" {
    for_each = length(var.cluster_compute_config) > 0 ? [var.cluster_compute_config] : []
    content {
      enabled       = var.since_20_31_5 ? local.auto : try(compute_config.value.enabled, null)
      node_pools    = local.auto ? try(compute_config.value.node_pools, []) : null
      node_role_arn = local.auto && (!var.since_20_31_2 || length(try(compute_config.value.node_pools, [])) > 0) ? try(compute_config.value.node_role_arn, null, null) : null
    }
  }

  vpc_config {
    endpoint_public_access  = var.cluster_endpoint_public_access
    endpoint_private_access = var.cluster_endpoint_private_access
    public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
    subnet_ids              = var.since_18_24_0 ? coalescelist(var.control_plane_subnet_ids, var.subnet_ids) : var.subnet_ids
    security_group_ids      = compact(distinct(concat(var.cluster_additional_security_group_ids, [local.cluster_group])))
  }

  dynamic "kubernetes_network_config" {
    for_each = local.on_aws ? [1] : []
    content {
      ip_family         = var.cluster_ip_family
      service_ipv4_cidr = var.cluster_service_ipv4_cidr
      service_ipv6_cidr = var.cluster_service_ipv6_cidr

      dynamic "elastic_load_balancing" {
        for_each = local.auto || var.since_20_31_5 && !var.since_20_31_6 ? [1] : []
        content {
          enabled = local.auto
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
    for_each = toset(var.cluster_encryption_config)
    content {
      resources = encryption_config.value.resources
      provider {
        key_arn = var.create_kms_key ? module.kms.key_arn : encryption_config.value.provider_key_arn
      }
    }
  }

  dynamic "remote_network_config" {
    for_each = length(var.cluster_remote_network_config) > 0 && local.on_aws ? [var.cluster_remote_network_config] : []
    content {
      remote_node_networks {
        cidrs = remote_network_config.value.remote_node_networks.cidrs
      }
    }
  }

  dynamic "upgrade_policy" {
    for_each = length(var.cluster_upgrade_policy) > 0 ? [var.cluster_upgrade_policy] : []
    content {
      support_type = try(upgrade_policy.value.support_type, null)
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count             = local.create && var.create_cloudwatch_log_group ? 1 : 0
  name              = "/aws/eks/${var.cluster_name}/cluster"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  tags              = merge(var.tags, var.cloudwatch_log_group_tags, var.since_19_10_2 ? { Name = "/aws/eks/${var.cluster_name}/cluster" } : {})
}

module "kms" {
  source  = "terraform-aws-modules/kms/aws"
  version = "1.0.2"

  create                    = local.create && var.create_kms_key
  description               = coalesce(var.kms_key_description, "${var.cluster_name} cluster encryption key")
  key_usage                 = "ENCRYPT_DECRYPT"
  deletion_window_in_days   = var.kms_key_deletion_window_in_days
  enable_key_rotation       = var.enable_kms_key_rotation
  enable_default_policy     = var.kms_key_enable_default_policy
  key_owners                = var.kms_key_owners
  key_administrators        = coalescelist(var.kms_key_administrators, [var.since_19_1_1 ? local.caller : data.aws_caller_identity.current[0].arn])
  key_users                 = concat([local.role], var.kms_key_users)
  key_service_users         = var.kms_key_service_users
  source_policy_documents   = var.kms_key_source_policy_documents
  override_policy_documents = var.kms_key_override_policy_documents
  tags                      = local.labelled

}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count           = local.create && var.enable_irsa && local.on_aws ? 1 : 0
  url             = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
  client_id_list  = distinct(compact(concat(["sts.${var.since_20_0_0 ? "amazonaws.com" : local.suffix}"], var.openid_connect_audiences)))
  thumbprint_list = concat(var.since_18_31_1 ? data.tls_certificate.this[0].certificates[*].sha1_fingerprint : [data.tls_certificate.this[0].certificates[0].sha1_fingerprint], var.custom_oidc_thumbprints)
  tags            = merge({ Name = "${var.cluster_name}-eks-irsa" }, var.tags)
}

data "tls_certificate" "this" {
  count = local.create && var.enable_irsa && local.on_aws && var.include_oidc_root_ca_thumbprint ? 1 : 0
  url   = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
}

resource "aws_eks_identity_provider_config" "this" {
  for_each     = { for name, given in var.cluster_identity_providers : name => given if local.create && local.on_aws }
  cluster_name = local.cluster_name
  tags         = var.since_20_3_0 ? merge(var.tags, try(each.value.tags, {})) : var.tags

  oidc {
    client_id       = each.value.client_id
    issuer_url      = var.since_18_27_0 ? try(each.value.issuer_url, local.own_issuer) : each.value.issuer_url
    groups_claim    = lookup(each.value, "groups_claim", null)
    groups_prefix   = lookup(each.value, "groups_prefix", null)
    username_claim  = lookup(each.value, "username_claim", null)
    username_prefix = lookup(each.value, "username_prefix", null)
  }
}

locals {
  # From Kubernetes 1.30 on, the cluster's own issuer is refused as that of another provider.
  own_issuer_taken = var.since_20_13_0 ? contains([for minor in range(21, 30) : "1.${minor}"], coalesce(var.cluster_version, "1.30")) : true
  own_issuer       = local.own_issuer_taken ? try(aws_eks_cluster.this[0].identity[0].oidc[0].issuer, null) : null
  cluster_name     = aws_eks_cluster.this[0].name # since 20.30.0 its ID, which is the same
}

resource "aws_eks_addon" "this" {
  for_each                 = { for name, given in var.cluster_addons : name => given if local.create }
  cluster_name             = local.cluster_name
  addon_name               = try(each.value.name, each.key)
  addon_version            = lookup(each.value, "addon_version", null)
  service_account_role_arn = lookup(each.value, "service_account_role_arn", null)
  tags                     = var.tags
}
