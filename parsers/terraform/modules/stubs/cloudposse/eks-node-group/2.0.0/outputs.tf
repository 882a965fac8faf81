output "eks_node_group_role_arn" { value = join("", aws_iam_role.default[*].arn) }
output "eks_node_group_role_name" { value = join("", aws_iam_role.default[*].name) }
output "eks_node_group_id" { value = join("", aws_eks_node_group.default[*].id, aws_eks_node_group.cbd[*].id) }
output "eks_node_group_arn" { value = join("", aws_eks_node_group.default[*].arn, aws_eks_node_group.cbd[*].arn) }
output "eks_node_group_launch_template_id" { value = local.template_id }
