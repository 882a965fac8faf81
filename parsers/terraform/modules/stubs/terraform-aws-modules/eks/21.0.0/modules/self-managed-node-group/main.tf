data "aws_partition" "current" {
  count = var.create && var.partition == "" ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.create && var.account_id == "" ? 1 : 0
}

locals {
  partition = try(data.aws_partition.current[0].partition, var.partition)
  account   = try(data.aws_caller_identity.current[0].account_id, var.account_id)
}

data "aws_ssm_parameter" "ami" {
  count = var.create && (!var.since_21_17_1 || var.ami_id == "") ? 1 : 0
}

module "user_data" {
  source = "../_user_data"

  create                     = var.create
  ami_type                   = var.ami_type
  is_eks_managed_node_group  = false
  cluster_name               = var.cluster_name
  cluster_endpoint           = var.cluster_endpoint
  cluster_auth_base64        = var.cluster_auth_base64
  cluster_ip_family          = var.cluster_ip_family
  cluster_service_cidr       = var.cluster_service_cidr
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
  template_name = coalesce(var.launch_template_name, "${var.name}-node-group")
  group_ids     = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids))
  efa           = var.create && var.enable_efa_support && var.instance_type != ""
  cards         = try(data.aws_ec2_instance_type.this[0].maximum_network_cards, 0)
  interfaces    = local.efa ? [for card in range(local.cards) : { associate_public_ip_address = false, security_groups = [] }] : var.network_interfaces
  template_id   = var.create && var.create_launch_template ? aws_launch_template.this[0].id : var.launch_template_id
  version       = coalesce(var.launch_template_version, try(aws_launch_template.this[0].default_version, "$Default"))
}

resource "aws_launch_template" "this" {
  count                  = var.create && var.create_launch_template ? 1 : 0
  region                 = var.region
  name                   = var.launch_template_use_name_prefix ? null : local.template_name
  name_prefix            = var.launch_template_use_name_prefix ? "${local.template_name}-" : null
  default_version        = var.launch_template_default_version
  tags                   = var.tags
  image_id               = var.since_21_17_1 ? (var.ami_id == "" ? nonsensitive(data.aws_ssm_parameter.ami[0].value) : var.ami_id) : coalesce(var.ami_id, nonsensitive(data.aws_ssm_parameter.ami[0].value))
  instance_type          = var.since_21_0_6 && var.instance_requirements != null ? null : var.instance_type
  key_name               = var.key_name
  user_data              = module.user_data.user_data
  vpc_security_group_ids = length(local.interfaces) > 0 ? [] : local.group_ids

  dynamic "block_device_mappings" {
    for_each = var.block_device_mappings != null ? var.block_device_mappings : {}
    content {
      device_name  = block_device_mappings.value.device_name
      no_device    = block_device_mappings.value.no_device
      virtual_name = block_device_mappings.value.virtual_name

      dynamic "ebs" {
        for_each = block_device_mappings.value.ebs != null ? [block_device_mappings.value.ebs] : []
        content {
          encrypted   = ebs.value.encrypted
          kms_key_id  = ebs.value.kms_key_id
          snapshot_id = ebs.value.snapshot_id
          volume_size = ebs.value.volume_size
          volume_type = ebs.value.volume_type
        }
      }
    }
  }

  dynamic "metadata_options" {
    for_each = var.metadata_options != null ? [var.metadata_options] : []
    content {
      http_endpoint               = metadata_options.value.http_endpoint
      http_tokens                 = metadata_options.value.http_tokens
      http_put_response_hop_limit = metadata_options.value.http_put_response_hop_limit
      http_protocol_ipv6          = metadata_options.value.http_protocol_ipv6
      instance_metadata_tags      = metadata_options.value.instance_metadata_tags
    }
  }

  dynamic "monitoring" {
    for_each = var.enable_monitoring ? [1] : []
    content {
      enabled = var.enable_monitoring
    }
  }

  dynamic "network_interfaces" {
    for_each = var.since_21_1_2 ? local.interfaces : length(var.network_interfaces) > 0 ? var.network_interfaces : []
    content {
      associate_public_ip_address = network_interfaces.value.associate_public_ip_address
      security_groups             = compact(concat(network_interfaces.value.security_groups, var.since_21_1_5 ? local.group_ids : var.vpc_security_group_ids))
    }
  }

  iam_instance_profile {
    arn = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].arn : var.iam_instance_profile_arn
  }
}

