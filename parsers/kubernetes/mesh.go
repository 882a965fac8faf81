package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) peerAuthentication(root *tree.Node) {
	p := &model.PeerAuthentication{}
	r.newObject(root, &p.Object, namespaced)
	p.Ref = r.addObject(root, "spec", map[string]string{
		"mode": "spec.mtls.mode", "selector": "spec.selector.matchLabels", "port_modes": "spec.portLevelMtls",
	})
	f := r.spec(root, &p.Object)
	p.Mode = f.inside("mtls").text("mode")
	p.Selector = f.below("selector").textMap("matchLabels")
	ports := f.below("portLevelMtls")
	ports.prefix = "port_modes."
	p.PortModes = portModes(ports)
	r.out.Model.PeerAuthentications = append(r.out.Model.PeerAuthentications, p)
}

func (r *reader) linkerdServer(root *tree.Node) {
	s := &model.LinkerdServer{}
	r.newObject(root, &s.Object, namespaced)
	s.Ref = r.addObject(root, "spec", nil)
	s.AccessPolicy = r.spec(root, &s.Object).text("accessPolicy")
	r.out.Model.LinkerdServers = append(r.out.Model.LinkerdServers, s)
}

func portModes(f fields) map[string]string {
	if f.node == nil || len(f.node.Fields) == 0 {
		return nil
	}
	modes := make(map[string]string, len(f.node.Fields))
	for i := range f.node.Fields {
		port := f.node.Fields[i].Key
		modes[port] = f.below(port).text("mode")
	}
	return modes
}
