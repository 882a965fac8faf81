# The security groups of the control plane and of the nodes.

locals {
  cluster_group = var.cluster_create_security_group ? join("", aws_security_group.cluster[*].id) : var.cluster_security_group_id
  worker_group  = var.worker_create_security_group ? join("", aws_security_group.workers[*].id) : var.worker_security_group_id
  primary_group = coalescelist(aws_eks_cluster.this[*].vpc_config[0].cluster_security_group_id, [""])[0]

  make_cluster_group = var.cluster_create_security_group && var.create_eks
  make_worker_group  = var.worker_create_security_group && var.create_eks
  make_primary_rules = var.worker_create_security_group && var.worker_create_cluster_primary_security_group_rules && var.create_eks && (var.before_17_19_0 ? var.cluster_version >= 1.14 : true)
  opens_private      = var.create_eks && var.cluster_create_endpoint_private_access_sg_rule && var.cluster_endpoint_private_access
}

resource "aws_security_group" "cluster" {
  count       = local.make_cluster_group ? 1 : 0
  name_prefix = var.cluster_name
  description = "EKS cluster security group."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.cluster_name}-eks_cluster_sg" })
}

resource "aws_security_group_rule" "cluster_egress_internet" {
  count             = local.make_cluster_group ? 1 : 0
  security_group_id = local.cluster_group
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = var.cluster_egress_cidrs
  description       = "Allow cluster egress access to the Internet."
}

resource "aws_security_group_rule" "cluster_https_worker_ingress" {
  count                    = local.make_cluster_group && (var.before_17_13_0 || var.worker_create_security_group) ? 1 : 0
  security_group_id        = local.cluster_group
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
  source_security_group_id = local.worker_group
  description              = "Allow pods to communicate with the EKS cluster API."
}

# Before 17.14.0 this was one rule for all ranges.
resource "aws_security_group_rule" "cluster_private_access_cidrs_source" {
  for_each          = local.opens_private && var.cluster_endpoint_private_access_cidrs != null ? toset(var.cluster_endpoint_private_access_cidrs) : []
  security_group_id = aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = [each.value]
  description       = var.before_17_0_3 ? null : "Allow private K8S API ingress from custom CIDR source."
}

resource "aws_security_group_rule" "cluster_private_access_sg_source" {
  count                    = local.opens_private && var.cluster_endpoint_private_access_sg != null ? length(var.cluster_endpoint_private_access_sg) : 0
  security_group_id        = aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
  source_security_group_id = var.cluster_endpoint_private_access_sg[count.index]
  description              = var.before_17_0_3 ? null : "Allow private K8S API ingress from custom Security Groups source."
}

resource "aws_security_group_rule" "cluster_private_access" {
  count             = var.before_17_0_3 && local.opens_private ? 1 : 0
  security_group_id = aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = var.cluster_endpoint_private_access_cidrs
  description       = "Allow private K8S API ingress from custom source."
}

resource "aws_security_group" "workers" {
  count       = local.make_worker_group ? 1 : 0
  name_prefix = var.cluster_name
  description = "Security group for all nodes in the cluster."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.cluster_name}-eks_worker_sg", "kubernetes.io/cluster/${var.cluster_name}" = "owned" })
}

resource "aws_security_group_rule" "workers_egress_internet" {
  count             = local.make_worker_group ? 1 : 0
  security_group_id = local.worker_group
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = var.workers_egress_cidrs
  description       = "Allow nodes all egress to the Internet."
}

resource "aws_security_group_rule" "workers_ingress_self" {
  count                    = local.make_worker_group ? 1 : 0
  security_group_id        = local.worker_group
  type                     = "ingress"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = local.worker_group
  description              = "Allow node to communicate with each other."
}

resource "aws_security_group_rule" "workers_ingress_cluster" {
  count                    = local.make_worker_group ? 1 : 0
  security_group_id        = local.worker_group
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = var.worker_sg_ingress_from_port
  to_port                  = 65535
  source_security_group_id = local.cluster_group
  description              = "Allow workers pods to receive communication from the cluster control plane."
}

resource "aws_security_group_rule" "workers_ingress_cluster_kubelet" {
  count                    = local.make_worker_group ? var.worker_sg_ingress_from_port > 10250 ? 1 : 0 : 0
  security_group_id        = local.worker_group
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 10250
  to_port                  = 10250
  source_security_group_id = local.cluster_group
  description              = "Allow workers Kubelets to receive communication from the cluster control plane."
}

resource "aws_security_group_rule" "workers_ingress_cluster_https" {
  count                    = local.make_worker_group ? 1 : 0
  security_group_id        = local.worker_group
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
  source_security_group_id = local.cluster_group
  description              = "Allow pods running extension API servers on port 443 to receive communication from cluster control plane."
}

resource "aws_security_group_rule" "workers_ingress_cluster_primary" {
  count                    = local.make_primary_rules ? 1 : 0
  security_group_id        = local.worker_group
  type                     = "ingress"
  protocol                 = "all"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = local.primary_group
  description              = "Allow pods running on workers to receive communication from cluster primary security group (e.g. Fargate pods)."
}

resource "aws_security_group_rule" "cluster_primary_ingress_workers" {
  count                    = local.make_primary_rules ? 1 : 0
  security_group_id        = local.primary_group
  type                     = "ingress"
  protocol                 = "all"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = local.worker_group
  description              = "Allow pods running on workers to send communication to cluster primary security group (e.g. Fargate pods)."
}
