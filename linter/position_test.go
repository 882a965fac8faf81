package linter_test

import (
	"bytes"
	"cmp"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/linttest"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// good are values that mend a finding when they take the place of what it points at; of
// each finding one of them must.
var good = []string{
	"false", "true", "null", "1000", "0", `""`, "[]", "{}", "RuntimeDefault", "runtime/default", "Default", "[ALL]", "ALL",
	"{app: web}", "enable-network-policy-controller", "strict", "[{name: NETWORK_POLICY_ENFORCING_MODE, value: strict}]", "{app: api}", "{app: db}", "{matchLabels: {app: unused}}",
	`{enable-network-policy-controller: "true"}`, "{cpu: 100m, memory: 64Mi}",
	`[{name: app, image: "example.com/a:1", readinessProbe: {httpGet: {port: 80}}, livenessProbe: {tcpSocket: {port: 81}}}]`,
	"restricted", "baseline", "latest", "Fail", "MustRunAs", "[Deny]", "kind: ConfigMap",
	`[{kind: User, name: "eks:vpc-resource-controller"}]`, "MustRunAsNonRoot", "/srv/data", "emptyDir", "net.ipv4.tcp_syncookies",
	"{drop: [ALL]}", "{type: RuntimeDefault}", "{rule: MustRunAs, ranges: [{min: 1, max: 65535}]}", "ReadOnlyMany", "kube-system", "Deny", "unused",
	`"true"`, "access_logs.s3.enabled=true", "efs-ap", "strict", "standard", "{app: api}", "{matchLabels: {app: myapp}}",
	`[{name: NETWORK_POLICY_ENFORCING_MODE, value: strict}, {name: POD_SECURITY_GROUP_ENFORCING_MODE, value: standard}, {name: ENABLE_POD_ENI, value: "true"}]`,
	`[{name: init, image: amazon-k8s-cni-init, env: [{name: DISABLE_TCP_EARLY_DEMUX, value: "true"}]}]`,
}

// TestARegionIsWhatItsFindingIsAbout overwrites the reported bytes, or for a field that is
// absent puts it where the finding points: the finding must go away.
func TestARegionIsWhatItsFindingIsAbout(t *testing.T) {
	set, opts := compiled(t)
	for _, r := range set.Rules {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			opts := opts
			opts.Only = []string{r.Name}
			units, err := linttest.Units(os.DirFS(fixturesFolder), r.Category+"/"+r.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range units {
				report, err := u.Lint(t.Context(), opts)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range report.Findings {
					poke(t, u, opts, f)
				}
			}
		})
	}
}

func poke(t *testing.T, u *linttest.Unit, opts linter.Options, f *linter.Finding) {
	t.Helper()
	file, span := f.Location.File, f.Location.Span
	p := file.Position(span.Start)
	where := f.Rule.Name + " at " + file.Path + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) + " (" + f.Resource.Field + ")"
	if span.Empty() || bytes.ContainsAny(file.Data[span.Start:span.End], "\r\n") {
		t.Errorf("%s: the region %q is not one part of one line", where, file.Data[span.Start:span.End])
		return
	}
	at := targets(file, f)
	if len(at) == 0 {
		t.Errorf("%s: the region %q is neither the value nor the key of the field, nor the head of what lacks it", where, file.Data[span.Start:span.End])
		return
	}
	for _, target := range at {
		values := good
		if isHCL(file.Path) {
			values = goodInHCL
		}
		for _, value := range values {
			if mends(t, u, opts, f, target.replace(file, value)) {
				return
			}
		}
	}
	t.Errorf("%s: no value in place of %q makes it go away", where, file.Data[span.Start:span.End])
}

func isHCL(name string) bool { return slices.Contains([]string{".tf", ".tfvars"}, path.Ext(name)) }

// mends reports whether the finding is gone after its file got another text.
func mends(t *testing.T, u *linttest.Unit, opts linter.Options, f *linter.Finding, text []byte) bool {
	t.Helper()
	changed := &linttest.Unit{Path: u.Path, Files: slices.Clone(u.Files)}
	for i, file := range changed.Files {
		if file.Path == f.Location.File.Path {
			changed.Files[i] = source.NewFile(file.Path, text)
		}
	}
	report, err := changed.Lint(t.Context(), opts)
	if err != nil || report.Failed() {
		return false
	}
	return !slices.ContainsFunc(report.Findings, func(other *linter.Finding) bool {
		return reflect.DeepEqual(other.Resource, f.Resource) && other.Location.File.Path == f.Location.File.Path && other.Message == f.Message
	})
}

// target is a way to change a file at the region of a finding.
type target struct {
	span           source.Span
	before, behind string // what stands around the new value
}

func (c target) replace(file *source.File, value string) []byte {
	return slices.Concat(file.Data[:c.span.Start], []byte(c.before+value+c.behind), file.Data[c.span.End:])
}

