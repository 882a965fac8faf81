package terraform

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// releaseValues reads the values of a helm_release: the YAML texts of values, later ones
// over earlier ones, then those of set, set_list and set_sensitive, which are blocks in
// version 2 of the provider and lists in version 3.
func (m *mapper) releaseValues(at *mapped, release *model.HelmRelease) {
	b := &valueCollector{m: m, at: at, release: release, byPath: map[string]int{}}
	if values := at.view.get("values"); values != cty.NilVal {
		for i, text := range elementsOrOne(values) {
			b.text(text, []any{"values", i})
		}
	}
	for _, name := range []string{"set", "set_list", "set_sensitive"} {
		items, open := at.view.list(name)
		if open != nil {
			note(&release.Node, "values", reasonOf(open))
		}
		for i, item := range items {
			b.set(name, i, item)
		}
	}
}

// valueCollector merges values.
type valueCollector struct {
	m       *mapper
	at      *mapped
	release *model.HelmRelease
	byPath  map[string]int
}

// text reads one YAML text. A part of it that is not known is noted at its path.
func (b *valueCollector) text(v cty.Value, path []any) {
	v, err := convert.Convert(v, cty.String)
	if err != nil || v.IsNull() {
		return
	}
	bare, origin := unmarked(v)
	docs, problems := yamlWithHoles(v)
	if !bare.IsKnown() && len(docs) == 0 {
		note(&b.release.Node, "values", reasonOf(origin))
		return
	}
	for _, p := range problems {
		if p.Level == source.Error {
			note(&b.release.Node, "values", model.WrongType)
			return
		}
	}
	for _, doc := range docs {
		b.node(doc.Root, "", path, !plain(v).IsKnown())
	}
}

func (b *valueCollector) node(n *tree.Node, at string, path []any, holes bool) {
	switch n.Kind {
	case tree.Mapping:
		for i := range n.Fields {
			b.node(n.Fields[i].Value, joinValuePath(at, n.Fields[i].Key), path, holes)
		}
	case tree.Sequence:
		for i, item := range n.Items {
			b.node(item, at+"["+strconv.Itoa(i)+"]", path, holes)
		}
	case tree.Null, tree.Bool, tree.Int, tree.Float, tree.String:
		b.add(at, n.Text, "values", path, holes && strings.Contains(n.Text, "${"))
	}
}

func joinValuePath(at, key string) string {
	key = strings.ReplaceAll(key, ".", `\.`)
	if at == "" {
		return key
	}
	return at + "." + key
}

// add sets a value; one of the same path is replaced.
func (b *valueCollector) add(path, text, place string, at []any, unknown bool) {
	value := &model.HelmValue{Path: path, Place: place}
	alias := map[string]string{"path": "", "value": "", "place": ""}
	value.Ref = b.m.anchors.add(anchor{r: b.at.r, path: at, alias: alias})
	if unknown {
		note(&value.Node, "value", model.NotSupported)
	} else {
		value.Value = text
	}
	if i, ok := b.byPath[path]; ok {
		b.release.Values[i] = value
		return
	}
	b.byPath[path] = len(b.release.Values)
	b.release.Values = append(b.release.Values, value)
}

// set reads one entry of set, set_list or set_sensitive. Values that are sensitive are not
// kept.
func (b *valueCollector) set(name string, i int, item view) {
	path, ok := knownText(item.get("name"))
	if !ok {
		note(&b.release.Node, "values", reasonOf(originOf(orUnknown(item.get("name")))))
		return
	}
	at := []any{name, i}
	if name == "set_list" {
		for j, element := range elementsOrOne(orUnknown(item.get("value"))) {
			text, known := knownText(element)
			b.add(path+"["+strconv.Itoa(j)+"]", text, name, at, !known)
		}
		return
	}
	text, known := knownText(item.get("value"))
	if name == "set_sensitive" {
		text, known = "", false
	}
	b.add(path, text, name, at, !known)
}

func orUnknown(v cty.Value) cty.Value {
	if v == cty.NilVal {
		return unknown(cty.DynamicPseudoType, nil)
	}
	return v
}
