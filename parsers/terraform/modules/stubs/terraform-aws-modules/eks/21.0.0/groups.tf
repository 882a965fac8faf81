# The security groups of the control plane and of the nodes.

locals {
  create_cluster_group = local.create && var.create_security_group
  create_node_group    = var.create && var.create_node_security_group
  cluster_group_name   = coalesce(var.security_group_name, "${var.name}-cluster")
  node_group_name      = coalesce(var.node_security_group_name, "${var.name}-node")
  cluster_group        = local.create_cluster_group ? aws_security_group.cluster[0].id : var.security_group_id
  node_group           = local.create_node_group ? aws_security_group.node[0].id : var.node_security_group_id

  cluster_rules = { for name, rule in {
    ingress_nodes_443 = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true, description = "Node groups to cluster API" }
  } : name => rule if local.create_node_group }

  node_rules = {
    ingress_cluster_443      = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true, description = "Cluster API to node groups" }
    ingress_cluster_kubelet  = { type = "ingress", protocol = "tcp", from_port = 10250, to_port = 10250, source_cluster_security_group = true, description = "Cluster API to node kubelets" }
    ingress_self_coredns_tcp = { type = "ingress", protocol = "tcp", from_port = 53, to_port = 53, self = true, description = "Node to node CoreDNS" }
    ingress_self_coredns_udp = { type = "ingress", protocol = "udp", from_port = 53, to_port = 53, self = true, description = "Node to node CoreDNS UDP" }
  }

  recommended_rules = { for name, rule in merge(
    { ingress_nodes_ephemeral = { type = "ingress", protocol = "tcp", from_port = 1025, to_port = 65535, self = true, description = "Node to node ingress on ephemeral ports" } },
    { for port in concat([4443, 6443, 8443, 9443], var.since_21_7_0 ? [10251] : []) : "ingress_cluster_${port}_webhook" => {
      type = "ingress", protocol = "tcp", from_port = port, to_port = port, source_cluster_security_group = true, description = "Cluster API to node ${port}/tcp webhook"
    } },
    { egress_all = {
      type        = "egress", protocol = "-1", from_port = 0, to_port = 0, description = "Allow all egress"
      cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = var.ip_family == "ipv6" ? ["::/0"] : null
    } },
  ) : name => rule if var.node_security_group_enable_recommended_rules }

}

resource "aws_security_group" "cluster" {
  count       = local.create_cluster_group ? 1 : 0
  region      = var.region
  name        = var.security_group_use_name_prefix ? null : local.cluster_group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.cluster_group_name}${var.prefix_separator}" : null
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.cluster_group_name }, var.security_group_tags)
}

resource "aws_security_group_rule" "cluster" {
  for_each                 = { for name, rule in merge(local.cluster_rules, var.security_group_additional_rules) : name => rule if local.create_cluster_group }
  region                   = var.region
  security_group_id        = aws_security_group.cluster[0].id
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_node_security_group, false) ? local.node_group : try(each.value.source_security_group_id, null)
}

resource "aws_security_group" "node" {
  count       = local.create_node_group ? 1 : 0
  region      = var.region
  name        = var.node_security_group_use_name_prefix ? null : local.node_group_name
  name_prefix = var.node_security_group_use_name_prefix ? "${local.node_group_name}${var.prefix_separator}" : null
  description = var.node_security_group_description
  vpc_id      = var.vpc_id
  tags = merge(
    var.tags,
    { Name = local.node_group_name, "kubernetes.io/cluster/${var.name}" = "owned" },
    var.node_security_group_tags,
  )
}

resource "aws_security_group_rule" "node" {
  for_each = { for name, rule in merge(
    local.node_rules, local.recommended_rules, var.node_security_group_additional_rules,
  ) : name => rule if local.create_node_group }
  region                   = var.region
  security_group_id        = aws_security_group.node[0].id
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_cluster_security_group, false) ? local.cluster_group : try(each.value.source_security_group_id, null)
}
