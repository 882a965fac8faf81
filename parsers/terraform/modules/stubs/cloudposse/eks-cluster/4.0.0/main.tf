locals {
  enabled  = module.this.enabled
  use_ipv6 = var.kubernetes_network_ipv6_enabled
  name     = one(aws_eks_cluster.default[*].id)
  make_key = local.enabled && var.cluster_encryption_config_enabled && var.cluster_encryption_config_kms_key_id == ""
  key      = local.make_key ? one(aws_kms_key.cluster[*].arn) : var.cluster_encryption_config_kms_key_id
  issuer   = one(aws_eks_cluster.default[*].identity[0].oidc[0].issuer)
  parts    = [var.auto_mode_compute_config.enabled, var.auto_mode_storage_config.block_storage.enabled, var.auto_mode_elastic_load_balancing.enabled]
  all_auto = alltrue(local.parts)
}

module "label" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  attributes = var.cluster_attributes
  context    = module.this.context
}

data "aws_partition" "current" {
  count = local.enabled ? 1 : 0
}

resource "aws_eks_cluster" "default" {
  count                         = local.enabled ? 1 : 0
  name                          = module.label.id
  version                       = var.kubernetes_version
  role_arn                      = local.role_arn
  enabled_cluster_log_types     = var.enabled_cluster_log_types
  bootstrap_self_managed_addons = var.bootstrap_self_managed_addons_enabled != null ? var.bootstrap_self_managed_addons_enabled : local.all_auto ? false : null
  deletion_protection           = var.before_4_10_0 ? null : var.deletion_protection_enabled
  tags                          = module.label.tags

  access_config {
    authentication_mode                         = var.access_config.authentication_mode
    bootstrap_cluster_creator_admin_permissions = var.access_config.bootstrap_cluster_creator_admin_permissions
  }

  vpc_config {
    endpoint_public_access  = var.endpoint_public_access
    endpoint_private_access = var.endpoint_private_access
    public_access_cidrs     = var.public_access_cidrs
    subnet_ids              = var.subnet_ids
    security_group_ids      = var.associated_security_group_ids
  }

  dynamic "encryption_config" {
    for_each = var.cluster_encryption_config_enabled ? [1] : []
    content {
      resources = var.cluster_encryption_config_resources
      provider {
        key_arn = local.key
      }
    }
  }

  dynamic "kubernetes_network_config" {
    for_each = !local.use_ipv6 && (var.service_ipv4_cidr != null || var.auto_mode_elastic_load_balancing.enabled) ? [1] : []
    content {
      service_ipv4_cidr = var.service_ipv4_cidr
      dynamic "elastic_load_balancing" {
        for_each = var.auto_mode_elastic_load_balancing.enabled ? [1] : []
        content {
          enabled = true
        }
      }
    }
  }

  dynamic "kubernetes_network_config" {
    for_each = local.use_ipv6 ? [1] : []
    content {
      ip_family = "ipv6"
      dynamic "elastic_load_balancing" {
        for_each = var.auto_mode_elastic_load_balancing.enabled ? [1] : []
        content {
          enabled = true
        }
      }
    }
  }

  dynamic "remote_network_config" {
    for_each = var.remote_network_config != null ? [var.remote_network_config] : []
    content {
      remote_node_networks {
        cidrs = remote_network_config.value.remote_node_networks_cidrs
      }
    }
  }

  dynamic "upgrade_policy" {
    for_each = var.upgrade_policy != null ? [var.upgrade_policy] : []
    content {
      support_type = upgrade_policy.value.support_type
    }
  }

  dynamic "compute_config" {
    for_each = var.auto_mode_compute_config.enabled ? [var.auto_mode_compute_config] : []
    content {
      enabled       = true
      node_pools    = compute_config.value.node_pools
      node_role_arn = compute_config.value.node_role_arn
    }
  }
}

resource "aws_cloudwatch_log_group" "default" {
  count             = local.enabled && length(var.enabled_cluster_log_types) > 0 ? 1 : 0
  name              = "/aws/eks/${module.label.id}/cluster"
  retention_in_days = var.cluster_log_retention_period
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  tags              = module.label.tags
}

resource "aws_kms_key" "cluster" {
  count                   = local.make_key ? 1 : 0
  description             = "EKS Cluster ${module.label.id} Encryption Config KMS Key"
  enable_key_rotation     = var.cluster_encryption_config_kms_key_enable_key_rotation
  deletion_window_in_days = var.cluster_encryption_config_kms_key_deletion_window_in_days
  policy                  = var.cluster_encryption_config_kms_key_policy
  tags                    = module.label.tags
}

data "tls_certificate" "cluster" {
  count = local.enabled && var.oidc_provider_enabled ? 1 : 0
  url   = local.issuer
}

resource "aws_iam_openid_connect_provider" "default" {
  count           = local.enabled && var.oidc_provider_enabled ? 1 : 0
  url             = local.issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = [one(data.tls_certificate.cluster[*].certificates[0].sha1_fingerprint)]
  tags            = module.label.tags
}

resource "aws_eks_addon" "cluster" {
  for_each                 = local.enabled ? { for addon in var.addons : addon.addon_name => addon } : {}
  cluster_name             = one(aws_eks_cluster.default[*].name)
  addon_name               = each.key
  addon_version            = lookup(each.value, "addon_version", null)
  configuration_values     = lookup(each.value, "configuration_values", null)
  service_account_role_arn = lookup(each.value, "service_account_role_arn", null)
  tags                     = merge(module.label.tags, try(each.value.additional_tags, {}))

  dynamic "pod_identity_association" {
    for_each = merge({}, lookup(each.value, "pod_identity_association", {}))
    content {
      service_account = pod_identity_association.key
      role_arn        = pod_identity_association.value
    }
  }
}

locals {
  security_group = one(aws_eks_cluster.default[*].vpc_config[0].cluster_security_group_id)
  opens          = local.enabled && var.managed_security_group_rules_enabled
}

resource "aws_vpc_security_group_ingress_rule" "managed_ingress_security_groups" {
  count                        = local.opens ? length(var.allowed_security_group_ids) : 0
  security_group_id            = local.security_group
  ip_protocol                  = "-1"
  referenced_security_group_id = var.allowed_security_group_ids[count.index]
  description                  = "Allow inbound traffic from existing Security Groups"
}

resource "aws_vpc_security_group_ingress_rule" "managed_ingress_cidr_blocks" {
  count             = local.opens ? length(var.allowed_cidr_blocks) : 0
  security_group_id = local.security_group
  ip_protocol       = "-1"
  cidr_ipv4         = var.allowed_cidr_blocks[count.index]
  description       = "Allow inbound traffic from CIDR blocks"
}

resource "aws_vpc_security_group_ingress_rule" "custom_ingress_rules" {
  for_each                     = { for rule in var.custom_ingress_rules : rule.source_security_group_id => rule }
  security_group_id            = local.security_group
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.source_security_group_id
  description                  = each.value.description
}
