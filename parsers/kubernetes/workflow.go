package kubernetes

import (
	"cmp"
	"fmt"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// workflowSpecs are the kinds of Argo Workflows, each with the path of its workflow. The
// templates of a workflow are pods that are written in another way: the containers are in
// the template, and what they share is in the template or in the workflow.
//
// Source: createWorkflowPod in github.com/argoproj/argo-workflows/workflow/controller, and
// https://argo-workflows.readthedocs.io/en/latest/fields/
var workflowSpecs = map[string]string{
	"Workflow":                "spec",
	"WorkflowTemplate":        "spec",
	"ClusterWorkflowTemplate": "spec",
	"CronWorkflow":            "spec.workflowSpec",
}

// workflow reads the templates of a workflow that run a pod, as one workload each.
func (r *reader) workflow(root *tree.Node, path string) {
	spec := root
	for _, key := range splitPath(path) {
		spec = spec.Get(key)
	}
	templates := spec.Get("templates")
	if templates == nil {
		return
	}
	for i, template := range templates.Items {
		for _, key := range []string{"container", "script", "containerSet"} {
			if n := template.Get(key); n != nil && n.Kind == tree.Mapping {
				r.workflowPod(root, workflowTemplate{spec, template, path, fmt.Sprintf("%s.templates.%d", path, i)})
				break
			}
		}
	}
}

// workflowTemplate is a template of a workflow, with the paths of both.
type workflowTemplate struct {
	spec, template *tree.Node
	path, at       string
}

// either returns a field of the template or else of the workflow, and where it lies.
func (t workflowTemplate) either(key string) (n *tree.Node, path string) {
	if n = t.template.Get(key); !n.IsNull() {
		return n, joinPath(t.at, key)
	}
	return t.spec.Get(key), joinPath(t.path, key)
}

func (r *reader) workflowPod(root *tree.Node, t workflowTemplate) {
	w := &model.Workload{}
	r.newObject(root, &w.Object, namespaced)
	shared := &tree.Node{Kind: tree.Mapping}
	special := podFields(t.path)
	for _, key := range []string{"serviceAccountName", "automountServiceAccountToken", "nodeSelector", "securityContext", "hostNetwork", "dnsPolicy"} {
		if n, path := t.either(key); n != nil {
			shared.Fields = append(shared.Fields, tree.Field{Key: key, Value: n})
			special[snake(key)] = path
		}
	}
	special["pod_labels"], special["pod_annotations"] = joinPath(t.at, "metadata.labels"), joinPath(t.at, "metadata.annotations")
	w.Ref = r.addObject(root, t.path, special)

	p := r.podReader(w, t.path)
	p.context = cmp.Or(special["security_context"], p.context)
	patch, _ := t.either("podSpecPatch")
	p.patched = !patch.IsNull() || !t.spec.Get("templateDefaults").IsNull()
	template := fields{r: r, node: t.template, into: &w.Node, path: t.at}
	p.metadata(template.inside("metadata"))
	p.shared(fields{r: r, node: shared, into: &w.Node, path: t.path})
	p.volumes(fields{r: r, node: t.spec, into: &w.Node, path: t.path}, t.path)
	p.volumes(template, t.at)
	p.workflowContainers(template, t.at)
	r.out.Model.Workloads = append(r.out.Model.Workloads, w)
}

// workflowContainers reads the containers of a template. Its sidecars run beside the main
// container as other containers of the pod do.
func (p *podReader) workflowContainers(f fields, at string) {
	p.containers(f, at, "initContainers", model.InitContainer)
	for _, key := range []string{"container", "script"} {
		if n := f.node.Get(key); n != nil && n.Kind == tree.Mapping {
			p.container(joinPath(at, key), model.MainContainer, -1, n, joinPath(at, key))
		}
	}
	p.containers(f.inside("containerSet"), joinPath(at, "containerSet"), "containers", model.MainContainer)
	p.containers(f, at, "sidecars", model.MainContainer)
}
