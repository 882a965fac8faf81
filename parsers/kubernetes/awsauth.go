package kubernetes

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// awsAuthMaps are the lists in the data of aws-auth, with the kind of their entries and the
// key that names the IAM principal of one.
var awsAuthMaps = []struct{ key, kind, arn string }{
	{"mapRoles", "role", "rolearn"},
	{"mapUsers", "user", "userarn"},
}

// AWSAuthKey is the key in the data of aws-auth whose list has the entries of a kind, such
// as "mapRoles" for "role"; "" for a kind that is none.
func AWSAuthKey(kind string) string {
	for _, list := range awsAuthMaps {
		if list.kind == kind {
			return list.key
		}
	}
	return ""
}

// mayBeAWSAuth reports whether a ConfigMap is the one that EKS reads or, as far as its name
// and namespace are known, may be.
func mayBeAWSAuth(root *tree.Node, c *model.ConfigMap) bool {
	if c.Namespace != "kube-system" && c.Why("namespace") == "" {
		return false
	}
	data := root.Get("data")
	return c.Name == "aws-auth" ||
		c.Why("name") != "" && (data.Field("mapRoles") != nil || data.Field("mapUsers") != nil || data.Field("mapAccounts") != nil)
}

// awsAuth reads the ConfigMap aws-auth, whose values are texts with YAML in them.
func (r *reader) awsAuth(root *tree.Node, c *model.ConfigMap) {
	if !mayBeAWSAuth(root, c) {
		return
	}
	a := &awsAuthReader{reader: r, data: root.Get("data"), into: &model.AWSAuth{Object: c.Object}}
	a.into.Unknown = nil
	for _, field := range []string{"name", "namespace"} {
		if why := c.Why(field); why != "" {
			a.note(&a.into.Node, field, why)
		}
	}
	a.into.Ref = r.addObject(root, "", map[string]string{"map_accounts": "data.mapAccounts"})
	for _, list := range awsAuthMaps {
		text := a.data.Get(list.key)
		for i, item := range a.items(list.key) {
			a.mapping(list.key, list.kind, list.arn, i, item, text)
		}
	}
	for _, item := range a.items("mapAccounts") {
		if item.Kind == tree.String || item.Kind == tree.Int {
			a.into.MapAccounts = append(a.into.MapAccounts, item.Text)
		}
	}
	r.out.Model.AWSAuths = append(r.out.Model.AWSAuths, a.into)
}

// awsAuthReader reads one such ConfigMap.
type awsAuthReader struct {
	*reader
	data *tree.Node
	into *model.AWSAuth
}

// items are the entries of the list that a text of the data holds.
func (a *awsAuthReader) items(key string) []*tree.Node {
	text := a.data.Get(key)
	if text.IsNull() || text.Kind != tree.String || strings.TrimSpace(text.Text) == "" {
		return nil
	}
	list, problem := embedded(a.file, text)
	switch {
	case problem != "" && hasTemplate(text.Text), list != nil && list.Kind == tree.String && hasTemplate(list.Text):
		a.note(&a.into.Node, "data."+key, model.TemplateValue)
	case problem != "":
		a.into.Errors = append(a.into.Errors, &model.AWSAuthError{Key: key, Message: problem})
	case list.IsNull():
	case list.Kind != tree.Sequence:
		a.into.Errors = append(a.into.Errors, &model.AWSAuthError{Key: key, Message: "a list is expected, and this is " + list.Kind.String()})
	default:
		return list.Items
	}
	return nil
}

// mapping reads one entry of a list.
func (a *awsAuthReader) mapping(key, kind, arn string, i int, item, text *tree.Node) {
	if item.Kind != tree.Mapping {
		a.into.Errors = append(a.into.Errors, &model.AWSAuthError{Key: key, Message: "a mapping is expected in the list, and this is " + item.Kind.String()})
		return
	}
	m := &model.AWSAuthMapping{Kind: kind, Index: i}
	at := anchor{object: a.identity, node: item, parent: a.into.Ref, list: "data." + key, index: i, special: map[string]string{"arn": arn}}
	if !text.Span.Contains(item.Span) || item.Span == text.Span { // the text does not show where its parts are
		at.node, at.index = text, -1
	}
	m.Ref = a.out.Anchors.add(at)
	m.ARN = a.text(m, "arn", item.Get(arn))
	if m.ARN == "" && m.Why("arn") != "" {
		m.Template = item.Get(arn).Text
	}
	m.Username = a.text(m, "username", item.Get("username"))
	if groups := item.Get("groups"); groups != nil && groups.Kind == tree.Sequence {
		for _, group := range groups.Items {
			if name := a.text(m, "groups", group); name != "" {
				m.Groups = append(m.Groups, name)
			}
		}
	} else {
		a.text(m, "groups", groups)
	}
	a.into.Mappings = append(a.into.Mappings, m)
}

