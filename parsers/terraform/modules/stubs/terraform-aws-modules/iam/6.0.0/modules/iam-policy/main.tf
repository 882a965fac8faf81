resource "aws_iam_policy" "policy" {
  count  = var.create ? 1 : 0
  name   = var.name
  policy = var.policy
  tags   = var.tags
}

output "arn" { value = try(aws_iam_policy.policy[0].arn, "") }
output "id" { value = try(aws_iam_policy.policy[0].id, "") }
output "name" { value = try(aws_iam_policy.policy[0].name, "") }
output "policy" { value = try(aws_iam_policy.policy[0].policy, "") }
