package model

// AWSBackend is an object by which a controller calls AWS: an Issuer or ClusterIssuer of
// cert-manager that proves domains by Route 53, a SecretStore or ClusterSecretStore of
// External Secrets that reads from AWS.
//
// Source: https://cert-manager.io/docs/configuration/acme/dns01/route53/,
// https://external-secrets.io/latest/provider/aws-access/
type AWSBackend struct {
	Object
	// Controller is the program that calls AWS, "cert-manager" or "external-secrets".
	Controller string `json:"controller"`
	// NamesCredentials is whether the object says whose credentials are used, such as keys in
	// a Secret or a service account; otherwise those of the controller's pods are.
	NamesCredentials bool `json:"names_credentials"`
}
