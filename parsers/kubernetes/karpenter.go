package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) ec2NodeClass(root *tree.Node) {
	c := &model.EC2NodeClass{}
	r.newObject(root, &c.Object, clusterScoped)
	c.Ref = r.addObject(root, "spec", nil)
	r.userData(c.Ref, root)
	f := r.spec(root, &c.Object)
	c.MetadataOptions = metadataOptions(f)
	c.Role, c.AMIFamily = f.text("role"), f.text("amiFamily")
	c.AssociatePublicIPAddress = f.boolean("associatePublicIPAddress")
	f.each("amiSelectorTerms", func(i int, item *tree.Node, path string) {
		t := &model.AMISelectorTerm{}
		t.Ref = r.addItem(c.Ref, "spec.amiSelectorTerms", i, item, nil)
		tf := fields{r: r, node: item, into: &t.Node, path: path}
		t.Alias, t.ID, t.Name, t.SSMParameter = tf.text("alias"), tf.text("id"), tf.text("name"), tf.text("ssmParameter")
		c.AMISelectorTerms = append(c.AMISelectorTerms, t)
	})
	f.each("blockDeviceMappings", func(i int, item *tree.Node, path string) {
		m := &model.BlockDeviceMapping{}
		m.Ref = r.addItem(c.Ref, "spec.blockDeviceMappings", i, item, nil)
		mf := fields{r: r, node: item, into: &m.Node, path: path}
		m.DeviceName = mf.text("deviceName")
		if ebs := mf.below("ebs"); ebs.node != nil {
			m.EBS = &model.NodeVolume{
				Encrypted: ebs.boolean("encrypted"), KMSKeyID: ebs.text("kmsKeyID"), SnapshotID: ebs.text("snapshotID"),
			}
		}
		c.BlockDeviceMappings = append(c.BlockDeviceMappings, m)
	})
	r.out.Model.EC2NodeClasses = append(r.out.Model.EC2NodeClasses, c)
}

func metadataOptions(f fields) *model.MetadataOptions {
	options := f.below("metadataOptions")
	if options.node == nil {
		return nil
	}
	return &model.MetadataOptions{
		HTTPEndpoint:            options.text("httpEndpoint"),
		HTTPTokens:              options.text("httpTokens"),
		HTTPPutResponseHopLimit: options.integer("httpPutResponseHopLimit"),
		HTTPProtocolIPv6:        options.text("httpProtocolIPv6"),
	}
}

// nodePoolFields are where the fields of a NodePool lie.
var nodePoolFields = map[string]string{
	"node_class_group": "spec.template.spec.nodeClassRef.group|spec.template.spec.nodeClassRef.apiVersion",
	"node_class_name":  "spec.template.spec.nodeClassRef.name",
	"expire_after":     "spec.template.spec.expireAfter|spec.disruption.expireAfter",
	"budgets":          "spec.disruption.budgets",
	"node_labels":      "spec.template.metadata.labels",
	"taints":           "spec.template.spec.taints",
}

func (r *reader) nodePool(root *tree.Node) {
	p := &model.NodePool{}
	r.newObject(root, &p.Object, clusterScoped)
	p.Ref = r.addObject(root, "spec", nodePoolFields)
	f := r.spec(root, &p.Object)
	disruption, template := f.inside("disruption"), f.inside("template")
	nodes := template.inside("spec")
	if p.ExpireAfter = nodes.text("expireAfter"); p.ExpireAfter == "" {
		p.ExpireAfter = disruption.text("expireAfter")
	}
	labels := template.inside("metadata")
	labels.prefix = "node_"
	p.NodeLabels = labels.textMap("labels")
	r.nodeClassRef(p, nodes)
	disruption.each("budgets", func(i int, item *tree.Node, path string) {
		b := &model.DisruptionBudget{}
		b.Ref = r.addItem(p.Ref, "spec.disruption.budgets", i, item, nil)
		bf := fields{r: r, node: item, into: &b.Node, path: path}
		b.Nodes, b.Schedule, b.Reasons = bf.intOrText("nodes"), bf.text("schedule"), bf.texts("reasons")
		p.Budgets = append(p.Budgets, b)
	})
	nodes.each("taints", func(i int, item *tree.Node, path string) {
		t := &model.Taint{}
		t.Ref = r.addItem(p.Ref, "spec.template.spec.taints", i, item, nil)
		tf := fields{r: r, node: item, into: &t.Node, path: path}
		t.Key, t.Value, t.Effect = tf.text("key"), tf.text("value"), tf.text("effect")
		p.Taints = append(p.Taints, t)
	})
	r.out.Model.NodePools = append(r.out.Model.NodePools, p)
}

// nodeClassRef reads which node class a NodePool uses. Before karpenter.sh/v1 it is given
// with the version of its API.
func (r *reader) nodeClassRef(p *model.NodePool, f fields) {
	ref := f.inside("nodeClassRef")
	ref.prefix = "node_class_"
	p.NodeClassName, p.NodeClassGroup = ref.text("name"), ref.text("group")
	if version := ref.text("apiVersion"); p.NodeClassGroup == "" && version != "" {
		p.NodeClassGroup = group(version)
	}
}
