# What the members of the team may do, in the cluster and by their role.

resource "kubernetes_cluster_role_v1" "this" {
  count = var.create_cluster_role && !var.enable_admin ? 1 : 0

  metadata {
    name        = coalesce(var.cluster_role_name, "${var.name}-cluster")
    annotations = var.annotations
    labels      = var.labels
  }

  rule {
    api_groups = [""]
    resources  = ["namespaces", "nodes"]
    verbs      = ["get", "list", "watch"]
  }
}

resource "kubernetes_cluster_role_binding_v1" "this" {
  count = var.create_cluster_role && !var.enable_admin ? 1 : 0

  metadata {
    name        = kubernetes_cluster_role_v1.this[0].metadata[0].name
    annotations = var.annotations
    labels      = var.labels
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role_v1.this[0].metadata[0].name
  }

  subject {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Group"
    name      = var.name
    namespace = ""
  }
}

resource "kubernetes_role_binding_v1" "this" {
  for_each = { for name, given in var.namespaces : name => given if var.create_role && !var.enable_admin }

  metadata {
    name        = "${coalesce(var.role_name, var.name)}-${each.key}"
    namespace   = try(each.value.create, true) ? kubernetes_namespace_v1.this[each.key].metadata[0].name : each.key
    annotations = var.annotations
    labels      = var.labels
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "view"
  }

  subject {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Group"
    name      = var.name
    namespace = try(each.value.create, true) ? kubernetes_namespace_v1.this[each.key].metadata[0].name : each.key
  }
}

locals {
  issuer = replace(var.oidc_provider_arn, "/^(.*provider/)/", "")
  base   = join(":", slice(split(":", var.cluster_arn), 0, 5))
}

data "aws_iam_policy_document" "trust" {
  count = var.create_iam_role ? 1 : 0

  statement {
    sid     = "AssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = var.users
    }

    dynamic "condition" {
      for_each = !var.before_1_1_0 && length(var.principal_arns) > 0 ? [1] : []
      content {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = var.principal_arns
      }
    }
  }

  dynamic "statement" {
    for_each = var.enable_admin ? [] : [1]
    content {
      sid     = "IRSA"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [var.oidc_provider_arn]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.issuer}:sub"
        values   = [for name, given in var.namespaces : "system:serviceaccount:${try(given.name, name)}:${try(given.service_account.name, given.name, name)}"]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.issuer}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count                = var.create_iam_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix          = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.trust[0].json
  max_session_duration = var.iam_role_max_session_duration
  permissions_boundary = var.iam_role_permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in var.iam_role_policies : name => arn if var.create_iam_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "look" {
  count = var.create_iam_role && var.enable_admin ? 1 : 0

  statement {
    sid       = "List"
    actions   = ["eks:ListFargateProfiles", "eks:ListNodegroups", "eks:ListUpdates", "eks:ListAddons"]
    resources = [var.cluster_arn, "${local.base}:nodegroup/*/*/*", "${local.base}:addon/*/*/*"]
  }

  statement {
    sid       = "ListDescribeAll"
    actions   = ["eks:DescribeAddonConfiguration", "eks:DescribeAddonVersions", "eks:ListClusters"]
    resources = ["*"]
  }

  statement {
    sid = "Describe"
    actions = [
      "eks:DescribeNodegroup", "eks:DescribeFargateProfile", "eks:ListTagsForResource", "eks:DescribeUpdate",
      "eks:AccessKubernetesApi", "eks:DescribeCluster", "eks:DescribeAddon",
    ]
    resources = [var.cluster_arn, "${local.base}:fargateprofile/*/*/*", "${local.base}:nodegroup/*/*/*", "${local.base}:addon/*/*/*"]
  }
}

resource "aws_iam_policy" "admin" {
  count       = var.create_iam_role && var.enable_admin ? 1 : 0
  name        = var.iam_role_use_name_prefix ? null : coalesce(var.admin_policy_name, local.role_name)
  name_prefix = var.iam_role_use_name_prefix ? "${coalesce(var.admin_policy_name, local.role_name)}-" : null
  path        = var.iam_role_path
  policy      = data.aws_iam_policy_document.look[0].json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "admin" {
  count      = var.create_iam_role && var.enable_admin ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.admin[0].arn
}
