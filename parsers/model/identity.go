package model

// ServiceAccount is an object of that kind.
type ServiceAccount struct {
	Object
	// AutomountServiceAccountToken is automountServiceAccountToken; missing means true,
	// unless the pod says otherwise.
	AutomountServiceAccountToken *bool `json:"automount_service_account_token,omitempty"`
	// Secrets are the names of secrets, such as a token that never expires.
	Secrets []string `json:"secrets,omitempty"`
	// RoleTemplate is the annotation eks.amazonaws.com/role-arn if it is not known: a
	// reference, such as "${aws_iam_role.app.arn}".
	RoleTemplate string `json:"-"`
	// AWSRole is the role that the annotation eks.amazonaws.com/role-arn names, if exactly one
	// role of the unit can be meant. If several can, it is noted as unknown. A fact.
	AWSRole *IAMRole `json:"aws_role,omitempty"`
	// Trust is whether that role lets it in. A fact.
	Trust *AccountTrust `json:"trust,omitempty"`
}

// AccountTrust says whether a role lets in the pods of a service account by their tokens.
type AccountTrust struct {
	// Allowed is "yes", "no" or "unknown".
	Allowed string `json:"allowed"`
	// Refusal says, if it is "no", what does not fit: "no-cluster", "namespace", "name",
	// "wildcard" for one that is taken literally, "prefix", "issuer", "audience" or "other".
	Refusal string `json:"refusal,omitempty"`
	// Trusted are the subjects that the role names.
	Trusted []string `json:"trusted,omitempty"`
	// Subject is the service account as a subject.
	Subject string `json:"subject"`
}

// Secret is an object of that kind, without its data.
type Secret struct {
	Object
	// Type is type; missing means Opaque.
	Type string `json:"type,omitempty"`
	// ServiceAccountName is the annotation kubernetes.io/service-account.name, whose token
	// a Secret of type kubernetes.io/service-account-token holds.
	ServiceAccountName string `json:"service_account_name,omitempty"`
	// Principal is the service account whose token a Secret of that type holds, if the unit
	// knows it otherwise. A fact of the whole unit.
	Principal *Principal `json:"principal,omitempty"`
}

// ServiceAccountToken is a serviceAccountToken source of a projected volume. Its fields
// are those of the serviceAccountToken.
type ServiceAccountToken struct {
	Node
	// Audience is audience; missing means the API server.
	Audience string `json:"audience,omitempty"`
	// ExpirationSeconds is expirationSeconds; missing means 3600.
	ExpirationSeconds *int64 `json:"expiration_seconds,omitempty"`
}
