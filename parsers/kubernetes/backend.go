package kubernetes

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// backendKind returns the function that reads a kind by which a controller calls AWS, and
// nil for all others.
func (r *reader) backendKind(apiVersion, kind string) func(*tree.Node) {
	switch kind {
	case "Issuer", "ClusterIssuer":
		if group(apiVersion) == "cert-manager.io" {
			return r.issuer
		}
	case "SecretStore", "ClusterSecretStore":
		if group(apiVersion) == "external-secrets.io" {
			return r.secretStore
		}
	}
	return nil
}

// issuer adds an issuer that proves domains by Route 53, and no other.
func (r *reader) issuer(root *tree.Node) {
	solvers := root.Get("spec").Get("acme").Get("solvers")
	if solvers == nil {
		return
	}
	found, named := false, true
	for _, solver := range solvers.Items {
		if route53 := solver.Get("dns01").Get("route53"); route53 != nil {
			found, named = true, named && hasAny(route53, "accessKeyID", "accessKeyIDSecretRef", "auth")
		}
	}
	if found {
		r.backend(root, "cert-manager", named)
	}
}

// secretStore adds a store that reads from AWS, and no other.
func (r *reader) secretStore(root *tree.Node) {
	if aws := root.Get("spec").Get("provider").Get("aws"); aws != nil {
		r.backend(root, "external-secrets", hasAny(aws.Get("auth"), "secretRef", "jwt"))
	}
}

func (r *reader) backend(root *tree.Node, controller string, named bool) {
	b := &model.AWSBackend{Controller: controller, NamesCredentials: named}
	scope := namespaced
	if strings.HasPrefix(r.identity.Kind, "Cluster") {
		scope = clusterScoped
	}
	r.newObject(root, &b.Object, scope)
	b.Ref = r.addObject(root, "spec", nil)
	r.out.Model.AWSBackends = append(r.out.Model.AWSBackends, b)
}

// hasAny reports whether a mapping has a value for one of some keys.
func hasAny(n *tree.Node, keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return !n.Get(key).IsNull() })
}
