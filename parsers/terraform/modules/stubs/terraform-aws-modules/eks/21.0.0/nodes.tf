# The node groups. Their types fill in what a group does not say.

resource "time_sleep" "this" {
  count = var.create ? 1 : 0
  triggers = {
    cluster_name                       = local.cluster_name
    cluster_version                    = aws_eks_cluster.this[0].version
    cluster_endpoint                   = aws_eks_cluster.this[0].endpoint
    cluster_certificate_authority_data = aws_eks_cluster.this[0].certificate_authority[0].data
    cluster_service_cidr               = var.ip_family == "ipv6" ? try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv6_cidr, "") : try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv4_cidr, "")
  }
}

module "fargate_profile" {
  source   = "./modules/fargate-profile"
  for_each = var.create && local.on_aws && var.fargate_profiles != null ? var.fargate_profiles : {}

  create                        = each.value.create
  cluster_name                  = time_sleep.this[0].triggers["cluster_name"]
  cluster_ip_family             = var.ip_family
  name                          = coalesce(each.value.name, each.key)
  subnet_ids                    = coalesce(each.value.subnet_ids, var.subnet_ids)
  selectors                     = each.value.selectors
  region                        = var.region
  partition                     = local.partition
  account_id                    = local.account
  create_iam_role               = each.value.create_iam_role
  iam_role_arn                  = each.value.iam_role_arn
  iam_role_name                 = each.value.iam_role_name
  iam_role_use_name_prefix      = each.value.iam_role_use_name_prefix
  iam_role_path                 = each.value.iam_role_path
  iam_role_permissions_boundary = each.value.iam_role_permissions_boundary
  iam_role_attach_cni_policy    = each.value.iam_role_attach_cni_policy
  iam_role_additional_policies  = lookup(each.value, "iam_role_additional_policies", null)
  create_iam_role_policy        = each.value.create_iam_role_policy
  iam_role_policy_statements    = each.value.iam_role_policy_statements
  iam_role_tags                 = each.value.iam_role_tags
  tags                          = merge(var.tags, each.value.tags)
}

module "eks_managed_node_group" {
  source   = "./modules/eks-managed-node-group"
  for_each = var.create && local.on_aws && var.eks_managed_node_groups != null ? var.eks_managed_node_groups : {}

  create             = each.value.create
  cluster_name       = time_sleep.this[0].triggers["cluster_name"]
  kubernetes_version = !var.since_21_0_3 || each.value.kubernetes_version != null ? each.value.kubernetes_version : time_sleep.this[0].triggers["cluster_version"]
  name               = coalesce(each.value.name, each.key)
  use_name_prefix    = each.value.use_name_prefix
  subnet_ids         = coalesce(each.value.subnet_ids, var.subnet_ids)

  ami_id                         = each.value.ami_id
  ami_type                       = each.value.ami_type
  ami_release_version            = each.value.ami_release_version
  use_latest_ami_release_version = each.value.use_latest_ami_release_version
  capacity_type                  = each.value.capacity_type
  disk_size                      = each.value.disk_size
  instance_types                 = each.value.instance_types
  labels                         = each.value.labels
  taints                         = each.value.taints
  remote_access                  = each.value.remote_access

  cluster_endpoint           = try(time_sleep.this[0].triggers["cluster_endpoint"], "")
  cluster_auth_base64        = try(time_sleep.this[0].triggers["cluster_certificate_authority_data"], "")
  cluster_service_cidr       = try(time_sleep.this[0].triggers["cluster_service_cidr"], "")
  cluster_ip_family          = var.ip_family
  enable_bootstrap_user_data = each.value.enable_bootstrap_user_data
  pre_bootstrap_user_data    = each.value.pre_bootstrap_user_data
  post_bootstrap_user_data   = each.value.post_bootstrap_user_data
  bootstrap_extra_args       = each.value.bootstrap_extra_args
  user_data_template_path    = each.value.user_data_template_path
  cloudinit_pre_nodeadm      = each.value.cloudinit_pre_nodeadm
  cloudinit_post_nodeadm     = each.value.cloudinit_post_nodeadm

  create_launch_template          = each.value.create_launch_template
  use_custom_launch_template      = each.value.use_custom_launch_template
  launch_template_id              = each.value.launch_template_id
  launch_template_name            = coalesce(each.value.launch_template_name, each.key)
  launch_template_use_name_prefix = each.value.launch_template_use_name_prefix
  launch_template_version         = each.value.launch_template_version
  launch_template_default_version = each.value.launch_template_default_version
  launch_template_tags            = each.value.launch_template_tags
  key_name                        = each.value.key_name
  block_device_mappings           = each.value.block_device_mappings
  metadata_options                = each.value.metadata_options
  enable_monitoring               = each.value.enable_monitoring
  network_interfaces              = each.value.network_interfaces
  enable_efa_support              = each.value.enable_efa_support
  create_placement_group          = each.value.create_placement_group

  region                        = var.region
  partition                     = local.partition
  account_id                    = local.account
  create_iam_role               = each.value.create_iam_role
  iam_role_arn                  = each.value.iam_role_arn
  iam_role_name                 = each.value.iam_role_name
  iam_role_use_name_prefix      = each.value.iam_role_use_name_prefix
  iam_role_path                 = each.value.iam_role_path
  iam_role_permissions_boundary = each.value.iam_role_permissions_boundary
  iam_role_attach_cni_policy    = each.value.iam_role_attach_cni_policy
  iam_role_additional_policies  = lookup(each.value, "iam_role_additional_policies", null)
  create_iam_role_policy        = each.value.create_iam_role_policy
  iam_role_policy_statements    = each.value.iam_role_policy_statements
  iam_role_tags                 = each.value.iam_role_tags

