# How names and tags are made of the parts of a label.

locals {
  # What is given here counts before what the context says; lists and maps are joined.
  input = {
    enabled             = var.enabled == null ? var.context.enabled : var.enabled
    namespace           = var.namespace == null ? var.context.namespace : var.namespace
    tenant              = var.tenant == null ? lookup(var.context, "tenant", null) : var.tenant
    environment         = var.environment == null ? var.context.environment : var.environment
    stage               = var.stage == null ? var.context.stage : var.stage
    name                = var.name == null ? var.context.name : var.name
    delimiter           = var.delimiter == null ? var.context.delimiter : var.delimiter
    attributes          = compact(distinct(concat(coalesce(var.context.attributes, []), coalesce(var.attributes, []))))
    tags                = merge(var.context.tags, var.tags)
    additional_tag_map  = merge(var.context.additional_tag_map, var.additional_tag_map)
    label_order         = var.label_order == null ? var.context.label_order : var.label_order
    regex_replace_chars = var.regex_replace_chars == null ? var.context.regex_replace_chars : var.regex_replace_chars
    id_length_limit     = var.id_length_limit == null ? var.context.id_length_limit : var.id_length_limit
    label_key_case      = var.label_key_case == null ? lookup(var.context, "label_key_case", null) : var.label_key_case
    label_value_case    = var.label_value_case == null ? lookup(var.context, "label_value_case", null) : var.label_value_case
    descriptor_formats  = merge(lookup(var.context, "descriptor_formats", {}), var.descriptor_formats)
    labels_as_tags      = try(contains(var.context.labels_as_tags, "unset"), true) ? var.labels_as_tags : var.context.labels_as_tags
  }

  unwanted   = coalesce(local.input.regex_replace_chars, "/[^-a-zA-Z0-9]/")
  delimiter  = local.input.delimiter == null ? "-" : local.input.delimiter
  order      = local.input.label_order == null ? local.usual_order : coalescelist(local.input.label_order, local.usual_order)
  limit      = local.input.id_length_limit == null ? 0 : local.input.id_length_limit
  key_case   = local.input.label_key_case == null ? "title" : local.input.label_key_case
  value_case = local.input.label_value_case == null ? "lower" : local.input.label_value_case

  usual_order = ["namespace", "environment", "stage", "name", "attributes"]

  plain = { for part in ["namespace", "tenant", "environment", "stage", "name"] : part => local.input[part] == null ? "" : replace(local.input[part], local.unwanted, "") }
  parts = { for part, text in local.plain : part => local.value_case == "none" ? text : local.value_case == "title" ? title(lower(text)) : local.value_case == "upper" ? upper(text) : lower(text) }
  attributes = compact(distinct([
    for text in compact(distinct([for given in local.input.attributes : replace(given, local.unwanted, "")])) :
    local.value_case == "none" ? text : local.value_case == "title" ? title(lower(text)) : local.value_case == "upper" ? upper(text) : lower(text)
  ]))

  texts = merge(local.parts, { attributes = join(local.delimiter, local.attributes) })
  full  = join(local.delimiter, [for part in local.order : local.texts[part] if length(local.texts[part]) > 0])

  # An ID that is too long ends in a hash of the whole.
  hashed  = "${md5(local.full)}qrstuvwxyz"
  hash    = replace(local.value_case == "title" ? title(local.hashed) : local.value_case == "upper" ? upper(local.hashed) : local.value_case == "lower" ? lower(local.hashed) : local.hashed, local.unwanted, "")
  room    = local.limit - (5 + length(local.delimiter))
  start   = local.room <= 0 ? "" : "${trimsuffix(substr(local.full, 0, local.room), local.delimiter)}${local.delimiter}"
  id      = local.limit != 0 && length(local.full) > local.limit ? substr("${local.start}${local.hash}", 0, local.limit) : local.full
  tagged  = { for part, text in merge(local.texts, { name = local.id }) : part => text if part != "tenant" || !var.before_0_25_0 }
  as_tags = contains(local.input.labels_as_tags, "default") ? keys(local.tagged) : local.input.labels_as_tags
  tags = merge({
    for part in setintersection(keys(local.tagged), local.as_tags) :
    local.key_case == "upper" ? upper(part) : local.key_case == "lower" ? lower(part) : title(lower(part)) => local.tagged[part] if length(local.tagged[part]) > 0
  }, local.input.tags)
}

output "id" { value = local.input.enabled ? local.id : "" }
output "id_full" { value = local.input.enabled ? local.full : "" }
output "enabled" { value = local.input.enabled }
output "namespace" { value = local.input.enabled ? local.parts.namespace : "" }
output "tenant" { value = local.input.enabled ? local.parts.tenant : "" }
output "environment" { value = local.input.enabled ? local.parts.environment : "" }
output "stage" { value = local.input.enabled ? local.parts.stage : "" }
output "name" { value = local.input.enabled ? local.parts.name : "" }
output "delimiter" { value = local.input.enabled ? local.delimiter : "" }
output "attributes" { value = local.input.enabled ? local.attributes : [] }
output "tags" { value = local.input.enabled ? local.tags : {} }
output "additional_tag_map" { value = merge(var.context.additional_tag_map, var.additional_tag_map) }
output "label_order" { value = local.order }
output "regex_replace_chars" { value = local.unwanted }
output "id_length_limit" { value = local.limit }
output "context" { value = local.input }
