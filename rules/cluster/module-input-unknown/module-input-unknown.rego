# METADATA
# title: Module input that does not exist
# description: |
#   The module takes no input of that name in the release that is asked for. Terraform refuses an
#   unknown argument, but drops an unknown key of a typed map or object without a word, and what a
#   module never reads of an untyped one has no effect: the setting which it was meant to change
#   keeps its default.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/expressions/type-constraints
#     description: Terraform, type constraints
#   - ref: https://registry.terraform.io/modules/terraform-aws-modules/eks/aws/latest
#     description: Terraform Registry, terraform-aws-modules/eks/aws
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Use the name that the release has, or remove the argument.
#   targets: [unknown_module_inputs]
package rules.cluster["module-input-unknown"]

findings contains {"ref": given.ref, "field": "", "message": message} if {
	some given in input.unknown_module_inputs
	message := sprintf("%s %s has no input %s%s", [given.module, given.release, _name(given), _instead(given)])
}

_name(given) := given.input if not given.path

_name(given) := sprintf("%s.%s", [given.input, given.path])

_instead(given) := sprintf("; it has %s", [given.instead])

_instead(given) := "" if not given.instead
