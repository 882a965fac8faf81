# The security group by which nodes let SSH in.

variable "groups" { type = list(string) }
variable "egress" { type = bool }
variable "keeps" { type = bool }
variable "vpc_id" { type = string }
variable "context" { type = any }

module "this" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  attributes = ["ssh"]
  context    = var.context
}

locals {
  wanted = merge(
    { ssh = { type = "ingress", from_port = 22, to_port = 22, description = "Allow SSH ingress" } },
    { for name, rule in { ssh-egress = { type = "egress", from_port = 0, to_port = 65535, description = "Allow SSH egress" } } : name => rule if var.egress },
  )
  rules = merge(
    { _allow_all_egress_ = { type = "egress", protocol = "-1", from_port = 0, to_port = 0, description = "Allow all egress", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"], group = null } },
    { for name, rule in local.wanted : "ssh#${name}#cidr" => merge(rule, { protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null, group = null }) if length(var.groups) == 0 },
    merge([for i, group in var.groups : { for name, rule in local.wanted : "ssh#${name}#sg#${i}" => merge(rule, { protocol = "tcp", cidr_blocks = null, ipv6_cidr_blocks = null, group = group }) }]...),
  )
}

resource "aws_security_group" "cbd" {
  count       = module.this.enabled ? 1 : 0
  name_prefix = "${module.this.id}${module.this.delimiter}"
  description = "Allow SSH access to nodes"
  vpc_id      = var.vpc_id
  tags        = module.this.tags
}

resource "aws_security_group_rule" "keyed" {
  for_each                 = { for name, rule in local.rules : name => rule if module.this.enabled && !var.keeps }
  security_group_id        = one(aws_security_group.cbd[*].id)
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  cidr_blocks              = each.value.cidr_blocks
  ipv6_cidr_blocks         = each.value.ipv6_cidr_blocks
  source_security_group_id = each.value.group
  description              = each.value.description
}

resource "aws_security_group_rule" "dbc" {
  for_each                 = { for name, rule in local.rules : name => rule if module.this.enabled && var.keeps }
  security_group_id        = one(aws_security_group.cbd[*].id)
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  cidr_blocks              = each.value.cidr_blocks
  ipv6_cidr_blocks         = each.value.ipv6_cidr_blocks
  source_security_group_id = each.value.group
  description              = each.value.description
}

output "id" { value = one(aws_security_group.cbd[*].id) }
