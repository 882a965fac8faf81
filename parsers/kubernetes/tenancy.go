package kubernetes

import (
	"path"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// quotaPropagator reads an object of HNC or Capsule.
func (r *reader) quotaPropagator(root *tree.Node) {
	p := &model.QuotaPropagator{}
	r.newObject(root, &p.Object, clusterScoped)
	p.Ref = r.addObject(root, "spec", map[string]string{"quotas": "", "limit_ranges": ""})
	f := r.spec(root, &p.Object)
	switch r.identity.Kind {
	case "Tenant":
		p.Quotas = len(f.below("resourceQuotas").list("items")) > 0
		p.LimitRanges = len(f.below("limitRanges").list("items")) > 0
	case "HNCConfiguration":
		f.each("resources", func(_ int, item *tree.Node, _ string) {
			propagates := item.Get("mode").Str() == "Propagate"
			p.Quotas = p.Quotas || propagates && item.Get("resource").Str() == "resourcequotas"
			p.LimitRanges = p.LimitRanges || propagates && item.Get("resource").Str() == "limitranges"
		})
	default: // HierarchicalResourceQuota, ResourcePool
		p.Quotas = true
	}
	r.out.Model.QuotaPropagators = append(r.out.Model.QuotaPropagators, p)
}

// chartRelease reads which charts a HelmRelease or an Application installs.
func (r *reader) chartRelease(root *tree.Node) {
	c := &model.ChartRelease{}
	r.newObject(root, &c.Object, namespaced)
	c.Ref = r.addObject(root, "spec", map[string]string{"charts": ""})
	f := r.spec(root, &c.Object)
	names := []string{f.below("chart").below("spec").text("chart"), f.below("chartRef").text("name"), f.below("source").text("chart")}
	f.each("sources", func(_ int, item *tree.Node, _ string) { names = append(names, item.Get("chart").Str()) })
	for _, name := range names {
		if name != "" {
			c.Charts = append(c.Charts, path.Base(name))
		}
	}
	if len(c.Charts) > 0 {
		r.out.Model.ChartReleases = append(r.out.Model.ChartReleases, c)
	}
}

// kustomization reads which images kustomize gives another name, tag or digest. It need
// not say what it is if its file's name does.
func (r *reader) kustomization(root *tree.Node) {
	images := root.Get("images")
	if images == nil || images.Kind != tree.Sequence || len(images.Items) == 0 {
		return
	}
	r.identify(root, root.Get("apiVersion").Str(), root.Get("kind").Str())
	k := &model.Kustomization{Object: model.Object{APIVersion: r.identity.APIVersion, Kind: "Kustomization", Bundle: path.Dir(r.file.Path)}}
	k.Ref = r.addObject(root, "", nil)
	for _, item := range images.Items {
		if name := item.Get("name").Str(); name != "" {
			k.Images = append(k.Images, name)
		}
	}
	r.out.Model.Kustomizations = append(r.out.Model.Kustomizations, k)
}

// isKustomization reports whether a document is one that kustomize builds from.
func (r *reader) isKustomization(kind string) bool {
	switch path.Base(r.file.Path) {
	case "kustomization.yaml", "kustomization.yml", "Kustomization":
		return kind == "" || kind == "Kustomization" || kind == "Component"
	}
	return false
}
