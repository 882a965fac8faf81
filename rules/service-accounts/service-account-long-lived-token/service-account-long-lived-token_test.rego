package rules["service-accounts"]["service-account-long-lived-token_test"]

import data.rules["service-accounts"]["service-account-long-lived-token"] as rule

test_a_secret_with_a_token if {
	found := rule.findings with input as _secret({"service_account_name": "ci"})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		4, "type", "medium",
		`Secret "t" holds a token of service account "ci" that never expires`,
	]}
	{f.related | some f in found} == {[]}
}

test_the_owner_may_be_missing if {
	{f.message | some f in rule.findings} == {`Secret "t" holds a token that never expires`} with input as _secret({})
}

test_other_secrets if {
	rule.findings == set() with input as {"secrets": [{"ref": 4, "kind": "Secret", "name": "t"}]}
	rule.findings == set() with input as _secret({"type": "Opaque"})
}

test_high_for_an_admin if {
	model := _secret({"principal": {"admin_equivalent": true, "bindings": [8]}})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"high",
		`Secret "t" holds a token that never expires, and may do everything in the cluster`,
	]} with input as model
	{r.ref | some f in rule.findings; some r in f.related} == {8} with input as model
	others := _secret({"principal": {"admin_equivalent": false, "bindings": [8]}})
	{[f.severity, f.related] | some f in rule.findings} == {["medium", []]} with input as others
}

test_an_account_that_lists_a_token if {
	found := rule.findings with input as _account({"secrets": ["pull", "ci-token-x7f2k"]})
	{[f.ref, f.field, f.message] | some f in found} == {[
		5, "secrets.1.name",
		`ServiceAccount "ci" lists the token "ci-token-x7f2k", which never expires`,
	]}
}

test_an_account_that_lists_other_secrets if {
	rule.findings == set() with input as _account({"secrets": ["pull", "ci-token", "ci-dockercfg-x7f2k"]})
}

test_a_listed_token_is_found_once if {
	secrets := {"secrets": [{"ref": 4, "kind": "Secret", "name": "ci-token-x7f2k", "type": _type}]}
	model := object.union(_account({"secrets": ["ci-token-x7f2k"]}), secrets)
	{f.ref | some f in rule.findings} == {4} with input as model
}

test_the_place_in_a_list_with_unknown_names if {
	model := _account({"secrets": ["ci-token-x7f2k"], "unknown": {"secrets.name": "template-value"}})
	{f.field | some f in rule.findings} == {"secrets"} with input as model
}

test_a_projected_token_that_lives_long if {
	found := rule.findings with input as _volume([{"ref": 7, "expiration_seconds": 86401}])
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "expiration_seconds", "low",
		`volume "tokens" of Pod "web" asks for a token that is valid for 86401 seconds, more than a day`,
	]}
	rule.findings == set() with input as _volume([{"ref": 7, "expiration_seconds": 86400}, {"ref": 8}])
}

test_the_global_endpoint if {
	found := rule.findings with input as _account({"annotations": {_endpoints: "false"}})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		5, ["annotations", _endpoints], "info",
		`ServiceAccount "ci" has its pods use the global endpoint of STS`,
	]}
	rule.findings == set() with input as _account({"annotations": {_endpoints: "true"}})
}

test_unknown_values_are_undecided if {
	rule.undecided == {_undecided(4, "type")} with input as _secret({"type": "", "unknown": {"type": "template-value"}})
	token := {"ref": 7, "unknown": {"expiration_seconds": "template-value"}}
	rule.undecided == {_undecided(7, "expiration_seconds")} with input as _volume([token])
	account := _account({"unknown": {sprintf("annotations.%s", [_endpoints]): "template-value"}})
	rule.undecided == {_undecided(5, ["annotations", _endpoints])} with input as account
}

_type := "kubernetes.io/service-account-token"

_endpoints := "eks.amazonaws.com/sts-regional-endpoints"

_undecided(ref, field) := {"ref": ref, "field": field, "reason": "template-value"}

_secret(more) := {"secrets": [object.union({"ref": 4, "kind": "Secret", "name": "t", "type": _type}, more)]}

_account(more) := {"service_accounts": [object.union({"ref": 5, "kind": "ServiceAccount", "name": "ci"}, more)]}

_volume(tokens) := {"volumes": [{
	"ref": 6, "name": "tokens", "workload": {"ref": 1, "kind": "Pod", "name": "web"},
	"service_account_tokens": tokens,
}]}
