locals {
  creator = {
    cluster_creator = {
      principal_arn = local.caller
      type          = "STANDARD"
      policy_associations = {
        admin = {
          policy_arn   = "arn:${local.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
          access_scope = { type = "cluster" }
        }
      }
    }
  }
  entries    = merge({ for name, entry in local.creator : name => entry if var.enable_cluster_creator_admin_permissions }, var.access_entries)
  node_types = ["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"]
  associations = flatten([
    for name, entry in local.entries : [
      for policy, given in entry.policy_associations : merge(
        { key = "${name}_${policy}", principal_arn = entry.principal_arn },
        { for field, value in {
          policy_arn = given.policy_arn
          scope      = given.access_scope.type
          namespaces = try(given.access_scope.namespaces, null)
        } : field => value if !contains(local.node_types, lookup(entry, "type", "STANDARD")) },
      )
    ]
  ])
}

resource "aws_eks_access_entry" "this" {
  for_each          = { for name, entry in local.entries : name => entry if local.create }
  region            = var.region
  cluster_name      = local.cluster_name
  principal_arn     = each.value.principal_arn
  type              = try(each.value.type, null)
  user_name         = try(each.value.user_name, null)
  kubernetes_groups = try(each.value.kubernetes_groups, null)
  tags              = merge(var.tags, try(each.value.tags, {}))
}

resource "aws_eks_access_policy_association" "this" {
  for_each      = { for association in local.associations : association.key => association if local.create }
  region        = var.region
  cluster_name  = local.cluster_name
  principal_arn = each.value.principal_arn
  policy_arn    = each.value.policy_arn

  access_scope {
    type       = each.value.scope
    namespaces = each.value.namespaces
  }
}
