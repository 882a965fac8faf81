// Package images tells which images kustomize changes before they are applied.
package images

import (
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// Compute notes the name and the tag of images as unknown to which a kustomization of the
// unit gives others. Overlays may lie anywhere, so that all kustomizations count.
func Compute(m *model.Model) {
	changed := map[string]bool{}
	for _, k := range m.Kustomizations {
		for _, name := range k.Images {
			changed[name] = true
		}
	}
	if len(changed) == 0 {
		return
	}
	for _, c := range m.Containers {
		note(&c.Node, c.Image, changed)
	}
}

func note(n *model.Node, image *model.Image, changed map[string]bool) {
	if image == nil || !changed[nameOf(image)] {
		return
	}
	n.Note("image.registry", model.NotEvaluated)
	n.Note("image.repository", model.NotEvaluated)
	n.Note("image.tag", model.NotEvaluated)
}

// nameOf is what kustomize compares: the reference without tag and digest.
func nameOf(image *model.Image) string {
	return strings.TrimPrefix(image.Registry+"/"+image.Repository, "/")
}
