# What nodes run when they boot. The text holds what callers give and the call that joins the
# cluster, not the whole scripts.

locals {
  kind  = var.ami_type == null ? "" : startswith(var.ami_type, "BOTTLEROCKET") ? "bottlerocket" : startswith(var.ami_type, "WINDOWS") ? "windows" : startswith(var.ami_type, "AL2023") ? "al2023" : "linux"
  cidr  = var.cluster_service_cidr
  joins = var.enable_bootstrap_user_data

  dns = join(", ", flatten(concat([try(cidrhost(local.cidr, 10), "")], var.additional_cluster_dns_ips)))

  # One expression: if what is written in a text is missing, there is no text at all.
  text = !var.create ? "" : base64encode(var.user_data_template_path != "" ? templatefile(var.user_data_template_path, {
    enable_bootstrap_user_data = var.enable_bootstrap_user_data
    cluster_name               = var.cluster_name
    cluster_endpoint           = var.cluster_endpoint
    cluster_auth_base64        = var.cluster_auth_base64
    cluster_service_cidr       = local.cidr
    cluster_ip_family          = var.cluster_ip_family
    cluster_dns_ips            = "[${local.dns}]"
    bootstrap_extra_args       = var.bootstrap_extra_args
    pre_bootstrap_user_data    = var.pre_bootstrap_user_data
    post_bootstrap_user_data   = var.post_bootstrap_user_data
    }) : (local.kind == "linux"
    ? "%{if local.joins}#!/bin/bash\n%{endif}${var.pre_bootstrap_user_data}%{if local.joins}/etc/eks/bootstrap.sh ${var.cluster_name} ${var.bootstrap_extra_args} --b64-cluster-ca ${var.cluster_auth_base64} --apiserver-endpoint ${var.cluster_endpoint} --ip-family ${var.cluster_ip_family} --service-cidr ${local.cidr}\n${var.post_bootstrap_user_data}%{endif}"
    : local.kind == "al2023"
    ? "%{if local.joins}kind: NodeConfig\nname: ${var.cluster_name}\napiServerEndpoint: ${var.cluster_endpoint}\ncertificateAuthority: ${var.cluster_auth_base64}\ncidr: ${local.cidr}\n%{endif}"
    : local.kind == "bottlerocket"
    ? "%{if local.joins}[settings.kubernetes]\ncluster-name = \"${var.cluster_name}\"\napi-server = \"${var.cluster_endpoint}\"\ncluster-certificate = \"${var.cluster_auth_base64}\"\ncluster-dns-ip = [${local.dns}]\n%{endif}${var.bootstrap_extra_args}"
    : local.kind == "windows"
    ? "%{if local.joins}<powershell>\n%{endif}${var.pre_bootstrap_user_data}%{if local.joins}Start-EKSBootstrap.ps1 -EKSClusterName ${var.cluster_name} -APIServerEndpoint ${var.cluster_endpoint} -Base64ClusterCA ${var.cluster_auth_base64} ${var.bootstrap_extra_args}\n${var.post_bootstrap_user_data}</powershell>%{endif}"
  : ""))

  parts = local.joins ? concat(
    var.cloudinit_pre_nodeadm, [{ content_type = "application/node.eks.aws", content = base64decode(local.text) }], var.cloudinit_post_nodeadm,
  ) : var.cloudinit_pre_nodeadm
}

data "cloudinit_config" "al2_eks_managed_node_group" {
  count = var.create && local.kind == "linux" && var.is_eks_managed_node_group && !var.enable_bootstrap_user_data && var.pre_bootstrap_user_data != "" && var.user_data_template_path == "" ? 1 : 0
}

data "cloudinit_config" "al2023_eks_managed_node_group" {
  count = var.create && local.kind == "al2023" && length(local.parts) > 0 ? 1 : 0
}

output "user_data" {
  value = try(coalesce(
    local.kind == "linux" ? try(data.cloudinit_config.al2_eks_managed_node_group[0].rendered, local.text) : null,
    local.kind == "al2023" ? try(data.cloudinit_config.al2023_eks_managed_node_group[0].rendered, local.text) : null,
    local.text,
  ), "")
}
