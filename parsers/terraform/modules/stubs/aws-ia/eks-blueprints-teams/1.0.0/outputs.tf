output "namespaces" { value = kubernetes_namespace_v1.this }
output "rbac_group" { value = var.enable_admin ? "system:masters" : var.name }
output "aws_auth_configmap_role" {
  value = {
    rolearn  = try(aws_iam_role.this[0].arn, var.iam_role_arn)
    username = var.name
    groups   = [var.enable_admin ? "system:masters" : var.name]
  }
}
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
