data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

data "aws_ssm_parameter" "ami" {
  count = var.create && var.since_20_9_0 ? 1 : 0
}

data "aws_ami" "eks_default" {
  count = var.create && !var.since_20_9_0 ? 1 : 0
}

module "user_data" {
  source = "../_user_data"

  create                     = var.create
  platform                   = var.since_20_9_0 ? local.kind : var.platform
  ami_type                   = var.since_20_9_0 ? var.ami_type : null
  is_eks_managed_node_group  = false
  cluster_name               = var.cluster_name
  cluster_endpoint           = var.cluster_endpoint
  cluster_auth_base64        = var.cluster_auth_base64
  cluster_ip_family          = var.cluster_ip_family
  cluster_service_cidr       = var.cluster_service_cidr
  additional_cluster_dns_ips = var.additional_cluster_dns_ips
  enable_bootstrap_user_data = true
  pre_bootstrap_user_data    = var.pre_bootstrap_user_data
  post_bootstrap_user_data   = var.post_bootstrap_user_data
  bootstrap_extra_args       = var.bootstrap_extra_args
  user_data_template_path    = var.user_data_template_path
  cloudinit_pre_nodeadm      = var.cloudinit_pre_nodeadm
  cloudinit_post_nodeadm     = var.cloudinit_post_nodeadm
}

data "aws_ec2_instance_type" "this" {
  count         = var.create && var.enable_efa_support ? 1 : 0
  instance_type = var.instance_type
}

locals {
  kind          = startswith(var.ami_type, "BOTTLEROCKET") ? "bottlerocket" : startswith(var.ami_type, "WINDOWS") ? "windows" : startswith(var.ami_type, "AL2023") ? "al2023" : "linux"
  template_name = coalesce(var.launch_template_name, "${var.name}-node-group")
  group_ids     = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids))
  efa           = var.create && var.enable_efa_support && var.instance_type != ""
  cards         = try(data.aws_ec2_instance_type.this[0].maximum_network_cards, 0)
  interfaces    = local.efa ? [for card in range(local.cards) : { associate_public_ip_address = false }] : var.network_interfaces
  template_id   = var.create && var.create_launch_template ? aws_launch_template.this[0].id : var.launch_template_id
  version       = coalesce(var.launch_template_version, try(aws_launch_template.this[0].default_version, "$Default"))
}

resource "aws_launch_template" "this" {
  count                  = var.create && var.create_launch_template ? 1 : 0
  name                   = var.launch_template_use_name_prefix ? null : local.template_name
  name_prefix            = var.launch_template_use_name_prefix ? "${local.template_name}-" : null
  default_version        = var.launch_template_default_version
  tags                   = var.tags
  image_id               = coalesce(var.ami_id, var.since_20_9_0 ? try(nonsensitive(data.aws_ssm_parameter.ami[0].value), null) : data.aws_ami.eks_default[0].image_id)
  instance_type          = var.instance_type
  key_name               = var.key_name
  user_data              = module.user_data.user_data
  vpc_security_group_ids = length(local.interfaces) > 0 ? [] : local.group_ids

  dynamic "block_device_mappings" {
    for_each = var.block_device_mappings
    content {
      device_name  = try(block_device_mappings.value.device_name, null)
      no_device    = try(block_device_mappings.value.no_device, null)
      virtual_name = try(block_device_mappings.value.virtual_name, null)

      dynamic "ebs" {
        for_each = try([block_device_mappings.value.ebs], [])
        content {
          encrypted   = try(ebs.value.encrypted, null)
          kms_key_id  = try(ebs.value.kms_key_id, null)
          snapshot_id = try(ebs.value.snapshot_id, null)
          volume_size = try(ebs.value.volume_size, null)
          volume_type = try(ebs.value.volume_type, null)
        }
      }
    }
  }

  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []
    content {
      http_endpoint               = try(metadata_options.value.http_endpoint, null)
      http_tokens                 = try(metadata_options.value.http_tokens, null)
      http_put_response_hop_limit = try(metadata_options.value.http_put_response_hop_limit, null)
      http_protocol_ipv6          = try(metadata_options.value.http_protocol_ipv6, null)
      instance_metadata_tags      = try(metadata_options.value.instance_metadata_tags, null)
    }
  }

  dynamic "monitoring" {
    for_each = var.enable_monitoring ? [1] : []
    content {
      enabled = var.enable_monitoring
    }
  }

  dynamic "network_interfaces" {
    for_each = local.interfaces
    content {
      associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
      security_groups             = compact(concat(try(network_interfaces.value.security_groups, []), local.group_ids))
    }
  }

  iam_instance_profile {
    arn = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].arn : var.iam_instance_profile_arn
  }
}

