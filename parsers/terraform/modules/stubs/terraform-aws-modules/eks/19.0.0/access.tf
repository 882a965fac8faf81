locals {
  creator = {
    cluster_creator = {
      principal_arn = var.since_20_31_1 ? local.caller : data.aws_iam_session_context.current[0].issuer_arn
      type          = "STANDARD"
      policy_associations = {
        admin = {
          policy_arn   = "arn:${local.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
          access_scope = { type = "cluster" }
        }
      }
    }
  }
  entries = merge({ for name, entry in local.creator : name => entry if var.enable_cluster_creator_admin_permissions }, var.access_entries)
  # The first release made an entry for each of its policies, and none without one.
  keyed_entries = merge(
    { for name, entry in local.entries : name => entry if var.since_20_0_1 },
    merge([for name, entry in local.entries : { for policy, given in lookup(entry, "policy_associations", {}) : "${name}_${policy}" => entry if !var.since_20_0_1 }]...),
  )
  # Entries of the types of nodes get no policies.
  node_entries = {
    for name, entry in local.entries : name => anytrue([
      contains(["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX"], lookup(entry, "type", "STANDARD")),
      lookup(entry, "type", "STANDARD") == "HYBRID_LINUX" && var.since_20_31_0,
      lookup(entry, "type", "STANDARD") == "EC2" && var.since_20_31_0 && !var.since_20_33_1,
    ])
  }
  associations = flatten([
    for name, entry in local.entries : [
      for policy, given in lookup(entry, "policy_associations", {}) : merge(
        { key = "${name}_${policy}", principal_arn = entry.principal_arn },
        { for field, value in {
          policy_arn = given.policy_arn
          scope      = given.access_scope.type
          namespaces = lookup(given.access_scope, "namespaces", [])
        } : field => value if !local.node_entries[name] },
      )
    ]
  ])
}

resource "aws_eks_access_entry" "this" {
  for_each          = { for name, entry in local.keyed_entries : name => entry if local.create }
  cluster_name      = local.cluster_name
  principal_arn     = each.value.principal_arn
  type              = try(each.value.type, "STANDARD")
  user_name         = try(each.value.user_name, null)
  kubernetes_groups = try(each.value.kubernetes_groups, var.since_20_1_1 ? null : [])
  tags              = merge(var.tags, try(each.value.tags, {}))
}

resource "aws_eks_access_policy_association" "this" {
  for_each      = { for association in local.associations : association.key => association if local.create }
  cluster_name  = local.cluster_name
  principal_arn = each.value.principal_arn
  policy_arn    = each.value.policy_arn

  access_scope {
    type       = each.value.scope
    namespaces = try(each.value.namespaces, [])
  }
}
