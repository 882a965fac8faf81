package kubernetes

import (
	"path"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// container reads a container, which is an element of the list at a path or, with an
// index below 0, what lies at the path itself.
func (p *podReader) container(list, kind string, i int, item *tree.Node, at string) {
	c := &model.Container{Workload: &p.w.Pod, Type: kind}
	c.Ref = p.addItem(p.w.Ref, list, i, item, p.containerFields())
	f := fields{r: p.reader, node: item, into: &c.Node, path: at}
	c.Name = f.text("name")
	if kind == model.InitContainer && f.text("restartPolicy") == "Always" {
		c.Type = model.SidecarContainer
	}
	c.Image = parseImage(imageText(f))
	p.patchedContainer(f)
	c.SecurityContext = securityContext(f, p.patched || p.isPart(item))
	c.Effective = effective(c, &p.w.Pod)
	c.ImagePullPolicy = f.text("imagePullPolicy")
	p.ports(c, f)
	p.probes(c, f)
	p.handlers(c, f)
	p.mounts(c, f)
	p.program(c, f)
	c.Resources = resources(f)
	p.w.Containers = append(p.w.Containers, c)
	p.out.Model.Containers = append(p.out.Model.Containers, c)
}

// imageText is the reference of a container's image. Kubernetes expands no $(NAME) there,
// so that one is filled in by a later tool. The path of a Go program behind ko:// is what
// ko puts the image of that program for.
func imageText(f fields) string {
	reference := f.text("image")
	if isReference(reference) || strings.HasPrefix(reference, "ko://") {
		f.note("image", model.TemplateValue)
		return ""
	}
	return reference
}

// isPart reports whether a container is only a part of one that is elsewhere: in a custom
// kind one without an image is what an operator adds to its own container.
func (r *reader) isPart(container *tree.Node) bool {
	image := container.Get("image")
	return r.custom && (image.IsNull() || image.Kind == tree.String && image.Text == "")
}

// patchedContainer notes what a part of a container may get from the rest of it.
func (p *podReader) patchedContainer(f fields) {
	if p.isPart(f.node) {
		f.note("image", model.NotInInput)
	} else if !p.patched {
		return
	}
	for _, key := range []string{"securityContext", "resources"} {
		if f.node.Get(key).IsNull() {
			f.note(key, model.NotInInput)
		}
	}
}

// containerFields are the fields of a container that the model computes. An effective
// field lies in the pod's security context if the container's has none.
func (p *podReader) containerFields() map[string]string {
	if p.special == nil {
		p.special = map[string]string{
			"effective": "securityContext|" + "^." + p.context, "type": "", "handlers": "", "probes": "", "same_probes": "livenessProbe", "workload": "^", "effective_resources": "resources",
		}
	}
	return p.special
}

func securityContext(f fields, partial bool) *model.SecurityContext {
	f.partial = partial
	s := f.below("securityContext")
	if s.node == nil {
		return nil
	}
	return &model.SecurityContext{
		Privileged:               s.boolean("privileged"),
		AllowPrivilegeEscalation: s.boolean("allowPrivilegeEscalation"),
		ReadOnlyRootFilesystem:   s.boolean("readOnlyRootFilesystem"),
		RunAsNonRoot:             s.boolean("runAsNonRoot"),
		RunAsUser:                s.integer("runAsUser"),
		RunAsGroup:               s.integer("runAsGroup"),
		ProcMount:                s.optionalText("procMount"),
		Capabilities:             capabilities(s),
		SeccompProfile:           seccompProfile(s),
		AppArmorProfile:          appArmorProfile(s),
		SELinuxOptions:           seLinuxOptions(s),
		WindowsOptions:           windowsOptions(s),
	}
}

func capabilities(f fields) *model.Capabilities {
	c := f.below("capabilities")
	if c.node == nil {
		return nil
	}
	return &model.Capabilities{Add: c.texts("add"), Drop: c.texts("drop")}
}

func seccompProfile(f fields) *model.SeccompProfile {
	p := f.below("seccompProfile")
	if p.node == nil {
		return nil
	}
	return &model.SeccompProfile{Type: p.text("type")}
}

func appArmorProfile(f fields) *model.AppArmorProfile {
	p := f.below("appArmorProfile")
	if p.node == nil {
		return nil
	}
	return &model.AppArmorProfile{Type: p.text("type")}
}

func seLinuxOptions(f fields) *model.SELinuxOptions {
	o := f.below("seLinuxOptions")
	if o.node == nil {
		return nil
	}
	return &model.SELinuxOptions{
		User:  o.text("user"),
		Role:  o.text("role"),
		Type:  o.text("type"),
		Level: o.text("level"),
	}
}

func windowsOptions(f fields) *model.WindowsOptions {
	o := f.below("windowsOptions")
	if o.node == nil {
		return nil
	}
	return &model.WindowsOptions{HostProcess: o.boolean("hostProcess"), RunAsUserName: o.text("runAsUserName")}
}

// The origins of an effective field.
const (
	fromContainer = "container"
	fromPod       = "pod"
)

// effective computes what the kubelet applies: the container's own field, else the pod's.
//
// Source: DetermineEffectiveSecurityContext in k8s.io/kubernetes/pkg/securitycontext.
func effective(c *model.Container, pod *model.Pod) *model.EffectiveSecurityContext {
	own, shared := c.SecurityContext, pod.SecurityContext
	if own == nil {
		own = &model.SecurityContext{}
	}
	if shared == nil {
		shared = &model.PodSecurityContext{}
	}
	e := &model.EffectiveSecurityContext{}
	e.RunAsNonRoot, e.RunAsNonRootOrigin = inherit(c, pod, "run_as_non_root", own.RunAsNonRoot, shared.RunAsNonRoot)
	e.RunAsUser, e.RunAsUserOrigin = inherit(c, pod, "run_as_user", own.RunAsUser, shared.RunAsUser)
	e.RunAsGroup, e.RunAsGroupOrigin = inherit(c, pod, "run_as_group", own.RunAsGroup, shared.RunAsGroup)
	e.SeccompProfile, e.SeccompProfileOrigin = inherit(c, pod, "seccomp_profile", own.SeccompProfile, shared.SeccompProfile)
	e.AppArmorProfile, e.AppArmorProfileOrigin = inherit(c, pod, "app_armor_profile", own.AppArmorProfile, shared.AppArmorProfile)
	return e
}

// inherit picks the value of one field and says where it comes from. What is unknown of
// the value that it picks is unknown of the effective one as well.
func inherit[T any](c *model.Container, pod *model.Pod, name string, own, shared *T) (value *T, origin string) {
	field := "security_context." + name
	switch {
	case own != nil:
		value, origin = own, fromContainer
		copyUnknown(c, &c.Node, field, name)
	case c.Why(field) != "":
		note(c, name, c.Why(field))
	case shared != nil:
		value, origin = shared, fromPod
		copyUnknown(c, &pod.Node, field, name)
	case pod.Why(field) != "":
		note(c, name, pod.Why(field))
	}
	return value, origin
}

func copyUnknown(c *model.Container, from *model.Node, field, name string) {
	for at, reason := range from.Unknown {
		if rest, below := strings.CutPrefix(at, field+"."); below {
			note(c, name+"."+rest, reason)
		}
	}
}

func note(c *model.Container, name string, reason model.Reason) {
	if c.Unknown == nil {
		c.Unknown = map[string]model.Reason{}
	}
	c.Unknown["effective."+name] = reason
}

func (p *podReader) ports(c *model.Container, f fields) {
	f.each("ports", func(i int, item *tree.Node, path string) {
		port := &model.ContainerPort{}
		port.Ref = p.addItem(c.Ref, "ports", i, item, nil)
		pf := fields{r: p.reader, node: item, into: &port.Node, path: path}
		port.Name = pf.text("name")
		port.ContainerPort = pf.integer("containerPort")
		port.HostPort = pf.integer("hostPort")
		port.Protocol = pf.text("protocol")
		c.Ports = append(c.Ports, port)
	})
}

// handlerUses are the fields of a container that hold a handler.
var handlerUses = []string{
	"livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop",
}

// handlerFields are the fields of a handler that the model computes.
var handlerFields = map[string]string{"use": "", "action": ""}

// handlerActions are the actions of a handler that take a host.
var handlerActions = []string{"httpGet", "tcpSocket", "grpc"}

func (p *podReader) handlers(c *model.Container, f fields) {
	for _, use := range handlerUses {
		holder := f
		for _, key := range splitPath(use) {
			holder = holder.below(key)
		}
		for _, action := range handlerActions {
			af := holder.below(action)
			if af.node == nil {
				continue
			}
			h := &model.Handler{Use: use, Action: action}
			h.Ref = p.addItem(c.Ref, use+"."+action, -1, af.node, handlerFields)
			af.into, af.prefix = &h.Node, ""
			h.Host = af.text("host")
			c.Handlers = append(c.Handlers, h)
		}
	}
}

func (p *podReader) mounts(c *model.Container, f fields) {
	f.each("volumeMounts", func(i int, item *tree.Node, path string) {
		m := &model.VolumeMount{Container: c.Name, ContainerRef: c.Ref, Workload: &p.w.Pod}
		m.Ref = p.addItem(c.Ref, "volumeMounts", i, item, mountFields)
		mf := fields{r: p.reader, node: item, into: &m.Node, path: path}
		m.Name = mf.text("name")
		m.MountPath = mf.text("mountPath")
		m.SubPath = mf.text("subPath")
		m.SubPathExpr = mf.text("subPathExpr")
		m.ReadOnly = mf.isTrue("readOnly")
		m.RecursiveReadOnly = mf.text("recursiveReadOnly")
		p.resolveMount(m)
		c.VolumeMounts = append(c.VolumeMounts, m)
		p.out.Model.VolumeMounts = append(p.out.Model.VolumeMounts, m)
	})
	p.incomplete("volume_mounts", &c.Node, "volume_mounts")
}

// mountFields are the fields of a mount that the model computes.
var mountFields = map[string]string{"host_path": "name", "container": "^.name", "container_ref": "^", "volume_ref": "name"}

// resolveMount looks up the volume of a mount.
func (p *podReader) resolveMount(m *model.VolumeMount) {
	if m.Name == "" {
		p.guessMount(m)
		return
	}
	if v := p.named[m.Name]; v != nil {
		v.Mounted = true
		m.VolumeRef = &v.Ref
		resolveHostPath(m, v)
		return
	}
	if why := p.w.Why("volumes"); why != "" {
		noteHostPath(m, why)
	}
}

// guessMount notes that a mount whose volume is named later may show a path of the node,
// if the pod has a volume that does.
func (p *podReader) guessMount(m *model.VolumeMount) {
	why := m.Why("name")
	if why == "" {
		return
	}
	for _, v := range p.w.Volumes {
		if v.HostPath != nil || v.Why("host_path") != "" {
			noteHostPath(m, why)
			return
		}
	}
}

// resolveHostPath joins the path of a hostPath volume and the path within it. Variables
// of subPathExpr stay as they are: they name something below the volume's path.
func resolveHostPath(m *model.VolumeMount, v *model.Volume) {
	unknown := v.Why("host_path.path")
	if v.HostPath == nil && unknown == "" {
		return
	}
	for _, field := range []string{"sub_path", "sub_path_expr"} {
		if unknown == "" {
			unknown = m.Why(field)
		}
	}
	if unknown != "" {
		noteHostPath(m, unknown)
		return
	}
	if v.HostPath.Path == "" {
		return // the API server refuses it; the root of the node it is not
	}
	m.HostPath = cleanPath(v.HostPath.Path + "/" + m.SubPath + m.SubPathExpr)
}

func noteHostPath(m *model.VolumeMount, why model.Reason) {
	if m.Unknown == nil {
		m.Unknown = map[string]model.Reason{}
	}
	m.Unknown["host_path"] = why
}

// cleanPath resolves dots and doubled slashes of a path on a node, which is absolute even
// if it is written without its first slash. One of Windows begins with a drive or "\\".
func cleanPath(p string) string {
	if len(p) > 1 && p[1] == ':' || strings.HasPrefix(p, `\\`) {
		return path.Clean(p)
	}
	return path.Clean("/" + p)
}

// parseImage splits an image reference; nil if there is none.
//
// Source: the reference grammar of github.com/distribution/reference.
func parseImage(reference string) *model.Image {
	if reference == "" {
		return nil
	}
	image := &model.Image{Reference: reference}
	rest, digest, _ := strings.Cut(reference, "@")
	image.Digest = digest
	if colon := strings.LastIndexByte(rest, ':'); colon > strings.LastIndexByte(rest, '/') {
		rest, image.Tag = rest[:colon], rest[colon+1:]
	}
	host, repository, slash := strings.Cut(rest, "/")
	if slash && (strings.ContainsAny(host, ".:") || host == "localhost") {
		image.Registry, image.Repository = host, repository
		return image
	}
	image.Repository = rest
	return image
}
