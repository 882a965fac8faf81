# Nodes that join by themselves, by launch configuration and by launch template.

data "aws_ami" "eks_worker" {
  count = contains(local.platforms, "linux") ? 1 : 0
}

data "aws_ami" "eks_worker_windows" {
  count = contains(local.platforms, "windows") ? 1 : 0
}

data "aws_iam_instance_profile" "custom_worker_group_iam_instance_profile" {
  count = var.manage_worker_iam_resources ? 0 : length(var.worker_groups)
  name  = lookup(var.worker_groups[count.index], "iam_instance_profile_name", local.defaults["iam_instance_profile_name"])
}

data "aws_iam_instance_profile" "custom_worker_group_launch_template_iam_instance_profile" {
  count = var.manage_worker_iam_resources ? 0 : length(var.worker_groups_launch_template)
  name  = lookup(var.worker_groups_launch_template[count.index], "iam_instance_profile_name", local.defaults["iam_instance_profile_name"])
}

locals {
  platform  = var.before_17_19_0 ? "linux" : var.default_platform
  platforms = [for group in concat(var.worker_groups, var.worker_groups_launch_template) : try(group.platform, var.workers_group_defaults["platform"], local.platform)]

  # What groups are made of unless they or the caller's defaults say otherwise.
  defaults = merge({
    tags                                 = []
    ami_id                               = ""
    ami_id_windows                       = ""
    asg_desired_capacity                 = "1"
    asg_max_size                         = "3"
    asg_min_size                         = "1"
    instance_type                        = "m4.large"
    root_volume_size                     = "100"
    root_volume_type                     = var.before_17_0_1 ? "gp3" : "gp2"
    root_encrypted                       = false
    root_kms_key_id                      = ""
    root_block_device_name               = concat(data.aws_ami.eks_worker[*].root_device_name, [""])[0]
    root_block_device_name_windows       = concat(data.aws_ami.eks_worker_windows[*].root_device_name, [""])[0]
    additional_ebs_volumes               = []
    additional_instance_store_volumes    = []
    instance_store_virtual_name          = "ephemeral0"
    snapshot_id                          = null
    key_name                             = ""
    pre_userdata                         = ""
    additional_userdata                  = ""
    bootstrap_extra_args                 = ""
    kubelet_extra_args                   = ""
    enable_monitoring                    = true
    public_ip                            = false
    subnets                              = var.subnets
    additional_security_group_ids        = []
    iam_instance_profile_name            = ""
    enabled_metrics                      = []
    platform                             = local.platform
    launch_template_id                   = null
    launch_template_version              = "$Latest"
    on_demand_allocation_strategy        = null
    metadata_http_endpoint               = "enabled"
    metadata_http_tokens                 = "optional"
    metadata_http_put_response_hop_limit = null
  }, var.workers_group_defaults)

  template_platforms = [for group in var.worker_groups_launch_template : lookup(group, "platform", local.defaults["platform"])]

  role          = concat(aws_iam_role.workers[*].id, [""])[0]
  image         = local.defaults.ami_id != "" ? local.defaults.ami_id : concat(data.aws_ami.eks_worker[*].id, [""])[0]
  windows_image = local.defaults.ami_id_windows != "" ? local.defaults.ami_id_windows : concat(data.aws_ami.eks_worker_windows[*].id, [""])[0]

  endpoint  = coalescelist(aws_eks_cluster.this[*].endpoint, [""])[0]
  authority = coalescelist(aws_eks_cluster.this[*].certificate_authority[0].data, [""])[0]
}

