data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_default_tags" "current" {}

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
  group_ids     = compact(concat([try(aws_security_group.this[0].id, ""), var.cluster_primary_security_group_id], var.vpc_security_group_ids))
  efa           = var.create && var.enable_efa_support && var.instance_type != ""
  cards         = try(data.aws_ec2_instance_type.this[0].maximum_network_cards, 0)
  interfaces    = local.efa ? [for card in range(local.cards) : { associate_public_ip_address = false }] : var.network_interfaces
  template_id   = try(aws_launch_template.this[0].name, var.launch_template_name)
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
  vpc_security_group_ids = var.since_18_18_0 && length(local.interfaces) > 0 ? [] : local.group_ids

  dynamic "block_device_mappings" {
    for_each = var.block_device_mappings
    content {
      device_name  = block_device_mappings.value.device_name
      no_device    = lookup(block_device_mappings.value, "no_device", null)
      virtual_name = lookup(block_device_mappings.value, "virtual_name", null)

      dynamic "ebs" {
        for_each = flatten([lookup(block_device_mappings.value, "ebs", [])])
        content {
          encrypted   = lookup(ebs.value, "encrypted", null)
          kms_key_id  = lookup(ebs.value, "kms_key_id", null)
          snapshot_id = lookup(ebs.value, "snapshot_id", null)
          volume_size = lookup(ebs.value, "volume_size", null)
          volume_type = lookup(ebs.value, "volume_type", null)
        }
      }
    }
  }

  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []
    content {
      http_endpoint               = lookup(metadata_options.value, "http_endpoint", null)
      http_tokens                 = lookup(metadata_options.value, "http_tokens", null)
      http_put_response_hop_limit = lookup(metadata_options.value, "http_put_response_hop_limit", null)
      http_protocol_ipv6          = lookup(metadata_options.value, "http_protocol_ipv6", null)
      instance_metadata_tags      = lookup(metadata_options.value, "instance_metadata_tags", null)
    }
  }

  dynamic "monitoring" {
    for_each = var.enable_monitoring != null ? [1] : []
    content {
      enabled = var.enable_monitoring
    }
  }

  dynamic "network_interfaces" {
    for_each = local.interfaces
    content {
      associate_public_ip_address = lookup(network_interfaces.value, "associate_public_ip_address", null)
      security_groups             = var.since_18_18_0 ? compact(concat(try(network_interfaces.value.security_groups, []), local.group_ids)) : try(network_interfaces.value.security_groups, [])
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
  tags = var.since_18_6_1 ? null : concat(
    [{ key = "Name", value = var.name }, { key = "kubernetes.io/cluster/${var.cluster_name}", value = "owned" }, { key = "k8s.io/cluster/${var.cluster_name}", value = "owned" }],
    var.propagate_tags,
    [for key, value in var.tags : { key = key, value = value }],
  )

  dynamic "launch_template" {
    for_each = var.use_mixed_instances_policy ? [] : [1]
    content {
      name    = local.template_id
      version = local.version
    }
  }

  dynamic "mixed_instances_policy" {
    for_each = var.use_mixed_instances_policy ? [1] : []
    content {
      launch_template {
        launch_template_specification {
          launch_template_name = local.template_id
          version              = local.version
        }
      }
    }
  }

  dynamic "tag" {
    for_each = !var.since_18_6_1 ? {} : merge(
      { Name = var.name, "kubernetes.io/cluster/${var.cluster_name}" = "owned", "k8s.io/cluster/${var.cluster_name}" = "owned" },
      var.since_18_16_0 && var.use_default_tags ? merge(data.aws_default_tags.current.tags, var.tags) : var.tags,
    )
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  dynamic "tag" {
    for_each = var.since_18_23_0 ? var.autoscaling_group_tags : {}
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
  managed   = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  cni       = var.cluster_ip_family == "ipv6" ? "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/AmazonEKS_CNI_IPv6_Policy" : "${local.managed}/AmazonEKS_CNI_Policy"
  node_arns = ["${local.managed}/AmazonEKSWorkerNodePolicy", "${local.managed}/AmazonEC2ContainerRegistryReadOnly", var.iam_role_attach_cni_policy ? local.cni : ""]
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = local.create_role ? toset(compact(distinct(concat(local.node_arns, var.iam_role_additional_policies)))) : toset([])
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
output "image_id" { value = try(aws_launch_template.this[0].image_id, null) }
output "platform" { value = var.platform }

# The security group of this node group alone.

locals {
  group_name = coalesce(var.security_group_name, "${var.name}-node-group")
}

resource "aws_security_group" "this" {
  count       = var.create && var.create_security_group ? 1 : 0
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.group_name }, var.since_18_2_7 ? {} : { "kubernetes.io/cluster/${var.cluster_name}" = "owned" }, var.security_group_tags)
}

resource "aws_security_group_rule" "this" {
  for_each                 = { for name, rule in var.security_group_rules : name => rule if var.create && var.create_security_group }
  security_group_id        = aws_security_group.this[0].id
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, [])
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_security_group_id, try(each.value.source_cluster_security_group, false) ? var.cluster_security_group_id : null)
}

output "security_group_id" { value = try(aws_security_group.this[0].id, "") }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, "") }
