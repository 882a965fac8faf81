locals {
  endpoints = { for name, given in var.endpoints : name => given if var.create && (var.before_3_14_0 || try(given.create, true)) }
  make      = var.create && var.create_security_group && !var.before_5_1_0
  groups    = local.make ? concat(var.security_group_ids, [aws_security_group.this[0].id]) : var.security_group_ids
  given     = { for name, given in local.endpoints : name => distinct(concat(local.groups, lookup(given, "security_group_ids", []))) }
}

data "aws_vpc_endpoint_service" "this" {
  for_each     = { for name, given in local.endpoints : name => given if var.before_6_1_0 || var.region == null }
  service      = try(each.value.service, null)
  service_name = try(each.value.service_name, null)

  filter {
    name   = "service-type"
    values = [try(each.value.service_type, "Interface")]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = local.endpoints
  region              = var.before_6_1_0 ? null : var.region
  vpc_id              = var.vpc_id
  service_name        = var.before_5_7_0 ? data.aws_vpc_endpoint_service.this[each.key].service_name : try(each.value.service_endpoint, data.aws_vpc_endpoint_service.this[each.key].service_name)
  vpc_endpoint_type   = try(each.value.service_type, "Interface")
  security_group_ids  = try(each.value.service_type, "Interface") == "Interface" ? length(local.given[each.key]) > 0 ? local.given[each.key] : null : null
  subnet_ids          = try(each.value.service_type, "Interface") == "Interface" ? distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", []))) : null
  policy              = try(each.value.policy, null)
  private_dns_enabled = try(each.value.service_type, "Interface") == "Interface" ? try(each.value.private_dns_enabled, null) : null
  tags                = merge(var.tags, { for key, value in { Name = replace(each.key, ".", "-") } : key => value if !var.before_5_17_0 }, try(each.value.tags, {}))
}

resource "aws_security_group" "this" {
  count       = local.make ? 1 : 0
  region      = var.before_6_1_0 ? null : var.region
  name        = var.security_group_name
  name_prefix = var.security_group_name_prefix
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, var.security_group_tags, { Name = try(coalesce(var.security_group_name, var.security_group_name_prefix), "") })
}

resource "aws_security_group_rule" "this" {
  for_each                 = { for name, rule in var.security_group_rules : name => rule if local.make }
  region                   = var.before_6_1_0 ? null : var.region
  security_group_id        = aws_security_group.this[0].id
  type                     = try(each.value.type, "ingress")
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = try(each.value.from_port, 443)
  to_port                  = try(each.value.to_port, 443)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = try(each.value.self, null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
  description              = try(each.value.description, null)
}

output "endpoints" { value = aws_vpc_endpoint.this }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
