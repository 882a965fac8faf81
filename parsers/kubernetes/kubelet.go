package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/kubelet"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// kubeletConfiguration reads a configuration of the kubelet.
func (r *reader) kubeletConfiguration(root *tree.Node) {
	r.kubeletSettings(r.addObject(root, "", nil), root, kubelet.Config(root))
}

// nodeConfig reads the configuration of nodeadm.
func (r *reader) nodeConfig(root *tree.Node) {
	r.kubeletSettings(r.addObject(root, "", nil), root, kubelet.NodeConfig(root))
}

// userData reads the user data that nodes of a node class start by.
func (r *reader) userData(owner model.Ref, root *tree.Node) {
	text := root.Get("spec").Get("userData")
	if text == nil || text.Kind != tree.String {
		return
	}
	settings := kubelet.UserData(text.Text)
	for i := range settings {
		settings[i].Path = []string{"spec", "userData"}
	}
	r.kubeletSettings(owner, root, settings)
}

func (r *reader) kubeletSettings(owner model.Ref, root *tree.Node, settings []kubelet.Setting) {
	for _, s := range settings {
		n, path := root, ""
		for _, key := range s.Path {
			path = joinKey(path, key)
			if found := find(n, key, true); found != nil {
				n = found.value
			}
		}
		k := &model.KubeletSetting{Kind: r.identity.Kind, Name: r.identity.Name, Setting: s.Name, Value: s.Value}
		k.Ref = r.out.Anchors.add(anchor{object: r.identity, node: n, parent: owner, list: path, index: -1, special: kubeletFields})
		r.out.Model.KubeletSettings = append(r.out.Model.KubeletSettings, k)
	}
}

// kubeletFields are the fields of a setting, of which none lies in its value.
var kubeletFields = map[string]string{"kind": "", "name": "", "setting": "", "value": ""}