resource "aws_autoscaling_group" "this" {
  count               = var.create && var.create_autoscaling_group ? 1 : 0
  region              = var.region
  name                = var.use_name_prefix ? null : var.name
  name_prefix         = var.use_name_prefix ? "${var.name}-" : null
  enabled_metrics     = var.enabled_metrics
  metrics_granularity = var.metrics_granularity
  health_check_type   = var.health_check_type
  vpc_zone_identifier = var.subnet_ids

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

resource "aws_eks_access_entry" "this" {
  count         = var.create && var.create_access_entry ? 1 : 0
  region        = var.region
  cluster_name  = var.cluster_name
  principal_arn = var.create_iam_instance_profile ? aws_iam_role.this[0].arn : var.iam_role_arn
  type          = startswith(var.ami_type, "WINDOWS_") ? "EC2_WINDOWS" : "EC2_LINUX"
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
      identifiers = ["ec2.amazonaws.com"]
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
  managed = "arn:${local.partition}:iam::aws:policy"
  node_policies = merge(
    { for name in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"] : name => "${local.managed}/${name}" },
    { for name in ["AmazonEKS_CNI_Policy"] : name => "${local.managed}/${name}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv4" },
    { for name in ["AmazonEKS_CNI_IPv6_Policy"] : name => "arn:${local.partition}:iam::${local.account}:policy/${name}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in local.node_policies : name => arn if local.create_role }
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
  extra = local.create_role && var.create_iam_role_policy && var.iam_role_policy_statements != null
}

data "aws_iam_policy_document" "role" {
  count = local.extra ? 1 : 0

  dynamic "statement" {
    for_each = var.iam_role_policy_statements != null ? var.iam_role_policy_statements : []
    content {
      sid           = statement.value.sid
      effect        = statement.value.effect
      actions       = statement.value.actions
      not_actions   = statement.value.not_actions
      resources     = statement.value.resources
      not_resources = statement.value.not_resources

      dynamic "principals" {
        for_each = statement.value.principals != null ? statement.value.principals : []
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = statement.value.not_principals != null ? statement.value.not_principals : []
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = statement.value.condition != null ? statement.value.condition : []
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

# The security group of this node group alone.

locals {
  efa_rule      = { for name in ["all_self_efa"] : name => { ip_protocol = "-1", self = true, cidr_ipv4 = null, cidr_ipv6 = null, from_port = null, to_port = null, prefix_list_id = null, name = null, description = "Node to node EFA", referenced_security_group_id = null, tags = {} } if var.enable_efa_support }
  ingress_rules = merge(local.efa_rule, var.security_group_ingress_rules)
  egress_rules  = merge(local.efa_rule, var.security_group_egress_rules)
  create_group  = var.create && var.create_security_group && length(merge(local.ingress_rules, local.egress_rules)) > 0
  group_name    = coalesce(var.security_group_name, "${var.cluster_name}-${var.name}")
}

data "aws_subnet" "this" {
  count = local.create_group ? 1 : 0
  id    = element(var.subnet_ids, 0)
}

resource "aws_security_group" "this" {
  count       = local.create_group ? 1 : 0
  region      = var.region
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = var.security_group_description
  vpc_id      = data.aws_subnet.this[0].vpc_id
  tags        = merge(var.tags, { Name = local.group_name }, var.security_group_tags)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = { for name, rule in local.ingress_rules : name => rule if length(local.ingress_rules) > 0 && local.create_group }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), null)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.self ? aws_security_group.this[0].id : each.value.referenced_security_group_id
  description                  = each.value.description
  tags                         = merge(var.tags, var.security_group_tags, { Name = coalesce(each.value.name, "${local.group_name}-${each.key}") }, each.value.tags)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = { for name, rule in local.egress_rules : name => rule if length(local.egress_rules) > 0 && local.create_group }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = try(coalesce(each.value.from_port, each.value.to_port), null)
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.self ? aws_security_group.this[0].id : each.value.referenced_security_group_id
  description                  = each.value.description
  tags                         = merge(var.tags, var.security_group_tags, { Name = coalesce(each.value.name, "${local.group_name}-${each.key}") }, each.value.tags)
}

output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
