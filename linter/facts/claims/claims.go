// Package claims computes which PersistentVolumes are taken by a claim of the unit.
//
// It follows the volume controller of Kubernetes, but for capacity, access modes and node
// affinity: a claim that asks for more than a volume has is taken to be meant for it.
package claims

import (
	"cmp"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Compute sets Claim of the volumes that lie on a node. If that depends on what is not
// known, "claim" is in Unknown of the volume.
func Compute(m *model.Model) {
	var list []*claim
	for _, v := range m.PersistentVolumes {
		if v.HostPath == nil && v.LocalPath == "" && v.Why("host_path") == "" && v.Why("local_path") == "" {
			continue
		}
		if list == nil {
			list = prepare(m.PersistentVolumeClaims)
		}
		find(v, list)
	}
}

// claim is a claim with its selector, which is only prepared once.
type claim struct {
	*model.PersistentVolumeClaim
	selector selectors.Selector
}

func prepare(list []*model.PersistentVolumeClaim) []*claim {
	claims := make([]*claim, len(list))
	for i, c := range list {
		claims[i] = &claim{c, selectors.Everything()}
		if c.Selector != nil || c.Why("selector") != "" {
			// With an error the API server refuses the claim; its answers are unknown.
			claims[i].selector, _ = selectors.Parse(&c.Node, "selector", c.Selector)
		}
	}
	return claims
}

// find sets the claim of a volume to the first one that takes it.
func find(v *model.PersistentVolume, list []*claim) {
	var why model.Reason
	for _, c := range list {
		switch takes, reason := c.takes(v); takes {
		case truth.Yes:
			v.Claim = &model.Claim{Ref: c.Ref, Kind: c.Kind, Name: c.Name}
			if c.isTemplate() {
				v.Claim.Kind, v.Claim.Name = "StatefulSet", c.StatefulSet
			}
			return
		case truth.Unknown:
			if why == "" {
				why = reason
			}
		case truth.No:
		}
	}
	if why == "" {
		return
	}
	if v.Unknown == nil {
		v.Unknown = map[string]model.Reason{}
	}
	v.Unknown["claim"] = why
}

func (c *claim) isTemplate() bool { return c.StatefulSet != "" || c.Why("stateful_set") != "" }

// takes reports whether a claim takes a volume, and why that is unknown. A volume may name
// its claim and a claim its volume; else the storage class and the selector decide.
//
// Source: FindMatchingVolume in k8s.io/component-helpers/storage/volume, and
// syncUnboundClaim in k8s.io/kubernetes/pkg/controller/volume/persistentvolume.
func (c *claim) takes(v *model.PersistentVolume) (truth.Value, model.Reason) {
	asks := c.asksFor(v)
	if asks == truth.No {
		return truth.No, ""
	}
	if why := firstWhy(&v.Node, "claim_ref", "claim_name"); why != "" {
		return truth.Unknown, why
	}
	if v.ClaimName != "" {
		return c.isNamedBy(v)
	}
	class, why := c.hasClassOf(v)
	if c.VolumeName != "" {
		return truth.All(asks, class), cmp.Or(firstWhy(&v.Node, "name"), why)
	}
	if asks == truth.Unknown {
		return truth.Unknown, c.Why("volume_name")
	}
	selects := c.selector.Matches(selectors.LabelsOf(&v.Node, "labels", v.Labels))
	return truth.All(class, selects), cmp.Or(why, model.TemplateValue)
}

// asksFor reports whether a claim lets itself be bound to a volume: it names no volume, or
// this one.
func (c *claim) asksFor(v *model.PersistentVolume) truth.Value {
	switch {
	case c.Why("volume_name") != "":
		return truth.Unknown
	case c.VolumeName == "":
		return truth.Yes
	case v.Why("name") != "":
		return truth.Unknown
	}
	return truth.Of(c.VolumeName == v.Name)
}

// isNamedBy reports whether a volume names the claim.
func (c *claim) isNamedBy(v *model.PersistentVolume) (truth.Value, model.Reason) {
	named := c.hasName(v.ClaimName)
	if named == truth.No {
		return named, ""
	}
	in := truth.Unknown
	if v.ClaimNamespace != "" {
		in = namespaces.In(&c.Object, v.ClaimNamespace)
	}
	all := truth.All(named, in, c.asksFor(v))
	if all != truth.Unknown {
		return all, ""
	}
	if why := firstWhy(&c.Node, "name", "stateful_set", "namespace", "volume_name"); why != "" {
		return all, why
	}
	if why := firstWhy(&v.Node, "name", "claim_namespace"); why != "" {
		return all, why
	}
	return all, model.NamespaceLeftOut
}

// hasName reports whether a claim, or one of those made from a template, has a name.
func (c *claim) hasName(name string) truth.Value {
	switch {
	case c.isTemplate() && (c.Name == "" || c.StatefulSet == ""):
		return truth.Unknown
	case c.isTemplate():
		ordinal, found := strings.CutPrefix(name, c.Name+"-"+c.StatefulSet+"-")
		return truth.Of(found && ordinal != "" && strings.Trim(ordinal, "0123456789") == "")
	case c.Name != "":
		return truth.Of(c.Name == name)
	case c.Why("name") != "":
		return truth.Unknown
	}
	return truth.No // the API server generates it
}

// hasClassOf reports whether a claim has the storage class of a volume. One that names no
// class gets the default one of the cluster, if there is one; that it asks for the volume
// by name shows what is meant.
func (c *claim) hasClassOf(v *model.PersistentVolume) (truth.Value, model.Reason) {
	for _, n := range []*model.Node{&c.Node, &v.Node} {
		if why := n.Why("storage_class_name"); why != "" {
			return truth.Unknown, why
		}
	}
	want, asked := class(c.Annotations, c.StorageClassName)
	have, _ := class(v.Annotations, &v.StorageClassName)
	switch {
	case asked:
		return truth.Of(want == have), ""
	case c.VolumeName != "":
		return truth.Yes, ""
	}
	return truth.Unknown, model.NotInInput
}

// classAnnotation is the older way to give a storage class; it wins over the field.
//
// Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class
const classAnnotation = "volume.beta.kubernetes.io/storage-class"

// class returns the storage class, and whether there is one; "" is that of volumes without.
func class(annotations map[string]string, field *string) (name string, ok bool) {
	if name, ok := annotations[classAnnotation]; ok {
		return name, true
	}
	if field == nil {
		return "", false
	}
	return *field, true
}

// firstWhy is the reason of the first field that is unknown; "" if none is.
func firstWhy(n *model.Node, fields ...string) model.Reason {
	for _, field := range fields {
		if why := n.Why(field); why != "" {
			return why
		}
	}
	return ""
}
