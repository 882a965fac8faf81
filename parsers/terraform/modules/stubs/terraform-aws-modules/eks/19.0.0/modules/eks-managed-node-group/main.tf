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
  template_name = coalesce(var.launch_template_name, "${var.name}-eks-node-group")
  group_ids     = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids))
  # With EFA there is one interface for each network card of the instance type.
  cards      = try(data.aws_ec2_instance_type.this[0].maximum_network_cards, 0)
  interfaces = var.create && var.enable_efa_support ? [for card in range(local.cards) : { associate_public_ip_address = false }] : var.network_interfaces
}

resource "aws_launch_template" "this" {
  count                  = var.create && var.create_launch_template && var.use_custom_launch_template ? 1 : 0
  name                   = var.launch_template_use_name_prefix ? null : local.template_name
  name_prefix            = var.launch_template_use_name_prefix ? "${local.template_name}-" : null
  default_version        = var.launch_template_default_version
  tags                   = var.since_20_5_2 ? merge(var.tags, var.launch_template_tags) : var.tags
  image_id               = var.ami_id
  instance_type          = var.since_20_17_0 && var.capacity_type == "CAPACITY_BLOCK" ? element(var.instance_types, 0) : null
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
}

resource "aws_eks_node_group" "this" {
  count                  = var.create ? 1 : 0
  cluster_name           = var.cluster_name
  node_group_name        = var.use_name_prefix ? null : var.name
  node_group_name_prefix = var.use_name_prefix ? "${var.name}-" : null
  node_role_arn          = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn
  subnet_ids             = local.placed ? data.aws_subnets.placement_group[0].ids : var.subnet_ids
  ami_type               = var.ami_id != "" ? null : var.ami_type
  release_version        = var.ami_id != "" ? null : var.use_latest_ami_release_version ? try(nonsensitive(data.aws_ssm_parameter.ami[0].value), null) : var.ami_release_version
  version                = var.ami_id != "" ? null : var.cluster_version
  capacity_type          = var.capacity_type
  disk_size              = var.use_custom_launch_template ? null : var.disk_size
  instance_types         = var.since_20_17_0 && var.capacity_type == "CAPACITY_BLOCK" ? null : var.instance_types
  labels                 = var.labels
  tags                   = merge(var.tags, { Name = var.name })

  dynamic "launch_template" {
    for_each = var.use_custom_launch_template ? [1] : []
    content {
      id      = var.create && var.create_launch_template ? try(aws_launch_template.this[0].id, null) : var.launch_template_id
      version = coalesce(var.launch_template_version, try(aws_launch_template.this[0].default_version, "$Default"))
    }
  }

  dynamic "remote_access" {
    for_each = length(var.remote_access) > 0 ? [var.remote_access] : []
    content {
      ec2_ssh_key               = try(remote_access.value.ec2_ssh_key, null)
      source_security_group_ids = try(remote_access.value.source_security_group_ids, [])
    }
  }

  dynamic "taint" {
    for_each = var.taints
    content {
      key    = taint.value.key
      value  = try(taint.value.value, null)
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

data "aws_ssm_parameter" "ami" {
  count = var.create && var.use_latest_ami_release_version ? 1 : 0
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