// text reads a text, or notes that a later tool fills it in.
func (a *awsAuthReader) text(m *model.AWSAuthMapping, field string, n *tree.Node) string {
	if n.IsNull() || n.Kind == tree.Mapping || n.Kind == tree.Sequence {
		return ""
	}
	if hasTemplate(n.Text) {
		a.note(&m.Node, field, model.TemplateValue)
		return ""
	}
	return n.Text
}

func (*awsAuthReader) note(n *model.Node, field string, why model.Reason) {
	fields{into: n}.noteName(field, why)
}

// placeholders are what EKS itself replaces in a user name.
//
// Source: https://github.com/kubernetes-sigs/aws-iam-authenticator#full-configuration-format
var placeholders = strings.NewReplacer(
	"{{EC2PrivateDNSName}}", "", "{{SessionName}}", "", "{{SessionNameRaw}}", "",
	"{{AccountID}}", "", "{{AccessKeyID}}", "",
)

// hasTemplate is isTemplate for texts in which EKS replaces placeholders.
func hasTemplate(text string) bool { return isTemplate(placeholders.Replace(text)) }

// embedded parses the YAML in a text of a file. The regions of the nodes are those in the
// file if the text is a literal block; otherwise all are that of the text. problem says why
// the text is no YAML; "" if it is.
func embedded(file *source.File, text *tree.Node) (root *tree.Node, problem string) {
	inner := source.NewFile(file.Path, []byte(text.Text))
	docs, problems := tree.Parse(inner, tree.Limits{})
	for i := range problems {
		if problems[i].Level == source.Error {
			return nil, problems[i].Message
		}
	}
	if len(docs) == 0 {
		return nil, ""
	}
	m := newLineMap(file, text)
	move(docs[0].Root, map[*tree.Node]bool{}, func(s source.Span) source.Span {
		if m == nil {
			return text.Span
		}
		return source.Span{Start: m.offset(s.Start), End: m.offset(s.End)}
	})
	return docs[0].Root, ""
}

// move changes the regions of a tree.
func move(n *tree.Node, seen map[*tree.Node]bool, to func(source.Span) source.Span) {
	if n == nil || seen[n] {
		return
	}
	seen[n] = true
	n.Span = to(n.Span)
	for i := range n.Fields {
		n.Fields[i].KeySpan = to(n.Fields[i].KeySpan)
		move(n.Fields[i].Value, seen, to)
	}
	for _, item := range n.Items {
		move(item, seen, to)
	}
}

// lineMap tells where the lines of a literal block are in its file.
type lineMap struct {
	inner []int // where each line of the text starts
	outer []int // where its first character is in the file
	end   int   // where the text ends in the file
}

// newLineMap returns nil for a text that is no literal block.
func newLineMap(file *source.File, text *tree.Node) *lineMap {
	block := file.Data[text.Span.Start:text.Span.End]
	if len(block) == 0 || block[0] != '|' {
		return nil
	}
	outer := strings.SplitAfter(string(block), "\n")
	at := text.Span.Start + len(outer[0])
	indent := indentOf(outer[1:])
	m := &lineMap{end: text.Span.End}
	start := 0
	for i, line := range strings.SplitAfter(text.Text, "\n") {
		if line == "" && i > 0 {
			break
		}
		if i+1 >= len(outer) {
			return nil
		}
		shown := strings.TrimRight(outer[i+1], "\r\n")
		from := min(indent, len(shown))
		if shown[from:] != strings.TrimRight(line, "\n") {
			return nil
		}
		m.inner, m.outer = append(m.inner, start), append(m.outer, at+from)
		start, at = start+len(line), at+len(outer[i+1])
	}
	return m
}

// indentOf is the indentation of the first line that is not blank.
func indentOf(lines []string) int {
	for _, line := range lines {
		if rest := strings.TrimLeft(line, " "); strings.TrimSpace(rest) != "" {
			return len(line) - len(rest)
		}
	}
	return 0
}

func (m *lineMap) offset(at int) int {
	line, found := slices.BinarySearch(m.inner, at)
	if !found {
		line--
	}
	return min(m.outer[line]+at-m.inner[line], m.end)
}
