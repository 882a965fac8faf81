# The node groups. A key that a group does not have is taken from the defaults of its kind.

resource "time_sleep" "this" {
  count = var.create ? 1 : 0
  triggers = {
    cluster_name                       = local.cluster_name
    cluster_version                    = aws_eks_cluster.this[0].version
    cluster_endpoint                   = aws_eks_cluster.this[0].endpoint
    cluster_certificate_authority_data = aws_eks_cluster.this[0].certificate_authority[0].data
    cluster_service_cidr               = var.cluster_ip_family == "ipv6" ? try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv6_cidr, "") : try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv4_cidr, "")
  }
}

locals {
  imds = { http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = 2 }
}

module "fargate_profile" {
  source   = "./modules/fargate-profile"
  for_each = { for name, given in var.fargate_profiles : name => given if var.create && local.on_aws }

  create                        = var.since_18_5_0 ? try(each.value.create, true) : true
  cluster_name                  = time_sleep.this[0].triggers["cluster_name"]
  cluster_ip_family             = var.cluster_ip_family
  name                          = try(each.value.name, each.key)
  subnet_ids                    = try(each.value.subnet_ids, var.fargate_profile_defaults.subnet_ids, var.subnet_ids)
  selectors                     = try(each.value.selectors, var.fargate_profile_defaults.selectors, [])
  create_iam_role               = try(each.value.create_iam_role, var.fargate_profile_defaults.create_iam_role, true)
  iam_role_arn                  = try(each.value.iam_role_arn, var.fargate_profile_defaults.iam_role_arn, null)
  iam_role_name                 = try(each.value.iam_role_name, var.fargate_profile_defaults.iam_role_name, null)
  iam_role_use_name_prefix      = try(each.value.iam_role_use_name_prefix, var.fargate_profile_defaults.iam_role_use_name_prefix, true)
  iam_role_path                 = try(each.value.iam_role_path, var.fargate_profile_defaults.iam_role_path, null)
  iam_role_permissions_boundary = try(each.value.iam_role_permissions_boundary, var.fargate_profile_defaults.iam_role_permissions_boundary, null)
  iam_role_attach_cni_policy    = try(each.value.iam_role_attach_cni_policy, var.fargate_profile_defaults.iam_role_attach_cni_policy, true)
  iam_role_additional_policies  = try(each.value.iam_role_additional_policies, var.fargate_profile_defaults.iam_role_additional_policies, [])
  create_iam_role_policy        = try(each.value.create_iam_role_policy, var.fargate_profile_defaults.create_iam_role_policy, true)
  iam_role_policy_statements    = try(each.value.iam_role_policy_statements, var.fargate_profile_defaults.iam_role_policy_statements, [])
  iam_role_tags                 = try(each.value.iam_role_tags, var.fargate_profile_defaults.iam_role_tags, {})
  tags                          = merge(var.tags, try(each.value.tags, var.fargate_profile_defaults.tags, {}))
}

module "eks_managed_node_group" {
  source   = "./modules/eks-managed-node-group"
  for_each = { for name, given in var.eks_managed_node_groups : name => given if var.create && local.on_aws }

  create          = var.since_18_5_0 ? try(each.value.create, true) : true
  cluster_name    = time_sleep.this[0].triggers["cluster_name"]
  cluster_version = try(each.value.cluster_version, var.eks_managed_node_group_defaults.cluster_version, var.since_18_14_1 ? time_sleep.this[0].triggers["cluster_version"] : var.cluster_version)
  name            = try(each.value.name, each.key)
  use_name_prefix = try(each.value.use_name_prefix, var.eks_managed_node_group_defaults.use_name_prefix, true)
  subnet_ids      = try(each.value.subnet_ids, var.eks_managed_node_group_defaults.subnet_ids, var.subnet_ids)

