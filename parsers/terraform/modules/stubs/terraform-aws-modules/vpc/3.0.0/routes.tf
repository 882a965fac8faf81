# Gateways, route tables, and which subnets use them: what makes a subnet public.

locals {
  longest = var.since_4_0_1 ? max(local.private, local.public, var.since_5_1_2 ? 0 : local.intra, local.elasticache, local.database, local.redshift) : var.since_4_0_0 ? max(local.public, local.elasticache, local.database, local.redshift) : max(local.private, local.elasticache, local.database, local.redshift)
  nats    = var.single_nat_gateway ? 1 : var.one_nat_gateway_per_az ? length(var.azs) : local.longest

  public_tables  = var.since_5_8_0 && var.create_multiple_public_route_tables ? local.public : 1
  intra_tables   = var.since_5_8_0 && var.create_multiple_intra_route_tables ? local.intra : 1
  own_database   = local.create && local.database > 0 && var.create_database_subnet_route_table
  via_nat        = local.own_database && !var.create_database_internet_gateway_route && var.create_database_nat_gateway_route && var.enable_nat_gateway
  one_database   = var.single_nat_gateway || var.create_database_internet_gateway_route
  public_routes  = local.create && local.public > 0 && var.create_igw ? var.since_5_11_0 ? local.public_tables : 1 : 0
  private_routes = local.create && var.enable_nat_gateway ? local.nats : 0
  egress_routes  = var.since_5_7_2 && local.private == 0 ? 0 : var.since_5_7_1 ? local.nats : local.private
}

resource "aws_internet_gateway" "this" {
  count  = local.create && var.create_igw && local.public > 0 ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.name }, var.tags, var.igw_tags)
}

resource "aws_egress_only_internet_gateway" "this" {
  count  = local.create && var.create_egress_only_igw && var.enable_ipv6 && local.longest > 0 ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_nat_gateway" "this" {
  count     = local.private_routes
  region    = var.region
  subnet_id = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_default_route_table" "default" {
  count                  = local.create && var.manage_default_route_table ? 1 : 0
  region                 = var.region
  default_route_table_id = aws_vpc.this[0].default_route_table_id
  tags                   = merge({ Name = var.since_3_11_3 ? coalesce(var.default_route_table_name, var.since_4_0_0 ? "${var.name}-default" : var.name) : var.name }, var.tags, var.default_route_table_tags)

  dynamic "route" {
    for_each = var.default_route_table_routes
    content {
      cidr_block                = route.value.cidr_block
      ipv6_cidr_block           = lookup(route.value, "ipv6_cidr_block", null)
      egress_only_gateway_id    = lookup(route.value, "egress_only_gateway_id", null)
      gateway_id                = lookup(route.value, "gateway_id", null)
      nat_gateway_id            = lookup(route.value, "nat_gateway_id", null)
      network_interface_id      = lookup(route.value, "network_interface_id", null)
      transit_gateway_id        = lookup(route.value, "transit_gateway_id", null)
      vpc_endpoint_id           = lookup(route.value, "vpc_endpoint_id", null)
      vpc_peering_connection_id = lookup(route.value, "vpc_peering_connection_id", null)
    }
  }
}

resource "aws_route_table" "public" {
  count  = local.create && local.public > 0 ? local.public_tables : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.since_5_8_0 && var.create_multiple_public_route_tables ? format("${var.name}-${var.public_subnet_suffix}-%s", element(var.azs, count.index)) : "${var.name}-${var.public_subnet_suffix}" }, var.tags, var.public_route_table_tags)
}

resource "aws_route_table" "private" {
  count  = local.create && (var.since_4_0_0 ? local.private > 0 : true) && local.longest > 0 ? local.nats : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.single_nat_gateway ? "${var.name}-${var.private_subnet_suffix}" : format("${var.name}-${var.private_subnet_suffix}-%s", element(var.azs, count.index)) }, var.tags, var.private_route_table_tags)
}

resource "aws_route_table" "database" {
  count  = local.own_database ? local.one_database ? 1 : local.database : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = local.one_database ? "${var.name}-${var.database_subnet_suffix}" : format("${var.name}-${var.database_subnet_suffix}-%s", element(var.azs, count.index)) }, var.tags, var.database_route_table_tags)
}

resource "aws_route_table" "redshift" {
  count  = local.create && local.redshift > 0 && var.create_redshift_subnet_route_table ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.redshift_subnet_suffix}" }, var.tags, var.redshift_route_table_tags)
}

resource "aws_route_table" "elasticache" {
  count  = local.create && local.elasticache > 0 && var.create_elasticache_subnet_route_table ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.elasticache_subnet_suffix}" }, var.tags, var.elasticache_route_table_tags)
}