// targets returns how the field of a finding can be set at its region.
func targets(file *source.File, f *linter.Finding) []target {
	if isHCL(file.Path) {
		return hclTargets(file, f)
	}
	docs, _ := tree.Parse(file, tree.Limits{})
	var list []target
	for _, doc := range docs {
		for _, object := range objects(doc.Root) {
			metadata := object.Get("metadata")
			name := cmp.Or(metadata.Get("name").Str(), metadata.Get("generateName").Str())
			if object.Get("kind").Str() == f.Resource.Kind && name == f.Resource.Name {
				list = append(list, targetsIn(object, f)...)
			}
		}
	}
	return list
}

func objects(root *tree.Node) []*tree.Node {
	items := root.Get("items")
	if items == nil || items.Kind != tree.Sequence {
		return []*tree.Node{root}
	}
	var list []*tree.Node
	for _, item := range items.Items {
		list = append(list, objects(item)...)
	}
	return list
}

// step is one part of the path of a field: a name or an index.
var step = regexp.MustCompile(`\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.\[\]]+)`)

func targetsIn(object *tree.Node, f *linter.Finding) []target {
	file, span := f.Location.File, f.Location.Span
	node, key := object, source.Span{}
	steps := step.FindAllStringSubmatch(f.Resource.Field, -1)
	for i, s := range steps {
		var next *tree.Node
		var nextKey source.Span
		switch {
		case s[1] != "":
			if n, err := strconv.Atoi(s[1]); err == nil && node.Kind == tree.Sequence && n < len(node.Items) {
				next = node.Items[n]
			}
		default:
			if field := node.Field(s[2] + s[3]); field != nil {
				next, nextKey = field.Value, field.KeySpan
			}
		}
		if next == nil && node.Kind == tree.String && node.Span.Contains(span) && node.Span != span {
			return []target{{span: span}} // a part of the YAML that is in a text
		}
		if next == nil {
			return insertions(file, node, key, steps[i:], span)
		}
		node, key = next, nextKey
	}
	var list []target
	switch {
	case len(steps) == 0 && bytes.HasPrefix(file.Data[span.Start:], []byte("kind")):
		return []target{{span: span}} // the object itself
	case node.Span == span || len(node.Fields) > 0 && key == (source.Span{}) && span.Start == node.Fields[0].KeySpan.Start:
		list = append(insertions(file, node, key, nil, span), target{span: span})
	case key == span: // the value takes several lines or none
		colon := key.End + bytes.IndexByte(file.Data[key.End:], ':') + 1
		list = []target{{span: source.Span{Start: key.End, End: max(colon, node.Span.End)}, before: ": "}}
	default:
		return nil
	}
	if key != (source.Span{}) && (strings.HasSuffix(f.Resource.Field, `"]`) || strings.Contains(f.Resource.Field, ".matchLabels.")) {
		list = append(list, target{span: key, before: "x-"}) // an annotation or label that should not be there
	}
	if strings.HasPrefix(f.Resource.Field, "data.") {
		list = append(list, target{span: key}) // a key that nothing reads
	}
	return list
}

// insertions return how the rest of a path can be put into a mapping at whose head the
// finding points.
func insertions(file *source.File, node *tree.Node, key source.Span, rest [][]string, span source.Span) []target {
	head := span == key || span == node.Span || len(node.Fields) > 0 && span.Start == node.Fields[0].KeySpan.Start ||
		slices.ContainsFunc(node.Fields, func(f tree.Field) bool { return f.Key == "kind" && f.KeySpan.Start == span.Start })
	if span == node.Span && len(node.Fields) == 0 && len(rest) > 0 && node.Kind == tree.Mapping {
		return []target{{span: span, before: "{" + names(rest), behind: closing(rest) + "}"}}
	}
	if !head || len(node.Fields) == 0 {
		if head && node.Kind == tree.Null && len(rest) > 0 {
			return []target{{span: source.Span{Start: key.End, End: max(key.End, node.Span.End)}, before: ": {" + names(rest), behind: closing(rest) + "}"}}
		}
		return nil
	}
	first := node.Fields[0].KeySpan.Start
	if len(rest) == 0 { // the node itself is at fault: take it away, or mend a part of it
		return []target{{span: node.Fields[0].KeySpan, before: "x-"}}
	}
	return []target{{span: source.Span{Start: first, End: first}, before: names(rest), behind: closing(rest) + between(file, node)}}
}

// between is what separates the entries of a mapping.
func between(file *source.File, node *tree.Node) string {
	if file.Data[node.Span.Start] == '{' {
		return ", "
	}
	first := node.Fields[0].KeySpan.Start
	return "\n" + strings.Repeat(" ", first-(bytes.LastIndexByte(file.Data[:first], '\n')+1))
}

// names opens flow mappings for all but the last name of a path.
func names(rest [][]string) string {
	var b strings.Builder
	for i, s := range rest {
		if i > 0 {
			b.WriteString("{")
		}
		b.WriteString(strconv.Quote(s[2]+s[3]) + ": ")
	}
	return b.String()
}

func closing(rest [][]string) string { return strings.Repeat("}", len(rest)-1) }
