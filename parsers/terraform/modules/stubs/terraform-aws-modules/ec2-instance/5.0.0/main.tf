data "aws_partition" "current" {}

data "aws_ssm_parameter" "this" {
  count = local.create && var.ami == null ? 1 : 0
  name  = var.ami_ssm_parameter
}

locals {
  create = var.create && var.putin_khuylo
  role   = try(coalesce(var.iam_role_name, var.name), "")
  ami    = try(coalesce(var.ami, try(nonsensitive(data.aws_ssm_parameter.this[0].value), null)), null)
}

resource "aws_instance" "this" {
  count                       = local.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
  ami                         = local.ami
  instance_type               = var.instance_type
  key_name                    = var.key_name
  user_data                   = var.user_data
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address
  monitoring                  = var.monitoring
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  tags                        = merge({ Name = var.name }, var.instance_tags, var.tags)

  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []
    content {
      http_endpoint               = try(metadata_options.value.http_endpoint, "enabled")
      http_tokens                 = try(metadata_options.value.http_tokens, "optional")
      http_put_response_hop_limit = try(metadata_options.value.http_put_response_hop_limit, 1)
      instance_metadata_tags      = try(metadata_options.value.instance_metadata_tags, null)
    }
  }

  dynamic "root_block_device" {
    for_each = var.root_block_device
    content {
      encrypted   = try(root_block_device.value.encrypted, null)
      kms_key_id  = lookup(root_block_device.value, "kms_key_id", null)
      volume_size = try(root_block_device.value.volume_size, null)
      volume_type = try(root_block_device.value.volume_type, null)
    }
  }

  dynamic "ebs_block_device" {
    for_each = var.ebs_block_device
    content {
      device_name = ebs_block_device.value.device_name
      encrypted   = try(ebs_block_device.value.encrypted, null)
      kms_key_id  = lookup(ebs_block_device.value, "kms_key_id", null)
      snapshot_id = lookup(ebs_block_device.value, "snapshot_id", null)
    }
  }
}

resource "aws_instance" "ignore_ami" {
  count                       = local.create && var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
  ami                         = local.ami
  instance_type               = var.instance_type
  key_name                    = var.key_name
  user_data                   = var.user_data
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address
  monitoring                  = var.monitoring
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  tags                        = merge({ Name = var.name }, var.instance_tags, var.tags)

  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []
    content {
      http_endpoint               = try(metadata_options.value.http_endpoint, "enabled")
      http_tokens                 = try(metadata_options.value.http_tokens, "optional")
      http_put_response_hop_limit = try(metadata_options.value.http_put_response_hop_limit, 1)
      instance_metadata_tags      = try(metadata_options.value.instance_metadata_tags, null)
    }
  }

  dynamic "root_block_device" {
    for_each = var.root_block_device
    content {
      encrypted   = try(root_block_device.value.encrypted, null)
      kms_key_id  = lookup(root_block_device.value, "kms_key_id", null)
      volume_size = try(root_block_device.value.volume_size, null)
      volume_type = try(root_block_device.value.volume_type, null)
    }
  }

  dynamic "ebs_block_device" {
    for_each = var.ebs_block_device
    content {
      device_name = ebs_block_device.value.device_name
      encrypted   = try(ebs_block_device.value.encrypted, null)
      kms_key_id  = lookup(ebs_block_device.value, "kms_key_id", null)
      snapshot_id = lookup(ebs_block_device.value, "snapshot_id", null)
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

output "id" { value = try(aws_instance.this[0].id, aws_instance.ignore_ami[0].id, null) }
output "arn" { value = try(aws_instance.this[0].arn, aws_instance.ignore_ami[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "iam_instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
