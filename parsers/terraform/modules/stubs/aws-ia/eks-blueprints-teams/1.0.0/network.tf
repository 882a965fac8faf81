# What may talk to the pods of the team's namespaces.

resource "kubernetes_network_policy_v1" "this" {
  for_each = { for name, given in local.created : name => given if length(try(given.network_policy, {})) > 0 }

  metadata {
    name        = try(each.value.network_policy.name, each.key)
    namespace   = kubernetes_namespace_v1.this[each.key].metadata[0].name
    annotations = merge(var.annotations, try(each.value.network_policy.annotations, {}))
    labels      = merge(var.labels, try(each.value.network_policy.labels, {}))
  }

  spec {
    policy_types = each.value.network_policy.policy_types

    dynamic "pod_selector" {
      for_each = try(each.value.network_policy.pod_selector, [])
      content {
        match_labels = try(pod_selector.value.match_labels, null)

        dynamic "match_expressions" {
          for_each = try(pod_selector.value.match_expressions, [])
          content {
            key      = try(match_expressions.value.key, null)
            operator = try(match_expressions.value.operator, null)
            values   = try(match_expressions.value.values, null)
          }
        }
      }
    }

    dynamic "ingress" {
      for_each = try(each.value.network_policy.ingress, [])
      content {
        dynamic "ports" {
          for_each = try(ingress.value.ports, [])
          content {
            port     = try(ports.value.port, null)
            protocol = try(ports.value.protocol, null)
          }
        }

        dynamic "from" {
          for_each = try(ingress.value.from, [])
          content {
            dynamic "ip_block" {
              for_each = try([from.value.ip_block], [])
              content {
                cidr   = try(ip_block.value.cidr, null)
                except = try(ip_block.value.except, null)
              }
            }

            dynamic "namespace_selector" {
              for_each = try([from.value.namespace_selector], [])
              content {
                match_labels = try(namespace_selector.value.match_labels, null)

                dynamic "match_expressions" {
                  for_each = try(namespace_selector.value.match_expressions, [])
                  content {
                    key      = try(match_expressions.value.key, null)
                    operator = try(match_expressions.value.operator, null)
                    values   = try(match_expressions.value.values, null)
                  }
                }
              }
            }

            dynamic "pod_selector" {
              for_each = try([from.value.pod_selector], [])
              content {
                match_labels = try(pod_selector.value.match_labels, null)

                dynamic "match_expressions" {
                  for_each = try(pod_selector.value.match_expressions, [])
                  content {
                    key      = try(match_expressions.value.key, null)
                    operator = try(match_expressions.value.operator, null)
                    values   = try(match_expressions.value.values, null)
                  }
                }
              }
            }
          }
        }
      }
    }

    dynamic "egress" {
      for_each = try(each.value.network_policy.egress, [])
      content {
        dynamic "ports" {
          for_each = try(egress.value.ports, [])
          content {
            port     = try(ports.value.port, null)
            protocol = try(ports.value.protocol, null)
          }
        }

        dynamic "to" {
          for_each = try(egress.value.to, [])
          content {
            dynamic "ip_block" {
              for_each = try([to.value.ip_block], [])
              content {
                cidr   = try(ip_block.value.cidr, null)
                except = try(ip_block.value.except, null)
              }
            }

            dynamic "namespace_selector" {
              for_each = try([to.value.namespace_selector], [])
              content {
                match_labels = try(namespace_selector.value.match_labels, null)

                dynamic "match_expressions" {
                  for_each = try(namespace_selector.value.match_expressions, [])
                  content {
                    key      = try(match_expressions.value.key, null)
                    operator = try(match_expressions.value.operator, null)
                    values   = try(match_expressions.value.values, null)
                  }
                }
              }
            }

            dynamic "pod_selector" {
              for_each = try([to.value.pod_selector], [])
              content {
                match_labels = try(pod_selector.value.match_labels, null)

                dynamic "match_expressions" {
                  for_each = try(pod_selector.value.match_expressions, [])
                  content {
                    key      = try(match_expressions.value.key, null)
                    operator = try(match_expressions.value.operator, null)
                    values   = try(match_expressions.value.values, null)
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