  ami_id              = try(each.value.ami_id, var.eks_managed_node_group_defaults.ami_id, "")
  ami_type            = try(each.value.ami_type, var.eks_managed_node_group_defaults.ami_type, null)
  ami_release_version = try(each.value.ami_release_version, var.eks_managed_node_group_defaults.ami_release_version, null)
  capacity_type       = try(each.value.capacity_type, var.eks_managed_node_group_defaults.capacity_type, null)
  disk_size           = try(each.value.disk_size, var.eks_managed_node_group_defaults.disk_size, null)
  instance_types      = try(each.value.instance_types, var.eks_managed_node_group_defaults.instance_types, null)
  labels              = try(each.value.labels, var.eks_managed_node_group_defaults.labels, null)
  taints              = try(each.value.taints, var.eks_managed_node_group_defaults.taints, {})
  remote_access       = try(each.value.remote_access, var.eks_managed_node_group_defaults.remote_access, {})

  platform                   = try(each.value.platform, var.eks_managed_node_group_defaults.platform, "linux")
  cluster_endpoint           = try(time_sleep.this[0].triggers["cluster_endpoint"], "")
  cluster_auth_base64        = try(time_sleep.this[0].triggers["cluster_certificate_authority_data"], "")
  cluster_service_cidr       = try(time_sleep.this[0].triggers["cluster_service_cidr"], "")
  cluster_service_ipv4_cidr  = var.cluster_service_ipv4_cidr
  cluster_ip_family          = var.cluster_ip_family
  enable_bootstrap_user_data = try(each.value.enable_bootstrap_user_data, var.eks_managed_node_group_defaults.enable_bootstrap_user_data, false)
  pre_bootstrap_user_data    = try(each.value.pre_bootstrap_user_data, var.eks_managed_node_group_defaults.pre_bootstrap_user_data, "")
  post_bootstrap_user_data   = try(each.value.post_bootstrap_user_data, var.eks_managed_node_group_defaults.post_bootstrap_user_data, "")
  bootstrap_extra_args       = try(each.value.bootstrap_extra_args, var.eks_managed_node_group_defaults.bootstrap_extra_args, "")
  user_data_template_path    = try(each.value.user_data_template_path, var.eks_managed_node_group_defaults.user_data_template_path, "")
  cloudinit_pre_nodeadm      = try(each.value.cloudinit_pre_nodeadm, var.eks_managed_node_group_defaults.cloudinit_pre_nodeadm, [])
  cloudinit_post_nodeadm     = try(each.value.cloudinit_post_nodeadm, var.eks_managed_node_group_defaults.cloudinit_post_nodeadm, [])

  create_launch_template          = try(each.value.create_launch_template, var.eks_managed_node_group_defaults.create_launch_template, true)
  launch_template_id              = try(each.value.launch_template_id, var.eks_managed_node_group_defaults.launch_template_id, "")
  launch_template_name            = try(each.value.launch_template_name, var.eks_managed_node_group_defaults.launch_template_name, each.key)
  launch_template_use_name_prefix = try(each.value.launch_template_use_name_prefix, var.eks_managed_node_group_defaults.launch_template_use_name_prefix, true)
  launch_template_version         = try(each.value.launch_template_version, var.eks_managed_node_group_defaults.launch_template_version, null)
  launch_template_default_version = try(each.value.launch_template_default_version, var.eks_managed_node_group_defaults.launch_template_default_version, null)
  launch_template_tags            = try(each.value.launch_template_tags, var.eks_managed_node_group_defaults.launch_template_tags, {})
  key_name                        = try(each.value.key_name, var.eks_managed_node_group_defaults.key_name, null)
  block_device_mappings           = try(each.value.block_device_mappings, var.eks_managed_node_group_defaults.block_device_mappings, {})
  metadata_options                = try(each.value.metadata_options, var.eks_managed_node_group_defaults.metadata_options, local.imds)
  enable_monitoring               = try(each.value.enable_monitoring, var.eks_managed_node_group_defaults.enable_monitoring, true)
  network_interfaces              = try(each.value.network_interfaces, var.eks_managed_node_group_defaults.network_interfaces, [])
  enable_efa_support              = try(each.value.enable_efa_support, var.eks_managed_node_group_defaults.enable_efa_support, false)
  create_placement_group          = try(each.value.create_placement_group, var.eks_managed_node_group_defaults.create_placement_group, false)

