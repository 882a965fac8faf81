locals {
  create                = var.create && var.putin_khuylo
  create_security_group = local.create && var.create_security_group
  group_name            = try(coalesce(var.security_group_name, var.name, var.name_prefix), "")
  tags                  = merge(var.tags, { terraform-aws-modules = "alb" })
}

resource "aws_lb" "this" {
  count                      = local.create ? 1 : 0
  name                       = var.name
  name_prefix                = var.name_prefix
  internal                   = var.internal
  load_balancer_type         = var.load_balancer_type
  security_groups            = var.create_security_group ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  subnets                    = var.subnets
  drop_invalid_header_fields = var.drop_invalid_header_fields
  tags                       = local.tags

  dynamic "access_logs" {
    for_each = length(var.access_logs) > 0 ? [var.access_logs] : []
    content {
      bucket  = access_logs.value.bucket
      enabled = try(access_logs.value.enabled, true)
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each          = { for name, given in var.listeners : name => given if local.create }
  load_balancer_arn = aws_lb.this[0].arn
  certificate_arn   = try(each.value.certificate_arn, null)
  port              = try(each.value.port, var.default_port)
  protocol          = try(each.value.protocol, var.default_protocol)
  ssl_policy        = contains(["HTTPS", "TLS"], try(each.value.protocol, var.default_protocol)) ? try(each.value.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06") : try(each.value.ssl_policy, null)
  tags              = merge(local.tags, try(each.value.tags, {}))

  dynamic "default_action" {
    for_each = try([each.value.authenticate_cognito], [])
    content {
      type = "authenticate-cognito"
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.authenticate_oidc], [])
    content {
      type = "authenticate-oidc"
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.fixed_response], [])
    content {
      type = "fixed-response"
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type = "forward"
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.weighted_forward], [])
    content {
      type = "forward"
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      type = "redirect"

      redirect {
        port        = try(default_action.value.port, null)
        protocol    = try(default_action.value.protocol, null)
        status_code = default_action.value.status_code
      }
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each    = { for name, given in var.target_groups : name => given if local.create }
  target_type = try(each.value.target_type, null)
  port        = try(each.value.target_type, null) == "lambda" ? null : try(each.value.port, var.default_port)
  protocol    = try(each.value.target_type, null) == "lambda" ? null : try(each.value.protocol, var.default_protocol)
  tags        = merge(local.tags, try(each.value.tags, {}))

  dynamic "health_check" {
    for_each = try([each.value.health_check], [])
    content {
      enabled  = try(health_check.value.enabled, null)
      path     = try(health_check.value.path, null)
      protocol = try(health_check.value.protocol, null)
    }
  }
}

resource "aws_security_group" "this" {
  count       = local.create_security_group ? 1 : 0
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = coalesce(var.security_group_description, "Security group for ${local.group_name} ${var.load_balancer_type} load balancer")
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, var.security_group_tags)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = { for name, rule in var.security_group_ingress_rules : name => rule if local.create_security_group }
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = try(each.value.ip_protocol, "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(each.value.to_port, null)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null)
  description                  = try(each.value.description, null)
  tags                         = merge(local.tags, var.security_group_tags, try(each.value.tags, {}))
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = { for name, rule in var.security_group_egress_rules : name => rule if local.create_security_group }
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = try(each.value.ip_protocol, "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(each.value.to_port, null)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null)
  description                  = try(each.value.description, null)
  tags                         = merge(local.tags, var.security_group_tags, try(each.value.tags, {}))
}

output "id" { value = try(aws_lb.this[0].id, null) }
output "arn" { value = try(aws_lb.this[0].arn, null) }
output "dns_name" { value = try(aws_lb.this[0].dns_name, null) }
output "zone_id" { value = try(aws_lb.this[0].zone_id, null) }
output "listeners" { value = aws_lb_listener.this }
output "target_groups" { value = aws_lb_target_group.this }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
