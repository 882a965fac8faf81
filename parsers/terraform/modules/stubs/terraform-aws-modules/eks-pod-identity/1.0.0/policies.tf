# What the documents say comes from the table.

resource "aws_iam_policy" "amazon_managed_service_prometheus" {
  count  = var.create && var.attach_amazon_managed_service_prometheus_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.amazon_managed_service_prometheus_policy_name, "${var.policy_name_prefix}ManagedServiceForPrometheus")
  policy = data.aws_iam_policy_document.amazon_managed_service_prometheus[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "amazon_managed_service_prometheus" {
  count      = var.create && var.attach_amazon_managed_service_prometheus_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.amazon_managed_service_prometheus[0].arn
}

resource "aws_iam_policy" "appmesh_controller" {
  count  = var.create && var.attach_aws_appmesh_controller_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.appmesh_controller_policy_name, "${var.policy_name_prefix}AppMeshController")
  policy = data.aws_iam_policy_document.appmesh_controller[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "appmesh_controller" {
  count      = var.create && var.attach_aws_appmesh_controller_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.appmesh_controller[0].arn
}

resource "aws_iam_policy" "appmesh_envoy_proxy" {
  count  = var.create && var.attach_aws_appmesh_envoy_proxy_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.appmesh_envoy_proxy_policy_name, "${var.policy_name_prefix}AppMeshEnvoyProxy")
  policy = data.aws_iam_policy_document.appmesh_envoy_proxy[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "appmesh_envoy_proxy" {
  count      = var.create && var.attach_aws_appmesh_envoy_proxy_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.appmesh_envoy_proxy[0].arn
}

resource "aws_iam_policy" "ebs_csi" {
  count  = var.create && var.attach_aws_ebs_csi_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_ebs_csi_policy_name, "${var.policy_name_prefix}EBS_CSI")
  policy = data.aws_iam_policy_document.ebs_csi[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "ebs_csi" {
  count      = var.create && var.attach_aws_ebs_csi_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.ebs_csi[0].arn
}

resource "aws_iam_policy" "efs_csi" {
  count  = var.create && var.attach_aws_efs_csi_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_efs_csi_policy_name, "${var.policy_name_prefix}EFS_CSI")
  policy = data.aws_iam_policy_document.efs_csi[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "efs_csi" {
  count      = var.create && var.attach_aws_efs_csi_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.efs_csi[0].arn
}

resource "aws_iam_policy" "fsx_lustre_csi" {
  count  = var.create && var.attach_aws_fsx_lustre_csi_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_fsx_lustre_csi_policy_name, "${var.policy_name_prefix}FSxForLustre_CSI")
  policy = data.aws_iam_policy_document.fsx_lustre_csi[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "fsx_lustre_csi" {
  count      = var.create && var.attach_aws_fsx_lustre_csi_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.fsx_lustre_csi[0].arn
}

resource "aws_iam_policy" "aws_gateway_controller" {
  count  = var.create && var.attach_aws_gateway_controller_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_gateway_controller_policy_name, "${var.policy_name_prefix}GatewayController")
  policy = data.aws_iam_policy_document.aws_gateway_controller[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "aws_gateway_controller" {
  count      = var.create && var.attach_aws_gateway_controller_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.aws_gateway_controller[0].arn
}

resource "aws_iam_policy" "lb_controller" {
  count  = var.create && var.attach_aws_lb_controller_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_lb_controller_policy_name, "${var.policy_name_prefix}LoadBalancerController")
  policy = data.aws_iam_policy_document.lb_controller[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "lb_controller" {
  count      = var.create && var.attach_aws_lb_controller_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.lb_controller[0].arn
}

resource "aws_iam_policy" "lb_controller_targetgroup_only" {
  count  = var.create && var.attach_aws_lb_controller_targetgroup_binding_only_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_lb_controller_targetgroup_only_policy_name, "${var.policy_name_prefix}LoadBalancerControllerTargetGroupOnly")
  policy = data.aws_iam_policy_document.lb_controller_targetgroup_only[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "lb_controller_targetgroup_only" {
  count      = var.create && var.attach_aws_lb_controller_targetgroup_binding_only_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.lb_controller_targetgroup_only[0].arn
}

resource "aws_iam_policy" "node_termination_handler" {
  count  = var.create && var.attach_aws_node_termination_handler_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_node_termination_handler_policy_name, "${var.policy_name_prefix}NodeTerminationHandler")
  policy = data.aws_iam_policy_document.node_termination_handler[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "node_termination_handler" {
  count      = var.create && var.attach_aws_node_termination_handler_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.node_termination_handler[0].arn
}

resource "aws_iam_policy" "aws_privateca_issuer" {
  count  = var.create && var.attach_aws_privateca_issuer_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_privateca_issuer_policy_name, "${var.policy_name_prefix}PrivateCAIssuer")
  policy = data.aws_iam_policy_document.aws_privateca_issuer[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "aws_privateca_issuer" {
  count      = var.create && var.attach_aws_privateca_issuer_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.aws_privateca_issuer[0].arn
}

resource "aws_iam_policy" "vpc_cni" {
  count  = var.create && var.attach_aws_vpc_cni_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.aws_vpc_cni_policy_name, "${var.policy_name_prefix}VPC_CNI")
  policy = data.aws_iam_policy_document.vpc_cni[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "vpc_cni" {
  count      = var.create && var.attach_aws_vpc_cni_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.vpc_cni[0].arn
}

resource "aws_iam_policy" "cert_manager" {
  count  = var.create && var.attach_cert_manager_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.cert_manager_policy_name, "${var.policy_name_prefix}CertManager")
  policy = data.aws_iam_policy_document.cert_manager[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "cert_manager" {
  count      = var.create && var.attach_cert_manager_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.cert_manager[0].arn
}

resource "aws_iam_policy" "cluster_autoscaler" {
  count  = var.create && var.attach_cluster_autoscaler_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.cluster_autoscaler_policy_name, "${var.policy_name_prefix}ClusterAutoscaler")
  policy = data.aws_iam_policy_document.cluster_autoscaler[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_autoscaler" {
  count      = var.create && var.attach_cluster_autoscaler_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.cluster_autoscaler[0].arn
}

resource "aws_iam_policy" "external_dns" {
  count  = var.create && var.attach_external_dns_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.external_dns_policy_name, "${var.policy_name_prefix}ExternalDNS")
  policy = data.aws_iam_policy_document.external_dns[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "external_dns" {
  count      = var.create && var.attach_external_dns_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.external_dns[0].arn
}

resource "aws_iam_policy" "external_secrets" {
  count  = var.create && var.attach_external_secrets_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.external_secrets_policy_name, "${var.policy_name_prefix}ExternalSecrets")
  policy = data.aws_iam_policy_document.external_secrets[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "external_secrets" {
  count      = var.create && var.attach_external_secrets_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.external_secrets[0].arn
}

resource "aws_iam_policy" "mountpoint_s3_csi" {
  count  = var.create && var.attach_mountpoint_s3_csi_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.mountpoint_s3_csi_policy_name, "${var.policy_name_prefix}MountpointS3_CSI")
  policy = data.aws_iam_policy_document.mountpoint_s3_csi[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "mountpoint_s3_csi" {
  count      = var.create && var.attach_mountpoint_s3_csi_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.mountpoint_s3_csi[0].arn
}

resource "aws_iam_policy" "pganalyze" {
  count  = var.create && var.attach_pganalyze_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.pganalyze_policy_name, "${var.policy_name_prefix}PGAnalyze")
  policy = data.aws_iam_policy_document.pganalyze[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "pganalyze" {
  count      = var.create && var.attach_pganalyze_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.pganalyze[0].arn
}

resource "aws_iam_policy" "velero" {
  count  = var.create && var.attach_velero_policy ? 1 : 0
  name   = var.use_name_prefix ? null : coalesce(var.velero_policy_name, "${var.policy_name_prefix}Velero")
  policy = data.aws_iam_policy_document.velero[0].json
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "velero" {
  count      = var.create && var.attach_velero_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.velero[0].arn
}
