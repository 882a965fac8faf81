package kubernetes

import (
	"maps"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) serviceAccount(root *tree.Node) {
	a := &model.ServiceAccount{}
	r.newObject(root, &a.Object, namespaced)
	a.Ref = r.addObject(root, "", nil)
	f := fields{r: r, node: root, into: &a.Node}
	a.AutomountServiceAccountToken = f.boolean("automountServiceAccountToken")
	f.each("secrets", func(_ int, item *tree.Node, path string) {
		secret := fields{r: r, node: item, into: &a.Node, prefix: "secrets.", path: path}
		if name := secret.text("name"); name != "" {
			a.Secrets = append(a.Secrets, name)
		}
	})
	if role := root.Get("metadata").Get("annotations").Get("eks.amazonaws.com/role-arn").Str(); isTemplate(role) {
		a.RoleTemplate = role
	}
	r.out.Model.ServiceAccounts = append(r.out.Model.ServiceAccounts, a)
}

// tokenOwner is the annotation that names the service account of a token.
const tokenOwner = "kubernetes.io/service-account.name"

func (r *reader) secret(root *tree.Node) {
	s := &model.Secret{}
	r.newObject(root, &s.Object, namespaced)
	special := map[string]string{"service_account_name": "metadata.annotations"}
	maps.Copy(special, objectFields)
	s.Ref = r.addObject(root, "", special)
	f := fields{r: r, node: root, into: &s.Node}
	s.Type = f.text("type")
	s.ServiceAccountName = s.Annotations[tokenOwner]
	if why := s.Why("annotations." + tokenOwner); why != "" {
		f.note("serviceAccountName", why)
	}
	r.out.Model.Secrets = append(r.out.Model.Secrets, s)
}

// tokens reads the tokens of a projected volume.
func tokens(v *model.Volume, f fields) {
	projected := f.below("projected")
	projected.each("sources", func(i int, item *tree.Node, path string) {
		t := &model.ServiceAccountToken{}
		source := fields{r: f.r, node: item, into: &t.Node, path: path}
		token := source.inside("serviceAccountToken")
		if token.node == nil {
			return
		}
		t.Ref = f.r.out.Anchors.add(anchor{
			object: f.r.identity, node: item, parent: v.Ref, list: "projected.sources", index: i, base: "serviceAccountToken",
		})
		t.Audience, t.ExpirationSeconds = token.text("audience"), token.integer("expirationSeconds")
		v.ServiceAccountTokens = append(v.ServiceAccountTokens, t)
	})
}
