output "cluster_id" { value = coalescelist(aws_eks_cluster.this[*].id, [""])[0] }
output "cluster_arn" { value = coalescelist(aws_eks_cluster.this[*].arn, [""])[0] }
output "cluster_certificate_authority_data" { value = local.authority }
output "cluster_endpoint" { value = local.endpoint }
output "cluster_version" { value = element(concat(aws_eks_cluster.this[*].version, [""]), 0) }
output "cluster_security_group_id" { value = local.cluster_group }
output "cluster_primary_security_group_id" { value = local.primary_group }
output "cluster_iam_role_name" { value = local.cluster_role_name }
output "cluster_iam_role_arn" { value = local.cluster_role_arn }
output "cluster_oidc_issuer_url" { value = local.issuer }
output "cloudwatch_log_group_name" { value = element(concat(aws_cloudwatch_log_group.this[*].name, [""]), 0) }
output "cloudwatch_log_group_arn" { value = element(concat(aws_cloudwatch_log_group.this[*].arn, [""]), 0) }
output "config_map_aws_auth" { value = kubernetes_config_map.aws_auth[*] }
output "oidc_provider_arn" { value = var.enable_irsa ? concat(aws_iam_openid_connect_provider.oidc_provider[*].arn, [""])[0] : null }
output "workers_asg_arns" { value = concat(aws_autoscaling_group.workers[*].arn, aws_autoscaling_group.workers_launch_template[*].arn) }
output "workers_asg_names" { value = concat(aws_autoscaling_group.workers[*].id, aws_autoscaling_group.workers_launch_template[*].id) }
output "workers_default_ami_id" { value = local.image }
output "workers_default_ami_id_windows" { value = local.windows_image }
output "workers_launch_template_ids" { value = aws_launch_template.workers_launch_template[*].id }
output "workers_launch_template_arns" { value = aws_launch_template.workers_launch_template[*].arn }
output "workers_launch_template_latest_versions" { value = aws_launch_template.workers_launch_template[*].latest_version }
output "worker_security_group_id" { value = local.worker_group }
output "worker_iam_instance_profile_arns" { value = concat(aws_iam_instance_profile.workers[*].arn, aws_iam_instance_profile.workers_launch_template[*].arn) }
output "worker_iam_instance_profile_names" { value = concat(aws_iam_instance_profile.workers[*].name, aws_iam_instance_profile.workers_launch_template[*].name) }
output "worker_iam_role_name" {
  value = coalescelist(
    aws_iam_role.workers[*].name,
    data.aws_iam_instance_profile.custom_worker_group_iam_instance_profile[*].role_name,
    data.aws_iam_instance_profile.custom_worker_group_launch_template_iam_instance_profile[*].role_name,
    [""],
  )[0]
}
output "worker_iam_role_arn" {
  value = coalescelist(
    aws_iam_role.workers[*].arn,
    data.aws_iam_instance_profile.custom_worker_group_iam_instance_profile[*].role_arn,
    data.aws_iam_instance_profile.custom_worker_group_launch_template_iam_instance_profile[*].role_arn,
    [""],
  )[0]
}
output "fargate_profile_ids" { value = module.fargate.fargate_profile_ids }
output "fargate_profile_arns" { value = module.fargate.fargate_profile_arns }
output "fargate_iam_role_name" { value = module.fargate.iam_role_name }
output "fargate_iam_role_arn" { value = module.fargate.iam_role_arn }
output "node_groups" { value = module.node_groups.node_groups }
output "security_group_rule_cluster_https_worker_ingress" { value = aws_security_group_rule.cluster_https_worker_ingress }