  create_iam_role               = try(each.value.create_iam_role, var.eks_managed_node_group_defaults.create_iam_role, true)
  iam_role_arn                  = try(each.value.iam_role_arn, var.eks_managed_node_group_defaults.iam_role_arn, null)
  iam_role_name                 = try(each.value.iam_role_name, var.eks_managed_node_group_defaults.iam_role_name, null)
  iam_role_use_name_prefix      = try(each.value.iam_role_use_name_prefix, var.eks_managed_node_group_defaults.iam_role_use_name_prefix, true)
  iam_role_path                 = try(each.value.iam_role_path, var.eks_managed_node_group_defaults.iam_role_path, null)
  iam_role_permissions_boundary = try(each.value.iam_role_permissions_boundary, var.eks_managed_node_group_defaults.iam_role_permissions_boundary, null)
  iam_role_attach_cni_policy    = try(each.value.iam_role_attach_cni_policy, var.eks_managed_node_group_defaults.iam_role_attach_cni_policy, true)
  iam_role_additional_policies  = try(each.value.iam_role_additional_policies, var.eks_managed_node_group_defaults.iam_role_additional_policies, [])
  create_iam_role_policy        = try(each.value.create_iam_role_policy, var.eks_managed_node_group_defaults.create_iam_role_policy, true)
  iam_role_policy_statements    = try(each.value.iam_role_policy_statements, var.eks_managed_node_group_defaults.iam_role_policy_statements, [])
  iam_role_tags                 = try(each.value.iam_role_tags, var.eks_managed_node_group_defaults.iam_role_tags, {})

  vpc_security_group_ids            = compact(concat([local.node_group], try(each.value.vpc_security_group_ids, var.eks_managed_node_group_defaults.vpc_security_group_ids, [])))
  cluster_primary_security_group_id = var.since_18_13_0 && try(each.value.attach_cluster_primary_security_group, var.eks_managed_node_group_defaults.attach_cluster_primary_security_group, false) ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
  tags                              = merge(var.tags, try(each.value.tags, var.eks_managed_node_group_defaults.tags, {}))

  cluster_security_group_id      = local.cluster_group
  vpc_id                         = try(each.value.vpc_id, var.eks_managed_node_group_defaults.vpc_id, var.vpc_id)
  create_security_group          = try(each.value.create_security_group, var.eks_managed_node_group_defaults.create_security_group, true)
  security_group_name            = try(each.value.security_group_name, var.eks_managed_node_group_defaults.security_group_name, null)
  security_group_use_name_prefix = try(each.value.security_group_use_name_prefix, var.eks_managed_node_group_defaults.security_group_use_name_prefix, true)
  security_group_description     = try(each.value.security_group_description, var.eks_managed_node_group_defaults.security_group_description, "EKS managed node group security group")
  security_group_rules           = try(each.value.security_group_rules, var.eks_managed_node_group_defaults.security_group_rules, {})
  security_group_tags            = try(each.value.security_group_tags, var.eks_managed_node_group_defaults.security_group_tags, {})
}

module "self_managed_node_group" {
  source   = "./modules/self-managed-node-group"
  for_each = { for name, given in var.self_managed_node_groups : name => given if var.create }

