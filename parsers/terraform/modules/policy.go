package modules

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// policies writes the policy documents of a folder as the newest release has them. One that
// is not the same in all releases is unknown.
func (s *stubTree) policies(out *strings.Builder, folder string, newest int) {
	for _, name := range sortedKeys(s.t.policies[folder]) {
		runs := s.t.policies[folder][name]
		text := textAt(runs, newest)
		if text == "" || !wanted(s.texts(folder), name) {
			continue
		}
		var document said
		if err := json.Unmarshal([]byte(text), &document); err != nil {
			panic(fmt.Sprintf("policy %s: %v", name, err)) // the binary was built of it
		}
		for _, i := range s.releases {
			if textAt(runs, i) == text {
				continue
			}
			fmt.Fprintf(out, "variable \"policy_%s\" {\n  type = string\n  differs = true\n}\n", name)
			document.In, document.Has = nil, map[string]string{"count": document.Has["count"], "source_policy_documents": "[var.policy_" + name + "]"}
			break
		}
		fmt.Fprintf(out, "data \"aws_iam_policy_document\" %q {\n", name)
		document.write(out)
		out.WriteString("}\n")
	}
}

// wanted reports whether the stub reads a document and has none of its own.
func wanted(texts []string, name string) bool {
	head := fmt.Sprintf("data \"aws_iam_policy_document\" %q", name)
	read := regexp.MustCompile(`aws_iam_policy_document\.` + regexp.QuoteMeta(name) + `\b`) //nolint:forbidigo // it depends on the name
	return slices.ContainsFunc(texts, read.MatchString) &&
		!slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, head) })
}

// textAt is what a document says in a release, "" if the release has none.
func textAt(runs []policy, release int) string {
	for _, p := range runs {
		if p.first <= release && release <= p.last {
			return p.text
		}
	}
	return ""
}

// write writes the arguments and blocks.
func (b said) write(out *strings.Builder) {
	for _, name := range sortedKeys(b.Has) {
		if b.Has[name] != "" {
			fmt.Fprintf(out, "%s = %s\n", name, b.Has[name])
		}
	}
	for _, inner := range b.In {
		if inner.Each != "" {
			fmt.Fprintf(out, "dynamic %q {\nfor_each = %s\ncontent {\n", inner.Is, inner.Each)
			inner.write(out)
			out.WriteString("}\n}\n")
			continue
		}
		fmt.Fprintf(out, "%s {\n", inner.Is)
		inner.write(out)
		out.WriteString("}\n")
	}
}
