locals {
  groups = { for name, given in var.node_groups : name => merge(
    {
      iam_role_arn                         = var.default_iam_role_arn
      instance_types                       = [var.workers_group_defaults["instance_type"]]
      key_name                             = var.workers_group_defaults["key_name"]
      launch_template_id                   = var.workers_group_defaults["launch_template_id"]
      launch_template_version              = var.workers_group_defaults["launch_template_version"]
      set_instance_types_on_lt             = false
      subnets                              = var.workers_group_defaults["subnets"]
      create_launch_template               = false
      kubelet_extra_args                   = var.workers_group_defaults["kubelet_extra_args"]
      disk_size                            = var.workers_group_defaults["root_volume_size"]
      disk_type                            = var.workers_group_defaults["root_volume_type"]
      disk_encrypted                       = var.workers_group_defaults["root_encrypted"]
      disk_kms_key_id                      = var.workers_group_defaults["root_kms_key_id"]
      enable_monitoring                    = var.workers_group_defaults["enable_monitoring"]
      public_ip                            = var.workers_group_defaults["public_ip"]
      pre_userdata                         = var.workers_group_defaults["pre_userdata"]
      additional_security_group_ids        = var.workers_group_defaults["additional_security_group_ids"]
      taints                               = []
      metadata_http_endpoint               = var.workers_group_defaults["metadata_http_endpoint"]
      metadata_http_tokens                 = var.workers_group_defaults["metadata_http_tokens"]
      metadata_http_put_response_hop_limit = var.workers_group_defaults["metadata_http_put_response_hop_limit"]
    },
    var.node_groups_defaults,
    given,
  ) if var.create_eks }

  names = { for name, group in local.groups : name => lookup(group, "name", lookup(group, "name_prefix", join("-", [var.cluster_name, name]))) }
  security_groups = { for name, group in local.groups : name => flatten([
    var.worker_security_group_id, var.worker_additional_security_group_ids, lookup(group, "additional_security_group_ids", null),
  ]) }
  tags = { for name, group in var.node_groups : name => merge(var.tags, lookup(var.node_groups_defaults, "additional_tags", {}), lookup(group, "additional_tags", {})) }
}

resource "aws_eks_node_group" "workers" {
  for_each               = local.groups
  node_group_name        = lookup(each.value, "name", null)
  node_group_name_prefix = lookup(each.value, "name", null) == null ? local.names[each.key] : null
  cluster_name           = var.cluster_name
  node_role_arn          = each.value["iam_role_arn"]
  subnet_ids             = each.value["subnets"]
  ami_type               = lookup(each.value, "ami_type", null)
  release_version        = lookup(each.value, "ami_release_version", null)
  version                = lookup(each.value, "version", null)
  capacity_type          = lookup(each.value, "capacity_type", null)
  instance_types         = !each.value["set_instance_types_on_lt"] ? each.value["instance_types"] : null
  disk_size              = each.value["launch_template_id"] != null || each.value["create_launch_template"] ? null : lookup(each.value, "disk_size", null)
  labels                 = merge(lookup(var.node_groups_defaults, "k8s_labels", {}), lookup(var.node_groups[each.key], "k8s_labels", {}))
  tags                   = local.tags[each.key]

  dynamic "remote_access" {
    for_each = each.value["key_name"] != "" && each.value["launch_template_id"] == null && !each.value["create_launch_template"] ? [1] : []
    content {
      ec2_ssh_key               = each.value["key_name"]
      source_security_group_ids = lookup(each.value, "source_security_group_ids", [])
    }
  }

  dynamic "launch_template" {
    for_each = each.value["launch_template_id"] != null ? [1] : []
    content {
      id      = each.value["launch_template_id"]
      version = each.value["launch_template_version"]
    }
  }

  dynamic "launch_template" {
    for_each = each.value["launch_template_id"] == null && each.value["create_launch_template"] ? [aws_launch_template.workers[each.key]] : []
    content {
      id      = launch_template.value.id
      version = var.before_17_1_0 || !var.before_17_3_0 && each.value["launch_template_version"] == "$Latest" ? launch_template.value.latest_version : !var.before_17_3_0 && each.value["launch_template_version"] == "$Default" ? launch_template.value.default_version : each.value["launch_template_version"]
    }
  }

  dynamic "taint" {
    for_each = var.before_17_1_0 ? [] : each.value["taints"]
    content {
      key    = taint.value["key"]
      value  = taint.value["value"]
      effect = taint.value["effect"]
    }
  }
}

resource "aws_launch_template" "workers" {
  for_each      = { for name, group in local.groups : name => group if group["create_launch_template"] }
  name_prefix   = local.names[each.key]
  image_id      = var.before_17_17_0 ? null : lookup(each.value, "ami_id", null)
  instance_type = each.value["set_instance_types_on_lt"] ? element(each.value.instance_types, 0) : null
  key_name      = lookup(each.value, "key_name", null)
  user_data     = data.cloudinit_config.workers_userdata[each.key].rendered
  tags          = local.tags[each.key]

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted   = var.since_17_2_0 ? lookup(each.value, "disk_encrypted", null) : null
      kms_key_id  = var.since_17_2_0 ? lookup(each.value, "disk_kms_key_id", null) : null
      volume_size = lookup(each.value, "disk_size", null)
      volume_type = lookup(each.value, "disk_type", null)
    }
  }

  monitoring {
    enabled = lookup(each.value, "enable_monitoring", null)
  }

  network_interfaces {
    associate_public_ip_address = lookup(each.value, "public_ip", null)
    security_groups             = var.before_17_13_0 ? local.security_groups[each.key] : compact(local.security_groups[each.key])
  }

  dynamic "metadata_options" {
    for_each = var.since_17_18_0 ? [1] : []
    content {
      http_endpoint               = lookup(each.value, "metadata_http_endpoint", null)
      http_tokens                 = lookup(each.value, "metadata_http_tokens", null)
      http_put_response_hop_limit = lookup(each.value, "metadata_http_put_response_hop_limit", null)
    }
  }
}

data "cloudinit_config" "workers_userdata" {
  for_each      = { for name, group in local.groups : name => group if group["create_launch_template"] }
  gzip          = false
  base64_encode = true
  boundary      = "//"

  part {
    content_type = "text/x-shellscript"
    content      = "${each.value["pre_userdata"]}\n/etc/eks/bootstrap.sh ${var.cluster_name} --apiserver-endpoint \"${var.cluster_endpoint}\" --b64-cluster-ca \"${var.cluster_auth_base64}\" --kubelet-extra-args '${each.value["kubelet_extra_args"]}'"
  }
}

output "node_groups" { value = aws_eks_node_group.workers }
output "aws_auth_roles" {
  value = [for name, group in local.groups : { worker_role_arn = lookup(group, "iam_role_arn", var.default_iam_role_arn), platform = "linux" }]
}
