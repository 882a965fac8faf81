locals {
  create                = var.create && var.putin_khuylo
  create_security_group = local.create && var.create_security_group
  group_name            = try(coalesce(var.security_group_name, var.name, var.name_prefix), "")
  tags                  = var.before_10_5_0 ? merge(var.tags, { terraform-aws-modules = "alb" }) : var.tags
}

resource "aws_lb" "this" {
  count                      = local.create ? 1 : 0
  region                     = var.region
  name                       = var.name
  name_prefix                = var.name_prefix
  internal                   = var.internal
  load_balancer_type         = var.load_balancer_type
  security_groups            = var.create_security_group ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  subnets                    = var.subnets
  drop_invalid_header_fields = var.drop_invalid_header_fields
  tags                       = local.tags

  dynamic "access_logs" {
    for_each = var.access_logs != null ? [var.access_logs] : []
    content {
      bucket  = access_logs.value.bucket
      enabled = access_logs.value.enabled
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each          = { for name, given in var.listeners : name => given if local.create }
  region            = var.region
  load_balancer_arn = aws_lb.this[0].arn
  certificate_arn   = each.value.certificate_arn
  port              = !var.before_10_4_0 && coalesce(each.value.protocol, var.default_protocol) == "GENEVE" ? null : coalesce(each.value.port, var.default_port)
  protocol          = !var.before_10_4_0 && coalesce(each.value.protocol, var.default_protocol) == "GENEVE" ? null : coalesce(each.value.protocol, var.default_protocol)
  ssl_policy        = contains(["HTTPS", "TLS"], coalesce(each.value.protocol, var.default_protocol)) ? coalesce(each.value.ssl_policy, "ELBSecurityPolicy-TLS13-1-3-2021-06") : each.value.ssl_policy
  tags              = merge(local.tags, each.value.tags)

  dynamic "default_action" {
    for_each = each.value.authenticate_cognito != null ? [each.value.authenticate_cognito] : []
    content {
      type = "authenticate-cognito"
    }
  }

  dynamic "default_action" {
    for_each = each.value.authenticate_oidc != null ? [each.value.authenticate_oidc] : []
    content {
      type = "authenticate-oidc"
    }
  }

  dynamic "default_action" {
    for_each = try(each.value.jwt_validation, null) != null ? [each.value.jwt_validation] : []
    content {
      type = "jwt-validation"
    }
  }

  dynamic "default_action" {
    for_each = each.value.fixed_response != null ? [each.value.fixed_response] : []
    content {
      type = "fixed-response"
    }
  }

  dynamic "default_action" {
    for_each = each.value.forward != null ? [each.value.forward] : []
    content {
      type = "forward"
    }
  }

  dynamic "default_action" {
    for_each = each.value.weighted_forward != null ? [each.value.weighted_forward] : []
    content {
      type = "forward"
    }
  }

  dynamic "default_action" {
    for_each = each.value.redirect != null ? [each.value.redirect] : []
    content {
      type = "redirect"

      redirect {
        port        = default_action.value.port
        protocol    = default_action.value.protocol
        status_code = default_action.value.status_code
      }
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each    = local.create && var.target_groups != null ? var.target_groups : {}
  region      = var.region
  target_type = each.value.target_type
  port        = each.value.target_type == "lambda" ? null : coalesce(each.value.port, var.default_port)
  protocol    = each.value.target_type == "lambda" ? null : coalesce(each.value.protocol, var.default_protocol)
  tags        = merge(local.tags, each.value.tags)

  dynamic "health_check" {
    for_each = each.value.health_check != null ? [each.value.health_check] : []
    content {
      enabled  = health_check.value.enabled
      path     = health_check.value.path
      protocol = health_check.value.protocol
    }
  }
}

resource "aws_security_group" "this" {
  count       = local.create_security_group ? 1 : 0
  region      = var.region
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = coalesce(var.security_group_description, "Security group for ${local.group_name} ${var.load_balancer_type} load balancer")
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, var.security_group_tags)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = local.create_security_group && var.security_group_ingress_rules != null ? var.security_group_ingress_rules : {}
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), null)
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
  tags                         = merge(var.tags, var.security_group_tags, { Name = coalesce(each.value.name, "${local.group_name}-${each.key}") }, each.value.tags)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = local.create_security_group && var.security_group_egress_rules != null ? var.security_group_egress_rules : {}
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = try(coalesce(each.value.from_port, each.value.to_port), null)
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
  tags                         = merge(var.tags, var.security_group_tags, { Name = coalesce(each.value.name, "${local.group_name}-${each.key}") }, each.value.tags)
}

output "id" { value = try(aws_lb.this[0].id, null) }
output "arn" { value = try(aws_lb.this[0].arn, null) }
output "dns_name" { value = try(aws_lb.this[0].dns_name, null) }
output "zone_id" { value = try(aws_lb.this[0].zone_id, null) }
output "listeners" { value = aws_lb_listener.this }
output "target_groups" { value = aws_lb_target_group.this }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
