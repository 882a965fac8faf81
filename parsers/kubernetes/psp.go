package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) podSecurityPolicy(root *tree.Node) {
	p := &model.PodSecurityPolicy{}
	r.newObject(root, &p.Object, clusterScoped)
	p.Ref = r.addObject(root, "spec", nil)
	f := r.spec(root, &p.Object)
	p.Privileged = f.boolean("privileged")
	p.HostNetwork = f.boolean("hostNetwork")
	p.HostPID = f.boolean("hostPID")
	p.HostIPC = f.boolean("hostIPC")
	p.HostPorts = ranges(f, "hostPorts")
	p.Volumes = f.texts("volumes")
	p.AllowedCapabilities = f.texts("allowedCapabilities")
	p.DefaultAddCapabilities = f.texts("defaultAddCapabilities")
	p.RequiredDropCapabilities = f.texts("requiredDropCapabilities")
	p.AllowedUnsafeSysctls = f.texts("allowedUnsafeSysctls")
	p.AllowedProcMountTypes = f.texts("allowedProcMountTypes")
	p.AllowPrivilegeEscalation = f.boolean("allowPrivilegeEscalation")
	p.ReadOnlyRootFilesystem = f.boolean("readOnlyRootFilesystem")
	p.RunAsUser = idStrategy(f, "runAsUser")
	p.RunAsGroup = idStrategy(f, "runAsGroup")
	p.SupplementalGroups = idStrategy(f, "supplementalGroups")
	p.FSGroup = idStrategy(f, "fsGroup")
	if s := f.below("seLinux"); s.node != nil {
		p.SELinux = &model.SELinuxStrategy{Rule: s.text("rule"), SELinuxOptions: seLinuxOptions(s)}
	}
	f.each("allowedHostPaths", func(_ int, item *tree.Node, path string) {
		h := fields{r: r, node: item, into: &p.Node, prefix: "allowed_host_paths.", path: path}
		p.AllowedHostPaths = append(p.AllowedHostPaths, &model.AllowedHostPath{
			PathPrefix: h.text("pathPrefix"), ReadOnly: h.isTrue("readOnly"),
		})
	})
	r.out.Model.PodSecurityPolicies = append(r.out.Model.PodSecurityPolicies, p)
}

func idStrategy(f fields, key string) *model.IDStrategy {
	s := f.below(key)
	if s.node == nil {
		return nil
	}
	return &model.IDStrategy{Rule: s.text("rule"), Ranges: ranges(s, "ranges")}
}

func ranges(f fields, key string) []*model.Range {
	var list []*model.Range
	f.each(key, func(_ int, item *tree.Node, path string) {
		e := fields{r: f.r, node: item, into: f.into, prefix: f.prefix + snake(key) + ".", path: path}
		list = append(list, &model.Range{Min: e.integer("min"), Max: e.integer("max")})
	})
	return list
}
