locals {
  enabled = module.this.enabled

  make_template  = local.enabled && length(var.launch_template_id) != 1
  given_template = local.enabled && length(var.launch_template_id) == 1
  template_id    = local.enabled ? local.given_template ? var.launch_template_id[0] : aws_launch_template.default[0].id : ""
  template_version = local.enabled ? (length(var.launch_template_version) == 1 ? var.launch_template_version[0] :
    local.given_template ? data.aws_launch_template.this[0].latest_version : aws_launch_template.default[0].latest_version
  ) : null

  has_key    = local.enabled && length(var.ec2_ssh_key_name) == 1
  opens_ssh  = local.enabled && (local.has_key || !var.before_2_3_0 && length(var.ssh_access_security_group_ids) > 0) && local.make_template
  system     = split("_", var.ami_type)[0]
  joins      = local.enabled && length(concat(var.kubelet_additional_options, var.bootstrap_additional_options, var.before_3_0_0 || !var.before_3_1_1 ? var.after_cluster_joining_userdata : [])) > 0 && (var.before_3_0_0 || local.system == "AL2" || local.system == "WINDOWS")
  own_data   = local.enabled && length(var.userdata_override_base64) == 0 && length(concat(var.before_cluster_joining_userdata, var.kubelet_additional_options, var.bootstrap_additional_options, var.after_cluster_joining_userdata)) > 0
  with_group = local.enabled && (var.before_2_7_0 ? true : var.associate_cluster_security_group)

  # The images of nodes that join by a script of their own are looked up.
  ami     = length(var.ami_image_id) > 0 ? var.ami_image_id[0] : var.before_3_0_0 ? (local.joins ? data.aws_ami.selected[0].image_id : "") : try(data.aws_ssm_parameter.ami_id[0].insecure_value, "")
  version = var.before_3_0_0 ? (length(compact(concat([local.ami], var.ami_release_version))) == 0 ? try(var.kubernetes_version[0], null) : null) : local.ami == "" ? (length(var.kubernetes_version) == 0 ? one(data.aws_eks_cluster.this[*].version) : var.kubernetes_version[0]) : null

  effects   = { NO_SCHEDULE = "NoSchedule", NO_EXECUTE = "NoExecute", PREFER_NO_SCHEDULE = "PreferNoSchedule" }
  node_tags = var.before_3_0_0 ? merge(module.label.tags, { "kubernetes.io/cluster/${var.cluster_name}" = "owned" }) : module.label.tags
  scaler_tags = merge(
    { for label, value in var.kubernetes_labels : "k8s.io/cluster-autoscaler/node-template/label/${label}" => value },
    { for taint in var.kubernetes_taints : "k8s.io/cluster-autoscaler/node-template/taint/${taint.key}" => var.before_2_4_0 ? taint.value : "${taint.value == null ? "" : taint.value}:${local.effects[taint.effect]}" },
  )
  cluster_tags = { "k8s.io/cluster-autoscaler/${var.cluster_name}" = "owned", "k8s.io/cluster-autoscaler/enabled" = "true" }
  group_tags   = var.before_3_0_0 ? merge(local.node_tags, var.cluster_autoscaler_enabled ? merge(local.cluster_tags, local.scaler_tags) : null) : var.before_3_4_0 ? local.node_tags : merge(local.node_tags, local.scaler_tags)

  devices = var.block_device_mappings == null ? var.block_device_map : { for mapping in var.block_device_mappings : mapping.device_name => {
    no_device    = null
    virtual_name = null
    ebs = {
      encrypted   = lookup(mapping, "encrypted", null)
      kms_key_id  = lookup(mapping, "kms_key_id", null)
      snapshot_id = lookup(mapping, "snapshot_id", null)
      volume_size = lookup(mapping, "volume_size", null)
      volume_type = lookup(mapping, "volume_type", null)
    }
  } }
}

module "label" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  attributes = ["workers"]
  context    = module.this.context
}

data "aws_eks_cluster" "this" {
  count = local.enabled && (local.joins || local.opens_ssh || (var.before_3_0_0 ? length(var.associated_security_group_ids) > 0 : length(var.kubernetes_version) == 0 || local.with_group)) ? 1 : 0
  name  = var.cluster_name
}

data "aws_launch_template" "this" {
  count = local.given_template ? 1 : 0
  id    = var.launch_template_id[0]
}

data "aws_ami" "selected" {
  count = local.joins && length(var.ami_image_id) == 0 ? 1 : 0
}

data "aws_ssm_parameter" "ami_id" {
  count = local.joins && length(var.ami_image_id) == 0 ? 1 : 0
  name  = "/aws/service/eks/optimized-ami"
}

