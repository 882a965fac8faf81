package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

func (r *reader) storageClass(root *tree.Node) {
	c := &model.StorageClass{}
	r.newObject(root, &c.Object, clusterScoped)
	c.Ref = r.addObject(root, "", nil)
	f := fields{r: r, node: root, into: &c.Node}
	c.Provisioner, c.Parameters = f.text("provisioner"), f.textMap("parameters")
	r.out.Model.StorageClasses = append(r.out.Model.StorageClasses, c)
}

// csiVolume reads a volume of a CSI driver; nil if it is none.
func csiVolume(f fields) *model.CSIVolume {
	csi := f.below("csi")
	if csi.node == nil {
		return nil
	}
	return &model.CSIVolume{
		Driver: csi.text("driver"), VolumeHandle: csi.text("volumeHandle"), VolumeAttributes: csi.textMap("volumeAttributes"),
	}
}

// nfs reads a share of an NFS server; nil if it is none.
func nfs(f fields) *model.NFS {
	n := f.below("nfs")
	if n.node == nil {
		return nil
	}
	return &model.NFS{Server: n.text("server"), Path: n.text("path")}
}
