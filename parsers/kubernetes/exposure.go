package kubernetes

import (
	"slices"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) servicePorts(s *model.Service, f fields) {
	f.each("ports", func(i int, item *tree.Node, path string) {
		port := &model.ServicePort{}
		port.Ref = r.addItem(s.Ref, "spec.ports", i, item, nil)
		pf := fields{r: r, node: item, into: &port.Node, path: path}
		port.Name = pf.text("name")
		port.Protocol = pf.text("protocol")
		port.AppProtocol = pf.text("appProtocol")
		port.Port = pf.integer("port")
		port.TargetPort = pf.intOrText("targetPort")
		s.Ports = append(s.Ports, port)
	})
}

// intOrText returns a field that is a whole number or a string, as text; "" if it is
// absent, unknown or neither.
func (f fields) intOrText(key string) string {
	if n := f.node.Get(key); n != nil && n.Kind == tree.Int {
		return n.Text
	}
	return f.text(key)
}

func (r *reader) ingressClassLimits(p *model.IngressClassParams, f fields) {
	group := f.inside("group")
	group.prefix = "group_"
	p.GroupName = group.text("name")
	p.InboundCIDRs = f.texts("inboundCIDRs")
	p.CertificateARNs = append(f.texts("certificateArn"), f.texts("certificateARNs")...)
	p.SSLPolicy, p.SSLRedirectPort = f.text("sslPolicy"), f.intOrText("sslRedirectPort")
	p.PrefixListsIDs = f.texts("prefixListsIDs")
	p.LoadBalancerAttributes = attributes(f)
	if legacy := f.node.Get("PrefixListsIDs"); p.PrefixListsIDs == nil && legacy != nil {
		renamed := f
		renamed.node = &tree.Node{Kind: tree.Mapping, Fields: []tree.Field{{Key: "prefixListsIDs", Value: legacy}}}
		p.PrefixListsIDs = renamed.texts("prefixListsIDs") // the older spelling of the same field
	}
}

func (r *reader) gatewayDetails(g *model.Gateway, f fields) {
	ref := f.below("infrastructure").below("parametersRef")
	ref.prefix = "parameters_"
	g.ParametersKind, g.ParametersName = ref.text("kind"), ref.text("name")
	f.each("listeners", func(i int, item *tree.Node, path string) {
		l := &model.Listener{}
		l.Ref = r.addItem(g.Ref, "spec.listeners", i, item, listenerFields)
		lf := fields{r: r, node: item, into: &l.Node, path: path}
		l.Name = lf.text("name")
		l.Protocol = lf.text("protocol")
		l.Port = lf.integer("port")
		from := lf.inside("allowedRoutes").inside("namespaces")
		from.prefix = "routes_"
		l.RoutesFrom = from.text("from")
		l.RoutesSelector = labelSelector(from, "selector")
		g.Listeners = append(g.Listeners, l)
	})
}

// attributes reads the attributes of a load balancer, a list of keys and values.
func attributes(f fields) map[string]string {
	var list map[string]string
	f.each("loadBalancerAttributes", func(_ int, item *tree.Node, path string) {
		one := fields{r: f.r, node: item, into: f.into, prefix: f.prefix + "load_balancer_attributes.", path: path}
		if list == nil {
			list = map[string]string{}
		}
		list[one.text("key")] = one.text("value")
	})
	return list
}

// listenerFields are the fields of a listener that have another path in the API.
var listenerFields = map[string]string{
	"routes_from":     "allowedRoutes.namespaces.from",
	"routes_selector": "allowedRoutes.namespaces.selector",
}

// exposureKind returns the function that reads a kind by which pods get a load balancer,
// and nil for all others.
func (r *reader) exposureKind(apiVersion, kind string) func(*tree.Node) {
	switch g := group(apiVersion); {
	case kind == "GatewayClass" && g == "gateway.networking.k8s.io":
		return r.gatewayClass
	case kind == "LoadBalancerConfiguration" && g == "gateway.k8s.aws":
		return r.loadBalancerConfiguration
	case kind == "NodeClass" && g == "eks.amazonaws.com":
		return r.nodeClass
	case kind == "NodeConfig" && g == "node.eks.aws":
		return r.nodeConfig
	case kind == "KubeletConfiguration" && g == "kubelet.config.k8s.io":
		return r.kubeletConfiguration
	case kind == "NodePool" && g == "karpenter.sh":
		return r.nodePool
	case kind == "EC2NodeClass" && g == "karpenter.k8s.aws":
		return r.ec2NodeClass
	case kind == "PeerAuthentication" && g == "security.istio.io":
		return r.peerAuthentication
	case kind == "Server" && g == "policy.linkerd.io":
		return r.linkerdServer
	case kind == "Installation" && g == "operator.tigera.io":
		return r.installation
	case kind == "TargetGroupBinding" && slices.Contains([]string{"elbv2.k8s.aws", "eks.amazonaws.com"}, g):
		return r.targetGroupBinding
	}
	return nil
}

// parametersFields are the fields of an object that refers to its parameters.
var parametersFields = map[string]string{
	"parameters_kind": "spec.parametersRef.kind", "parameters_namespace": "spec.parametersRef.namespace",
	"parameters_name": "spec.parametersRef.name",
}

func (r *reader) gatewayClass(root *tree.Node) {
	c := &model.GatewayClass{}
	r.newObject(root, &c.Object, clusterScoped)
	c.Ref = r.addObject(root, "spec", parametersFields)
	f := r.spec(root, &c.Object)
	c.ControllerName = f.text("controllerName")
	ref := f.inside("parametersRef")
	ref.prefix = "parameters_"
	c.ParametersKind, c.ParametersNamespace, c.ParametersName = ref.text("kind"), ref.text("namespace"), ref.text("name")
	r.out.Model.GatewayClasses = append(r.out.Model.GatewayClasses, c)
}

func (r *reader) loadBalancerConfiguration(root *tree.Node) {
	c := &model.LoadBalancerConfiguration{}
	r.newObject(root, &c.Object, namespaced)
	c.Ref = r.addObject(root, "spec", nil)
	f := r.spec(root, &c.Object)
	c.Scheme = f.text("scheme")
	c.MergingMode = f.text("mergingMode")
	c.SourceRanges = f.texts("sourceRanges")
	c.SecurityGroupPrefixes = f.texts("securityGroupPrefixes")
	c.SecurityGroups = f.texts("securityGroups")
	r.out.Model.LoadBalancerConfigurations = append(r.out.Model.LoadBalancerConfigurations, c)
}

func (r *reader) targetGroupBinding(root *tree.Node) {
	b := &model.TargetGroupBinding{}
	r.newObject(root, &b.Object, namespaced)
	b.Ref = r.addObject(root, "spec", map[string]string{
		"service_name": "spec.serviceRef.name",
	})
	ref := r.spec(root, &b.Object).inside("serviceRef")
	ref.prefix = "service_"
	b.ServiceName = ref.text("name")
	r.out.Model.TargetGroupBindings = append(r.out.Model.TargetGroupBindings, b)
}
