package kubernetes

import (
	"maps"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// podSpecs are the kinds of Kubernetes that run pods, each with the path of its pod spec.
//
// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
var podSpecs = map[string]string{
	"Pod":                   "spec",
	"PodTemplate":           "template.spec",
	"Deployment":            "spec.template.spec",
	"ReplicaSet":            "spec.template.spec",
	"StatefulSet":           "spec.template.spec",
	"DaemonSet":             "spec.template.spec",
	"ReplicationController": "spec.template.spec",
	"Job":                   "spec.template.spec",
	"CronJob":               "spec.jobTemplate.spec.template.spec",
}

// containerLists are the lists of containers in a pod spec, each with the type that its
// containers have.
var containerLists = []struct{ key, kind string }{
	{"initContainers", model.InitContainer},
	{"containers", model.MainContainer},
	{"ephemeralContainers", model.EphemeralContainer},
}

// workload reads an object of a kind of Kubernetes, whose pod spec lies at a path.
func (r *reader) workload(root *tree.Node, path string) {
	r.podTemplate(root, path, func(object fields) (template, spec fields) {
		template, spec = object, object
		for _, key := range splitPath(path) {
			template, spec = spec, spec.inside(key)
		}
		return template, spec
	})
	if r.identity.Kind == "StatefulSet" {
		sets := r.out.Model.Workloads
		r.claimTemplates(root, &sets[len(sets)-1].Object)
	}
}

// podTemplate reads the pod template of an object whose pod spec lies at a path; find
// returns the template and the spec, given the object.
func (r *reader) podTemplate(root *tree.Node, path string, find func(object fields) (template, spec fields)) {
	w := &model.Workload{}
	r.newObject(root, &w.Object, namespaced)
	special := map[string]string{
		"pod_labels":      siblingMetadata(path, "labels"),
		"pod_annotations": siblingMetadata(path, "annotations"),
	}
	maps.Copy(special, objectFields)
	w.Ref = r.addObject(root, path, special)

	template, spec := find(fields{r: r, node: root, into: &w.Node})
	pod := &podReader{reader: r, w: w, base: path, partial: r.custom}
	pod.template(template)
	pod.spec(spec)
	r.out.Model.Workloads = append(r.out.Model.Workloads, w)
}

// siblingMetadata is the path of a field of the metadata beside a pod spec.
func siblingMetadata(spec, field string) string {
	return spec[:len(spec)-len("spec")] + "metadata." + field
}

// podReader reads the pod template of one workload.
type podReader struct {
	*reader
	w    *model.Workload
	base string // path of the pod spec in the object
	// partial is whether an operator adds to the template, so that what is left out may
	// still be set.
	partial bool
}

// template reads the metadata of the pods. For a Pod that is the object's own.
func (p *podReader) template(f fields) {
	metadata := f.inside("metadata")
	metadata.prefix = "pod_"
	if p.base == "spec" {
		p.w.PodLabels, p.w.PodAnnotations = p.w.Labels, p.w.Annotations
		for name, reason := range maps.Clone(p.w.Unknown) {
			if strings.HasPrefix(name, "labels") || strings.HasPrefix(name, "annotations") {
				metadata.noteName(name, reason)
			}
		}
		return
	}
	p.w.PodLabels = metadata.textMap("labels")
	p.w.PodAnnotations = metadata.textMap("annotations")
}

func (p *podReader) spec(f fields) {
	w := p.w
	w.HostNetwork = f.boolean("hostNetwork")
	w.HostPID = f.boolean("hostPID")
	w.HostIPC = f.boolean("hostIPC")
	w.HostUsers = f.boolean("hostUsers")
	os := f.below("os")
	os.prefix = "os."
	w.OS = os.text("name")
	w.NodeSelector = f.textMap("nodeSelector")
	w.ServiceAccountName = f.text("serviceAccountName")
	if w.ServiceAccountName == "" {
		w.ServiceAccountName = f.text("serviceAccount")
	}
	w.EnableServiceLinks = f.boolean("enableServiceLinks")
	w.AutomountServiceAccountToken = f.boolean("automountServiceAccountToken")
	w.DNSPolicy = f.text("dnsPolicy")
	w.SecurityContext = p.securityContext(f)
	p.volumes(f)
	for _, list := range containerLists {
		f.each(list.key, func(i int, item *tree.Node, path string) { p.container(list.key, list.kind, i, item, path) })
		p.incomplete("containers", &w.Node, snake(list.key))
		p.incomplete("volume_mounts", &w.Node, snake(list.key))
	}
	p.incomplete("volumes", &w.Node, "volumes")
	p.incompleteSpec()
}

// incompleteSpec notes what is missing if the pod spec itself, or something around it, is
// filled in later.
func (p *podReader) incompleteSpec() {
	for _, key := range splitPath(p.base) {
		if p.w.Unknown[snake(key)] == model.TemplateValue {
			p.incomplete("workloads", &p.w.Node, snake(key))
			p.incomplete("containers", &p.w.Node, snake(key))
			p.incomplete("volumes", &p.w.Node, snake(key))
			p.incomplete("volume_mounts", &p.w.Node, snake(key))
		}
	}
}

func (p *podReader) securityContext(f fields) *model.PodSecurityContext {
	s := f.below("securityContext")
	if s.node == nil {
		return nil
	}
	return &model.PodSecurityContext{
		RunAsNonRoot:       s.boolean("runAsNonRoot"),
		RunAsUser:          s.integer("runAsUser"),
		RunAsGroup:         s.integer("runAsGroup"),
		FSGroup:            s.integer("fsGroup"),
		SupplementalGroups: s.integers("supplementalGroups"),
		Sysctls:            p.sysctls(s),
		SeccompProfile:     seccompProfile(s),
		AppArmorProfile:    appArmorProfile(s),
		SELinuxOptions:     seLinuxOptions(s),
		WindowsOptions:     windowsOptions(s),
	}
}

func (p *podReader) sysctls(f fields) []*model.Sysctl {
	var list []*model.Sysctl
	f.each("sysctls", func(i int, item *tree.Node, path string) {
		s := &model.Sysctl{}
		s.Ref = p.addItem(p.w.Ref, joinPath(p.base, "securityContext.sysctls"), i, item, nil)
		sf := fields{r: p.reader, node: item, into: &s.Node, path: path}
		s.Name, s.Value = sf.text("name"), sf.text("value")
		list = append(list, s)
	})
	return list
}

func (p *podReader) volumes(f fields) {
	f.each("volumes", func(i int, item *tree.Node, path string) {
		v := &model.Volume{Workload: &p.w.Pod}
		v.Ref = p.addItem(p.w.Ref, joinPath(p.base, "volumes"), i, item, volumeFields)
		vf := fields{r: p.reader, node: item, into: &v.Node, path: path}
		v.Name = vf.text("name")
		v.Type = volumeType(item)
		v.HostPath = hostPath(vf)
		tokens(v, vf)
		if nfs := vf.below("nfs"); nfs.node != nil {
			v.NFS = &model.NFS{Server: nfs.text("server"), Path: nfs.text("path")}
		}
		p.w.Volumes = append(p.w.Volumes, v)
		p.out.Model.Volumes = append(p.out.Model.Volumes, v)
	})
}

// volumeFields are the fields of a volume that the model computes. The type of a volume
// is the key of its source.
var volumeFields = map[string]string{"type": ""}

// volumeType is the first source of a volume that is not null. A volume without one is
// an emptyDir, as the API server makes it.
//
// Source: SetDefaults_Volume in k8s.io/kubernetes/pkg/apis/core/v1.
func volumeType(n *tree.Node) string {
	for _, f := range n.Fields {
		if f.Key != "name" && !f.Value.IsNull() {
			return f.Key
		}
	}
	return "emptyDir"
}

func hostPath(f fields) *model.HostPath {
	h := f.below("hostPath")
	if h.node == nil {
		return nil
	}
	path := h.text("path")
	if path == "" {
		return &model.HostPath{}
	}
	return &model.HostPath{Path: path, Clean: cleanPath(path)}
}