resource "aws_route_table" "intra" {
  count  = local.create && local.intra > 0 ? local.intra_tables : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.since_5_8_0 && var.create_multiple_intra_route_tables ? format("${var.name}-${var.intra_subnet_suffix}-%s", element(var.azs, count.index)) : "${var.name}-${var.intra_subnet_suffix}" }, var.tags, var.intra_route_table_tags)
}

resource "aws_route" "public_internet_gateway" {
  count                  = local.public_routes
  region                 = var.region
  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "public_internet_gateway_ipv6" {
  count                       = var.enable_ipv6 ? local.public_routes : 0
  region                      = var.region
  route_table_id              = aws_route_table.public[count.index].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this[0].id
}

resource "aws_route" "private_nat_gateway" {
  count                  = var.since_5_15_0 && !var.create_private_nat_gateway_route ? 0 : local.private_routes
  region                 = var.region
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = var.since_3_12_0 ? var.nat_gateway_destination_cidr_block : "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "private_dns64_nat_gateway" {
  count                       = var.since_4_0_2 && var.enable_ipv6 && var.private_subnet_enable_dns64 ? local.private_routes : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "private_ipv6_egress" {
  count                       = local.create && var.create_egress_only_igw && var.enable_ipv6 ? local.egress_routes : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = element(aws_egress_only_internet_gateway.this[*].id, 0)
}

resource "aws_route" "database_internet_gateway" {
  count                  = local.own_database && var.create_igw && var.create_database_internet_gateway_route && !var.create_database_nat_gateway_route ? 1 : 0
  region                 = var.region
  route_table_id         = aws_route_table.database[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "database_nat_gateway" {
  count                  = local.via_nat ? var.single_nat_gateway ? 1 : local.database : 0
  region                 = var.region
  route_table_id         = element(aws_route_table.database[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "database_dns64_nat_gateway" {
  count                       = var.since_4_0_2 && local.via_nat && var.enable_ipv6 && var.private_subnet_enable_dns64 ? var.single_nat_gateway ? 1 : local.database : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.database[*].id, count.index)
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "database_ipv6_egress" {
  count                       = local.own_database && var.create_egress_only_igw && var.enable_ipv6 && var.create_database_internet_gateway_route ? 1 : 0
  region                      = var.region
  route_table_id              = aws_route_table.database[0].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

resource "aws_route_table_association" "public" {
  count          = local.create && local.public > 0 ? local.public : 0
  region         = var.region
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = var.since_5_8_0 ? element(aws_route_table.public[*].id, var.create_multiple_public_route_tables ? count.index : 0) : aws_route_table.public[0].id
}

resource "aws_route_table_association" "private" {
  count          = local.create && local.private > 0 ? local.private : 0
  region         = var.region
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "outpost" {
  count          = local.create && local.outpost > 0 ? local.outpost : 0
  region         = var.region
  subnet_id      = element(aws_subnet.outpost[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "database" {
  count          = local.create && local.database > 0 ? local.database : 0
  region         = var.region
  subnet_id      = element(aws_subnet.database[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id), var.create_database_subnet_route_table && local.one_database ? 0 : count.index)
}

resource "aws_route_table_association" "redshift" {
  count          = local.create && local.redshift > 0 && !var.enable_public_redshift ? local.redshift : 0
  region         = var.region
  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.redshift[*].id, aws_route_table.private[*].id), var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table_association" "redshift_public" {
  count          = local.create && local.redshift > 0 && var.enable_public_redshift ? local.redshift : 0
  region         = var.region
  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.redshift[*].id, aws_route_table.public[*].id), var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table_association" "elasticache" {
  count          = local.create && local.elasticache > 0 ? local.elasticache : 0
  region         = var.region
  subnet_id      = element(aws_subnet.elasticache[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.elasticache[*].id, aws_route_table.private[*].id), var.single_nat_gateway || var.create_elasticache_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table_association" "intra" {
  count          = local.create && local.intra > 0 ? local.intra : 0
  region         = var.region
  subnet_id      = element(aws_subnet.intra[*].id, count.index)
  route_table_id = element(aws_route_table.intra[*].id, var.since_5_8_0 && var.create_multiple_intra_route_tables ? count.index : 0)
}

output "igw_id" { value = try(aws_internet_gateway.this[0].id, null) }
output "public_route_table_ids" { value = aws_route_table.public[*].id }
output "private_route_table_ids" { value = aws_route_table.private[*].id }
output "intra_route_table_ids" { value = aws_route_table.intra[*].id }
output "natgw_ids" { value = aws_nat_gateway.this[*].id }
