package kubernetes

import (
	"strconv"
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

// specsOf are the kinds that hold a pod spec under another name than "spec", or right at
// the root, by group and kind.
//
// Source: https://knative.dev/docs/serving/reference/serving-api/,
// https://kserve.github.io/website/docs/reference/crd-api and
// https://openkruise.io/docs/user-manuals/sidecarset
var specsOf = map[string][]string{
	"serving.knative.dev/Revision":                {"spec"},
	"serving.kserve.io/ServingRuntime":            {"spec"},
	"serving.kserve.io/ClusterServingRuntime":     {"spec"},
	"serving.kserve.io/InferenceService":          {"spec.predictor", "spec.transformer", "spec.explainer"},
	"serving.kserve.io/LLMInferenceService":       llmSpecs,
	"serving.kserve.io/LLMInferenceServiceConfig": llmSpecs,
	"apps.kruise.io/SidecarSet":                   {"spec"},
}

// llmSpecs are the pod specs of what serves large language models with KServe.
var llmSpecs = []string{
	"spec.template", "spec.worker", "spec.prefill.template", "spec.prefill.worker", "spec.router.scheduler.template",
}

// injected are the kinds of specsOf whose containers are put into pods that are elsewhere.
var injected = map[string]bool{
	"serving.kserve.io/ServingRuntime":            true,
	"serving.kserve.io/ClusterServingRuntime":     true,
	"serving.kserve.io/LLMInferenceServiceConfig": true,
	"apps.kruise.io/SidecarSet":                   true,
}

// groupKind names the kind of the object that is being read, without its version.
func (r *reader) groupKind() string { return group(r.identity.APIVersion) + "/" + r.identity.Kind }

// customKind reads the pod templates of a custom kind, wherever they lie: a mapping whose
// spec has containers. A spec right at the root is no template unless its kind is known
// to be a pod, since operators take a list of containers there as a patch of what they
// run.
func (r *reader) customKind(root *tree.Node) {
	for _, path := range specsOf[r.groupKind()] {
		spec := root
		for _, key := range splitPath(path) {
			spec = spec.Get(key)
		}
		if isPodSpec(spec) {
			r.workload(root, path)
		}
	}
	if path, ok := workflowSpecs[r.identity.Kind]; ok && group(r.identity.APIVersion) == "argoproj.io" {
		r.workflow(root, path)
	}
	for _, f := range root.Fields {
		if f.Key != "metadata" && f.Key != "status" {
			r.templates(root, f.Value, &step{key: f.Key})
		}
	}
}

// step is one step of the way to a value. The way is put together only for values that
// are pod templates.
type step struct {
	up  *step
	key string
}

// depth returns the number of steps and the key of the first one.
func (s *step) depth() (n int, first string) {
	for ; s != nil; s = s.up {
		n, first = n+1, s.key
	}
	return n, first
}

func (s *step) path() string {
	if s == nil {
		return ""
	}
	return joinKey(s.up.path(), s.key)
}

func (r *reader) templates(root, n *tree.Node, at *step) {
	switch n.Kind {
	case tree.Sequence:
		for i, item := range n.Items {
			if item.Kind == tree.Mapping || item.Kind == tree.Sequence {
				r.templates(root, item, &step{at, strconv.Itoa(i)})
			}
		}
	case tree.Mapping:
		if isPodSpec(n.Get("spec")) {
			r.podTemplate(root, at.path()+".spec", func(own fields) (fields, fields) {
				template := fields{r: r, node: n, into: own.into}
				return template, template.inside("spec")
			})
			return
		}
		for _, f := range n.Fields {
			if f.Value.Kind == tree.Mapping || f.Value.Kind == tree.Sequence {
				r.templates(root, f.Value, &step{at, f.Key})
			}
		}
	case tree.Null, tree.Bool, tree.Int, tree.Float, tree.String:
	}
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
