locals {
  created   = { for name, given in var.namespaces : name => given if try(given.create, true) }
  role_name = coalesce(var.iam_role_name, var.name)
}

resource "kubernetes_namespace_v1" "this" {
  for_each = local.created

  metadata {
    name        = each.key
    annotations = merge(var.annotations, try(each.value.annotations, {}))
    labels      = merge(var.labels, try(each.value.labels, {}))
  }
}

resource "kubernetes_service_account_v1" "this" {
  for_each = { for name, given in local.created : name => given if try(given.create_service_account, true) }

  metadata {
    name      = try(each.value.service_account.name, each.key)
    namespace = kubernetes_namespace_v1.this[each.key].metadata[0].name
    annotations = merge(
      var.annotations, try(each.value.service_account.annotations, {}),
      { "eks.amazonaws.com/role-arn" = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn },
    )
    labels = merge(var.labels, try(each.value.service_account.labels, {}))
  }

  dynamic "image_pull_secret" {
    for_each = try(each.value.service_account.image_pull_secrets, [])
    content {
      name = image_pull_secret.value.name
    }
  }

  dynamic "secret" {
    for_each = try(each.value.service_account.secrets, [])
    content {
      name = secret.value.name
    }
  }

  automount_service_account_token = false
}

resource "kubernetes_secret_v1" "service_account_token" {
  for_each = { for name, given in local.created : name => given if try(given.create_service_account, true) && try(given.service_account.create_token, false) }

  metadata {
    name      = try(each.value.service_account.name, each.key)
    namespace = kubernetes_namespace_v1.this[each.key].metadata[0].name
    annotations = merge(
      var.annotations, try(each.value.service_account.annotations, {}),
      { "kubernetes.io/service-account.name" = kubernetes_service_account_v1.this[each.key].metadata[0].name },
    )
    labels = merge(var.labels, try(each.value.service_account.labels, {}))
  }

  type = "kubernetes.io/service-account-token"
}

resource "kubernetes_resource_quota_v1" "this" {
  for_each = { for name, given in local.created : name => given if length(try(given.resource_quota, {})) > 0 }

  metadata {
    name        = try(each.value.resource_quota.name, each.key)
    namespace   = kubernetes_namespace_v1.this[each.key].metadata[0].name
    annotations = merge(var.annotations, try(each.value.resource_quota.annotations, {}))
    labels      = merge(var.labels, try(each.value.resource_quota.labels, {}))
  }

  spec {
    hard   = try(each.value.resource_quota.hard, null)
    scopes = try(each.value.resource_quota.scopes, null)

    dynamic "scope_selector" {
      for_each = try([each.value.resource_quota.scope_selector], [])
      content {
        dynamic "match_expression" {
          for_each = try(scope_selector.value.match_expression, [])
          content {
            scope_name = match_expression.value.scope_name
            operator   = match_expression.value.operator
            values     = try(match_expression.value.values, null)
          }
        }
      }
    }
  }
}

resource "kubernetes_limit_range_v1" "this" {
  for_each = { for name, given in local.created : name => given if length(try(given.limit_range, {})) > 0 }

  metadata {
    name        = try(each.value.limit_range.name, each.key)
    namespace   = kubernetes_namespace_v1.this[each.key].metadata[0].name
    annotations = merge(var.annotations, try(each.value.limit_range.annotations, {}))
    labels      = merge(var.labels, try(each.value.limit_range.labels, {}))
  }

  spec {
    dynamic "limit" {
      for_each = try(each.value.limit_range.limit, [])
      content {
        default                 = try(limit.value.default, null)
        default_request         = try(limit.value.default_request, null)
        max                     = try(limit.value.max, null)
        max_limit_request_ratio = try(limit.value.max_limit_request_ratio, null)
        min                     = try(limit.value.min, null)
        type                    = try(limit.value.type, null)
      }
    }
  }
}
