package kubernetes

import (
	"reflect"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// nodeAffinity is the path of the terms of the required node affinity in a pod spec.
const nodeAffinity = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"

// scheduling reads on which nodes the pods may run.
func (p *podReader) scheduling(f fields) {
	f.each("tolerations", func(i int, item *tree.Node, path string) {
		t := &model.Toleration{}
		t.Ref = p.addItem(p.w.Ref, joinPath(p.base, "tolerations"), i, item, nil)
		tf := fields{r: p.reader, node: item, into: &t.Node, path: path}
		t.Key, t.Operator, t.Value, t.Effect = tf.text("key"), tf.text("operator"), tf.text("value"), tf.text("effect")
		p.w.Tolerations = append(p.w.Tolerations, t)
	})
	required := f.inside("affinity").inside("nodeAffinity").inside("requiredDuringSchedulingIgnoredDuringExecution")
	required.prefix = "node_affinity."
	required.each("nodeSelectorTerms", func(_ int, item *tree.Node, path string) {
		term := &model.LabelSelector{}
		tf := fields{r: p.reader, node: item, into: required.into, prefix: required.prefix, path: path}
		tf.each("matchExpressions", func(_ int, item *tree.Node, path string) {
			e := fields{r: p.reader, node: item, into: required.into, prefix: required.prefix + "match_expressions.", path: path}
			term.MatchExpressions = append(term.MatchExpressions, &model.LabelExpression{
				Key: e.text("key"), Operator: e.text("operator"), Values: e.texts("values"),
			})
		})
		p.w.NodeAffinity = append(p.w.NodeAffinity, term)
	})
}

// probes reads which probes a container has.
func (p *podReader) probes(c *model.Container, f fields) {
	asks := map[string]any{}
	for _, name := range []string{"livenessProbe", "readinessProbe", "startupProbe"} {
		if probe := f.mapping(name); probe != nil {
			c.Probes = append(c.Probes, name)
			asks[name] = probe.Value()
		}
	}
	liveness := asks["livenessProbe"]
	c.SameProbes = liveness != nil && reflect.DeepEqual(liveness, asks["readinessProbe"])
}

// imageVolume reads the reference of a volume that is an image; nil for other volumes.
func imageVolume(f fields) *model.Image {
	source := f.below("image")
	reference := source.text("reference")
	if isReference(reference) {
		source.note("reference", model.TemplateValue)
		return nil
	}
	return parseImage(reference)
}
