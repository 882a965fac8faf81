package rules.data["secret-literal-in-manifest_test"]

import data.rules.data["secret-literal-in-manifest"] as rule

test_a_variable if {
	found := rule.findings with input as _text({}, false)
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, "", "high",
		`variable DB_PASSWORD of container "app" of Deployment "web" holds a secret in clear`,
	]}
}

test_what_it_holds if {
	says := {
		"private-key": "a private key", "url-password": "a URL with a password",
		"aws-secret-access-key": "a secret in clear",
	}
	every sign, said in says {
		found := rule.findings with input as _text({"signs": [sign]}, false)
		{f.severity | some f in found} == {"high"}
		every f in found {
			endswith(f.message, said)
		}
	}
}

test_the_worst_sign_of_a_secret if {
	both := _text({"signs": ["aws-access-key-id", "private-key", "placeholder"]}, false)
	every f in rule.findings {
		endswith(f.message, "a private key")
	} with input as both
	count(rule.findings) == 1 with input as both
}

test_the_id_of_a_key_is_left_to_another_rule if {
	rule.findings == set() with input as _text({"signs": ["aws-access-key-id"]}, false)
}

test_an_entry_of_a_secret_is_medium if {
	entry := {"source": "secret", "kind": "Secret", "name": "db", "entry": "password"}
	{[f.severity, f.message] | some f in rule.findings} == {[
		"medium",
		`entry password of Secret "db" holds a secret in clear`,
	]} with input as _text(entry, false)
	random := object.union(entry, {"signs": ["high-entropy"]})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"medium",
		`entry password of Secret "db" holds what looks like a random secret`,
	]} with input as _text(random, false)
}

test_a_setting_in_an_entry if {
	entry := {"source": "config-map", "kind": "ConfigMap", "name": "c", "entry": "app.properties", "within": "db.password"}
	{[f.severity, f.message] | some f in rule.findings} == {[
		"high",
		`db.password in entry app.properties of ConfigMap "c" holds a secret in clear`,
	]} with input as _text(entry, false)
}

test_a_placeholder_is_low if {
	every source in ["env", "secret"] {
		found := rule.findings with input as _text({"source": source, "signs": ["placeholder"]}, false)
		{f.severity | some f in found} == {"low"}
	}
}

test_every_secret_if_asked_for if {
	content := {"source": "secret", "kind": "Secret", "name": "db", "entry": "a", "signs": ["content"]}
	rule.findings == set() with input as _text(content, false)
	{[f.severity, f.message] | some f in rule.findings} == {[
		"low",
		`entry a of Secret "db" holds its content in clear`,
	]} with input as _text(content, true)
}

_text(more, every_secret) := {
	"settings": {"params": {"secret-literal-in-manifest": {"every-secret": every_secret}}},
	"sensitive_texts": [object.union(_base(object.get(more, "source", "env")), more)],
}

_base(source) := object.union(_container(source), {
	"ref": 3, "owner": 2, "kind": "Deployment", "name": "web", "source": source,
	"entry": "DB_PASSWORD", "signs": ["credential"],
})

_container("env") := {"container": "app"}

_container(source) := {} if source != "env"
