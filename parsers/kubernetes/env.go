package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// program reads what a container runs and the environment that it gets.
func (p *podReader) program(c *model.Container, f fields) {
	c.Command, c.Args = f.texts("command"), f.texts("args")
	f.each("env", func(i int, item *tree.Node, path string) {
		e := &model.EnvVar{}
		e.Ref = p.addItem(c.Ref, "env", i, item, nil)
		ef := fields{r: p.reader, node: item, into: &e.Node, path: path}
		e.Name = ef.text("name")
		e.Value = ef.optionalText("value")
		if from := ef.mapping("valueFrom"); from != nil {
			e.ValueFrom = firstSource(from)
		}
		c.Env = append(c.Env, e)
	})
	f.each("envFrom", func(i int, item *tree.Node, path string) {
		e := &model.EnvSource{}
		e.Ref = p.addItem(c.Ref, "envFrom", i, item, envSourceFields)
		ef := fields{r: p.reader, node: item, into: &e.Node, path: path}
		for _, source := range []string{"secretRef", "configMapRef"} {
			from := ef.inside(source)
			if from.node != nil {
				e.Source, e.Name = source, from.text("name")
				break
			}
		}
		c.EnvFrom = append(c.EnvFrom, e)
	})
}

// envSourceFields are where the fields of a source of variables lie.
var envSourceFields = map[string]string{"source": "", "name": "secretRef.name|configMapRef.name"}

// firstSource is the first key of a mapping of sources that is not null.
func firstSource(n *tree.Node) string {
	for _, f := range n.Fields {
		if !f.Value.IsNull() {
			return f.Key
		}
	}
	return ""
}