locals {
  group = {
    cluster_name    = var.cluster_name
    node_role_arn   = local.create_role ? join("", aws_iam_role.default[*].arn) : try(var.node_role_arn[0], null)
    subnet_ids      = sort(coalesce(var.subnet_ids, []))
    instance_types  = var.before_2_11_0 ? sort(var.instance_types) : var.instance_types
    ami_type        = local.ami == "" ? var.ami_type : null
    labels          = var.kubernetes_labels == null ? {} : var.kubernetes_labels
    version         = local.version
    release_version = local.ami == "" ? try(var.ami_release_version[0], null) : null
  }
}

resource "random_pet" "cbd" {
  count = local.enabled && var.create_before_destroy ? 1 : 0
}

resource "aws_eks_node_group" "default" {
  count           = local.enabled && !var.create_before_destroy ? 1 : 0
  node_group_name = module.label.id
  cluster_name    = local.group.cluster_name
  node_role_arn   = local.group.node_role_arn
  subnet_ids      = local.group.subnet_ids
  instance_types  = local.group.instance_types
  ami_type        = local.group.ami_type
  labels          = local.group.labels
  version         = local.group.version
  release_version = local.group.release_version
  capacity_type   = var.capacity_type
  tags            = local.group_tags

  launch_template {
    id      = local.template_id
    version = local.template_version
  }

  dynamic "taint" {
    for_each = var.kubernetes_taints
    content {
      key    = taint.value["key"]
      value  = taint.value["value"]
      effect = taint.value["effect"]
    }
  }
}

resource "aws_eks_node_group" "cbd" {
  count           = local.enabled && var.create_before_destroy ? 1 : 0
  node_group_name = "${module.label.id}${module.label.delimiter}${join("", random_pet.cbd[*].id)}"
  cluster_name    = local.group.cluster_name
  node_role_arn   = local.group.node_role_arn
  subnet_ids      = local.group.subnet_ids
  instance_types  = local.group.instance_types
  ami_type        = local.group.ami_type
  labels          = local.group.labels
  version         = local.group.version
  release_version = local.group.release_version
  capacity_type   = var.capacity_type
  tags            = local.group_tags

  launch_template {
    id      = local.template_id
    version = local.template_version
  }

  dynamic "taint" {
    for_each = var.kubernetes_taints
    content {
      key    = taint.value["key"]
      value  = taint.value["value"]
      effect = taint.value["effect"]
    }
  }
}

resource "aws_launch_template" "default" {
  count       = local.make_template ? 1 : 0
  name_prefix = module.label.id
  image_id    = var.before_3_0_0 && local.ami == "" ? null : local.ami
  key_name    = local.has_key ? var.ec2_ssh_key_name[0] : null
  tags        = var.before_3_4_0 ? local.group_tags : local.node_tags

  vpc_security_group_ids = sort(compact(concat(
    local.with_group ? data.aws_eks_cluster.this[*].vpc_config[0].cluster_security_group_id : [],
    module.ssh_access[*].id,
    var.associated_security_group_ids,
  )))

  user_data = local.own_data ? base64encode(join("\n", concat(
    var.before_cluster_joining_userdata,
    local.joins ? ["/etc/eks/bootstrap.sh --kubelet-extra-args '${join(" ", var.kubelet_additional_options)}' ${join(" ", var.bootstrap_additional_options)} '${one(data.aws_eks_cluster.this[*].name)}' --apiserver-endpoint '${one(data.aws_eks_cluster.this[*].endpoint)}'"] : var.kubelet_additional_options,
    var.after_cluster_joining_userdata,
  ))) : try(var.userdata_override_base64[0], null)

  dynamic "block_device_mappings" {
    for_each = local.devices
    content {
      device_name  = block_device_mappings.key
      no_device    = block_device_mappings.value.no_device
      virtual_name = block_device_mappings.value.virtual_name

      dynamic "ebs" {
        for_each = block_device_mappings.value.ebs == null ? [] : [block_device_mappings.value.ebs]
        content {
          encrypted   = ebs.value.encrypted
          kms_key_id  = ebs.value.kms_key_id
          snapshot_id = ebs.value.snapshot_id
          volume_size = ebs.value.volume_size
          volume_type = ebs.value.volume_type
        }
      }
    }
  }

  metadata_options {
    http_endpoint               = var.metadata_http_endpoint_enabled ? "enabled" : "disabled"
    http_tokens                 = var.metadata_http_tokens_required ? "required" : "optional"
    http_put_response_hop_limit = var.metadata_http_put_response_hop_limit
  }

  dynamic "monitoring" {
    for_each = var.before_2_6_0 ? [] : [1]
    content {
      enabled = var.detailed_monitoring_enabled
    }
  }
}

# Without groups that may come in, everybody may.
module "ssh_access" {
  count  = local.opens_ssh ? 1 : 0
  source = "./modules/ssh"

  groups  = var.ssh_access_security_group_ids
  egress  = !var.before_2_3_0
  keeps   = !var.before_2_11_0
  vpc_id  = data.aws_eks_cluster.this[0].vpc_config[0].vpc_id
  context = module.this.context
}
