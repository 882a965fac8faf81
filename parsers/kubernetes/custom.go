package kubernetes

import (
	"fmt"
	"strings"

	"github.com/ekslint/ekslint/parsers/tree"
)

// notRun are the groups of kinds that talk about pods without running them: policies with
// patterns of pods, and patches of objects that lie elsewhere.
var notRun = []string{"kyverno.io", "gatekeeper.sh", "toolkit.fluxcd.io", "policy.open-cluster-management.io"}

// mayHoldPods reports whether objects of a custom kind may run the pod templates in them.
func mayHoldPods(apiVersion, kind string) bool {
	name := group(apiVersion)
	for _, other := range notRun {
		if name == other || strings.HasSuffix(name, "."+other) {
			return false
		}
	}
	return name != "argoproj.io" || kind != "Application" && kind != "ApplicationSet"
}

// customKind reads the pod templates of a custom kind, wherever they lie: a mapping whose
// spec has containers. A spec right at the root is no template, since operators take a
// list of containers there as a patch of what they run.
func (r *reader) customKind(root *tree.Node) {
	for _, f := range root.Fields {
		if f.Key != "metadata" && f.Key != "status" {
			r.templates(root, f.Value, f.Key)
		}
	}
}

func (r *reader) templates(root, n *tree.Node, path string) {
	switch n.Kind {
	case tree.Sequence:
		for i, item := range n.Items {
			r.templates(root, item, fmt.Sprintf("%s.%d", path, i))
		}
	case tree.Mapping:
		if isPodSpec(n.Get("spec")) {
			template := fields{r: r, node: n, path: indexed(path)}
			r.podTemplate(root, path+".spec", func(own fields) (fields, fields) {
				template.into = own.into
				return template, template.inside("spec")
			})
			return
		}
		for _, f := range n.Fields {
			if !strings.Contains(f.Key, ".") { // a path in dots could not name it
				r.templates(root, f.Value, path+"."+f.Key)
			}
		}
	case tree.Null, tree.Bool, tree.Int, tree.Float, tree.String:
	}
}

// indexed writes the numbers of a path as the API does: spec.templates[0].
func indexed(path string) string {
	parts := strings.Split(path, ".")
	var b strings.Builder
	for i, part := range parts {
		switch {
		case isIndex(part):
			b.WriteString("[" + part + "]")
			continue
		case i > 0:
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	return b.String()
}

func isIndex(part string) bool {
	return part != "" && strings.Trim(part, "0123456789") == ""
}

// isPodSpec reports whether a value has the shape of a pod spec: a list of containers, of
// which each is a mapping and one at least has a name or an image.
func isPodSpec(n *tree.Node) bool {
	containers := n.Get("containers")
	if containers == nil || containers.Kind != tree.Sequence {
		return false
	}
	named := false
	for _, c := range containers.Items {
		if c.Kind != tree.Mapping {
			return false
		}
		named = named || c.Get("image").Str() != "" || c.Get("name").Str() != ""
	}
	return named
}
