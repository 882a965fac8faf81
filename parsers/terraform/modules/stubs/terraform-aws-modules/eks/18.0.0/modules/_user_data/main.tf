# What nodes run when they boot. The text holds what callers give and the call that joins the
# cluster, not the whole scripts.

locals {
  by_ami = var.ami_type == null ? var.platform : startswith(var.ami_type, "BOTTLEROCKET") ? "bottlerocket" : startswith(var.ami_type, "WINDOWS") ? "windows" : startswith(var.ami_type, "AL2023") ? "al2023" : startswith(var.ami_type, "AL2_") ? "linux" : var.platform
  kind   = var.since_20_9_0 ? local.by_ami : var.platform
  cidr   = try(coalesce(var.cluster_service_ipv4_cidr, var.cluster_service_cidr), "")
  joins  = var.enable_bootstrap_user_data

  own = {
    linux = join("\n", concat(
      !var.since_20_8_3 && var.cluster_service_ipv4_cidr != null ? ["export SERVICE_IPV4_CIDR=${var.cluster_service_ipv4_cidr}"] : [],
      [var.pre_bootstrap_user_data],
      local.joins ? [
        "B64_CLUSTER_CA=${var.cluster_auth_base64}",
        "API_SERVER_URL=${var.cluster_endpoint}",
        "/etc/eks/bootstrap.sh ${var.cluster_name} ${var.bootstrap_extra_args} --ip-family ${var.cluster_ip_family} --service-cidr ${local.cidr}",
        var.post_bootstrap_user_data,
      ] : [],
    ))
    bottlerocket = join("\n", concat(
      local.joins ? ["[settings.kubernetes]", "cluster-name = \"${var.cluster_name}\"", "api-server = \"${var.cluster_endpoint}\"", "cluster-certificate = \"${var.cluster_auth_base64}\""] : [],
      [var.bootstrap_extra_args],
    ))
    windows = join("\n", concat(
      [var.pre_bootstrap_user_data],
      local.joins ? ["Start-EKSBootstrap.ps1 -EKSClusterName ${var.cluster_name} -APIServerEndpoint ${var.cluster_endpoint} ${var.bootstrap_extra_args}", var.post_bootstrap_user_data] : [],
    ))
    al2023 = join("\n", local.joins ? [
      "kind: NodeConfig", "name: ${var.cluster_name}", "apiServerEndpoint: ${var.cluster_endpoint}", "certificateAuthority: ${var.cluster_auth_base64}", "cidr: ${local.cidr}",
    ] : [])
  }

  text = base64encode(var.user_data_template_path == "" || var.user_data_template_path == null ? local.own[local.kind] : templatefile(var.user_data_template_path, {
    enable_bootstrap_user_data = var.enable_bootstrap_user_data
    cluster_name               = var.cluster_name
    cluster_endpoint           = var.cluster_endpoint
    cluster_auth_base64        = var.cluster_auth_base64
    cluster_service_cidr       = local.cidr
    cluster_ip_family          = var.cluster_ip_family
    cluster_service_ipv4_cidr  = local.cidr
    cluster_dns_ips            = "[]"
    bootstrap_extra_args       = var.bootstrap_extra_args
    pre_bootstrap_user_data    = var.pre_bootstrap_user_data
    post_bootstrap_user_data   = var.post_bootstrap_user_data
  }))

  parts = local.joins ? concat(
    var.cloudinit_pre_nodeadm, [{ content_type = "application/node.eks.aws", content = base64decode(local.text) }], var.cloudinit_post_nodeadm,
  ) : var.cloudinit_pre_nodeadm
}

data "cloudinit_config" "linux_eks_managed_node_group" {
  count = var.create && local.kind == "linux" && var.is_eks_managed_node_group && !var.enable_bootstrap_user_data && var.pre_bootstrap_user_data != "" && var.user_data_template_path == "" ? 1 : 0
}

data "cloudinit_config" "al2023_eks_managed_node_group" {
  count = var.create && local.kind == "al2023" && length(local.parts) > 0 ? 1 : 0
}

output "platform" { value = local.kind }

output "user_data" {
  value = try({
    linux        = var.create ? try(data.cloudinit_config.linux_eks_managed_node_group[0].rendered, local.text) : ""
    al2023       = var.create ? try(data.cloudinit_config.al2023_eks_managed_node_group[0].rendered, local.text) : ""
    bottlerocket = var.create && local.kind == "bottlerocket" && (var.enable_bootstrap_user_data || var.user_data_template_path != "" || var.bootstrap_extra_args != "") ? local.text : ""
    windows      = var.create && local.kind == "windows" && (var.enable_bootstrap_user_data || var.user_data_template_path != "" || var.pre_bootstrap_user_data != "") ? local.text : ""
  }[local.kind], null)
}