  vpc_security_group_ids            = compact(concat([local.node_group], each.value.vpc_security_group_ids))
  create_security_group             = each.value.create_security_group
  security_group_name               = each.value.security_group_name
  security_group_use_name_prefix    = each.value.security_group_use_name_prefix
  security_group_description        = each.value.security_group_description
  security_group_ingress_rules      = each.value.security_group_ingress_rules
  security_group_egress_rules       = each.value.security_group_egress_rules
  security_group_tags               = each.value.security_group_tags
  cluster_primary_security_group_id = each.value.attach_cluster_primary_security_group ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
  tags                              = merge(var.tags, each.value.tags)
}

module "self_managed_node_group" {
  source   = "./modules/self-managed-node-group"
  for_each = var.create && var.self_managed_node_groups != null ? var.self_managed_node_groups : {}

  create                   = each.value.create
  create_autoscaling_group = each.value.create_autoscaling_group
  cluster_name             = time_sleep.this[0].triggers["cluster_name"]
  kubernetes_version       = var.since_21_0_3 && try(each.value.kubernetes_version, null) != null ? each.value.kubernetes_version : time_sleep.this[0].triggers["cluster_version"]
  cluster_endpoint         = try(time_sleep.this[0].triggers["cluster_endpoint"], "")
  cluster_auth_base64      = try(time_sleep.this[0].triggers["cluster_certificate_authority_data"], "")
  cluster_service_cidr     = try(time_sleep.this[0].triggers["cluster_service_cidr"], "")
  cluster_ip_family        = var.ip_family
  name                     = coalesce(each.value.name, each.key)
  use_name_prefix          = each.value.use_name_prefix
  subnet_ids               = coalesce(each.value.subnet_ids, var.subnet_ids)
  enabled_metrics          = each.value.enabled_metrics
  metrics_granularity      = each.value.metrics_granularity
  health_check_type        = each.value.health_check_type
  autoscaling_group_tags   = each.value.autoscaling_group_tags

  use_mixed_instances_policy = each.value.use_mixed_instances_policy

  ami_id                   = each.value.ami_id
  ami_type                 = each.value.ami_type
  instance_type            = each.value.instance_type
  instance_requirements    = var.since_21_0_3 ? each.value.instance_requirements : try(each.value.instance_requirements, null)
  pre_bootstrap_user_data  = each.value.pre_bootstrap_user_data
  post_bootstrap_user_data = each.value.post_bootstrap_user_data
  bootstrap_extra_args     = each.value.bootstrap_extra_args
  user_data_template_path  = each.value.user_data_template_path

  cloudinit_pre_nodeadm  = each.value.cloudinit_pre_nodeadm
  cloudinit_post_nodeadm = each.value.cloudinit_post_nodeadm

  create_launch_template          = each.value.create_launch_template
  launch_template_id              = each.value.launch_template_id
  launch_template_name            = coalesce(each.value.launch_template_name, each.key)
  launch_template_use_name_prefix = each.value.launch_template_use_name_prefix
  launch_template_version         = each.value.launch_template_version
  launch_template_default_version = each.value.launch_template_default_version
  launch_template_tags            = var.since_21_0_3 ? each.value.launch_template_tags : try(each.value.launch_template_tags, null)
  key_name                        = each.value.key_name
  block_device_mappings           = var.since_21_0_3 ? each.value.block_device_mappings : try(each.value.block_device_mappings, null)
  metadata_options                = var.since_21_0_3 ? each.value.metadata_options : try(each.value.metadata_options, null)
  enable_monitoring               = each.value.enable_monitoring
  network_interfaces              = var.since_21_0_3 ? each.value.network_interfaces : try(each.value.network_interfaces, null)
  enable_efa_support              = each.value.enable_efa_support

  region                        = var.region
  partition                     = local.partition
  account_id                    = local.account
  create_iam_instance_profile   = each.value.create_iam_instance_profile
  iam_instance_profile_arn      = each.value.iam_instance_profile_arn
  iam_role_name                 = each.value.iam_role_name
  iam_role_use_name_prefix      = each.value.iam_role_use_name_prefix
  iam_role_path                 = each.value.iam_role_path
  iam_role_permissions_boundary = each.value.iam_role_permissions_boundary
  iam_role_attach_cni_policy    = each.value.iam_role_attach_cni_policy
  iam_role_additional_policies  = lookup(each.value, "iam_role_additional_policies", null)
  create_iam_role_policy        = each.value.create_iam_role_policy
  iam_role_policy_statements    = var.since_21_0_3 ? each.value.iam_role_policy_statements : try(each.value.iam_role_policy_statements, null)
  iam_role_tags                 = var.since_21_0_3 ? each.value.iam_role_tags : try(each.value.iam_role_tags, null)
  create_access_entry           = each.value.create_access_entry
  iam_role_arn                  = each.value.iam_role_arn

  vpc_security_group_ids            = compact(concat([local.node_group], var.since_21_0_3 ? each.value.vpc_security_group_ids : []))
  create_security_group             = each.value.create_security_group
  security_group_name               = each.value.security_group_name
  security_group_use_name_prefix    = each.value.security_group_use_name_prefix
  security_group_description        = each.value.security_group_description
  security_group_ingress_rules      = var.since_21_0_3 ? each.value.security_group_ingress_rules : try(each.value.security_group_ingress_rules, null)
  security_group_egress_rules       = var.since_21_0_3 ? each.value.security_group_egress_rules : try(each.value.security_group_egress_rules, null)
  security_group_tags               = var.since_21_0_3 ? each.value.security_group_tags : try(each.value.security_group_tags, null)
  cluster_primary_security_group_id = each.value.attach_cluster_primary_security_group ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
  tags                              = merge(var.tags, each.value.tags)
}
