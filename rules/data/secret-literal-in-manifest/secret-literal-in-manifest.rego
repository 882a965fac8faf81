# METADATA
# title: Secret in the source
# description: |
#   What is written in a manifest is read by everyone who can read the repository, its clones and
#   its history, and by whoever may get the object from the cluster. Base64 is no encryption, and
#   taking the text out of the file does not take it back: it has to be replaced.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
#   - ref: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
#     description: Kubernetes, good practices for Secrets
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Keep it in AWS Secrets Manager, bring it in by External Secrets, and replace what was committed.
#   targets: [sensitive_texts]
#   params:
#     every-secret:
#       description: Whether each Secret with any content is a finding, whatever it holds.
#       type: boolean
#       default: false
package rules.data["secret-literal-in-manifest"]

import data.rules.lib.sensitive_texts

findings contains {"ref": text.ref, "field": "", "message": message, "severity": severity} if {
	some text in input.sensitive_texts
	sign := _sign(text)
	severity := _severity(text, sign)
	message := sprintf("%s holds %s", [sensitive_texts.place(text), _names[sign]])
}

# The worst sign that this rule is about.
_sign(text) := [sign |
	some sign in text.signs
	_names[sign]
][0]

_names := {
	"aws-secret-access-key": "a secret in clear",
	"private-key": "a private key",
	"url-password": "a URL with a password",
	"credential": "a secret in clear",
	"placeholder": "a secret that is yet to be replaced",
	"high-entropy": "what looks like a random secret",
	"content": "its content in clear",
}

_severity(_, "placeholder") := "low"

_severity(_, "content") := "low" if input.settings.params["secret-literal-in-manifest"]["every-secret"]

_severity(text, sign) := "medium" if {
	text.source == "secret"
	not sign in {"content", "placeholder"}
}

_severity(text, sign) := "high" if {
	text.source != "secret"
	not sign in {"content", "placeholder"}
}
