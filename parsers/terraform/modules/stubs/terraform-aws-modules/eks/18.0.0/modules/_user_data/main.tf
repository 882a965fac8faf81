# What nodes run when they boot. The text holds what callers give and the call that joins the
# cluster, not the whole scripts.

locals {
  by_ami = var.ami_type == null ? var.platform : startswith(var.ami_type, "BOTTLEROCKET") ? "bottlerocket" : startswith(var.ami_type, "WINDOWS") ? "windows" : startswith(var.ami_type, "AL2023") ? "al2023" : startswith(var.ami_type, "AL2_") ? "linux" : var.platform
  kind   = var.since_20_9_0 ? local.by_ami : var.platform
  joins  = var.enable_bootstrap_user_data
  named  = var.user_data_template_path != ""
  ipv4   = var.cluster_service_ipv4_cidr != null ? var.cluster_service_ipv4_cidr : ""
  cidr   = var.since_20_8_3 ? try(coalesce(var.cluster_service_ipv4_cidr, var.cluster_service_cidr), "") : var.cluster_service_cidr
  dns    = var.since_20_8_3 ? join(", ", flatten(concat([try(cidrhost(local.cidr, 10), "")], var.additional_cluster_dns_ips))) : ""

  # One expression: if what is written in a text is missing, there is no text at all.
  text = base64encode(local.named ? templatefile(var.user_data_template_path, {
    enable_bootstrap_user_data = var.enable_bootstrap_user_data
    cluster_name               = var.cluster_name
    cluster_endpoint           = var.cluster_endpoint
    cluster_auth_base64        = var.cluster_auth_base64
    cluster_service_cidr       = local.cidr
    cluster_ip_family          = var.cluster_ip_family
    cluster_service_ipv4_cidr  = local.ipv4
    cluster_dns_ip             = local.dns
    cluster_dns_ips            = "[${local.dns}]"
    bootstrap_extra_args       = var.bootstrap_extra_args
    pre_bootstrap_user_data    = var.pre_bootstrap_user_data
    post_bootstrap_user_data   = var.post_bootstrap_user_data
    }) : (local.kind == "linux"
    ? "%{if local.joins}#!/bin/bash\n%{endif}${var.pre_bootstrap_user_data}%{if !var.since_20_8_3 && length(local.ipv4) > 0}export SERVICE_IPV4_CIDR=${local.ipv4}\n%{endif}%{if local.joins}/etc/eks/bootstrap.sh ${var.cluster_name} ${var.bootstrap_extra_args} --b64-cluster-ca ${var.cluster_auth_base64} --apiserver-endpoint ${var.cluster_endpoint}%{if var.since_20_8_3} --ip-family ${var.cluster_ip_family} --service-cidr ${local.cidr}%{endif}\n${var.post_bootstrap_user_data}%{endif}"
    : local.kind == "al2023"
    ? "%{if local.joins}kind: NodeConfig\nname: ${var.cluster_name}\napiServerEndpoint: ${var.cluster_endpoint}\ncertificateAuthority: ${var.cluster_auth_base64}\n%{if var.since_20_5_3}cidr: ${local.cidr}\n%{endif}%{if !var.since_20_5_3 && length(local.ipv4) > 0}cidr: ${local.ipv4}\n%{endif}%{endif}"
    : local.kind == "bottlerocket"
    ? "%{if local.joins}[settings.kubernetes]\ncluster-name = \"${var.cluster_name}\"\napi-server = \"${var.cluster_endpoint}\"\ncluster-certificate = \"${var.cluster_auth_base64}\"\n%{if var.since_20_8_3}cluster-dns-ip = [${local.dns}]\n%{endif}%{endif}${var.bootstrap_extra_args}"
    : local.kind == "windows"
    ? "%{if local.joins}<powershell>\n%{endif}${var.pre_bootstrap_user_data}%{if local.joins || !var.since_20_0_0}Start-EKSBootstrap.ps1 -EKSClusterName ${var.cluster_name} -APIServerEndpoint ${var.cluster_endpoint} -Base64ClusterCA ${var.cluster_auth_base64} ${var.bootstrap_extra_args}\n${var.post_bootstrap_user_data}</powershell>%{endif}"
  : ""))

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

locals {
  linux        = try(data.cloudinit_config.linux_eks_managed_node_group[0].rendered, var.create && (var.since_20_5_0 || local.joins || local.named) ? local.text : "")
  al2023       = try(data.cloudinit_config.al2023_eks_managed_node_group[0].rendered, var.create ? local.text : "")
  bottlerocket = var.create && local.kind == "bottlerocket" && (local.joins || local.named || var.bootstrap_extra_args != "") ? local.text : ""
  windows      = var.create && local.kind == "windows" && (local.joins || var.since_20_0_0 && (local.named || var.pre_bootstrap_user_data != "")) ? local.text : ""
}

output "user_data" {
  value = try({ linux = local.linux, al2023 = local.al2023, bottlerocket = local.bottlerocket, windows = local.windows }[local.kind], var.since_20_0_0 ? null : "")
}
