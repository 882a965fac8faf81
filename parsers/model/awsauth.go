package model

// AWSAuth is the ConfigMap aws-auth of kube-system, by which EKS maps IAM principals to
// users and groups of Kubernetes. One whose namespace is left out counts too; its
// namespace is unknown.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
type AWSAuth struct {
	Object
	// MapAccounts are the AWS accounts of data.mapAccounts, of which every IAM principal may
	// log in.
	MapAccounts []string `json:"map_accounts,omitempty"`
	// Mappings are the entries of data.mapRoles and data.mapUsers.
	Mappings []*AWSAuthMapping `json:"mappings,omitempty"`
	// Cluster is the cluster that it is of, if there is no other that it could be of. A fact of
	// the whole unit.
	Cluster *Cluster `json:"cluster,omitempty"`
	// Errors are the texts that are not what EKS reads.
	Errors []*AWSAuthError `json:"errors,omitempty"`
}

// AWSAuthMapping is one entry of mapRoles or mapUsers. The placeholders that EKS replaces,
// such as {{SessionName}}, are part of its texts.
type AWSAuthMapping struct {
	Node
	// Kind is "role" for mapRoles and "user" for mapUsers.
	Kind string `json:"kind"`
	// ARN is rolearn or userarn.
	ARN string `json:"arn,omitempty"`
	// Username is username, the user of Kubernetes.
	Username string `json:"username,omitempty"`
	// Groups are groups, those of Kubernetes.
	Groups []string `json:"groups,omitempty"`
	// Role and User are the IAM role or user of the unit that the ARN names. A fact of the
	// whole unit.
	Role *IAMRole `json:"role,omitempty"`
	User *IAMUser `json:"user,omitempty"`
	// Index is its place in its list.
	Index int `json:"-"`
	// Template is the text of the ARN if it is not known.
	Template string `json:"-"`
}

// AWSAuthError says why EKS cannot read a text of the ConfigMap.
type AWSAuthError struct {
	// Key is that in data, such as "mapRoles".
	Key string `json:"key"`
	// Message says what is wrong.
	Message string `json:"message"`
}