  create                   = var.since_18_5_0 ? try(each.value.create, true) : true
  create_autoscaling_group = var.since_18_21_0 ? try(each.value.create_autoscaling_group, var.self_managed_node_group_defaults.create_autoscaling_group, true) : true
  cluster_name             = time_sleep.this[0].triggers["cluster_name"]
  cluster_version          = try(each.value.cluster_version, var.self_managed_node_group_defaults.cluster_version, var.since_18_14_1 ? time_sleep.this[0].triggers["cluster_version"] : var.cluster_version)
  cluster_endpoint         = try(time_sleep.this[0].triggers["cluster_endpoint"], "")
  cluster_auth_base64      = try(time_sleep.this[0].triggers["cluster_certificate_authority_data"], "")
  cluster_service_cidr     = try(time_sleep.this[0].triggers["cluster_service_cidr"], "")
  cluster_ip_family        = var.cluster_ip_family
  name                     = try(each.value.name, each.key)
  use_name_prefix          = try(each.value.use_name_prefix, var.self_managed_node_group_defaults.use_name_prefix, true)
  subnet_ids               = try(each.value.subnet_ids, var.self_managed_node_group_defaults.subnet_ids, var.subnet_ids)
  enabled_metrics          = try(each.value.enabled_metrics, var.self_managed_node_group_defaults.enabled_metrics, [])
  metrics_granularity      = try(each.value.metrics_granularity, var.self_managed_node_group_defaults.metrics_granularity, null)
  health_check_type        = try(each.value.health_check_type, var.self_managed_node_group_defaults.health_check_type, null)
  target_group_arns        = try(each.value.target_group_arns, var.self_managed_node_group_defaults.target_group_arns, null)
  autoscaling_group_tags   = try(each.value.autoscaling_group_tags, var.self_managed_node_group_defaults.autoscaling_group_tags, {})

  use_mixed_instances_policy = try(each.value.use_mixed_instances_policy, var.self_managed_node_group_defaults.use_mixed_instances_policy, false)

  platform                 = try(each.value.platform, var.self_managed_node_group_defaults.platform, var.since_20_14_0 ? null : "linux")
  ami_id                   = try(each.value.ami_id, var.self_managed_node_group_defaults.ami_id, "")
  ami_type                 = try(each.value.ami_type, var.self_managed_node_group_defaults.ami_type, "AL2_x86_64")
  instance_type            = try(each.value.instance_type, var.self_managed_node_group_defaults.instance_type, "m6i.large")
  pre_bootstrap_user_data  = try(each.value.pre_bootstrap_user_data, var.self_managed_node_group_defaults.pre_bootstrap_user_data, "")
  post_bootstrap_user_data = try(each.value.post_bootstrap_user_data, var.self_managed_node_group_defaults.post_bootstrap_user_data, "")
  bootstrap_extra_args     = try(each.value.bootstrap_extra_args, var.self_managed_node_group_defaults.bootstrap_extra_args, "")
  user_data_template_path  = try(each.value.user_data_template_path, var.self_managed_node_group_defaults.user_data_template_path, "")

  cloudinit_pre_nodeadm  = try(each.value.cloudinit_pre_nodeadm, var.self_managed_node_group_defaults.cloudinit_pre_nodeadm, [])
  cloudinit_post_nodeadm = try(each.value.cloudinit_post_nodeadm, var.self_managed_node_group_defaults.cloudinit_post_nodeadm, [])

  create_launch_template          = try(each.value.create_launch_template, var.self_managed_node_group_defaults.create_launch_template, true)
  launch_template_id              = try(each.value.launch_template_id, var.self_managed_node_group_defaults.launch_template_id, "")
  launch_template_name            = try(each.value.launch_template_name, var.self_managed_node_group_defaults.launch_template_name, each.key)
  launch_template_use_name_prefix = try(each.value.launch_template_use_name_prefix, var.self_managed_node_group_defaults.launch_template_use_name_prefix, true)
  launch_template_version         = try(each.value.launch_template_version, var.self_managed_node_group_defaults.launch_template_version, null)
  launch_template_default_version = try(each.value.launch_template_default_version, var.self_managed_node_group_defaults.launch_template_default_version, null)
  launch_template_tags            = try(each.value.launch_template_tags, var.self_managed_node_group_defaults.launch_template_tags, {})
  key_name                        = try(each.value.key_name, var.self_managed_node_group_defaults.key_name, null)
  block_device_mappings           = try(each.value.block_device_mappings, var.self_managed_node_group_defaults.block_device_mappings, {})
  metadata_options                = try(each.value.metadata_options, var.self_managed_node_group_defaults.metadata_options, local.imds)
  enable_monitoring               = try(each.value.enable_monitoring, var.self_managed_node_group_defaults.enable_monitoring, true)
  network_interfaces              = try(each.value.network_interfaces, var.self_managed_node_group_defaults.network_interfaces, [])
  enable_efa_support              = try(each.value.enable_efa_support, var.self_managed_node_group_defaults.enable_efa_support, false)

