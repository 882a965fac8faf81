package kubernetes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// TestPositions walks the model of rich manifests and checks the place of every field of
// every node: of one that is set, the text there is its value; of one that is not, the
// place is that of the nearest parent that exists. All findings get their lines by this.
//
// Each manifest is checked in several styles, of which one is hand-written.
func TestPositions(t *testing.T) {
	files, err := filepath.Glob("testdata/positions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no manifests: %v", err)
	}
	checked := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, style := range styles {
			t.Run(filepath.Base(file)+"/"+style.name, func(t *testing.T) {
				styled, err := style.write(text)
				if err != nil {
					t.Fatal(err)
				}
				c := newPositionCheck(t, styled)
				c.model(t)
				checked += c.checked
			})
		}
	}
	if checked < 9_000 {
		t.Errorf("only %d fields were checked", checked)
	}
}

// styles are ways to write the documents of a manifest.
var styles = []struct {
	name  string
	write func(text []byte) ([]byte, error)
}{
	{"as it is", func(text []byte) ([]byte, error) { return text, nil }},
	{"CRLF", func(text []byte) ([]byte, error) { return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")), nil }},
	{"block", func(text []byte) ([]byte, error) { return joined(text, "---\n", yaml.Marshal) }},
	{"flow", func(text []byte) ([]byte, error) { return joined(text, "---\n", inFlowStyle) }},
	{"JSON", func(text []byte) ([]byte, error) { return joined(text, "\n", indentedJSON) }},
	{"minified JSON", func(text []byte) ([]byte, error) { return joined(text, "\n", json.Marshal) }},
	{"List", func(text []byte) ([]byte, error) { return yaml.Marshal(list(text)) }},
	{"JSON List", func(text []byte) ([]byte, error) { return json.Marshal(list(text)) }},
}

// values are those of the documents of a text.
func values(text []byte) []any {
	docs, _ := tree.Parse(source.NewFile("x.yaml", text), tree.Limits{})
	var list []any
	for _, doc := range docs {
		list = append(list, doc.Root.Value())
	}
	return list
}

func list(text []byte) any {
	return map[string]any{"apiVersion": "v1", "kind": "List", "items": values(text)}
}

func joined(text []byte, between string, write func(any) ([]byte, error)) ([]byte, error) {
	var out []byte
	for _, value := range values(text) {
		one, err := write(value)
		if err != nil {
			return nil, err
		}
		out = append(append(out, one...), between...)
	}
	return out, nil
}

func indentedJSON(value any) ([]byte, error) { return json.MarshalIndent(value, "", "  ") }

func inFlowStyle(value any) ([]byte, error) {
	var n yaml.Node
	if err := n.Encode(value); err != nil {
		return nil, err
	}
	n.Style = yaml.FlowStyle
	return yaml.Marshal(&n)
}

// positionCheck checks the places of the model of one file.
type positionCheck struct {
	file    *source.File
	objects *Objects
	roots   map[string]*tree.Node // by kind and name
	checked int
	seen    map[model.Ref]bool
}

func newPositionCheck(t *testing.T, text []byte) *positionCheck {
	t.Helper()
	file := source.NewFile("x.yaml", text)
	docs, problems := tree.Parse(file, tree.Limits{})
	c := &positionCheck{
		file: file, objects: Read(file, docs, nil, 1000), roots: map[string]*tree.Node{}, seen: map[model.Ref]bool{},
	}
	if problems = append(problems, c.objects.Problems...); len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	for _, doc := range docs {
		list := []*tree.Node{doc.Root}
		if doc.Root.Get("kind").Str() == "List" {
			list = doc.Root.Get("items").Items
		}
		for _, root := range list {
			c.roots[root.Get("kind").Str()+" "+root.Get("metadata").Get("name").Str()] = root
		}
	}
	return c
}

func (c *positionCheck) model(t *testing.T) {
	t.Helper()
	for _, list := range reflect.ValueOf(&c.objects.Model).Elem().Fields() {
		if list.Kind() == reflect.Slice && list.Type() != reflect.TypeFor[[]*model.Incomplete]() {
			for j := range list.Len() {
				c.node(t, list.Index(j))
			}
		}
	}
}

// node checks a node with a ref.
func (c *positionCheck) node(t *testing.T, n reflect.Value) {
	t.Helper()
	ref := n.Elem().FieldByName("Ref").Interface().(model.Ref)
	if c.seen[ref] {
		return
	}
	c.seen[ref] = true
	if place, ok := c.objects.Anchors.Locate(ref, nil); !ok || !place.Exact || place.Span.Empty() {
		t.Errorf("%v %d itself is at %+v", n.Type(), ref, place)
	}
	c.fields(t, ref, n.Elem(), nil)
}

// computed are the fields that the model computes, so that no text has their value. Some
// lead to what they are computed from, whose path ends as given, in one of several ways.
var computed = map[string]string{
	"Object.Bundle": "", "Container.Type": "", "Container.Effective": "", "Volume.Mounted": "", "Handler.Use": "",
	"Handler.Action": "", "VolumeMount.Container": "", "VolumeMount.HostPath": "name", "Ingress.Backends": "rules",
	"Route.Parents": "parentRefs", "Route.Backends": "rules", "AdmissionWebhook.MatchesPods": "rules",
	"AdmissionPolicy.Engine": "", "AdmissionPolicy.Enforcing": "", "AdmissionPolicy.PodSecurity": "",
	"Pod.NodeAgent": "", "Pod.Exposures": "", "Container.Handlers": "",
	"EnvVar.ValueFrom": "valueFrom", "HostPath.Clean": "path", "Image.Registry": "image|reference", "Image.Repository": "image|reference",
	"Image.Tag": "image|reference", "Image.Digest": "image|reference", "PersistentVolumeClaim.StatefulSet": "", "Volume.Type": "",
	"KubeletSetting.Kind": "", "KubeletSetting.Name": "", "KubeletSetting.Setting": "", "KubeletSetting.Value": "",
	"SensitiveText.Kind": "", "SensitiveText.Name": "", "SensitiveText.Source": "", "SensitiveText.Container": "", "SensitiveText.Entry": "",
	"SensitiveText.Within": "", "SensitiveText.Signs": "", "ChartRelease.Charts": "", "QuotaPropagator.Quotas": "", "QuotaPropagator.LimitRanges": "", "IngressClassParams.LoadBalancerAttributes": "loadBalancerAttributes",
	"NodePool.NodeClassGroup": "nodeClassRef.group|nodeClassRef.apiVersion", "Container.Probes": "", "Container.SameProbes": "", "EnvSource.Source": "",
	"Volume.ServiceAccountTokens": "", "ServiceAccount.Secrets": "", "Secret.ServiceAccountName": "",
}

func (c *positionCheck) fields(t *testing.T, ref model.Ref, n reflect.Value, path []string) {
	t.Helper()
	for field, value := range n.Fields() {
		if field.Anonymous {
			if field.Type != reflect.TypeFor[model.Node]() {
				c.fields(t, ref, value, path)
			}
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Name == "Workload" || field.Type == reflect.TypeFor[model.Ref]() || field.Type == reflect.TypeFor[*model.Ref]() {
			continue
		}
		at := append(slices.Clip(path), name)
		leadsTo, isComputed := computed[n.Type().Name()+"."+field.Name]
		if isComputed || isClaimTemplate(n) && (field.Name == "APIVersion" || field.Name == "Kind") {
			if place := c.place(t, ref, at); !slices.ContainsFunc(strings.Split(leadsTo, "|"), func(end string) bool { return strings.HasSuffix(place.Field, end) }) {
				t.Errorf("%v %v leads to %s instead of %s", place.Object, at, place.Field, leadsTo)
			}
			continue
		}
		c.value(t, ref, at, value)
	}
}

// isClaimTemplate reports whether an object is a template of a StatefulSet, which may
// leave out its kind.
func isClaimTemplate(object reflect.Value) bool {
	o, ok := reflect.TypeAssert[model.Object](object)
	return ok && o.Kind == "PersistentVolumeClaim" && o.Name == "data"
}

// value checks a value of any type.
func (c *positionCheck) value(t *testing.T, ref model.Ref, path []string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		switch {
		case v.IsNil():
			c.absent(t, ref, path)
		case v.Elem().Kind() != reflect.Struct:
			c.scalar(t, ref, path, v.Elem().Interface())
		case v.Elem().FieldByName("Ref").IsValid():
			c.node(t, v)
		default:
			c.fields(t, ref, v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.value(t, ref, append(slices.Clip(path), strconv.Itoa(i)), v.Index(i))
		}
		if v.Len() == 0 {
			c.absent(t, ref, path)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			c.value(t, ref, append(slices.Clip(path), key.String()), v.MapIndex(key))
		}
		if v.Len() == 0 {
			c.absent(t, ref, path)
		}
	case reflect.Struct:
		c.fields(t, ref, v, path)
	case reflect.String, reflect.Bool:
		if v.IsZero() {
			c.place(t, ref, path) // "" and false may be the value as well as left out
			return
		}
		c.scalar(t, ref, path, v.Interface())
	default:
		c.scalar(t, ref, path, v.Interface())
	}
}

// scalar checks that the text at a field is its value.
func (c *positionCheck) scalar(t *testing.T, ref model.Ref, path []string, want any) {
	t.Helper()
	place := c.place(t, ref, path)
	if want == model.Masked {
		return
	}
	text := c.file.Data[place.Node.Start:place.Node.End]
	if !place.Exact {
		t.Errorf("%v %v = %v is not found but at %q", place.Object, path, want, text)
		return
	}
	if len(text) > 0 && (text[0] == '|' || text[0] == '>') {
		text = append(bytes.ReplaceAll(text, []byte("\n"), []byte("\n ")), '\n')
	}
	docs, _ := tree.Parse(source.NewFile("x.yaml", text), tree.Limits{})
	if len(docs) != 1 || fmt.Sprint(docs[0].Root.Value()) != fmt.Sprint(want) {
		if len(docs) == 1 && strings.TrimSpace(fmt.Sprint(docs[0].Root.Value())) == strings.TrimSpace(fmt.Sprint(want)) {
			return // the break behind a block scalar is not in its text
		}
		t.Errorf("%v %v is %q, and the text at %s is %q", place.Object, path, want, place.Field, text)
	}
	if !bytes.Contains(text, []byte("\n")) && place.Span != place.Node {
		t.Errorf("%v %v is shown at %q", place.Object, path, c.file.Data[place.Span.Start:place.Span.End])
	}
}

func (c *positionCheck) absent(t *testing.T, ref model.Ref, path []string) {
	t.Helper()
	if place := c.place(t, ref, path); place.Exact {
		text := string(c.file.Data[place.Node.Start:place.Node.End])
		if docs, _ := tree.Parse(source.NewFile("x.yaml", []byte(text)), tree.Limits{}); len(docs) > 0 && !isEmpty(docs[0].Root) {
			t.Errorf("%v %v is missing in the model, and is %q in the text", place.Object, path, text)
		}
	}
}

func isEmpty(n *tree.Node) bool {
	return n.Kind == tree.Null || len(n.Fields)+len(n.Items)+len(n.Text) == 0
}

// place checks that the path by which a place names its field leads to where the place
// is, or as far as the object goes.
func (c *positionCheck) place(t *testing.T, ref model.Ref, path []string) Place {
	t.Helper()
	c.checked++
	place, ok := c.objects.Anchors.Locate(ref, path)
	if !ok || place.File != c.file || place.Object == nil {
		t.Fatalf("%v of %d is not located: %+v", path, ref, place)
	}
	root := c.roots[place.Object.Kind+" "+place.Object.Name]
	key, value, rest := walk(root, place.Field)
	switch {
	case place.Exact && rest != "":
		t.Errorf("%v %v: %s does not lead to a value, but to %q of it", place.Object, path, place.Field, rest)
	case !place.Exact && rest == "":
		t.Errorf("%v %v: %s exists, but is said not to", place.Object, path, place.Field)
	case place.Node != value.Span:
		t.Errorf("%v %v: %s is at %v, and the place at %v", place.Object, path, place.Field, value.Span, place.Node)
	}
	c.header(t, place, root, key, value)
	return place
}

// header checks the region that a person is shown: on one line, at the key or the value.
func (c *positionCheck) header(t *testing.T, place Place, root *tree.Node, key source.Span, value *tree.Node) {
	t.Helper()
	shown := c.file.Data[place.Span.Start:place.Span.End]
	switch {
	case len(shown) == 0 || bytes.Contains(shown, []byte("\n")):
		t.Errorf("%v %s is shown at %q", place.Object, place.Field, shown)
	case value == root:
		if want := root.Field("kind").KeySpan.Start; place.Span.Start != want {
			t.Errorf("%v %s is shown at %q instead of the kind", place.Object, place.Field, shown)
		}
	case place.Span != key && !value.Span.Contains(place.Span):
		t.Errorf("%v %s is shown at %q", place.Object, place.Field, shown)
	}
}

var segment = regexp.MustCompile(`^\.?([^.\[\]"]+)|^\["((?:[^"\\]|\\.)*)"\]|^\[(\d+)\]`)

// walk follows a path in the spelling of a place, and returns what is left of it.
func walk(root *tree.Node, path string) (key source.Span, value *tree.Node, rest string) {
	value = root
	for path != "" {
		found := segment.FindStringSubmatch(path)
		if found == nil {
			return key, value, path
		}
		name := found[1]
		if found[2] != "" {
			name = found[2]
		}
		var next *tree.Node
		if found[3] != "" {
			i, err := strconv.Atoi(found[3])
			if err != nil || i >= len(value.Items) {
				return key, value, path
			}
			next, key = value.Items[i], value.Items[i].Span
		} else if f := value.Field(name); f != nil {
			next, key = f.Value, f.KeySpan
		} else {
			return key, value, path
		}
		value, path = next, path[len(found[0]):]
	}
	return key, value, ""
}
