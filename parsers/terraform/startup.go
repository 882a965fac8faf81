package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/kubelet"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/secrets"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// startup reads what instances start by: which settings of the kubelet it has, and whether it
// holds what should be secret.
func (m *mapper) startup() {
	for _, at := range m.all {
		field := fieldOf(at.value, "user_data")
		if !field.IsValid() {
			continue
		}
		if text := field.String(); text != "" {
			m.startedBy(at.r, at.node.Ref, []any{"user_data"}, text, at.node.Why("user_data"))
		} else if text, ok := knownText(at.view.get("user_data_base64")); ok {
			m.startedBy(at.r, at.node.Ref, []any{"user_data_base64"}, text, "")
		}
	}
	for _, r := range m.root.Resources {
		if !r.Data || r.Maybe || r.Type != "cloudinit_config" && r.Type != "template_cloudinit_config" {
			continue
		}
		parts, _ := (view{body: r.Body()}).list("part")
		for i, part := range parts {
			if text, ok := knownText(part.get("content")); ok && text != "" {
				m.startedBy(r, m.anchors.add(anchor{r: r}), []any{"part", i, "content"}, text, "")
			}
		}
	}
}

// startedBy reads one text that instances start by. Where a part of it is not known, why is
// the reason.
func (m *mapper) startedBy(r *Resource, owner model.Ref, path []any, text string, why model.Reason) {
	for _, s := range kubelet.UserData(text) {
		k := &model.KubeletSetting{Kind: r.Address, Setting: s.Name, Value: s.Value}
		k.Ref = m.anchors.add(anchor{r: r, path: path, alias: kubeletFields})
		if strings.Contains(s.Value, "${") && why != "" {
			k.Value = ""
			note(&k.Node, "value", why)
		}
		m.out.KubeletSettings = append(m.out.KubeletSettings, k)
	}
	if decoded, ok := secrets.Decode(text); ok {
		text = decoded
	}
	m.sensitiveText(r, owner, path, secrets.Within(text))
}

// kubeletFields and textFields are the fields of what lies within an argument.
var (
	kubeletFields = map[string]string{"kind": "", "name": "", "setting": "", "value": ""}
	textFields    = map[string]string{
		"owner": "", "kind": "", "name": "", "source": "", "container": "", "entry": "", "within": "", "signs": "",
	}
)

// sensitiveText notes that an argument holds what should be secret; nil if there are no signs
// of that.
func (m *mapper) sensitiveText(r *Resource, owner model.Ref, path []any, signs []secrets.Sign) *model.SensitiveText {
	if len(signs) == 0 {
		return nil
	}
	t := &model.SensitiveText{Owner: owner, Kind: r.Address, Source: "argument", Entry: fieldPath(path)}
	for _, sign := range signs {
		t.Signs = append(t.Signs, string(sign))
	}
	t.Ref = m.anchors.add(anchor{r: r, path: path, alias: textFields})
	m.out.SensitiveTexts = append(m.out.SensitiveTexts, t)
	return t
}

// sensitiveValues finds the values of a release that should be secret, and masks them. Those
// of set_sensitive are not in the model at all.
func (m *mapper) sensitiveValues(at *mapped, release *model.HelmRelease) {
	for _, value := range release.Values {
		if value.Value == "" {
			continue
		}
		name := value.Path[strings.LastIndexByte(value.Path, '.')+1:]
		_, path, _ := m.anchors.find(value.Ref, nil)
		if value.Place == "set" {
			path = append(path, "value")
		}
		text := m.sensitiveText(at.r, at.node.Ref, path, secrets.Named(listIndex().ReplaceAllString(name, ""), value.Value))
		if text == nil {
			continue
		}
		text.Entry, text.Within = value.Place, value.Path
		if text.Signs[0] != string(secrets.Placeholder) {
			value.Value = model.Masked
		}
	}
}

var listIndex = pattern.Lazy(`\[[0-9]+\]`)

// keyParts are the arguments of the provider aws that are parts of an access key, with the
// names that tell what they are.
var keyParts = map[string]string{"access_key": "access_key", "secret_key": "aws_secret_key"}

// providerKeys finds access keys in the provider blocks of all modules.
func (m *mapper) providerKeys() {
	seen := map[*Module]bool{}
	visit := func(module *Module) {
		for ; module != nil && !seen[module]; module = module.parent {
			seen[module] = true
			if module.dir == nil {
				continue
			}
			for _, p := range module.dir.providers {
				if p.name == "aws" {
					m.providerKey(module, p)
				}
			}
		}
	}
	visit(m.root.Module)
	for _, r := range m.root.Resources {
		visit(r.Module)
	}
}

func (m *mapper) providerKey(module *Module, p *namedBlock) {
	if p.body.Attributes["access_key"] == nil && p.body.Attributes["secret_key"] == nil {
		return
	}
	address := "provider." + p.name
	if alias := providerAlias(p); alias != "" {
		address += "." + alias
	}
	block := &resourceBlock{namedBlock: *p, kind: "provider"}
	r := &Resource{
		Address: join(module.Address, address), Module: module, Type: "provider", Name: p.name,
		File: module.ev.loader.File(p.head.Filename), Span: span(p.head),
		node: &resourceNode{module: module, block: block, address: address}, key: &repetition{}, attrs: map[string]*cell{},
	}
	owner := m.anchors.add(anchor{r: r})
	for _, name := range []string{"access_key", "secret_key"} {
		v := view{body: r.Body()}.get(name)
		if v == cty.NilVal {
			continue
		}
		if text, ok := knownText(v); ok {
			m.sensitiveText(r, owner, []any{name}, secrets.Named(keyParts[name], text))
		}
	}
}
