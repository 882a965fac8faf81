package kubernetes

import (
	"maps"
	"slices"
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
	w.Ref = r.addObject(root, path, podFields(path))

	template, spec := find(fields{r: r, node: root, into: &w.Node})
	pod := r.podReader(w, path)
	pod.template(template)
	pod.spec(spec)
	r.out.Model.Workloads = append(r.out.Model.Workloads, w)
}

func (r *reader) podReader(w *model.Workload, path string) *podReader {
	return &podReader{
		reader: r, w: w, base: path, context: joinPath(path, "securityContext"), named: map[string]*model.Volume{},
	}
}

// podFields are the fields of a workload that do not lie in its pod spec, or have another
// name there.
func podFields(spec string) map[string]string {
	template := ""
	if dot := strings.LastIndexByte(spec, '.'); dot >= 0 {
		template = spec[:dot]
	}
	return map[string]string{
		"pod_labels":           joinPath(template, "metadata.labels"),
		"pod_annotations":      joinPath(template, "metadata.annotations"),
		"os":                   joinPath(spec, "os.name"),
		"service_account_name": joinPath(spec, "serviceAccountName") + "|" + joinPath(spec, "serviceAccount"),
		"node_affinity":        joinPath(spec, nodeAffinity),
		"node_agent":           "",
		"exposures":            "",
	}
}

// podReader reads the pod template of one workload.
type podReader struct {
	*reader
	w       *model.Workload
	base    string                   // path of the pod spec in the object
	context string                   // path of the pod's security context
	patched bool                     // something that is not read here may set more
	named   map[string]*model.Volume // by name, the first of each
	special map[string]string        // see containerFields
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
	p.metadata(metadata)
}

func (p *podReader) metadata(f fields) {
	f.prefix = "pod_"
	p.w.PodLabels, p.w.PodAnnotations = f.textMap("labels"), f.textMap("annotations")
}

// patchedFields are the fields of a pod spec by whose absence it says something, which a
// part of a pod spec does not.
var patchedFields = []string{"securityContext", "serviceAccountName", "automountServiceAccountToken", "enableServiceLinks", "hostUsers"}

// isPatch reports whether a pod spec is only a part of one that is elsewhere: without
// containers it is a patch, as kustomize takes them, and one of a custom kind if all its
// containers are parts.
func (r *reader) isPatch(spec *tree.Node) bool {
	containers := spec.Get("containers")
	if containers == nil || containers.Kind != tree.Sequence {
		return containers.IsNull()
	}
	return len(containers.Items) > 0 &&
		!slices.ContainsFunc(containers.Items, func(c *tree.Node) bool { return c.Kind != tree.Mapping || !r.isPart(c) })
}

// patchedPod notes what a part of a pod spec may get from the rest of it.
func (p *podReader) patchedPod(f fields) {
	for _, key := range patchedFields {
		if f.node.Get(key).IsNull() && f.lost == "" {
			f.note(key, model.NotInInput)
		}
	}
}

func (p *podReader) spec(f fields) {
	p.patched = p.isPatch(f.node)
	p.shared(f)
	p.volumes(f, p.base)
	for _, list := range containerLists {
		p.containers(f, p.base, list.key, list.kind)
	}
	p.incompleteSpec()
}

// shared reads what the containers of a pod share, but for the volumes.
func (p *podReader) shared(f fields) {
	w := p.w
	w.HostNetwork = f.boolean("hostNetwork")
	w.HostPID = f.boolean("hostPID")
	w.HostIPC = f.boolean("hostIPC")
	w.HostUsers = f.boolean("hostUsers")
	os := f.inside("os")
	os.prefix = "os_"
	if w.OS = os.text("name"); w.Why("os_name") != "" {
		f.note("os", w.Why("os_name"))
		delete(w.Unknown, "os_name")
	}
	w.NodeSelector = f.textMap("nodeSelector")
	p.scheduling(f)
	w.ServiceAccountName = f.text("serviceAccountName")
	if w.ServiceAccountName == "" && w.Why("service_account_name") == "" {
		w.ServiceAccountName = f.text("serviceAccount")
		if why := w.Why("service_account"); why != "" {
			f.note("serviceAccountName", why)
		}
	}
	w.EnableServiceLinks = f.boolean("enableServiceLinks")
	w.AutomountServiceAccountToken = f.boolean("automountServiceAccountToken")
	w.Resources = resources(f)
	w.DNSPolicy = f.text("dnsPolicy")
	w.TerminationGracePeriodSeconds = f.integer("terminationGracePeriodSeconds")
	w.SecurityContext = p.securityContext(f)
	if p.patched || p.custom && injected[p.groupKind()] {
		p.patchedPod(f)
	}
}

// patchDirective is the key of a strategic merge patch that deletes or replaces an element
// of a list, which then is no container.
//
// Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
const patchDirective = "$patch"

// containers reads a list of containers below base.
func (p *podReader) containers(f fields, base, key, kind string) {
	f.each(key, func(i int, item *tree.Node, path string) {
		if item.Get(patchDirective) == nil {
			p.container(joinPath(base, key), kind, i, item, path)
		}
	})
	p.incomplete("containers", &p.w.Node, snake(key))
	p.incomplete("volume_mounts", &p.w.Node, snake(key))
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
	f.partial = p.patched
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
		s.Ref = p.addItem(p.w.Ref, joinPath(p.context, "sysctls"), i, item, nil)
		sf := fields{r: p.reader, node: item, into: &s.Node, path: path}
		s.Name, s.Value = sf.text("name"), sf.text("value")
		list = append(list, s)
	})
	return list
}

func (p *podReader) volumes(f fields, base string) {
	f.each("volumes", func(i int, item *tree.Node, path string) {
		v := &model.Volume{Workload: &p.w.Pod}
		v.Ref = p.addItem(p.w.Ref, joinPath(base, "volumes"), i, item, p.volumeFields(volumeType(item)))
		vf := fields{r: p.reader, node: item, into: &v.Node, path: path}
		v.Name = vf.text("name")
		v.Type = volumeType(item)
		v.HostPath = hostPath(vf)
		v.Image = imageVolume(vf)
		tokens(v, vf)
		v.NFS = nfs(vf)
		if p.named[v.Name] == nil {
			p.named[v.Name] = v
		}
		p.w.Volumes = append(p.w.Volumes, v)
		p.out.Model.Volumes = append(p.out.Model.Volumes, v)
	})
	p.incomplete("volumes", &p.w.Node, "volumes")
}

// volumeFields are the fields of a volume of a type that the model computes. The type of
// a volume is the key of its source.
func (r *reader) volumeFields(of string) map[string]string {
	if r.volumesOf[of] == nil {
		if r.volumesOf == nil {
			r.volumesOf = map[string]map[string]string{}
		}
		r.volumesOf[of] = map[string]string{
			"type": joinKey("", of), "host_path.clean": "hostPath.path", "mounted": "", "workload": "^",
			"service_account_tokens": "projected.sources", "image.registry": "image.reference", "image.repository": "image.reference",
			"image.tag": "image.reference", "image.digest": "image.reference",
		}
	}
	return r.volumesOf[of]
}

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
