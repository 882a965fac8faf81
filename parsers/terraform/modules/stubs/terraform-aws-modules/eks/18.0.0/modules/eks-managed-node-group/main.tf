data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

module "user_data" {
  source = "../_user_data"

  create                     = var.create
  platform                   = var.platform
  ami_type                   = var.ami_type
  cluster_name               = var.cluster_name
  cluster_endpoint           = var.cluster_endpoint
  cluster_auth_base64        = var.cluster_auth_base64
  cluster_ip_family          = var.cluster_ip_family
  cluster_service_cidr       = var.since_20_8_3 ? try(coalesce(var.cluster_service_cidr, var.cluster_service_ipv4_cidr), "") : var.cluster_service_cidr
  cluster_service_ipv4_cidr  = var.since_20_8_3 ? null : var.cluster_service_ipv4_cidr
  enable_bootstrap_user_data = var.enable_bootstrap_user_data
  pre_bootstrap_user_data    = var.pre_bootstrap_user_data
  post_bootstrap_user_data   = var.post_bootstrap_user_data
  bootstrap_extra_args       = var.bootstrap_extra_args
  user_data_template_path    = var.user_data_template_path
  cloudinit_pre_nodeadm      = var.cloudinit_pre_nodeadm
  cloudinit_post_nodeadm     = var.cloudinit_post_nodeadm
}

data "aws_ec2_instance_type" "this" {
  count         = var.create && var.enable_efa_support ? 1 : 0
  instance_type = try(element(var.instance_types, 0), "")
}

locals {
  custom        = var.since_18_2_5 && var.create_launch_template || var.launch_template_name != ""
  template_name = coalesce(var.launch_template_name, "${var.name}-eks-node-group")
  group_ids     = compact(concat([try(aws_security_group.this[0].id, ""), var.cluster_primary_security_group_id], var.vpc_security_group_ids))
  # With EFA there is one interface for each network card of the instance type.
  cards      = try(data.aws_ec2_instance_type.this[0].maximum_network_cards, 0)
  interfaces = var.create && var.enable_efa_support ? [for card in range(local.cards) : { associate_public_ip_address = false }] : var.network_interfaces
}

resource "aws_launch_template" "this" {
  count                  = var.create && var.create_launch_template ? 1 : 0
  name                   = var.launch_template_use_name_prefix ? null : local.template_name
  name_prefix            = var.launch_template_use_name_prefix ? "${local.template_name}-" : null
  default_version        = var.launch_template_default_version
  tags                   = var.since_20_5_2 ? merge(var.tags, var.launch_template_tags) : var.tags
  image_id               = var.ami_id
  instance_type          = var.since_20_17_0 && var.capacity_type == "CAPACITY_BLOCK" ? element(var.instance_types, 0) : null
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
}

resource "aws_eks_node_group" "this" {
  count                  = var.create ? 1 : 0
  cluster_name           = var.cluster_name
  node_group_name        = var.use_name_prefix ? null : var.name
  node_group_name_prefix = var.use_name_prefix ? "${var.name}-" : null
  node_role_arn          = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn
  subnet_ids             = local.placed ? data.aws_subnets.placement_group[0].ids : var.subnet_ids
  ami_type               = var.ami_id != "" ? null : var.ami_type
  release_version        = var.ami_id != "" ? null : var.ami_release_version
  version                = var.ami_id != "" ? null : var.cluster_version
  capacity_type          = var.capacity_type
  disk_size              = local.custom ? null : var.disk_size
  instance_types         = var.since_20_17_0 && var.capacity_type == "CAPACITY_BLOCK" ? null : var.instance_types
  labels                 = var.labels
  tags                   = merge(var.tags, { Name = var.name })

  dynamic "launch_template" {
    for_each = local.custom ? [1] : []
    content {
      name    = try(aws_launch_template.this[0].name, var.launch_template_name, null)
      version = coalesce(var.launch_template_version, try(aws_launch_template.this[0].default_version, "$Default"))
    }
  }

  dynamic "remote_access" {
    for_each = concat([for access in [var.remote_access] : access if var.since_18_0_4 && length(var.remote_access) > 0], [for access in values(var.remote_access) : access if !var.since_18_0_4])
    content {
      ec2_ssh_key               = var.since_18_0_4 ? try(remote_access.value.ec2_ssh_key, null) : lookup(remote_access.value, "ec2_ssh_key", null)
      source_security_group_ids = var.since_18_0_4 ? try(remote_access.value.source_security_group_ids, []) : lookup(remote_access.value, "source_security_group_ids", [])
    }
  }

  dynamic "taint" {
    for_each = var.taints
    content {
      key    = taint.value.key
      value  = lookup(taint.value, "value")
      effect = taint.value.effect
    }
  }
}

locals {
  placed = var.create && (var.enable_efa_support || var.create_placement_group)
}

data "aws_subnets" "placement_group" {
  count = local.placed ? 1 : 0
}

locals {
  create_role = var.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, "${var.name}-eks-node-group")
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

output "launch_template_id" { value = try(aws_launch_template.this[0].id, null) }
output "launch_template_arn" { value = try(aws_launch_template.this[0].arn, null) }
output "launch_template_name" { value = try(aws_launch_template.this[0].name, null) }
output "launch_template_latest_version" { value = try(aws_launch_template.this[0].latest_version, null) }
output "node_group_arn" { value = try(aws_eks_node_group.this[0].arn, null) }
output "node_group_id" { value = try(aws_eks_node_group.this[0].id, null) }
output "node_group_resources" { value = try(aws_eks_node_group.this[0].resources, null) }
output "node_group_autoscaling_group_names" { value = try(flatten(aws_eks_node_group.this[0].resources[*].autoscaling_groups[*].name), []) }
output "node_group_status" { value = try(aws_eks_node_group.this[0].status, null) }
output "node_group_labels" { value = try(aws_eks_node_group.this[0].labels, {}) }
output "node_group_taints" { value = try(aws_eks_node_group.this[0].taint, []) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "platform" { value = var.platform }

# The security group of this node group alone.

locals {
  group_name = coalesce(var.security_group_name, "${var.name}-eks-node-group")
}

resource "aws_security_group" "this" {
  count       = var.create && var.create_security_group ? 1 : 0
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.group_name }, var.security_group_tags)
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
