data "aws_partition" "current" {}

data "aws_ssm_parameter" "this" {
  name = var.ami_ssm_parameter
}

locals {
  create = var.create && var.putin_khuylo
  role   = try(coalesce(var.iam_role_name, var.name), "")
  ami    = try(coalesce(var.ami, try(nonsensitive(data.aws_ssm_parameter.this.value), null)), null)
  tags   = var.before_6_1_1 ? merge(var.tags, var.instance_tags, { Name = var.name }) : merge(var.tags, var.instance_tags, var.name != "" ? { Name = var.name } : {})

  create_security_group = var.create && var.create_security_group && var.network_interface == null
  group_name            = try(coalesce(var.security_group_name, var.name), "")
  groups                = local.create_security_group ? concat(var.vpc_security_group_ids, [aws_security_group.this[0].id]) : var.vpc_security_group_ids
}

resource "aws_instance" "this" {
  count                       = local.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
  region                      = var.region
  ami                         = local.ami
  instance_type               = var.instance_type
  key_name                    = var.key_name
  user_data                   = var.user_data
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = var.network_interface == null ? local.groups : null
  associate_public_ip_address = var.associate_public_ip_address
  monitoring                  = var.monitoring
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  tags                        = local.tags

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

  dynamic "root_block_device" {
    for_each = var.root_block_device != null ? [var.root_block_device] : []
    content {
      encrypted   = root_block_device.value.encrypted
      kms_key_id  = root_block_device.value.kms_key_id
      volume_size = root_block_device.value.size
      volume_type = root_block_device.value.type
    }
  }
}

resource "aws_instance" "ignore_ami" {
  count                       = local.create && var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
  region                      = var.region
  ami                         = local.ami
  instance_type               = var.instance_type
  key_name                    = var.key_name
  user_data                   = var.user_data
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = var.network_interface == null ? local.groups : null
  associate_public_ip_address = var.associate_public_ip_address
  monitoring                  = var.monitoring
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  tags                        = local.tags

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

  dynamic "root_block_device" {
    for_each = var.root_block_device != null ? [var.root_block_device] : []
    content {
      encrypted   = root_block_device.value.encrypted
      kms_key_id  = root_block_device.value.kms_key_id
      volume_size = root_block_device.value.size
      volume_type = root_block_device.value.type
    }
  }
}

resource "aws_iam_role" "this" {
  count                = var.create && var.create_iam_instance_profile ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.role
  name_prefix          = var.iam_role_use_name_prefix ? "${local.role}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.iam_role_permissions_boundary
  tags                 = merge(var.tags, var.iam_role_tags)
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "EC2AssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.${data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in var.iam_role_policies : name => arn if var.create && var.create_iam_instance_profile }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "this" {
  count       = var.create && var.create_iam_instance_profile ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : local.role
  name_prefix = var.iam_role_use_name_prefix ? "${local.role}-" : null
  path        = var.iam_role_path
  role        = aws_iam_role.this[0].name
  tags        = merge(var.tags, var.iam_role_tags)
}

resource "aws_ebs_volume" "this" {
  for_each    = var.create && var.ebs_volumes != null ? var.ebs_volumes : {}
  region      = var.region
  encrypted   = each.value.encrypted
  kms_key_id  = each.value.kms_key_id
  snapshot_id = each.value.snapshot_id
  tags        = merge(var.tags, var.volume_tags, { Name = "${var.name}-${each.key}" }, each.value.tags)
}

data "aws_subnet" "this" {
  count = local.create_security_group ? 1 : 0
  id    = var.subnet_id
}

resource "aws_security_group" "this" {
  count       = local.create_security_group ? 1 : 0
  region      = var.region
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = var.security_group_description
  vpc_id      = coalesce(var.security_group_vpc_id, data.aws_subnet.this[0].vpc_id)
  tags        = merge(var.tags, { Name = local.group_name }, var.security_group_tags)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = local.create_security_group && var.security_group_ingress_rules != null ? var.security_group_ingress_rules : {}
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = try(coalesce(each.value.from_port, each.value.to_port), null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), null)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
  tags                         = merge(var.tags, var.security_group_tags, { Name = "${var.before_6_1_2 ? var.name : local.group_name}-${each.key}" }, each.value.tags)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = local.create_security_group && var.security_group_egress_rules != null ? var.security_group_egress_rules : {}
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = try(coalesce(each.value.from_port, each.value.to_port), null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), null)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
  tags                         = merge(var.tags, var.security_group_tags, { Name = "${var.before_6_1_2 ? var.name : local.group_name}-${each.key}" }, each.value.tags)
}

output "id" { value = try(aws_instance.this[0].id, aws_instance.ignore_ami[0].id, null) }
output "arn" { value = try(aws_instance.this[0].arn, aws_instance.ignore_ami[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "iam_instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
