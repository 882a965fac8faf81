locals {
  enabled  = module.this.enabled
  use_ipv6 = var.kubernetes_network_ipv6_enabled
  name     = one(aws_eks_cluster.default[*].id)
  make_key = local.enabled && var.cluster_encryption_config_enabled && var.cluster_encryption_config_kms_key_id == ""
  key      = local.make_key ? one(aws_kms_key.cluster[*].arn) : var.cluster_encryption_config_kms_key_id
  issuer   = one(aws_eks_cluster.default[*].identity[0].oidc[0].issuer)
}

module "label" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  attributes = var.before_2_6_0 ? ["cluster"] : var.cluster_attributes
  context    = module.this.context
}

data "aws_partition" "current" {
  count = local.enabled ? 1 : 0
}

resource "aws_eks_cluster" "default" {
  count                     = local.enabled ? 1 : 0
  name                      = module.label.id
  version                   = var.kubernetes_version
  role_arn                  = local.role_arn
  enabled_cluster_log_types = var.enabled_cluster_log_types
  tags                      = module.label.tags

  vpc_config {
    endpoint_public_access  = var.endpoint_public_access
    endpoint_private_access = var.endpoint_private_access
    public_access_cidrs     = var.public_access_cidrs
    subnet_ids              = var.subnet_ids
    security_group_ids      = var.create_security_group ? compact(concat(var.associated_security_group_ids, [one(aws_security_group.default[*].id)])) : var.associated_security_group_ids
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
    for_each = local.use_ipv6 ? [] : compact([var.service_ipv4_cidr])
    content {
      service_ipv4_cidr = kubernetes_network_config.value
    }
  }

  dynamic "kubernetes_network_config" {
    for_each = local.use_ipv6 ? [1] : []
    content {
      ip_family = "ipv6"
    }
  }
}

resource "aws_cloudwatch_log_group" "default" {
  count             = local.enabled && length(var.enabled_cluster_log_types) > 0 ? 1 : 0
  name              = "/aws/eks/${module.label.id}/cluster"
  retention_in_days = var.cluster_log_retention_period
  kms_key_id        = var.before_2_2_0 ? null : var.cloudwatch_log_group_kms_key_id
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
  tags                     = module.label.tags
}

locals {
  security_group = one(aws_eks_cluster.default[*].vpc_config[0].cluster_security_group_id)
  opens          = local.enabled && (var.before_2_8_1 ? true : var.managed_security_group_rules_enabled)
  allowed        = concat(var.allowed_security_groups, var.allowed_security_group_ids, var.workers_security_group_ids)
  make_group     = local.enabled && var.create_security_group
}

resource "aws_security_group_rule" "managed_ingress_security_groups" {
  count                    = local.opens ? length(local.allowed) : 0
  security_group_id        = local.security_group
  type                     = "ingress"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = local.allowed[count.index]
  description              = "Allow inbound traffic from existing Security Groups"
}

resource "aws_security_group_rule" "managed_ingress_cidr_blocks" {
  count             = local.opens && length(var.allowed_cidr_blocks) > 0 ? 1 : 0
  security_group_id = local.security_group
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = var.allowed_cidr_blocks
  description       = "Allow inbound traffic from CIDR blocks"
}

resource "aws_security_group_rule" "custom_ingress_rules" {
  for_each                 = { for rule in var.custom_ingress_rules : rule.source_security_group_id => rule }
  security_group_id        = local.security_group
  type                     = "ingress"
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  source_security_group_id = each.value.source_security_group_id
  description              = each.value.description
}

resource "aws_security_group" "default" {
  count       = local.make_group ? 1 : 0
  name        = module.label.id
  description = "Security Group for EKS cluster"
  vpc_id      = var.vpc_id
  tags        = module.label.tags
}

resource "aws_security_group_rule" "egress" {
  count             = local.make_group ? 1 : 0
  security_group_id = one(aws_security_group.default[*].id)
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
  description       = "Allow all egress traffic"
}

resource "aws_security_group_rule" "ingress_workers" {
  count                    = local.make_group ? length(var.workers_security_group_ids) : 0
  security_group_id        = one(aws_security_group.default[*].id)
  type                     = "ingress"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = var.workers_security_group_ids[count.index]
  description              = "Allow the cluster to receive communication from the worker nodes"
}

resource "aws_security_group_rule" "ingress_security_groups" {
  count                    = local.make_group ? length(var.allowed_security_groups) : 0
  security_group_id        = one(aws_security_group.default[*].id)
  type                     = "ingress"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = var.allowed_security_groups[count.index]
  description              = "Allow inbound traffic from existing Security Groups"
}

resource "aws_security_group_rule" "ingress_cidr_blocks" {
  count             = local.make_group && length(var.allowed_cidr_blocks) > 0 ? 1 : 0
  security_group_id = one(aws_security_group.default[*].id)
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = var.allowed_cidr_blocks
  description       = "Allow inbound traffic from CIDR blocks"
}

# The ConfigMap that maps roles to users.

locals {
  quote   = var.aws_auth_yaml_strip_quotes ? "" : "\""
  workers = [for arn in var.workers_role_arns : { rolearn = arn, username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] }]
  map     = local.enabled && var.apply_config_map_aws_auth
  roles   = yamlencode(distinct(concat(local.workers, var.map_additional_iam_roles)))
}

resource "kubernetes_config_map" "aws_auth_ignore_changes" {
  count = local.map && var.kubernetes_config_map_ignore_role_changes ? 1 : 0

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }

  data = {
    mapRoles    = local.roles
    mapUsers    = yamlencode(var.map_additional_iam_users)
    mapAccounts = yamlencode(var.map_additional_aws_accounts)
  }
}

resource "kubernetes_config_map" "aws_auth" {
  count = local.map && var.kubernetes_config_map_ignore_role_changes == false ? 1 : 0

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }

  data = {
    mapRoles    = replace(local.roles, "\"", local.quote)
    mapUsers    = replace(yamlencode(var.map_additional_iam_users), "\"", local.quote)
    mapAccounts = replace(yamlencode(var.map_additional_aws_accounts), "\"", local.quote)
  }
}
