# The ConfigMap that maps roles to users.

locals {
  role_prefix = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/"

  template_roles = [for i in range(0, var.create_eks ? length(var.worker_groups_launch_template) : 0) : {
    worker_role_arn = "${local.role_prefix}${element(coalescelist(
      aws_iam_instance_profile.workers_launch_template[*].role,
      data.aws_iam_instance_profile.custom_worker_group_launch_template_iam_instance_profile[*].role_name,
      [""],
    ), i)}"
    platform = lookup(var.worker_groups_launch_template[i], "platform", local.defaults["platform"])
  }]
  group_roles = [for i in range(0, var.create_eks ? length(var.worker_groups) : 0) : {
    worker_role_arn = "${local.role_prefix}${element(coalescelist(
      aws_iam_instance_profile.workers[*].role,
      data.aws_iam_instance_profile.custom_worker_group_iam_instance_profile[*].role_name,
      [""],
    ), i)}"
    platform = lookup(var.worker_groups[i], "platform", local.defaults["platform"])
  }]
  node_roles = [for role in concat(local.template_roles, local.group_roles, module.node_groups.aws_auth_roles, module.fargate.aws_auth_roles) : {
    rolearn  = replace(role["worker_role_arn"], replace(var.iam_path, "/^//", ""), "")
    username = role["platform"] == "fargate" ? "system:node:{{SessionName}}" : "system:node:{{EC2PrivateDNSName}}"
    groups = tolist(concat(
      ["system:bootstrappers", "system:nodes"],
      role["platform"] == "windows" ? ["eks:kube-proxy-windows"] : [],
      role["platform"] == "fargate" ? ["system:node-proxier"] : [],
    ))
  }]
}

resource "kubernetes_config_map" "aws_auth" {
  count = var.create_eks && var.manage_aws_auth ? 1 : 0

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
    labels = merge(
      { "app.kubernetes.io/managed-by" = "Terraform", "terraform.io/module" = "terraform-aws-modules.eks.aws" },
      var.aws_auth_additional_labels,
    )
  }

  data = {
    mapRoles    = yamlencode(distinct(concat(local.node_roles, var.map_roles)))
    mapUsers    = yamlencode(var.map_users)
    mapAccounts = yamlencode(var.map_accounts)
  }
}
