# The VPC and its subnets. Routes and gateways are not judged.

locals {
  create      = var.create_vpc && var.putin_khuylo
  vpc_id      = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, "")
  public      = max(length(var.public_subnets), var.since_4_0_0 ? length(var.public_subnet_ipv6_prefixes) : 0)
  private     = max(length(var.private_subnets), var.since_4_0_0 ? length(var.private_subnet_ipv6_prefixes) : 0)
  database    = max(length(var.database_subnets), var.since_4_0_0 ? length(var.database_subnet_ipv6_prefixes) : 0)
  redshift    = max(length(var.redshift_subnets), var.since_4_0_0 ? length(var.redshift_subnet_ipv6_prefixes) : 0)
  elasticache = max(length(var.elasticache_subnets), var.since_4_0_0 ? length(var.elasticache_subnet_ipv6_prefixes) : 0)
  intra       = max(length(var.intra_subnets), var.since_4_0_0 ? length(var.intra_subnet_ipv6_prefixes) : 0)
  outpost     = max(length(var.outpost_subnets), var.since_4_0_0 ? length(var.outpost_subnet_ipv6_prefixes) : 0)
}

resource "aws_vpc" "this" {
  count      = local.create ? 1 : 0
  region     = var.region
  cidr_block = var.use_ipam_pool ? null : var.cidr
  tags       = merge({ Name = var.name }, var.tags, var.vpc_tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count  = local.create && length(var.secondary_cidr_blocks) > 0 ? length(var.secondary_cidr_blocks) : 0
  region = var.region
  vpc_id = aws_vpc.this[0].id
}

resource "aws_subnet" "public" {
  count                           = local.create && local.public > 0 && (!var.one_nat_gateway_per_az || local.public >= length(var.azs)) ? local.public : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.public_subnet_ipv6_native ? null : element(concat(var.public_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.public_subnet_ipv6_native ? true : var.public_subnet_assign_ipv6_address_on_creation : var.public_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.public_subnet_assign_ipv6_address_on_creation
  map_public_ip_on_launch         = var.map_public_ip_on_launch
  tags                            = merge({ Name = try(var.public_subnet_names[count.index], format("${var.name}-${var.public_subnet_suffix}-%s", element(var.azs, count.index))) }, var.tags, var.public_subnet_tags, var.since_3_19_0 ? lookup(var.public_subnet_tags_per_az, element(var.azs, count.index), {}) : {})
}

resource "aws_subnet" "private" {
  count                           = local.create && local.private > 0 ? local.private : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.private_subnet_ipv6_native ? null : element(concat(var.private_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.private_subnet_ipv6_native ? true : var.private_subnet_assign_ipv6_address_on_creation : var.private_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.private_subnet_assign_ipv6_address_on_creation
  tags                            = merge({ Name = try(var.private_subnet_names[count.index], format("${var.name}-${var.private_subnet_suffix}-%s", element(var.azs, count.index))) }, var.tags, var.private_subnet_tags, var.since_3_19_0 ? lookup(var.private_subnet_tags_per_az, element(var.azs, count.index), {}) : {})
}

resource "aws_subnet" "database" {
  count                           = local.create && local.database > 0 ? local.database : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.database_subnet_ipv6_native ? null : element(concat(var.database_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.database_subnet_ipv6_native ? true : var.database_subnet_assign_ipv6_address_on_creation : var.database_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.database_subnet_assign_ipv6_address_on_creation
  tags                            = merge({ Name = try(var.database_subnet_names[count.index], format("${var.name}-${var.database_subnet_suffix}-%s", element(var.azs, count.index))) }, var.tags, var.database_subnet_tags)
}

resource "aws_subnet" "redshift" {
  count                           = local.create && local.redshift > 0 ? local.redshift : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.redshift_subnet_ipv6_native ? null : element(concat(var.redshift_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.redshift_subnet_ipv6_native ? true : var.redshift_subnet_assign_ipv6_address_on_creation : var.redshift_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.redshift_subnet_assign_ipv6_address_on_creation
  tags                            = merge({ Name = try(var.redshift_subnet_names[count.index], format("${var.name}-${var.redshift_subnet_suffix}-%s", element(var.azs, count.index))) }, var.tags, var.redshift_subnet_tags)
}

resource "aws_subnet" "elasticache" {
  count                           = local.create && local.elasticache > 0 ? local.elasticache : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.elasticache_subnet_ipv6_native ? null : element(concat(var.elasticache_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.elasticache_subnet_ipv6_native ? true : var.elasticache_subnet_assign_ipv6_address_on_creation : var.elasticache_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.elasticache_subnet_assign_ipv6_address_on_creation
  tags                            = merge({ Name = try(var.elasticache_subnet_names[count.index], format("${var.name}-${var.elasticache_subnet_suffix}-%s", element(var.azs, count.index))) }, var.tags, var.elasticache_subnet_tags)
}

resource "aws_subnet" "intra" {
  count                           = local.create && local.intra > 0 ? local.intra : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.intra_subnet_ipv6_native ? null : element(concat(var.intra_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.intra_subnet_ipv6_native ? true : var.intra_subnet_assign_ipv6_address_on_creation : var.intra_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.intra_subnet_assign_ipv6_address_on_creation
  tags                            = merge({ Name = try(var.intra_subnet_names[count.index], format("${var.name}-${var.intra_subnet_suffix}-%s", element(var.azs, count.index))) }, var.tags, var.intra_subnet_tags)
}

resource "aws_subnet" "outpost" {
  count                           = local.create && local.outpost > 0 ? local.outpost : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.since_4_0_0 && var.outpost_subnet_ipv6_native ? null : element(concat(var.outpost_subnets, [""]), count.index)
  assign_ipv6_address_on_creation = var.since_4_0_0 ? var.enable_ipv6 && var.outpost_subnet_ipv6_native ? true : var.outpost_subnet_assign_ipv6_address_on_creation : var.outpost_subnet_assign_ipv6_address_on_creation == null ? var.assign_ipv6_address_on_creation : var.outpost_subnet_assign_ipv6_address_on_creation
  tags                            = merge({ Name = try(var.outpost_subnet_names[count.index], format("${var.name}-${var.outpost_subnet_suffix}-%s", var.outpost_az)) }, var.tags, var.outpost_subnet_tags)
}

resource "aws_default_vpc" "this" {
  count  = var.manage_default_vpc ? 1 : 0
  region = var.region
  tags   = merge({ Name = var.since_3_11_3 ? coalesce(var.default_vpc_name, "default") : format("%s", var.default_vpc_name) }, var.tags, var.default_vpc_tags)
}

resource "aws_default_security_group" "this" {
  count  = local.create && var.manage_default_security_group ? 1 : 0
  region = var.region
  vpc_id = aws_vpc.this[0].id
  tags   = merge({ Name = var.since_3_11_3 ? coalesce(var.default_security_group_name, var.since_4_0_0 ? "${var.name}-default" : var.name) : format("%s", var.default_security_group_name) }, var.tags, var.default_security_group_tags)

  dynamic "ingress" {
    for_each = var.default_security_group_ingress
    content {
      protocol         = lookup(ingress.value, "protocol", "-1")
      from_port        = lookup(ingress.value, "from_port", 0)
      to_port          = lookup(ingress.value, "to_port", 0)
      self             = lookup(ingress.value, "self", null)
      description      = lookup(ingress.value, "description", null)
      cidr_blocks      = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(ingress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(ingress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(ingress.value, "security_groups", "")))
    }
  }

  dynamic "egress" {
    for_each = var.default_security_group_egress
    content {
      protocol         = lookup(egress.value, "protocol", "-1")
      from_port        = lookup(egress.value, "from_port", 0)
      to_port          = lookup(egress.value, "to_port", 0)
      self             = lookup(egress.value, "self", null)
      description      = lookup(egress.value, "description", null)
      cidr_blocks      = compact(split(",", lookup(egress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(egress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(egress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(egress.value, "security_groups", "")))
    }
  }
}
