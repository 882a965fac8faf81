# Who may use the cluster.

locals {
  names = { for short in ["Admin", "ClusterAdmin", "Edit", "View"] : short => "arn:aws:eks::aws:cluster-access-policy/AmazonEKS${short}Policy" }
  known = merge({ for short, arn in local.names : "AmazonEKS${short}Policy" => arn }, local.names)

  # Standard entries in the group of cluster administrators get the policy in its place.
  entries = { for principal, entry in var.access_entry_map : principal => merge(
    { for field, value in entry : field => value if field != "kubernetes_groups" && field != "access_policy_associations" },
    {
      kubernetes_groups = [for group in entry.kubernetes_groups : group if group != "system:masters" || entry.type != "STANDARD"]
      policies = merge(
        { for policy, given in entry.access_policy_associations : try(local.known[policy], policy) => given },
        { for policy, given in { (local.names.ClusterAdmin) = { access_scope = { type = "cluster", namespaces = null } } } : policy => given if contains(entry.kubernetes_groups, "system:masters") && entry.type == "STANDARD" },
      )
    },
  ) }
  associations = merge(flatten([for principal, entry in local.entries : [for policy, given in entry.policies : {
    "${principal}-${policy}" = { principal = principal, policy = policy, scope = given.access_scope }
  }]])...)
}

resource "aws_eks_access_entry" "map" {
  for_each          = local.enabled ? local.entries : {}
  cluster_name      = local.name
  principal_arn     = each.key
  kubernetes_groups = each.value.kubernetes_groups
  type              = each.value.type
  tags              = module.this.tags
}

resource "aws_eks_access_policy_association" "map" {
  for_each      = local.enabled ? local.associations : {}
  cluster_name  = local.name
  principal_arn = each.value.principal
  policy_arn    = each.value.policy

  access_scope {
    type       = each.value.scope.type
    namespaces = each.value.scope.namespaces
  }
}

resource "aws_eks_access_entry" "standard" {
  count             = local.enabled ? length(var.access_entries) : 0
  cluster_name      = local.name
  principal_arn     = var.access_entries[count.index].principal_arn
  kubernetes_groups = var.access_entries[count.index].kubernetes_groups
  type              = "STANDARD"
  tags              = module.this.tags
}

resource "aws_eks_access_entry" "linux" {
  count         = local.enabled ? length(lookup(var.access_entries_for_nodes, "EC2_LINUX", [])) : 0
  cluster_name  = local.name
  principal_arn = var.access_entries_for_nodes.EC2_LINUX[count.index]
  type          = "EC2_LINUX"
  tags          = module.this.tags
}

resource "aws_eks_access_entry" "windows" {
  count         = local.enabled ? length(lookup(var.access_entries_for_nodes, "EC2_WINDOWS", [])) : 0
  cluster_name  = local.name
  principal_arn = var.access_entries_for_nodes.EC2_WINDOWS[count.index]
  type          = "EC2_WINDOWS"
  tags          = module.this.tags
}

resource "aws_eks_access_policy_association" "list" {
  count         = local.enabled ? length(var.access_policy_associations) : 0
  cluster_name  = local.name
  principal_arn = var.access_policy_associations[count.index].principal_arn
  policy_arn    = try(local.known[var.access_policy_associations[count.index].policy_arn], var.access_policy_associations[count.index].policy_arn)

  access_scope {
    type       = var.access_policy_associations[count.index].access_scope.type
    namespaces = var.access_policy_associations[count.index].access_scope.namespaces
  }
}
