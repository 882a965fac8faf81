# The security groups of the control plane and of the nodes.

locals {
  create_cluster_group = local.create && var.create_cluster_security_group
  create_node_group    = var.create && var.create_node_security_group
  cluster_group_name   = coalesce(var.cluster_security_group_name, "${var.cluster_name}-cluster")
  node_group_name      = coalesce(var.node_security_group_name, "${var.cluster_name}-node")
  cluster_group        = local.create_cluster_group ? aws_security_group.cluster[0].id : var.cluster_security_group_id
  node_group           = var.since_18_5_1 ? local.create_node_group ? aws_security_group.node[0].id : var.node_security_group_id : try(aws_security_group.node[0].id, "")

  cluster_rules = { for name, rule in {
    ingress_nodes_443    = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true, description = "Node groups to cluster API" }
    egress_nodes_443     = { type = "egress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true, description = "Cluster API to node groups" }
    egress_nodes_kubelet = { type = "egress", protocol = "tcp", from_port = 10250, to_port = 10250, source_node_security_group = true, description = "Cluster API to node kubelets" }
  } : name => rule if !var.since_18_30_2 || local.create_node_group }

  node_rules = {
    egress_cluster_443       = { type = "egress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true, description = "Node groups to cluster API" }
    ingress_cluster_443      = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true, description = "Cluster API to node groups" }
    ingress_cluster_kubelet  = { type = "ingress", protocol = "tcp", from_port = 10250, to_port = 10250, source_cluster_security_group = true, description = "Cluster API to node kubelets" }
    ingress_self_coredns_tcp = { type = "ingress", protocol = "tcp", from_port = 53, to_port = 53, self = true, description = "Node to node CoreDNS" }
    egress_self_coredns_tcp  = { type = "egress", protocol = "tcp", from_port = 53, to_port = 53, self = true, description = "Node to node CoreDNS" }
    ingress_self_coredns_udp = { type = "ingress", protocol = "udp", from_port = 53, to_port = 53, self = true, description = "Node to node CoreDNS" }
    egress_self_coredns_udp  = { type = "egress", protocol = "udp", from_port = 53, to_port = 53, self = true, description = "Node to node CoreDNS" }
    egress_https             = { type = "egress", protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = local.all_ipv6, description = "Egress all HTTPS to internet" }
    egress_ntp_tcp           = { type = "egress", protocol = "tcp", from_port = 123, to_port = 123, cidr_blocks = local.ntp, ipv6_cidr_blocks = local.ntp_ipv6, description = "Egress NTP/TCP to internet" }
    egress_ntp_udp           = { type = "egress", protocol = "udp", from_port = 123, to_port = 123, cidr_blocks = local.ntp, ipv6_cidr_blocks = local.ntp_ipv6, description = "Egress NTP/UDP to internet" }
  }

  all_ipv6 = var.cluster_ip_family == "ipv6" ? ["::/0"] : null
  ntp      = var.node_security_group_ntp_ipv4_cidr_block
  ntp_ipv6 = var.cluster_ip_family == "ipv6" ? var.node_security_group_ntp_ipv6_cidr_block : null
}

resource "aws_security_group" "cluster" {
  count       = local.create_cluster_group ? 1 : 0
  name        = var.cluster_security_group_use_name_prefix ? null : local.cluster_group_name
  name_prefix = var.cluster_security_group_use_name_prefix ? "${local.cluster_group_name}${var.prefix_separator}" : null
  description = var.cluster_security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.cluster_group_name }, var.cluster_security_group_tags)
}

resource "aws_security_group_rule" "cluster" {
  for_each                 = { for name, rule in merge(local.cluster_rules, var.cluster_security_group_additional_rules) : name => rule if local.create_cluster_group }
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
  source_security_group_id = try(each.value.source_security_group_id, try(each.value.source_node_security_group, false) ? local.node_group : null)
}

resource "aws_security_group" "node" {
  count       = local.create_node_group ? 1 : 0
  name        = var.node_security_group_use_name_prefix ? null : local.node_group_name
  name_prefix = var.node_security_group_use_name_prefix ? "${local.node_group_name}${var.prefix_separator}" : null
  description = var.node_security_group_description
  vpc_id      = var.vpc_id
  tags = merge(
    var.tags,
    { Name = local.node_group_name, "kubernetes.io/cluster/${var.cluster_name}" = "owned" },
    var.node_security_group_tags,
  )
}

resource "aws_security_group_rule" "node" {
  for_each = { for name, rule in merge(
    local.node_rules, var.node_security_group_additional_rules,
  ) : name => rule if local.create_node_group }
  security_group_id        = aws_security_group.node[0].id
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, [])
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_security_group_id, try(each.value.source_cluster_security_group, false) ? local.cluster_group : null)
}