resource "aws_autoscaling_group" "workers" {
  count                = var.create_eks ? length(var.worker_groups) : 0
  name_prefix          = join("-", compact([local.cluster_name, lookup(var.worker_groups[count.index], "name", count.index)]))
  vpc_zone_identifier  = lookup(var.worker_groups[count.index], "subnets", local.defaults["subnets"])
  enabled_metrics      = lookup(var.worker_groups[count.index], "enabled_metrics", local.defaults["enabled_metrics"])
  launch_configuration = aws_launch_configuration.workers[count.index].id

  dynamic "tag" {
    for_each = concat(
      [
        { key = "Name", value = "${local.cluster_name}-${lookup(var.worker_groups[count.index], "name", count.index)}-eks_asg", propagate_at_launch = true },
        { key = "kubernetes.io/cluster/${local.cluster_name}", value = "owned", propagate_at_launch = true },
        { key = "k8s.io/cluster/${local.cluster_name}", value = "owned", propagate_at_launch = true },
      ],
      [for key, value in var.tags : { key = key, value = value, propagate_at_launch = "true" } if key != "Name" && !contains([for tag in lookup(var.worker_groups[count.index], "tags", local.defaults["tags"]) : tag["key"]], key)],
      lookup(var.worker_groups[count.index], "tags", local.defaults["tags"]),
    )
    content {
      key                 = tag.value.key
      value               = tag.value.value
      propagate_at_launch = tag.value.propagate_at_launch
    }
  }
}

resource "aws_autoscaling_group" "workers_launch_template" {
  count               = var.create_eks ? length(var.worker_groups_launch_template) : 0
  name_prefix         = join("-", compact([local.cluster_name, lookup(var.worker_groups_launch_template[count.index], "name", count.index)]))
  vpc_zone_identifier = lookup(var.worker_groups_launch_template[count.index], "subnets", local.defaults["subnets"])
  enabled_metrics     = lookup(var.worker_groups_launch_template[count.index], "enabled_metrics", local.defaults["enabled_metrics"])

  dynamic "launch_template" {
    for_each = lookup(var.worker_groups_launch_template[count.index], "override_instance_types", null) != null || lookup(var.worker_groups_launch_template[count.index], "on_demand_allocation_strategy", local.defaults["on_demand_allocation_strategy"]) != null ? [] : [1]
    content {
      id = aws_launch_template.workers_launch_template[count.index].id
      version = lookup(
        var.worker_groups_launch_template[count.index], "launch_template_version",
        local.defaults["launch_template_version"] == "$Latest" ? aws_launch_template.workers_launch_template[count.index].latest_version : aws_launch_template.workers_launch_template[count.index].default_version,
      )
    }
  }

  dynamic "tag" {
    for_each = concat(
      [
        { key = "Name", value = "${local.cluster_name}-${lookup(var.worker_groups_launch_template[count.index], "name", count.index)}-eks_asg", propagate_at_launch = true },
        { key = "kubernetes.io/cluster/${local.cluster_name}", value = "owned", propagate_at_launch = true },

      ],
      [for key, value in var.tags : { key = key, value = value, propagate_at_launch = "true" } if key != "Name" && !contains([for tag in lookup(var.worker_groups_launch_template[count.index], "tags", local.defaults["tags"]) : tag["key"]], key)],
      lookup(var.worker_groups_launch_template[count.index], "tags", local.defaults["tags"]),
    )
    content {
      key                 = tag.value.key
      value               = tag.value.value
      propagate_at_launch = tag.value.propagate_at_launch
    }
  }
}