  create_iam_instance_profile   = try(each.value.create_iam_instance_profile, var.self_managed_node_group_defaults.create_iam_instance_profile, true)
  iam_instance_profile_arn      = try(each.value.iam_instance_profile_arn, var.self_managed_node_group_defaults.iam_instance_profile_arn, null)
  iam_role_name                 = try(each.value.iam_role_name, var.self_managed_node_group_defaults.iam_role_name, null)
  iam_role_use_name_prefix      = try(each.value.iam_role_use_name_prefix, var.self_managed_node_group_defaults.iam_role_use_name_prefix, true)
  iam_role_path                 = try(each.value.iam_role_path, var.self_managed_node_group_defaults.iam_role_path, null)
  iam_role_permissions_boundary = try(each.value.iam_role_permissions_boundary, var.self_managed_node_group_defaults.iam_role_permissions_boundary, null)
  iam_role_attach_cni_policy    = try(each.value.iam_role_attach_cni_policy, var.self_managed_node_group_defaults.iam_role_attach_cni_policy, true)
  iam_role_additional_policies  = try(each.value.iam_role_additional_policies, var.self_managed_node_group_defaults.iam_role_additional_policies, [])
  create_iam_role_policy        = try(each.value.create_iam_role_policy, var.self_managed_node_group_defaults.create_iam_role_policy, true)
  iam_role_policy_statements    = try(each.value.iam_role_policy_statements, var.self_managed_node_group_defaults.iam_role_policy_statements, [])
  iam_role_tags                 = try(each.value.iam_role_tags, var.self_managed_node_group_defaults.iam_role_tags, {})
  create_access_entry           = try(each.value.create_access_entry, var.self_managed_node_group_defaults.create_access_entry, true)
  iam_role_arn                  = try(each.value.iam_role_arn, var.self_managed_node_group_defaults.iam_role_arn, null)

  vpc_security_group_ids            = compact(concat([local.node_group], try(each.value.vpc_security_group_ids, var.self_managed_node_group_defaults.vpc_security_group_ids, [])))
  cluster_primary_security_group_id = var.since_18_13_0 && try(each.value.attach_cluster_primary_security_group, var.self_managed_node_group_defaults.attach_cluster_primary_security_group, false) ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
  tags                              = merge(var.tags, try(each.value.tags, var.self_managed_node_group_defaults.tags, {}))

  cluster_security_group_id      = local.cluster_group
  vpc_id                         = try(each.value.vpc_id, var.self_managed_node_group_defaults.vpc_id, var.vpc_id)
  create_security_group          = try(each.value.create_security_group, var.self_managed_node_group_defaults.create_security_group, true)
  security_group_name            = try(each.value.security_group_name, var.self_managed_node_group_defaults.security_group_name, null)
  security_group_use_name_prefix = try(each.value.security_group_use_name_prefix, var.self_managed_node_group_defaults.security_group_use_name_prefix, true)
  security_group_description     = try(each.value.security_group_description, var.self_managed_node_group_defaults.security_group_description, "Self managed node group security group")
  security_group_rules           = try(each.value.security_group_rules, var.self_managed_node_group_defaults.security_group_rules, {})
  security_group_tags            = try(each.value.security_group_tags, var.self_managed_node_group_defaults.security_group_tags, {})
}
