package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) ec2NodeClass(root *tree.Node) {
	c := &model.EC2NodeClass{}
	r.newObject(root, &c.Object, clusterScoped)
	c.Ref = r.addObject(root, "spec", nil)
	f := r.spec(root, &c.Object)
	options := f.below("metadataOptions")
	if options.node == nil {
		r.out.Model.EC2NodeClasses = append(r.out.Model.EC2NodeClasses, c)
		return
	}
	c.MetadataOptions = &model.MetadataOptions{
		HTTPEndpoint:            options.text("httpEndpoint"),
		HTTPTokens:              options.text("httpTokens"),
		HTTPPutResponseHopLimit: options.integer("httpPutResponseHopLimit"),
		HTTPProtocolIPv6:        options.text("httpProtocolIPv6"),
	}
	r.out.Model.EC2NodeClasses = append(r.out.Model.EC2NodeClasses, c)
}
