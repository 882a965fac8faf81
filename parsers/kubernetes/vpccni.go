package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) configMap(root *tree.Node) {
	c := &model.ConfigMap{}
	r.newObject(root, &c.Object, namespaced)
	c.Ref = r.addObject(root, "", nil)
	c.Data = fields{r: r, node: root, into: &c.Node}.textMap("data")
	r.out.Model.ConfigMaps = append(r.out.Model.ConfigMaps, c)
	r.awsAuth(root, c)
}

func (r *reader) nodeClass(root *tree.Node) {
	c := &model.NodeClass{}
	r.newObject(root, &c.Object, clusterScoped)
	c.Ref = r.addObject(root, "spec", map[string]string{
		"associate_public_ip_address": "spec.advancedNetworking.associatePublicIPAddress",
	})
	f := r.spec(root, &c.Object)
	c.NetworkPolicy = f.text("networkPolicy")
	c.NetworkPolicyEventLogs = f.text("networkPolicyEventLogs")
	c.AssociatePublicIPAddress = f.inside("advancedNetworking").boolean("associatePublicIPAddress")
	r.out.Model.NodeClasses = append(r.out.Model.NodeClasses, c)
}
