package rules.cluster["oidc-identity-provider-without-prefix_test"]

import data.rules.cluster["oidc-identity-provider-without-prefix"] as rule

test_groups if {
	every prefix in [{}, {"groups_prefix": ""}, {"groups_prefix": "-"}] {
		_found == {["medium", "oidc.groups_prefix", `c takes groups from the claim "groups" without a prefix`]} with input as _config(object.union(
			{"groups_claim": "groups"},
			prefix,
		))
	}
	_found == set() with input as _config({"groups_claim": "groups", "groups_prefix": "oidc:"})
	_found == set() with input as _config({"groups_prefix": "-"})
	_found == set() with input as _config({})
}

test_users if {
	every fields in [{"username_prefix": "-"}, {"username_claim": "email"}, {"username_claim": "email", "username_prefix": ""}, {
		"username_claim": "name",
		"username_prefix": "-",
	}] {
		{field | some [_, field, _] in _found} == {"oidc.username_prefix"} with input as _config(fields)
	}
	every fields in [
		{"username_claim": "email", "username_prefix": "oidc:"}, {"username_claim": "name"}, {"username_claim": "sub"},
	] {
		_found == set() with input as _config(fields)
	}
	_messages == {`c takes users from the claim "sub" without a prefix`} with input as _config({"username_prefix": "-"})
}

test_required_claims if {
	bare := {"identity_provider_configs": [{"ref": 1, "address": "c", "oidc": {"client_id": "x"}}]}
	{f.severity | some f in rule.findings} == {"info"} with input as bare
	rule.findings == set() with input as {"identity_provider_configs": [{"ref": 1, "address": "c"}]}
}

test_what_is_unknown if {
	every field, fields in {
		"oidc.groups_prefix": {"groups_claim": "groups"},
		"oidc.groups_claim": {},
		"oidc.username_prefix": {"username_claim": "email"},
		"oidc.username_claim": {},
	} {
		_unknown == {[field, "data-source"]} with input as _partly(fields, field)
		_found == set() with input as _partly(fields, field)
	}
	_unknown == set() with input as _partly({"groups_prefix": "oidc:"}, "oidc.groups_claim")
	_unknown == set() with input as _partly({}, "oidc.groups_prefix")
	_unknown == {["oidc.username_prefix", "data-source"]} with input as _partly({}, "oidc.username_prefix")
	claims := {"identity_provider_configs": [{"ref": 1, "address": "c", "oidc": {}, "unknown": {"oidc.required_claims": "data-source"}}]}
	_unknown == {["oidc.required_claims", "data-source"]} with input as claims
	rule.findings == set() with input as claims
}

_found contains [object.get(f, "severity", "medium"), f.field, f.message] if some f in rule.findings

_messages contains f.message if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_config(oidc) := {"identity_provider_configs": [{
	"ref": 1, "address": "c",
	"oidc": object.union({"required_claims": {"env": "prod"}}, oidc),
}]}

_partly(oidc, field) := {"identity_provider_configs": [object.union(
	_config(oidc).identity_provider_configs[0],
	{"unknown": {field: "data-source"}},
)]}