resource "aws_autoscaling_group" "this" {
  count               = var.create && var.create_autoscaling_group ? 1 : 0
  name                = var.use_name_prefix ? null : var.name
  name_prefix         = var.use_name_prefix ? "${var.name}-" : null
  enabled_metrics     = var.enabled_metrics
  metrics_granularity = var.metrics_granularity
  health_check_type   = var.health_check_type
  target_group_arns   = var.target_group_arns
  vpc_zone_identifier = local.efa ? data.aws_subnets.placement_group[0].ids : var.subnet_ids

  dynamic "launch_template" {
    for_each = var.use_mixed_instances_policy ? [] : [1]
    content {
      id      = local.template_id
      version = local.version
    }
  }

  dynamic "mixed_instances_policy" {
    for_each = var.use_mixed_instances_policy ? [1] : []
    content {
      launch_template {
        launch_template_specification {
          launch_template_id = local.template_id
          version            = local.version
        }
      }
    }
  }

  dynamic "tag" {
    for_each = merge(
      { Name = var.name, "kubernetes.io/cluster/${var.cluster_name}" = "owned", "k8s.io/cluster/${var.cluster_name}" = "owned" },
      var.tags,
    )
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  dynamic "tag" {
    for_each = var.autoscaling_group_tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }
}

data "aws_subnets" "placement_group" {
  count = var.create && local.efa ? 1 : 0
}

resource "aws_eks_access_entry" "this" {
  count         = var.create && var.since_20_0_0 && var.create_access_entry ? 1 : 0
  cluster_name  = var.cluster_name
  principal_arn = var.create_iam_instance_profile ? aws_iam_role.this[0].arn : var.iam_role_arn
  type          = (var.since_20_9_0 ? local.kind : var.platform) == "windows" ? "EC2_WINDOWS" : "EC2_LINUX"
  tags          = var.tags
}

locals {
  create_role = var.create && var.create_iam_instance_profile
  role_name   = coalesce(var.iam_role_name, "${var.name}-node-group")
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create_role ? 1 : 0

  statement {
    sid     = "EKSNodeAssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.${var.since_20_0_0 ? "amazonaws.com" : data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role" "this" {
  count                = local.create_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix          = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role_policy[0].json
  permissions_boundary = var.iam_role_permissions_boundary
  tags                 = merge(var.tags, var.iam_role_tags)
}

locals {
  managed = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  cni     = var.cluster_ip_family == "ipv6" ? "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/AmazonEKS_CNI_IPv6_Policy" : "${local.managed}/AmazonEKS_CNI_Policy"
  # Up to 20.8.0 the attachments were known by the ARNs of their policies.
  node_arns = toset(compact(var.before_20_8_0 ? ["${local.managed}/AmazonEKSWorkerNodePolicy", "${local.managed}/AmazonEC2ContainerRegistryReadOnly", var.iam_role_attach_cni_policy ? local.cni : ""] : []))
  node_policies = merge(
    { for name in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"] : name => "${local.managed}/${name}" },
    { for name in ["AmazonEKS_CNI_Policy"] : name => "${local.managed}/${name}" if(var.since_20_8_3 || local.create_role) && var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv4" },
    { for name in ["AmazonEKS_CNI_IPv6_Policy"] : name => "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${name}" if(var.since_20_8_3 || local.create_role) && var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = var.before_20_8_0 ? { for arn in local.node_arns : arn => arn if local.create_role } : { for name, arn in local.node_policies : name => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for name, arn in var.iam_role_additional_policies : name => arn if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "this" {
  count       = local.create_role ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  role        = aws_iam_role.this[0].name
  tags        = merge(var.tags, var.iam_role_tags)
}

locals {
  extra = local.create_role && var.create_iam_role_policy && length(var.iam_role_policy_statements) > 0
}

data "aws_iam_policy_document" "role" {
  count = local.extra ? 1 : 0

  dynamic "statement" {
    for_each = var.iam_role_policy_statements
    content {
      sid           = try(statement.value.sid, null)
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = try(statement.value.not_principals, [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "this" {
  count       = local.extra ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  role        = aws_iam_role.this[0].id
  policy      = data.aws_iam_policy_document.role[0].json
}

output "launch_template_id" { value = try(aws_launch_template.this[0].id, null) }
output "launch_template_arn" { value = try(aws_launch_template.this[0].arn, null) }
output "launch_template_name" { value = try(aws_launch_template.this[0].name, null) }
output "autoscaling_group_arn" { value = try(aws_autoscaling_group.this[0].arn, null) }
output "autoscaling_group_id" { value = try(aws_autoscaling_group.this[0].id, null) }
output "autoscaling_group_name" { value = try(aws_autoscaling_group.this[0].name, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "iam_instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, var.iam_instance_profile_arn) }
output "iam_instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "access_entry_arn" { value = try(aws_eks_access_entry.this[0].access_entry_arn, null) }
output "image_id" { value = try(aws_launch_template.this[0].image_id, null) }
output "platform" { value = var.platform }
