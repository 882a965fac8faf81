# Every addon is a release of a chart, and maybe a role. What the module itself sets in a chart
# is not known here; charts whose values it does not touch are exact.

variable "own_settings" {
  differs = true
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

resource "time_sleep" "this" {
  triggers = {
    cluster_endpoint  = var.cluster_endpoint
    cluster_name      = var.cluster_name
    oidc_provider_arn = var.oidc_provider_arn
  }
}

locals {
  account_id        = data.aws_caller_identity.current.account_id
  partition         = data.aws_partition.current.partition
  region            = data.aws_region.current.name
  cluster_endpoint  = time_sleep.this.triggers["cluster_endpoint"]
  cluster_name      = time_sleep.this.triggers["cluster_name"]
  oidc_provider_arn = time_sleep.this.triggers["oidc_provider_arn"]

  iam_role_policy_prefix                        = "arn:${local.partition}:iam::aws:policy"
  create_cert_manager_irsa                      = var.enable_cert_manager && length(var.cert_manager_route53_hosted_zone_arns) > 0
  karpenter_service_account_name                = try(var.karpenter.service_account_name, "karpenter")
  karpenter_node_role                           = var.enable_karpenter && try(var.karpenter_node.create_iam_role, true)
  create_karpenter_node_iam_role                = local.karpenter_node_role
  karpenter_node_iam_role_arn                   = try(aws_iam_role.karpenter[0].arn, var.own_settings)
  velero_name                                   = "velero"
  aws_cloudwatch_metrics_namespace              = try(var.aws_cloudwatch_metrics.namespace, "amazon-cloudwatch")
  aws_cloudwatch_metrics_service_account        = try(var.aws_cloudwatch_metrics.service_account_name, "aws-cloudwatch-metrics")
  aws_efs_csi_driver_controller_service_account = try(var.aws_efs_csi_driver.controller_service_account_name, "efs-csi-controller-sa")
  aws_efs_csi_driver_namespace                  = try(var.aws_efs_csi_driver.namespace, "kube-system")
  aws_efs_csi_driver_node_service_account       = try(var.aws_efs_csi_driver.node_service_account_name, "efs-csi-node-sa")
  aws_for_fluentbit_namespace                   = try(var.aws_for_fluentbit.namespace, "kube-system")
  aws_for_fluentbit_service_account             = try(var.aws_for_fluentbit.service_account_name, "aws-for-fluent-bit-sa")
  aws_fsx_csi_driver_controller_service_account = try(var.aws_fsx_csi_driver.controller_service_account_name, "aws-fsx-csi-controller-sa")
  aws_fsx_csi_driver_namespace                  = try(var.aws_fsx_csi_driver.namespace, "kube-system")
  aws_fsx_csi_driver_node_service_account       = try(var.aws_fsx_csi_driver.node_service_account_name, "aws-fsx-csi-node-sa")
  aws_gateway_api_controller_namespace          = try(var.aws_gateway_api_controller.namespace, "aws-application-networking-system")
  aws_gateway_api_controller_service_account    = try(var.aws_gateway_api_controller.service_account_name, "gateway-api-controller")
  aws_load_balancer_controller_namespace        = try(var.aws_load_balancer_controller.namespace, "kube-system")
  aws_load_balancer_controller_service_account  = try(var.aws_load_balancer_controller.service_account_name, "aws-load-balancer-controller-sa")
  aws_node_termination_handler_namespace        = try(var.aws_node_termination_handler.namespace, "aws-node-termination-handler")
  aws_node_termination_handler_service_account  = try(var.aws_node_termination_handler.service_account_name, "aws-node-termination-handler-sa")
  aws_privateca_issuer_namespace                = try(var.aws_privateca_issuer.namespace, local.cert_manager_namespace)
  aws_privateca_issuer_service_account          = try(var.aws_privateca_issuer.service_account_name, "aws-privateca-issuer-sa")
  cert_manager_namespace                        = try(var.cert_manager.namespace, "cert-manager")
  cert_manager_service_account                  = try(var.cert_manager.service_account_name, "cert-manager")
  cluster_autoscaler_namespace                  = try(var.cluster_autoscaler.namespace, "kube-system")
  cluster_autoscaler_service_account            = try(var.cluster_autoscaler.service_account_name, "cluster-autoscaler-sa")
  external_dns_namespace                        = try(var.external_dns.namespace, "external-dns")
  external_dns_service_account                  = try(var.external_dns.service_account_name, "external-dns-sa")
  external_secrets_namespace                    = try(var.external_secrets.namespace, "external-secrets")
  external_secrets_service_account              = try(var.external_secrets.service_account_name, "external-secrets-sa")
  karpenter_namespace                           = try(var.karpenter.namespace, "karpenter")
  velero_namespace                              = try(var.velero.namespace, "velero")
  velero_service_account                        = try(var.velero.service_account_name, "${local.velero_name}-server")
}

resource "aws_iam_policy" "aws_load_balancer_controller_aga" {
  count  = var.enable_aws_load_balancer_controller_aga ? 1 : 0
  name   = try(var.aws_load_balancer_controller.aga_policy_name_use_prefix, true) ? null : var.own_settings
  policy = data.aws_iam_policy_document.aws_load_balancer_controller_aga[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "aws_load_balancer_controller_aga" {
  count      = var.enable_aws_load_balancer_controller_aga ? 1 : 0
  role       = module.aws_load_balancer_controller.iam_role_name
  policy_arn = aws_iam_policy.aws_load_balancer_controller_aga[0].arn
}

# The queues of interruptions, of which nothing is judged.

module "karpenter_sqs" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "4.0.1"
}

module "aws_node_termination_handler_sqs" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "4.0.1"
}

# The role of the nodes that Karpenter starts.

resource "aws_iam_role" "karpenter" {
  count                = local.karpenter_node_role ? 1 : 0
  name                 = try(var.karpenter_node.iam_role_use_name_prefix, true) ? null : try(var.karpenter_node.iam_role_name, var.own_settings)
  path                 = try(var.karpenter_node.iam_role_path, null)
  assume_role_policy   = data.aws_iam_policy_document.karpenter_assume_role[0].json
  max_session_duration = try(var.karpenter_node.iam_role_max_session_duration, null)
  permissions_boundary = try(var.karpenter_node.iam_role_permissions_boundary, null)
  tags                 = merge(var.tags, try(var.karpenter_node.iam_role_tags, {}))
}

resource "aws_iam_role_policy_attachment" "karpenter" {
  for_each   = { for name in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy"] : name => "${local.iam_role_policy_prefix}/${name}" if local.karpenter_node_role }
  role       = aws_iam_role.karpenter[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for key, arn in lookup(var.karpenter_node, "iam_role_additional_policies", {}) : key => arn if local.karpenter_node_role }
  role       = aws_iam_role.karpenter[0].name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "karpenter" {
  count = var.enable_karpenter && try(var.karpenter_node.create_instance_profile, true) ? 1 : 0
  name  = try(var.karpenter_node.iam_role_use_name_prefix, true) ? null : var.own_settings
  role  = try(aws_iam_role.karpenter[0].name, var.karpenter_node.iam_role_name, "")
  tags  = merge(var.tags, try(var.karpenter_node.instance_profile_tags, {}))
}

resource "aws_cloudwatch_log_group" "aws_for_fluentbit" {
  count             = try(var.aws_for_fluentbit_cw_log_group.create, true) && var.enable_aws_for_fluentbit ? 1 : 0
  name              = try(var.aws_for_fluentbit_cw_log_group.use_name_prefix, true) ? null : var.own_settings
  retention_in_days = try(var.aws_for_fluentbit_cw_log_group.retention, 90)
  kms_key_id        = try(var.aws_for_fluentbit_cw_log_group.kms_key_arn, null)
  tags              = merge(var.tags, try(var.aws_for_fluentbit_cw_log_group.tags, {}))
}

resource "aws_eks_addon" "this" {
  for_each                    = var.eks_addons
  cluster_name                = local.cluster_name
  addon_name                  = try(each.value.name, each.key)
  addon_version               = try(each.value.addon_version, data.aws_eks_addon_version.this[each.key].version)
  configuration_values        = try(each.value.configuration_values, null)
  resolve_conflicts_on_create = try(each.value.resolve_conflicts_on_create, "OVERWRITE")
  resolve_conflicts_on_update = try(each.value.resolve_conflicts_on_update, "OVERWRITE")
  service_account_role_arn    = try(each.value.service_account_role_arn, null)
  tags                        = merge(var.tags, try(each.value.tags, {}))
}

data "aws_eks_addon_version" "this" {
  for_each = var.eks_addons
}

module "argo_rollouts" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_argo_rollouts
  create_release   = var.create_kubernetes_resources
  name             = try(var.argo_rollouts.name, "argo-rollouts")
  namespace        = try(var.argo_rollouts.namespace, "argo-rollouts")
  create_namespace = try(var.argo_rollouts.create_namespace, true)
  chart            = try(var.argo_rollouts.chart, "argo-rollouts")
  chart_version    = try(var.argo_rollouts.chart_version, var.since_1_16_0 ? "2.34.3" : var.since_1_5_0 ? "2.31.3" : "2.22.3")
  repository       = try(var.argo_rollouts.repository, "https://argoproj.github.io/argo-helm")
  values           = try(var.argo_rollouts.values, [])
  set              = try(var.argo_rollouts.set, [])
  set_sensitive    = try(var.argo_rollouts.set_sensitive, [])
  tags             = var.tags
}

module "argocd" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_argocd
  create_release   = var.create_kubernetes_resources
  name             = try(var.argocd.name, "argo-cd")
  namespace        = try(var.argocd.namespace, "argocd")
  create_namespace = try(var.argocd.create_namespace, true)
  chart            = try(var.argocd.chart, "argo-cd")
  chart_version    = try(var.argocd.chart_version, var.since_1_16_0 ? "5.55.0" : var.since_1_5_0 ? "5.42.1" : "5.29.1")
  repository       = try(var.argocd.repository, "https://argoproj.github.io/argo-helm")
  values           = try(var.argocd.values, [])
  set              = try(var.argocd.set, [])
  set_sensitive    = try(var.argocd.set_sensitive, [])
  tags             = var.tags
}

module "aws_cloudwatch_metrics" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_cloudwatch_metrics
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_cloudwatch_metrics.name, "aws-cloudwatch-metrics")
  namespace        = local.aws_cloudwatch_metrics_namespace
  create_namespace = try(var.aws_cloudwatch_metrics.create_namespace, true)
  chart            = try(var.aws_cloudwatch_metrics.chart, "aws-cloudwatch-metrics")
  chart_version    = try(var.aws_cloudwatch_metrics.chart_version, var.since_1_16_0 ? "0.0.10" : "0.0.9")
  repository       = try(var.aws_cloudwatch_metrics.repository, "https://aws.github.io/eks-charts")
  values           = try(var.aws_cloudwatch_metrics.values, [])
  set              = concat([{ name = "clusterName", value = local.cluster_name }, { name = "serviceAccount.name", value = local.aws_cloudwatch_metrics_service_account }], try(var.aws_cloudwatch_metrics.set, []))
  set_sensitive    = try(var.aws_cloudwatch_metrics.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_cloudwatch_metrics.create_role, true)
  role_name                     = try(var.aws_cloudwatch_metrics.role_name, "aws-cloudwatch-metrics")
  role_name_use_prefix          = try(var.aws_cloudwatch_metrics.role_name_use_prefix, true)
  role_path                     = try(var.aws_cloudwatch_metrics.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_cloudwatch_metrics, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_cloudwatch_metrics, "role_policies", {})
  allow_self_assume_role        = try(var.aws_cloudwatch_metrics.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_cloudwatch_metrics, "policy_statements", [])
  policy_name                   = try(var.aws_cloudwatch_metrics.policy_name, null)
  policy_name_use_prefix        = try(var.aws_cloudwatch_metrics.policy_name_use_prefix, true)

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.aws_cloudwatch_metrics_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_efs_csi_driver" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_efs_csi_driver
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_efs_csi_driver.name, "aws-efs-csi-driver")
  namespace        = local.aws_efs_csi_driver_namespace
  create_namespace = try(var.aws_efs_csi_driver.create_namespace, false)
  chart            = try(var.aws_efs_csi_driver.chart, "aws-efs-csi-driver")
  chart_version    = try(var.aws_efs_csi_driver.chart_version, var.since_1_16_0 ? "2.5.6" : var.since_1_5_0 ? "2.4.8" : "2.4.1")
  repository       = try(var.aws_efs_csi_driver.repository, "https://kubernetes-sigs.github.io/aws-efs-csi-driver/")
  values           = try(var.aws_efs_csi_driver.values, [])
  set              = concat([{ name = "controller.serviceAccount.name", value = local.aws_efs_csi_driver_controller_service_account }, { name = "node.serviceAccount.name", value = local.aws_efs_csi_driver_node_service_account }], try(var.aws_efs_csi_driver.set, []))
  set_sensitive    = try(var.aws_efs_csi_driver.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_efs_csi_driver.create_role, true)
  role_name                     = try(var.aws_efs_csi_driver.role_name, "aws-efs-csi-driver")
  role_name_use_prefix          = try(var.aws_efs_csi_driver.role_name_use_prefix, true)
  role_path                     = try(var.aws_efs_csi_driver.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_efs_csi_driver, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_efs_csi_driver, "role_policies", {})
  allow_self_assume_role        = try(var.aws_efs_csi_driver.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_efs_csi_driver, "policy_statements", [])
  policy_name                   = try(var.aws_efs_csi_driver.policy_name, null)
  policy_name_use_prefix        = try(var.aws_efs_csi_driver.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_efs_csi_driver[*].json

  oidc_providers = {
    controller = { provider_arn = local.oidc_provider_arn, service_account = local.aws_efs_csi_driver_controller_service_account }
    node       = { provider_arn = local.oidc_provider_arn, service_account = local.aws_efs_csi_driver_node_service_account }
  }
  set_irsa_names = ["controller.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn", "node.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_for_fluentbit" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_for_fluentbit
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_for_fluentbit.name, "aws-for-fluent-bit")
  namespace        = local.aws_for_fluentbit_namespace
  create_namespace = try(var.aws_for_fluentbit.create_namespace, false)
  chart            = try(var.aws_for_fluentbit.chart, "aws-for-fluent-bit")
  chart_version    = try(var.aws_for_fluentbit.chart_version, var.since_1_16_0 ? "0.1.32" : var.since_1_8_0 ? "0.1.30" : var.since_1_5_0 ? "0.1.28" : "0.1.24")
  repository       = try(var.aws_for_fluentbit.repository, "https://aws.github.io/eks-charts")
  values           = try(var.aws_for_fluentbit.values, [])
  set              = concat([{ name = "serviceAccount.name", value = local.aws_for_fluentbit_service_account }],
    var.since_1_2_1 ? [{ name = "cloudWatch.region", value = local.region }] : [],
    var.since_1_5_1 ? [{ name = "cloudWatchLogs.logGroupName", value = var.own_settings }, { name = "cloudWatchLogs.logGroupTemplate", value = "" }, { name = "cloudWatchLogs.autoCreateGroup", value = false }] : [],
    var.since_1_2_1 ? [{ name = "cloudWatchLogs.region", value = local.region }] : [], try(var.aws_for_fluentbit.set, []))
  set_sensitive    = try(var.aws_for_fluentbit.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_for_fluentbit.create_role, true)
  role_name                     = try(var.aws_for_fluentbit.role_name, "aws-for-fluent-bit")
  role_name_use_prefix          = try(var.aws_for_fluentbit.role_name_use_prefix, true)
  role_path                     = try(var.aws_for_fluentbit.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_for_fluentbit, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_for_fluentbit, "role_policies", {})
  allow_self_assume_role        = try(var.aws_for_fluentbit.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_for_fluentbit, "policy_statements", [])
  policy_name                   = try(var.aws_for_fluentbit.policy_name, null)
  policy_name_use_prefix        = try(var.aws_for_fluentbit.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_for_fluentbit[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.aws_for_fluentbit_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_fsx_csi_driver" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_fsx_csi_driver
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_fsx_csi_driver.name, "aws-fsx-csi-driver")
  namespace        = local.aws_fsx_csi_driver_namespace
  create_namespace = try(var.aws_fsx_csi_driver.create_namespace, false)
  chart            = try(var.aws_fsx_csi_driver.chart, "aws-fsx-csi-driver")
  chart_version    = try(var.aws_fsx_csi_driver.chart_version, var.since_1_16_0 ? "1.9.0" : var.since_1_5_0 ? "1.7.0" : "1.6.0")
  repository       = try(var.aws_fsx_csi_driver.repository, "https://kubernetes-sigs.github.io/aws-fsx-csi-driver/")
  values           = try(var.aws_fsx_csi_driver.values, [])
  set              = concat([{ name = "controller.serviceAccount.name", value = local.aws_fsx_csi_driver_controller_service_account }, { name = "node.serviceAccount.name", value = local.aws_fsx_csi_driver_node_service_account }], try(var.aws_fsx_csi_driver.set, []))
  set_sensitive    = try(var.aws_fsx_csi_driver.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_fsx_csi_driver.create_role, true)
  role_name                     = try(var.aws_fsx_csi_driver.role_name, "aws-fsx-csi-driver")
  role_name_use_prefix          = try(var.aws_fsx_csi_driver.role_name_use_prefix, true)
  role_path                     = try(var.aws_fsx_csi_driver.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_fsx_csi_driver, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_fsx_csi_driver, "role_policies", {})
  allow_self_assume_role        = try(var.aws_fsx_csi_driver.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_fsx_csi_driver, "policy_statements", [])
  policy_name                   = try(var.aws_fsx_csi_driver.policy_name, null)
  policy_name_use_prefix        = try(var.aws_fsx_csi_driver.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_fsx_csi_driver[*].json

  oidc_providers = {
    controller = { provider_arn = local.oidc_provider_arn, service_account = local.aws_fsx_csi_driver_controller_service_account }
    node       = { provider_arn = local.oidc_provider_arn, service_account = local.aws_fsx_csi_driver_node_service_account }
  }
  set_irsa_names = ["controller.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn", "node.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_load_balancer_controller" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_load_balancer_controller
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_load_balancer_controller.name, "aws-load-balancer-controller")
  namespace        = local.aws_load_balancer_controller_namespace
  create_namespace = try(var.aws_load_balancer_controller.create_namespace, false)
  chart            = try(var.aws_load_balancer_controller.chart, "aws-load-balancer-controller")
  chart_version    = try(var.aws_load_balancer_controller.chart_version, var.since_1_16_0 ? "1.7.1" : var.since_1_6_0 ? "1.6.0" : var.since_1_5_0 ? "1.5.5" : "1.4.8")
  repository       = try(var.aws_load_balancer_controller.repository, "https://aws.github.io/eks-charts")
  values           = try(var.aws_load_balancer_controller.values, [])
  set              = concat([{ name = "serviceAccount.name", value = local.aws_load_balancer_controller_service_account }, { name = "clusterName", value = local.cluster_name }], try(var.aws_load_balancer_controller.set, []))
  set_sensitive    = try(var.aws_load_balancer_controller.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_load_balancer_controller.create_role, true)
  role_name                     = try(var.aws_load_balancer_controller.role_name, "alb-controller")
  role_name_use_prefix          = try(var.aws_load_balancer_controller.role_name_use_prefix, true)
  role_path                     = try(var.aws_load_balancer_controller.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_load_balancer_controller, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_load_balancer_controller, "role_policies", {})
  allow_self_assume_role        = try(var.aws_load_balancer_controller.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_load_balancer_controller, "policy_statements", [])
  policy_name                   = try(var.aws_load_balancer_controller.policy_name, null)
  policy_name_use_prefix        = try(var.aws_load_balancer_controller.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_load_balancer_controller[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.aws_load_balancer_controller_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_node_termination_handler" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_node_termination_handler
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_node_termination_handler.name, "aws-node-termination-handler")
  namespace        = local.aws_node_termination_handler_namespace
  create_namespace = try(var.aws_node_termination_handler.create_namespace, true)
  chart            = try(var.aws_node_termination_handler.chart, "aws-node-termination-handler")
  chart_version    = try(var.aws_node_termination_handler.chart_version, "0.21.0")
  repository       = try(var.aws_node_termination_handler.repository, "https://aws.github.io/eks-charts")
  values           = try(var.aws_node_termination_handler.values, [])
  set              = concat([{ name = "serviceAccount.name", value = local.aws_node_termination_handler_service_account }, { name = "awsRegion", value = local.region }, { name = "queueURL", value = module.aws_node_termination_handler_sqs.queue_url }, { name = "enableSqsTerminationDraining", value = true }], try(var.aws_node_termination_handler.set, []))
  set_sensitive    = try(var.aws_node_termination_handler.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_node_termination_handler.create_role, true)
  role_name                     = try(var.aws_node_termination_handler.role_name, "aws-node-termination-handler")
  role_name_use_prefix          = try(var.aws_node_termination_handler.role_name_use_prefix, true)
  role_path                     = try(var.aws_node_termination_handler.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_node_termination_handler, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_node_termination_handler, "role_policies", {})
  allow_self_assume_role        = try(var.aws_node_termination_handler.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_node_termination_handler, "policy_statements", [])
  policy_name                   = try(var.aws_node_termination_handler.policy_name, null)
  policy_name_use_prefix        = try(var.aws_node_termination_handler.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_node_termination_handler[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.aws_node_termination_handler_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_privateca_issuer" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_privateca_issuer
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_privateca_issuer.name, "aws-privateca-issuer")
  namespace        = local.aws_privateca_issuer_namespace
  create_namespace = try(var.aws_privateca_issuer.create_namespace, false)
  chart            = try(var.aws_privateca_issuer.chart, "aws-privateca-issuer")
  chart_version    = try(var.aws_privateca_issuer.chart_version, var.since_1_16_0 ? "v1.2.7" : "v1.2.5")
  repository       = try(var.aws_privateca_issuer.repository, "https://cert-manager.github.io/aws-privateca-issuer")
  values           = try(var.aws_privateca_issuer.values, [])
  set              = concat([{ name = "serviceAccount.name", value = local.aws_privateca_issuer_service_account }], try(var.aws_privateca_issuer.set, []))
  set_sensitive    = try(var.aws_privateca_issuer.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_privateca_issuer.create_role, true)
  role_name                     = try(var.aws_privateca_issuer.role_name, "aws-privateca-issuer")
  role_name_use_prefix          = try(var.aws_privateca_issuer.role_name_use_prefix, true)
  role_path                     = try(var.aws_privateca_issuer.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_privateca_issuer, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_privateca_issuer, "role_policies", {})
  allow_self_assume_role        = try(var.aws_privateca_issuer.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_privateca_issuer, "policy_statements", [])
  policy_name                   = try(var.aws_privateca_issuer.policy_name, null)
  policy_name_use_prefix        = try(var.aws_privateca_issuer.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_privateca_issuer[*].json

  oidc_providers = {
    controller = { provider_arn = local.oidc_provider_arn, service_account = local.aws_privateca_issuer_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "cert_manager" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_cert_manager
  create_release   = var.create_kubernetes_resources
  name             = try(var.cert_manager.name, "cert-manager")
  namespace        = local.cert_manager_namespace
  create_namespace = try(var.cert_manager.create_namespace, true)
  chart            = try(var.cert_manager.chart, "cert-manager")
  chart_version    = try(var.cert_manager.chart_version, var.since_1_16_0 ? "v1.14.3" : var.since_1_5_0 ? "v1.12.3" : "v1.11.1")
  repository       = try(var.cert_manager.repository, "https://charts.jetstack.io")
  values           = try(var.cert_manager.values, [])
  set              = concat([{ name = "installCRDs", value = true }],
    var.since_1_9_2 ? [{ name = "serviceAccount.name", value = local.cert_manager_service_account }] : [], try(var.cert_manager.set, []))
  set_sensitive    = try(var.cert_manager.set_sensitive, [])
  tags             = var.tags

  create_role                   = local.create_cert_manager_irsa && try(var.cert_manager.create_role, true)
  role_name                     = try(var.cert_manager.role_name, "cert-manager")
  role_name_use_prefix          = try(var.cert_manager.role_name_use_prefix, true)
  role_path                     = try(var.cert_manager.role_path, "/")
  role_permissions_boundary_arn = lookup(var.cert_manager, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.cert_manager, "role_policies", {})
  allow_self_assume_role        = try(var.cert_manager.allow_self_assume_role, var.since_1_9_2)
  policy_statements             = lookup(var.cert_manager, "policy_statements", [])
  policy_name                   = try(var.cert_manager.policy_name, null)
  policy_name_use_prefix        = try(var.cert_manager.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.cert_manager[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.cert_manager_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "cluster_autoscaler" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_cluster_autoscaler
  create_release   = var.create_kubernetes_resources
  name             = try(var.cluster_autoscaler.name, "cluster-autoscaler")
  namespace        = local.cluster_autoscaler_namespace
  create_namespace = try(var.cluster_autoscaler.create_namespace, false)
  chart            = try(var.cluster_autoscaler.chart, "cluster-autoscaler")
  chart_version    = try(var.cluster_autoscaler.chart_version, var.since_1_16_0 ? "9.35.0" : var.since_1_5_0 ? "9.29.1" : "9.29.0")
  repository       = try(var.cluster_autoscaler.repository, "https://kubernetes.github.io/autoscaler")
  values           = try(var.cluster_autoscaler.values, [])
  set              = concat([{ name = "awsRegion", value = local.region }, { name = "autoDiscovery.clusterName", value = local.cluster_name }, { name = "image.tag", value = var.own_settings }, { name = "rbac.serviceAccount.name", value = local.cluster_autoscaler_service_account }], try(var.cluster_autoscaler.set, []))
  set_sensitive    = try(var.cluster_autoscaler.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.cluster_autoscaler.create_role, true)
  role_name                     = try(var.cluster_autoscaler.role_name, "cluster-autoscaler")
  role_name_use_prefix          = try(var.cluster_autoscaler.role_name_use_prefix, true)
  role_path                     = try(var.cluster_autoscaler.role_path, "/")
  role_permissions_boundary_arn = lookup(var.cluster_autoscaler, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.cluster_autoscaler, "role_policies", {})
  allow_self_assume_role        = try(var.cluster_autoscaler.allow_self_assume_role, false)
  policy_statements             = lookup(var.cluster_autoscaler, "policy_statements", [])
  policy_name                   = try(var.cluster_autoscaler.policy_name, null)
  policy_name_use_prefix        = try(var.cluster_autoscaler.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.cluster_autoscaler[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.cluster_autoscaler_service_account }
  }
  set_irsa_names = ["rbac.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "external_dns" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_external_dns
  create_release   = var.create_kubernetes_resources
  name             = try(var.external_dns.name, "external-dns")
  namespace        = local.external_dns_namespace
  create_namespace = try(var.external_dns.create_namespace, true)
  chart            = try(var.external_dns.chart, "external-dns")
  chart_version    = try(var.external_dns.chart_version, var.since_1_16_0 ? "1.14.3" : var.since_1_5_0 ? "1.13.0" : "1.12.2")
  repository       = try(var.external_dns.repository, "https://kubernetes-sigs.github.io/external-dns/")
  values           = try(var.external_dns.values, [var.own_settings])
  set              = concat([{ name = "serviceAccount.name", value = local.external_dns_service_account }], try(var.external_dns.set, []))
  set_sensitive    = try(var.external_dns.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.external_dns.create_role, true) && length(var.external_dns_route53_zone_arns) > 0
  role_name                     = try(var.external_dns.role_name, "external-dns")
  role_name_use_prefix          = try(var.external_dns.role_name_use_prefix, true)
  role_path                     = try(var.external_dns.role_path, "/")
  role_permissions_boundary_arn = lookup(var.external_dns, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.external_dns, "role_policies", {})
  allow_self_assume_role        = try(var.external_dns.allow_self_assume_role, false)
  policy_statements             = lookup(var.external_dns, "policy_statements", [])
  policy_name                   = try(var.external_dns.policy_name, null)
  policy_name_use_prefix        = try(var.external_dns.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.external_dns[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.external_dns_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "external_secrets" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_external_secrets
  create_release   = var.create_kubernetes_resources
  name             = try(var.external_secrets.name, "external-secrets")
  namespace        = local.external_secrets_namespace
  create_namespace = try(var.external_secrets.create_namespace, true)
  chart            = try(var.external_secrets.chart, "external-secrets")
  chart_version    = try(var.external_secrets.chart_version, var.since_1_16_0 ? "0.9.13" : var.since_1_5_0 ? "0.9.1" : "0.8.1")
  repository       = try(var.external_secrets.repository, "https://charts.external-secrets.io")
  values           = try(var.external_secrets.values, [])
  set              = concat([{ name = "serviceAccount.name", value = local.external_secrets_service_account }],
    var.since_1_16_1 ? [{ name = "webhook.port", value = var.enable_eks_fargate ? "9443" : "10250" }] : [], try(var.external_secrets.set, []))
  set_sensitive    = try(var.external_secrets.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.external_secrets.create_role, true)
  role_name                     = try(var.external_secrets.role_name, "external-secrets")
  role_name_use_prefix          = try(var.external_secrets.role_name_use_prefix, true)
  role_path                     = try(var.external_secrets.role_path, "/")
  role_permissions_boundary_arn = lookup(var.external_secrets, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.external_secrets, "role_policies", {})
  allow_self_assume_role        = try(var.external_secrets.allow_self_assume_role, false)
  policy_statements             = lookup(var.external_secrets, "policy_statements", [])
  policy_name                   = try(var.external_secrets.policy_name, null)
  policy_name_use_prefix        = try(var.external_secrets.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.external_secrets[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.external_secrets_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "gatekeeper" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_gatekeeper
  create_release   = var.create_kubernetes_resources
  name             = try(var.gatekeeper.name, "gatekeeper")
  namespace        = try(var.gatekeeper.namespace, "gatekeeper-system")
  create_namespace = try(var.gatekeeper.create_namespace, true)
  chart            = try(var.gatekeeper.chart, "gatekeeper")
  chart_version    = try(var.gatekeeper.chart_version, var.since_1_16_0 ? "3.15.0" : "3.12.0")
  repository       = try(var.gatekeeper.repository, "https://open-policy-agent.github.io/gatekeeper/charts")
  values           = try(var.gatekeeper.values, [])
  set              = try(var.gatekeeper.set, [])
  set_sensitive    = try(var.gatekeeper.set_sensitive, [])
  tags             = var.tags
}

module "karpenter" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_karpenter
  create_release   = var.create_kubernetes_resources
  name             = try(var.karpenter.name, "karpenter")
  namespace        = local.karpenter_namespace
  create_namespace = try(var.karpenter.create_namespace, true)
  chart            = try(var.karpenter.chart, "karpenter")
  chart_version    = try(var.karpenter.chart_version, var.since_1_16_4 ? "0.37.0" : var.since_1_16_0 ? "0.35.0" : var.since_1_10_0 ? "v0.32.1" : var.since_1_7_2 ? "v0.30.0" : var.since_1_5_0 ? "v0.29.2" : "v0.27.2")
  repository       = try(var.karpenter.repository, "oci://public.ecr.aws/karpenter")
  values           = try(var.karpenter.values, [])
  set              = concat([{ name = var.own_settings, value = "" }], try(var.karpenter.set, []))
  set_sensitive    = try(var.karpenter.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.karpenter.create_role, true)
  role_name                     = try(var.karpenter.role_name, "karpenter")
  role_name_use_prefix          = try(var.karpenter.role_name_use_prefix, true)
  role_path                     = try(var.karpenter.role_path, "/")
  role_permissions_boundary_arn = lookup(var.karpenter, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.karpenter, "role_policies", {})
  allow_self_assume_role        = try(var.karpenter.allow_self_assume_role, false)
  policy_statements             = lookup(var.karpenter, "policy_statements", [])
  policy_name                   = try(var.karpenter.policy_name, null)
  policy_name_use_prefix        = try(var.karpenter.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.karpenter[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.karpenter_service_account_name }
  }
}

module "metrics_server" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_metrics_server
  create_release   = var.create_kubernetes_resources
  name             = try(var.metrics_server.name, "metrics-server")
  namespace        = try(var.metrics_server.namespace, "kube-system")
  create_namespace = try(var.metrics_server.create_namespace, false)
  chart            = try(var.metrics_server.chart, "metrics-server")
  chart_version    = try(var.metrics_server.chart_version, var.since_1_16_0 ? "3.12.0" : var.since_1_5_0 ? "3.11.0" : "3.10.0")
  repository       = try(var.metrics_server.repository, "https://kubernetes-sigs.github.io/metrics-server/")
  values           = try(var.metrics_server.values, [])
  set              = try(var.metrics_server.set, [])
  set_sensitive    = try(var.metrics_server.set_sensitive, [])
  tags             = var.tags
}

module "secrets_store_csi_driver_provider_aws" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_secrets_store_csi_driver_provider_aws
  create_release   = var.create_kubernetes_resources
  name             = try(var.secrets_store_csi_driver_provider_aws.name, "secrets-store-csi-driver-provider-aws")
  namespace        = try(var.secrets_store_csi_driver_provider_aws.namespace, "kube-system")
  create_namespace = try(var.secrets_store_csi_driver_provider_aws.create_namespace, false)
  chart            = try(var.secrets_store_csi_driver_provider_aws.chart, "secrets-store-csi-driver-provider-aws")
  chart_version    = try(var.secrets_store_csi_driver_provider_aws.chart_version, var.since_1_16_0 ? "0.3.6" : var.since_1_5_0 ? "0.3.4" : "0.3.2")
  repository       = try(var.secrets_store_csi_driver_provider_aws.repository, "https://aws.github.io/secrets-store-csi-driver-provider-aws")
  values           = try(var.secrets_store_csi_driver_provider_aws.values, [])
  set              = try(var.secrets_store_csi_driver_provider_aws.set, [])
  set_sensitive    = try(var.secrets_store_csi_driver_provider_aws.set_sensitive, [])
  tags             = var.tags
}

module "velero" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_velero
  create_release   = var.create_kubernetes_resources
  name             = try(var.velero.name, "velero")
  namespace        = local.velero_namespace
  create_namespace = try(var.velero.create_namespace, true)
  chart            = try(var.velero.chart, "velero")
  chart_version    = try(var.velero.chart_version, var.since_1_5_0 ? "3.2.0" : "3.1.6")
  repository       = try(var.velero.repository, "https://vmware-tanzu.github.io/helm-charts/")
  values           = try(var.velero.values, [])
  set              = concat([{ name = "initContainers", value = var.own_settings }, { name = "serviceAccount.server.name", value = local.velero_service_account }, { name = "configuration.provider", value = "aws" }, { name = "configuration.backupStorageLocation.prefix", value = var.own_settings }, { name = "configuration.backupStorageLocation.bucket", value = var.own_settings }, { name = "configuration.backupStorageLocation.config.region", value = local.region }, { name = "configuration.volumeSnapshotLocation.config.region", value = local.region }, { name = "credentials.useSecret", value = false }], try(var.velero.set, []))
  set_sensitive    = try(var.velero.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.velero.create_role, true)
  role_name                     = try(var.velero.role_name, "velero")
  role_name_use_prefix          = try(var.velero.role_name_use_prefix, true)
  role_path                     = try(var.velero.role_path, "/")
  role_permissions_boundary_arn = lookup(var.velero, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.velero, "role_policies", {})
  allow_self_assume_role        = try(var.velero.allow_self_assume_role, false)
  policy_statements             = lookup(var.velero, "policy_statements", [])
  policy_name                   = try(var.velero.policy_name, null)
  policy_name_use_prefix        = try(var.velero.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.velero[*].json

  oidc_providers = {
    controller = { provider_arn = local.oidc_provider_arn, service_account = local.velero_service_account }
  }
  set_irsa_names = ["serviceAccount.server.annotations.eks\\.amazonaws\\.com/role-arn"]
}

module "aws_gateway_api_controller" {
  source  = "aws-ia/eks-blueprints-addon/aws"
  version = "1.1.1"

  create           = var.enable_aws_gateway_api_controller
  create_release   = var.create_kubernetes_resources
  name             = try(var.aws_gateway_api_controller.name, "aws-gateway-api-controller")
  namespace        = local.aws_gateway_api_controller_namespace
  create_namespace = try(var.aws_gateway_api_controller.create_namespace, true)
  chart            = try(var.aws_gateway_api_controller.chart, "aws-gateway-controller-chart")
  chart_version    = try(var.aws_gateway_api_controller.chart_version, var.since_1_16_0 ? "v0.0.18" : var.since_1_8_0 ? "v0.0.16" : var.since_1_5_0 ? "v0.0.15" : "v0.0.12")
  repository       = try(var.aws_gateway_api_controller.repository, "oci://public.ecr.aws/aws-application-networking-k8s")
  values           = try(var.aws_gateway_api_controller.values, [])
  set              = concat([{ name = "serviceAccount.name", value = local.aws_gateway_api_controller_service_account }, { name = "awsRegion", value = local.region }, { name = "awsAccountId", value = local.account_id }], try(var.aws_gateway_api_controller.set, []))
  set_sensitive    = try(var.aws_gateway_api_controller.set_sensitive, [])
  tags             = var.tags

  create_role                   = try(var.aws_gateway_api_controller.create_role, true)
  role_name                     = try(var.aws_gateway_api_controller.role_name, "aws-gateway-api-controller")
  role_name_use_prefix          = try(var.aws_gateway_api_controller.role_name_use_prefix, true)
  role_path                     = try(var.aws_gateway_api_controller.role_path, "/")
  role_permissions_boundary_arn = lookup(var.aws_gateway_api_controller, "role_permissions_boundary_arn", null)
  role_policies                 = lookup(var.aws_gateway_api_controller, "role_policies", {})
  allow_self_assume_role        = try(var.aws_gateway_api_controller.allow_self_assume_role, false)
  policy_statements             = lookup(var.aws_gateway_api_controller, "policy_statements", [])
  policy_name                   = try(var.aws_gateway_api_controller.policy_name, null)
  policy_name_use_prefix        = try(var.aws_gateway_api_controller.policy_name_use_prefix, true)
  source_policy_documents       = data.aws_iam_policy_document.aws_gateway_api_controller[*].json

  oidc_providers = {
    this = { provider_arn = local.oidc_provider_arn, service_account = local.aws_gateway_api_controller_service_account }
  }
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
}
