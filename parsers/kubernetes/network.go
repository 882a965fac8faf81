package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) service(root *tree.Node) {
	s := &model.Service{}
	r.newObject(root, &s.Object, namespaced)
	s.Ref = r.addObject(root, "spec", nil)
	f := r.spec(root, &s.Object)
	s.Type = f.text("type")
	s.LoadBalancerClass = f.text("loadBalancerClass")
	s.LoadBalancerSourceRanges = f.texts("loadBalancerSourceRanges")
	s.Selector = f.textMap("selector")
	r.servicePorts(s, f)
	r.out.Model.Services = append(r.out.Model.Services, s)
}

// ingressClassAnnotation is the older way to name the class of an Ingress.
const ingressClassAnnotation = "kubernetes.io/ingress.class"

func (r *reader) ingress(root *tree.Node) {
	g := &model.Ingress{}
	r.newObject(root, &g.Object, namespaced)
	g.Ref = r.addObject(root, "spec", map[string]string{
		"class_name": `spec.ingressClassName|metadata.annotations["` + ingressClassAnnotation + `"]`, "backends": "spec.rules",
	})
	f := r.spec(root, &g.Object)
	g.ClassName = f.text("ingressClassName")
	if g.ClassName == "" {
		g.ClassName = g.Annotations[ingressClassAnnotation]
	}
	r.ingressNames(g, f)
	known := map[string]bool{"": true}
	add := func(backend fields) {
		service := backend.below("service")
		for _, name := range []string{service.text("name"), backend.text("serviceName")} {
			if !known[name] {
				known[name] = true
				g.Backends = append(g.Backends, name)
			}
		}
	}
	add(f.below("defaultBackend"))
	add(f.below("backend"))
	f.each("rules", func(_ int, rule *tree.Node, path string) {
		http := fields{r: r, node: rule, into: &g.Node, prefix: "rules.", path: path}.below("http")
		http.each("paths", func(_ int, item *tree.Node, path string) {
			add(fields{r: r, node: item, into: &g.Node, prefix: "backends.", path: path}.below("backend"))
		})
	})
	r.out.Model.Ingresses = append(r.out.Model.Ingresses, g)
}

// ingressNames reads the names that an Ingress answers to, and whether it does so by TLS.
func (r *reader) ingressNames(g *model.Ingress, f fields) {
	f.each("tls", func(_ int, item *tree.Node, path string) {
		g.TLS = true
		g.Hosts = append(g.Hosts, fields{r: r, node: item, into: &g.Node, prefix: "tls.", path: path}.texts("hosts")...)
	})
	f.each("rules", func(_ int, item *tree.Node, path string) {
		if host := (fields{r: r, node: item, into: &g.Node, prefix: "rules.", path: path}).text("host"); host != "" {
			g.Hosts = append(g.Hosts, host)
		}
	})
}

func (r *reader) ingressClass(root *tree.Node) {
	c := &model.IngressClass{}
	r.newObject(root, &c.Object, clusterScoped)
	c.Ref = r.addObject(root, "spec", map[string]string{
		"parameters_kind": "spec.parameters.kind", "parameters_name": "spec.parameters.name",
	})
	f := r.spec(root, &c.Object)
	c.Controller = f.text("controller")
	parameters := f.inside("parameters")
	parameters.prefix = "parameters_"
	c.ParametersKind, c.ParametersName = parameters.text("kind"), parameters.text("name")
	r.out.Model.IngressClasses = append(r.out.Model.IngressClasses, c)
}

func (r *reader) ingressClassParams(root *tree.Node) {
	p := &model.IngressClassParams{}
	r.newObject(root, &p.Object, clusterScoped)
	p.Ref = r.addObject(root, "spec", map[string]string{"group_name": "spec.group.name"})
	p.Scheme = r.spec(root, &p.Object).text("scheme")
	r.ingressClassLimits(p, r.spec(root, &p.Object))
	r.out.Model.IngressClassParams = append(r.out.Model.IngressClassParams, p)
}

func (r *reader) gateway(root *tree.Node) {
	g := &model.Gateway{}
	r.newObject(root, &g.Object, namespaced)
	g.Ref = r.addObject(root, "spec", map[string]string{
		"class_name": "spec.gatewayClassName",
	})
	f := r.spec(root, &g.Object)
	g.ClassName = f.text("gatewayClassName")
	r.gatewayDetails(g, f)
	r.out.Model.Gateways = append(r.out.Model.Gateways, g)
}

func (r *reader) route(root *tree.Node) {
	t := &model.Route{}
	r.newObject(root, &t.Object, namespaced)
	t.Ref = r.addObject(root, "spec", map[string]string{
		"parents": "spec.parentRefs", "backends": "spec.rules",
	})
	f := r.spec(root, &t.Object)
	t.Parents = objectNames(f, "parentRefs", "Gateway")
	f.each("rules", func(_ int, item *tree.Node, path string) {
		rule := fields{r: r, node: item, into: &t.Node, prefix: "rules.", path: path}
		t.Backends = append(t.Backends, objectNames(rule, "backendRefs", "Service")...)
	})
	r.out.Model.Routes = append(r.out.Model.Routes, t)
}

// objectNames reads a list of references to objects of one kind; references without a
// kind are of that kind.
func objectNames(f fields, key, kind string) []*model.ObjectName {
	var names []*model.ObjectName
	f.each(key, func(_ int, item *tree.Node, path string) {
		ref := fields{r: f.r, node: item, into: f.into, prefix: f.prefix + snake(key) + ".", path: path}
		if k := ref.text("kind"); k != "" && k != kind {
			return
		}
		names = append(names, &model.ObjectName{Namespace: ref.text("namespace"), Name: ref.text("name")})
	})
	return names
}