resource "aws_launch_configuration" "workers" {
  count                       = var.create_eks ? length(var.worker_groups) : 0
  name_prefix                 = "${local.cluster_name}-${lookup(var.worker_groups[count.index], "name", count.index)}"
  associate_public_ip_address = lookup(var.worker_groups[count.index], "public_ip", local.defaults["public_ip"])
  security_groups             = flatten([local.worker_group, var.worker_additional_security_group_ids, lookup(var.worker_groups[count.index], "additional_security_group_ids", local.defaults["additional_security_group_ids"])])
  iam_instance_profile = coalescelist(
    aws_iam_instance_profile.workers[*].id,
    data.aws_iam_instance_profile.custom_worker_group_iam_instance_profile[*].name,
  )[count.index]
  image_id          = lookup(var.worker_groups[count.index], "ami_id", lookup(var.worker_groups[count.index], "platform", local.defaults["platform"]) == "windows" ? local.windows_image : local.image)
  instance_type     = lookup(var.worker_groups[count.index], "instance_type", local.defaults["instance_type"])
  key_name          = lookup(var.worker_groups[count.index], "key_name", local.defaults["key_name"])
  enable_monitoring = lookup(var.worker_groups[count.index], "enable_monitoring", local.defaults["enable_monitoring"])

  metadata_options {
    http_endpoint               = lookup(var.worker_groups[count.index], "metadata_http_endpoint", local.defaults["metadata_http_endpoint"])
    http_tokens                 = lookup(var.worker_groups[count.index], "metadata_http_tokens", local.defaults["metadata_http_tokens"])
    http_put_response_hop_limit = lookup(var.worker_groups[count.index], "metadata_http_put_response_hop_limit", local.defaults["metadata_http_put_response_hop_limit"])
  }

  root_block_device {
    encrypted   = lookup(var.worker_groups[count.index], "root_encrypted", local.defaults["root_encrypted"])
    volume_size = lookup(var.worker_groups[count.index], "root_volume_size", local.defaults["root_volume_size"])
    volume_type = lookup(var.worker_groups[count.index], "root_volume_type", local.defaults["root_volume_type"])
  }

  dynamic "ebs_block_device" {
    for_each = lookup(var.worker_groups[count.index], "additional_ebs_volumes", local.defaults["additional_ebs_volumes"])
    content {
      device_name = ebs_block_device.value.block_device_name
      volume_size = lookup(ebs_block_device.value, "volume_size", local.defaults["root_volume_size"])
      volume_type = lookup(ebs_block_device.value, "volume_type", local.defaults["root_volume_type"])
      encrypted   = lookup(ebs_block_device.value, "encrypted", local.defaults["root_encrypted"])
      snapshot_id = var.before_17_23_0 ? null : lookup(ebs_block_device.value, "snapshot_id", local.defaults["snapshot_id"])
    }
  }
}

