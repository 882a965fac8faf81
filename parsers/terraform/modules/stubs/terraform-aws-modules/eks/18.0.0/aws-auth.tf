# The ConfigMap that maps roles to users; a submodule of its own since 20.0.0.

locals {
  managed_groups = [for group in module.eks_managed_node_group : group]
  own_groups     = [for group in module.self_managed_node_group : group]

  linux_roles = distinct(compact(concat(
    [for group in local.managed_groups : group.iam_role_arn if !var.since_19_16_0 || group.platform != "windows"],
    [for group in local.own_groups : group.iam_role_arn if group.platform != "windows"],
    var.aws_auth_node_iam_role_arns_non_windows,
  )))
  windows_roles = distinct(compact(concat(
    [for group in local.managed_groups : group.iam_role_arn if var.since_19_16_0 && group.platform == "windows"],
    [for group in local.own_groups : group.iam_role_arn if group.platform == "windows"],
    var.aws_auth_node_iam_role_arns_windows,
  )))
  fargate_roles = distinct(compact(concat(
    [for profile in module.fargate_profile : profile.fargate_profile_pod_execution_role_arn],
    var.aws_auth_fargate_profile_pod_execution_role_arns,
  )))

  aws_auth = {
    mapRoles = yamlencode(concat(
      [for arn in local.linux_roles : { rolearn = arn, username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] }],
      [for arn in local.windows_roles : { rolearn = arn, username = "system:node:{{EC2PrivateDNSName}}", groups = ["eks:kube-proxy-windows", "system:bootstrappers", "system:nodes"] }],
      [for arn in local.fargate_roles : { rolearn = arn, username = "system:node:{{SessionName}}", groups = ["system:bootstrappers", "system:nodes", "system:node-proxier"] }],
      var.aws_auth_roles,
    ))
    mapUsers    = yamlencode(var.aws_auth_users)
    mapAccounts = yamlencode(var.aws_auth_accounts)
  }
}

resource "kubernetes_config_map" "aws_auth" {
  count = var.create && !var.since_20_0_0 && var.create_aws_auth_configmap ? 1 : 0
  data  = local.aws_auth

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
}

resource "kubernetes_config_map_v1_data" "aws_auth" {
  count = var.create && !var.since_20_0_0 && var.manage_aws_auth_configmap ? 1 : 0
  data  = local.aws_auth

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
}
