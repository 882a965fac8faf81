locals {
  create = var.create && var.putin_khuylo
  group  = var.create_sg ? concat(aws_security_group.this[*].id, aws_security_group.this_name_prefix[*].id, [""])[0] : var.security_group_id
  tags   = var.since_3_16_0 ? merge({ Name = format("%s", var.name) }, var.tags) : merge(var.tags, { Name = format("%s", var.name) })
}

resource "aws_security_group" "this" {
  count       = local.create && var.create_sg && !var.use_name_prefix ? 1 : 0
  name        = var.name
  description = var.description
  vpc_id      = var.vpc_id
  tags        = local.tags
}

resource "aws_security_group" "this_name_prefix" {
  count       = local.create && var.create_sg && var.use_name_prefix ? 1 : 0
  name_prefix = "${var.name}-"
  description = var.description
  vpc_id      = var.vpc_id
  tags        = local.tags
}
