# METADATA
# title: Identity provider without prefixes
# description: |
#   The names of users and groups come from a token of the identity provider as they are. Whoever may
#   make groups there, or choose the email address of his account, gets what is bound to that name in
#   the cluster, by whomever it was meant for.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
#     description: EKS User Guide, OIDC identity providers
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server
#     description: Kubernetes, OpenID Connect tokens
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `groups_prefix` and `username_prefix`, such as `oidc:`, and bind the names with it.
#   targets: [identity_provider_configs]
package rules.cluster["oidc-identity-provider-without-prefix"]

import data.rules.lib.unknown

findings contains {
	"ref": config.ref,
	"field": "oidc.groups_prefix",
	"message": sprintf("%s takes groups from the claim %q without a prefix", [config.address, config.oidc.groups_claim]),
} if {
	some config in input.identity_provider_configs
	config.oidc.groups_claim
	_without_prefix(config, "groups_prefix", {"", "-"})
}

findings contains {
	"ref": config.ref,
	"field": "oidc.username_prefix",
	"message": sprintf("%s takes users %s without a prefix", [config.address, _claim(config)]),
} if {
	some config in input.identity_provider_configs
	config.oidc.username_prefix == "-"
}

# For every other claim EKS puts the issuer before the name.
findings contains {
	"ref": config.ref,
	"field": "oidc.username_prefix",
	"message": sprintf("%s takes users %s without a prefix", [config.address, _claim(config)]),
} if {
	some config in input.identity_provider_configs
	config.oidc.username_claim == "email"
	_without_prefix(config, "username_prefix", {""})
}

findings contains {
	"ref": config.ref,
	"field": "oidc.required_claims",
	"message": sprintf("%s takes every token for its client, whatever else is in it", [config.address]),
	"severity": "info",
} if {
	some config in input.identity_provider_configs
	config.oidc
	not config.oidc.required_claims
	not unknown.partly(config, "oidc.required_claims")
}

undecided contains {"ref": config.ref, "field": field, "reason": reason} if {
	some config in input.identity_provider_configs
	config.unknown
	some [claim, prefix] in [["groups_claim", "groups_prefix"], ["username_claim", "username_prefix"]]
	_may_count(config, claim)
	_may_lack(config, prefix)
	some name in [claim, prefix]
	field := sprintf("oidc.%s", [name])
	reason := unknown.reason(config, field)
}

undecided contains {"ref": config.ref, "field": "oidc.required_claims", "reason": reason} if {
	some config in input.identity_provider_configs
	config.unknown
	reason := unknown.reason(config, "oidc.required_claims")
}

_without_prefix(config, name, empty) if {
	not unknown.reason(config, sprintf("oidc.%s", [name]))
	object.get(config.oidc, name, "") in empty
}

_claim(config) := sprintf("from the claim %q", [config.oidc.username_claim]) if {
	config.oidc.username_claim
} else := `from the claim "sub"`

# Whether a claim matters, as far as it is known.
_may_count(config, "groups_claim") if config.oidc.groups_claim

_may_count(config, "username_claim") if config.oidc.username_claim == "email"

_may_count(config, "username_claim") if unknown.reason(config, "oidc.username_prefix")

_may_count(config, claim) if unknown.reason(config, sprintf("oidc.%s", [claim]))

# Whether a prefix may be missing, as far as it is known.
_may_lack(config, prefix) if object.get(config, ["oidc", prefix], "") in {"", "-"}
