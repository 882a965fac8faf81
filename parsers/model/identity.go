package model

// ServiceAccount is an object of that kind.
type ServiceAccount struct {
	Object
	// AutomountServiceAccountToken is automountServiceAccountToken; missing means true,
	// unless the pod says otherwise.
	AutomountServiceAccountToken *bool `json:"automount_service_account_token,omitempty"`
	// Secrets are the names of secrets, such as a token that never expires.
	Secrets []string `json:"secrets,omitempty"`
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
