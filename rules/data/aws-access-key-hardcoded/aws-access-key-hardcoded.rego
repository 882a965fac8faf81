# METADATA
# title: Access key of AWS in the source
# description: |
#   An access key works from anywhere, for as long as nobody deletes it, and robots find keys in
#   repositories within minutes. Pods need none: IRSA and EKS Pod Identity give them credentials
#   that end by themselves.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
#     description: AWS IAM, access keys
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Delete the key in IAM, and use IRSA or EKS Pod Identity.
#   targets: [sensitive_texts]
package rules.data["aws-access-key-hardcoded"]

import data.rules.lib.sensitive_texts

findings contains {"ref": text.ref, "field": "", "message": message, "severity": severity} if {
	some text in input.sensitive_texts
	what := _holds(text)
	severity := _severity(text)
	message := sprintf("%s holds %s", [sensitive_texts.place(text), what])
}

_holds(text) := "the id and the secret of an access key of AWS" if {
	"aws-access-key-id" in text.signs
	"aws-secret-access-key" in text.signs
} else := "the secret of an access key of AWS" if {
	"aws-secret-access-key" in text.signs
} else := "the id of an access key of AWS" if {
	"aws-access-key-id" in text.signs
}

# The id alone opens nothing, but a secret in the same object does.
_severity(text) := "critical" if text.owner in _with_secret

else := "high"

_with_secret contains text.owner if {
	some text in input.sensitive_texts
	"aws-secret-access-key" in text.signs
}