resource "aws_launch_template" "workers_launch_template" {
  count         = var.create_eks ? length(var.worker_groups_launch_template) : 0
  name_prefix   = "${local.cluster_name}-${lookup(var.worker_groups_launch_template[count.index], "name", count.index)}"
  image_id      = lookup(var.worker_groups_launch_template[count.index], "ami_id", lookup(var.worker_groups_launch_template[count.index], "platform", local.defaults["platform"]) == "windows" ? local.windows_image : local.image)
  instance_type = lookup(var.worker_groups_launch_template[count.index], "instance_type", local.defaults["instance_type"])
  key_name      = lookup(var.worker_groups_launch_template[count.index], "key_name", local.defaults["key_name"])
  user_data = base64encode(join("\n", [
    lookup(var.worker_groups_launch_template[count.index], "pre_userdata", local.defaults["pre_userdata"]),
    local.template_platforms[count.index] == "windows" ? "Start-EKSBootstrap.ps1 -EKSClusterName ${local.cluster_name} -KubeletExtraArgs \"${lookup(var.worker_groups_launch_template[count.index], "kubelet_extra_args", local.defaults["kubelet_extra_args"])}\"" :
    "/etc/eks/bootstrap.sh --b64-cluster-ca '${local.authority}' --apiserver-endpoint '${local.endpoint}' ${lookup(var.worker_groups_launch_template[count.index], "bootstrap_extra_args", local.defaults["bootstrap_extra_args"])} --kubelet-extra-args \"${lookup(var.worker_groups_launch_template[count.index], "kubelet_extra_args", local.defaults["kubelet_extra_args"])}\" '${local.cluster_name}'",
    lookup(var.worker_groups_launch_template[count.index], "additional_userdata", local.defaults["additional_userdata"]),
  ]))
  tags = var.tags

  network_interfaces {
    associate_public_ip_address = lookup(var.worker_groups_launch_template[count.index], "public_ip", local.defaults["public_ip"])
    security_groups             = flatten([local.worker_group, var.worker_additional_security_group_ids, lookup(var.worker_groups_launch_template[count.index], "additional_security_group_ids", local.defaults["additional_security_group_ids"])])
  }

  iam_instance_profile {
    name = coalescelist(
      aws_iam_instance_profile.workers_launch_template[*].name,
      data.aws_iam_instance_profile.custom_worker_group_launch_template_iam_instance_profile[*].name,
    )[count.index]
  }

  metadata_options {
    http_endpoint               = lookup(var.worker_groups_launch_template[count.index], "metadata_http_endpoint", local.defaults["metadata_http_endpoint"])
    http_tokens                 = lookup(var.worker_groups_launch_template[count.index], "metadata_http_tokens", local.defaults["metadata_http_tokens"])
    http_put_response_hop_limit = lookup(var.worker_groups_launch_template[count.index], "metadata_http_put_response_hop_limit", local.defaults["metadata_http_put_response_hop_limit"])
  }

  monitoring {
    enabled = lookup(var.worker_groups_launch_template[count.index], "enable_monitoring", local.defaults["enable_monitoring"])
  }

  block_device_mappings {
    device_name = lookup(var.worker_groups_launch_template[count.index], "root_block_device_name", lookup(var.worker_groups_launch_template[count.index], "platform", local.defaults["platform"]) == "windows" ? local.defaults["root_block_device_name_windows"] : local.defaults["root_block_device_name"])
    ebs {
      encrypted   = lookup(var.worker_groups_launch_template[count.index], "root_encrypted", local.defaults["root_encrypted"])
      kms_key_id  = lookup(var.worker_groups_launch_template[count.index], "root_kms_key_id", local.defaults["root_kms_key_id"])
      volume_size = lookup(var.worker_groups_launch_template[count.index], "root_volume_size", local.defaults["root_volume_size"])
      volume_type = lookup(var.worker_groups_launch_template[count.index], "root_volume_type", local.defaults["root_volume_type"])
    }
  }

  dynamic "block_device_mappings" {
    for_each = lookup(var.worker_groups_launch_template[count.index], "additional_ebs_volumes", local.defaults["additional_ebs_volumes"])
    content {
      device_name = block_device_mappings.value.block_device_name
      ebs {
        encrypted   = lookup(block_device_mappings.value, "encrypted", local.defaults["root_encrypted"])
        kms_key_id  = lookup(block_device_mappings.value, "kms_key_id", local.defaults["root_kms_key_id"])
        volume_size = lookup(block_device_mappings.value, "volume_size", local.defaults["root_volume_size"])
        volume_type = lookup(block_device_mappings.value, "volume_type", local.defaults["root_volume_type"])
        snapshot_id = var.before_17_21_0 ? null : lookup(block_device_mappings.value, "snapshot_id", local.defaults["snapshot_id"])
      }
    }
  }

  dynamic "block_device_mappings" {
    for_each = lookup(var.worker_groups_launch_template[count.index], "additional_instance_store_volumes", local.defaults["additional_instance_store_volumes"])
    content {
      device_name  = block_device_mappings.value.block_device_name
      virtual_name = lookup(block_device_mappings.value, "virtual_name", local.defaults["instance_store_virtual_name"])
    }
  }
}

resource "aws_iam_instance_profile" "workers" {
  count       = local.make_worker_role ? length(var.worker_groups) : 0
  name_prefix = local.cluster_name
  path        = var.iam_path
  role        = lookup(var.worker_groups[count.index], "iam_role_id", local.role)
  tags        = var.tags
}

resource "aws_iam_instance_profile" "workers_launch_template" {
  count       = local.make_worker_role ? length(var.worker_groups_launch_template) : 0
  name_prefix = local.cluster_name
  path        = var.iam_path
  role        = lookup(var.worker_groups_launch_template[count.index], "iam_role_id", local.role)
  tags        = var.tags
}
