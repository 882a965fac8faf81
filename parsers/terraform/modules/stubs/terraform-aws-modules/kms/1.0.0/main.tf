data "aws_partition" "current" {
  count = var.create ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}

locals {
  account   = try(data.aws_caller_identity.current[0].account_id, "")
  partition = try(data.aws_partition.current[0].partition, "")
  suffix    = try(data.aws_partition.current[0].dns_suffix, "")
  policy    = coalesce(var.policy, try(data.aws_iam_policy_document.this[0].json, null))
  grants    = { test = "Bool", variable = "kms:GrantIsForAWSResource", values = ["true"] }
  use       = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
}

resource "aws_kms_key" "this" {
  count                    = var.create && !var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0
  region                   = var.region
  description              = var.description
  enable_key_rotation      = var.enable_key_rotation
  is_enabled               = var.is_enabled
  deletion_window_in_days  = var.deletion_window_in_days
  key_usage                = var.key_usage
  customer_master_key_spec = var.customer_master_key_spec
  multi_region             = var.multi_region
  policy                   = local.policy
  tags                     = var.tags
}

resource "aws_kms_external_key" "this" {
  count  = var.create && var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0
  region = var.region
}

resource "aws_kms_replica_key" "this" {
  count  = var.create && var.create_replica && !var.create_external && !var.create_replica_external ? 1 : 0
  region = var.region
}

resource "aws_kms_replica_external_key" "this" {
  count  = var.create && var.create_replica_external && !var.create_external && !var.create_replica ? 1 : 0
  region = var.region
}

# Whom the key policy lets do what: the account, and those named for each use.

locals {
  statements = [
    { on = length(var.key_owners) > 0, sid = "KeyOwner", who = var.key_owners, actions = ["kms:*"], conditions = [] },
    {
      on = length(var.key_administrators) > 0, sid = "KeyAdministration", who = var.key_administrators, conditions = []
      actions = concat(
        [for verb in ["Create", "Describe", "Enable", "List", "Put", "Update", "Revoke", "Disable", "Get", "Delete"] : "kms:${verb}*"],
        ["kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion"],
        var.since_2_0_1 ? ["kms:ReplicateKey", "kms:ImportKeyMaterial"] : [],
      )
    },
    { on = length(var.key_users) > 0, sid = "KeyUsage", who = var.key_users, actions = local.use, conditions = [] },
    { on = length(var.key_service_users) > 0, sid = "KeyServiceUsage", who = var.key_service_users, actions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], conditions = [local.grants] },
    { on = length(var.key_service_roles_for_autoscaling) > 0, sid = "KeyServiceRolesASG", who = var.key_service_roles_for_autoscaling, actions = local.use, conditions = [] },
    { on = length(var.key_service_roles_for_autoscaling) > 0, sid = "KeyServiceRolesASGPersistentVol", who = var.key_service_roles_for_autoscaling, actions = ["kms:CreateGrant"], conditions = [local.grants] },
    { on = length(var.key_symmetric_encryption_users) > 0, sid = "KeySymmetricEncryption", who = var.key_symmetric_encryption_users, actions = sort(local.use), conditions = [] },
    { on = length(var.key_hmac_users) > 0, sid = "KeyHMAC", who = var.key_hmac_users, actions = ["kms:DescribeKey", "kms:GenerateMac", "kms:VerifyMac"], conditions = [] },
    { on = length(var.key_asymmetric_public_encryption_users) > 0, sid = "KeyAsymmetricPublicEncryption", who = var.key_asymmetric_public_encryption_users, actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GetPublicKey"], conditions = [] },
    { on = length(var.key_asymmetric_sign_verify_users) > 0, sid = "KeyAsymmetricSignVerify", who = var.key_asymmetric_sign_verify_users, actions = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign", "kms:Verify"], conditions = [] },
  ]
}

data "aws_iam_policy_document" "this" {
  count                     = var.create ? 1 : 0
  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents

  dynamic "statement" {
    for_each = var.enable_default_policy ? [1] : []
    content {
      sid       = "Default"
      actions   = ["kms:*"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
      }
    }
  }

  dynamic "statement" {
    for_each = [for given in local.statements : given if given.on]
    content {
      sid       = statement.value.sid
      actions   = statement.value.actions
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = statement.value.who
      }

      dynamic "condition" {
        for_each = statement.value.conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }

  dynamic "statement" {
    for_each = var.enable_route53_dnssec ? [1] : []
    content {
      sid       = "Route53DnssecService"
      actions   = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["dnssec-route53.${local.suffix}"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.enable_route53_dnssec ? [1] : []
    content {
      sid       = "Route53DnssecGrant"
      actions   = ["kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["dnssec-route53.${local.suffix}"]
      }

      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }

      dynamic "condition" {
        for_each = var.route53_dnssec_sources
        content {
          test     = "StringEquals"
          variable = "aws:SourceAccount"
          values   = try(condition.value.account_ids, [local.account])
        }
      }

      dynamic "condition" {
        for_each = var.route53_dnssec_sources
        content {
          test     = "ArnLike"
          variable = "aws:SourceArn"
          values   = [try(condition.value.hosted_zone_arn, "arn:${local.partition}:route53:::hostedzone/*")]
        }
      }
    }
  }

  dynamic "statement" {
    for_each = var.key_statements
    content {
      sid           = try(statement.value.sid, null)
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = try(statement.value.not_principals, [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

output "key_arn" { value = try(aws_kms_key.this[0].arn, aws_kms_external_key.this[0].arn, aws_kms_replica_key.this[0].arn, aws_kms_replica_external_key.this[0].arn, null) }
output "key_id" { value = try(aws_kms_key.this[0].key_id, aws_kms_external_key.this[0].id, aws_kms_replica_key.this[0].key_id, aws_kms_replica_external_key.this[0].key_id, null) }
output "key_policy" { value = try(aws_kms_key.this[0].policy, aws_kms_external_key.this[0].policy, aws_kms_replica_key.this[0].policy, aws_kms_replica_external_key.this[0].policy, null) }
