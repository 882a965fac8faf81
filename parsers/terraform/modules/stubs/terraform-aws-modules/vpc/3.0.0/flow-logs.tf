# Flow logs: to a log group of their own, unless a destination is given.

data "aws_region" "current" {
  count = local.flow ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = local.flow ? 1 : 0
}

data "aws_partition" "current" {
  count = local.flow ? 1 : 0
}

locals {
  flow       = var.create_vpc && var.enable_flow_log
  flow_role  = local.flow && var.flow_log_destination_type != "s3" && var.create_flow_log_cloudwatch_iam_role
  flow_group = local.flow && var.flow_log_destination_type != "s3" && var.create_flow_log_cloudwatch_log_group
  group_name = var.flow_log_cloudwatch_log_group_name_suffix == "" ? local.vpc_id : var.flow_log_cloudwatch_log_group_name_suffix
  group_arns = [for group in aws_cloudwatch_log_group.flow_log : "arn:${data.aws_partition.current[0].partition}:logs:${data.aws_region.current[0].region}:${data.aws_caller_identity.current[0].account_id}:log-group:${group.name}:*"]
}

resource "aws_flow_log" "this" {
  count                = local.flow ? 1 : 0
  region               = var.region
  vpc_id               = local.vpc_id
  traffic_type         = var.flow_log_traffic_type
  log_destination_type = var.flow_log_destination_type
  tags                 = merge(var.tags, var.vpc_flow_log_tags)
}

resource "aws_cloudwatch_log_group" "flow_log" {
  count             = local.flow_group ? 1 : 0
  region            = var.region
  name              = "${var.flow_log_cloudwatch_log_group_name_prefix}${local.group_name}"
  retention_in_days = var.flow_log_cloudwatch_log_group_retention_in_days
  kms_key_id        = var.flow_log_cloudwatch_log_group_kms_key_id
  tags              = merge(var.tags, var.vpc_flow_log_tags)
}

resource "aws_iam_role" "vpc_flow_log_cloudwatch" {
  count                = local.flow_role ? 1 : 0
  name                 = !var.since_5_9_0 || var.vpc_flow_log_iam_role_use_name_prefix ? null : var.vpc_flow_log_iam_role_name
  path                 = var.vpc_flow_log_iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.flow_log_cloudwatch_assume_role[0].json
  permissions_boundary = var.vpc_flow_log_permissions_boundary
  tags                 = merge(var.tags, var.vpc_flow_log_tags)
}

data "aws_iam_policy_document" "flow_log_cloudwatch_assume_role" {
  count = local.flow_role ? 1 : 0

  statement {
    sid     = var.since_3_3_0 ? "AWSVPCFlowLogsAssumeRole" : null
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    dynamic "condition" {
      for_each = var.flow_log_cloudwatch_iam_role_conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }
}

data "aws_iam_policy_document" "vpc_flow_log_cloudwatch" {
  count = local.flow_role ? 1 : 0

  statement {
    sid       = "AWSVPCFlowLogsPushToCloudWatch"
    effect    = "Allow"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"]
    resources = var.since_5_12_0 ? local.group_arns : ["*"]
  }
}

resource "aws_iam_policy" "vpc_flow_log_cloudwatch" {
  count  = local.flow_role ? 1 : 0
  name   = !var.since_5_9_0 || var.vpc_flow_log_iam_policy_use_name_prefix ? null : var.vpc_flow_log_iam_policy_name
  policy = data.aws_iam_policy_document.vpc_flow_log_cloudwatch[0].json
  tags   = var.since_3_11_0 ? merge(var.tags, var.vpc_flow_log_tags) : null
}

resource "aws_iam_role_policy_attachment" "vpc_flow_log_cloudwatch" {
  count      = local.flow_role ? 1 : 0
  role       = aws_iam_role.vpc_flow_log_cloudwatch[0].name
  policy_arn = aws_iam_policy.vpc_flow_log_cloudwatch[0].arn
}
