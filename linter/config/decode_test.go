package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
	"github.com/ekslint/ekslint/rules"
)

// full has every key.
const full = `version: 1
fail-on: high
exclude: ["examples/**"]
kubernetes-version: "1.33"
rules:
  profile: strict
  enable: [cats]
  disable: [black-cat]
  settings:
    tall-cat: {severity: critical, params: {limit: 3, names: [tom], strict: true, coat: grey}, ignorable: false}
suppressions: {require-reason: true}
exceptions:
  - {rule: black-cat, resource: "DaemonSet/kube-system/aws-node", path: "charts/**", container: "", reason: "CNI needs it", owner: net, expires: 2027-01-31}
custom-rules: [policies]
`

// known are rules to which configurations in tests refer.
func known() []*rules.Rule {
	return []*rules.Rule{
		{Name: "black-cat", Category: "cats", Aliases: []string{"dark-cat"}},
		{Name: "tall-cat", Category: "cats", Params: []rules.Param{
			{Name: "coat", Type: rules.StringParam, Default: ""},
			{Name: "limit", Type: rules.IntegerParam, Default: 1},
			{Name: "names", Type: rules.StringsParam, Default: []string{}},
			{Name: "strict", Type: rules.BooleanParam, Default: false},
		}},
	}
}

func file(text string) *source.File { return source.NewFile(FileName, []byte(text)) }

func TestEveryKeyIsRead(t *testing.T) {
	c, problems := Decode(file(full))
	if len(problems) > 0 {
		t.Fatalf("problems %v", problems)
	}
	if c.FailOn.Value != "high" || c.KubernetesMinor != 33 || c.Profile.Value != "strict" || len(c.CustomRules) != 1 {
		t.Errorf("got %+v", c)
	}
	got, problems := c.Resolve("infra", known())
	if len(problems) > 0 {
		t.Fatalf("problems %v", problems)
	}
	for _, e := range got.Exceptions {
		if at := e.Location.File.Position(e.Location.Span.Start); at.Line != 13 || at.Column != 5 || e.Until.Format("2006-01-02") != "2027-01-31" {
			t.Errorf("the exception is at %+v until %v", at, e.Until)
		}
		e.Location = linter.Location{}
	}
	want := linter.Config{
		Root: "infra", Exclude: []string{"examples/**"}, Enable: []string{"cats"}, Disable: []string{"black-cat"}, RequireReason: true,
		Rules: map[string]linter.RuleSettings{"tall-cat": {
			Severity: "critical", Binding: true, Params: map[string]any{"limit": 3, "names": []string{"tom"}, "strict": true, "coat": "grey"},
		}},
		Exceptions: []*linter.Exception{{
			Rule: "black-cat", Resource: "DaemonSet/kube-system/aws-node", Path: "charts/**", Reason: "CNI needs it", Owner: "net",
			Until: got.Exceptions[0].Until,
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// mistakes are files with one mistake each. The schema says of all but those that are not
// about a form, which name a reason, that they are wrong, too.
var mistakes = []struct{ name, text, want, reason string }{
	{name: "an empty file", text: "", want: "1:1: the file configures nothing; its first key is version: 1", reason: "null is no document for the schema"},
	{name: "only comments", text: "# x\n", want: "1:1: the file configures nothing", reason: "null is no document for the schema"},
	{name: "no version", text: "fail-on: high\n", want: "1:1: the configuration lacks its version; write version: 1 at the top"},
	{name: "a later version", text: "version: 2\n", want: "1:10: version takes 1, which is all"},
	{name: "a version that is text", text: "version: \"1\"\n", want: "1:10: version takes 1"},
	{name: "no mapping", text: "- a\n", want: "1:1: the configuration takes a mapping of custom-rules, exceptions, "},
	{name: "two documents", text: "version: 1\n---\nversion: 1\n", want: "3:1: the file must be one document", reason: "the schema sees one document"},
	{name: "a key twice", text: "version: 1\nexclude: [a]\nexclude: [b]\n", want: "3:1: ", reason: "the schema does not see it"},
	{name: "broken YAML", text: "version: 1\nexclude: [a\n", want: ": not valid YAML", reason: "it is no document"},
	{name: "a misspelt key", text: "version: 1\nfail_on: high\n", want: `2:1: the configuration has no key "fail_on"; did you mean fail-on?`},
	{name: "a key that is far from all", text: "version: 1\nzzz: 1\n", want: `2:1: the configuration has no key "zzz"; the keys are custom-rules, exceptions, exclude, fail-on, `},
	{name: "root modules without a folder", text: "version: 1\nterraform:\n- workspace: a\n", want: "3:3: the entry lacks its root"},
	{name: "modules that are a list", text: "version: 1\nterraform:\n- root: a\n  modules: [b]\n", want: "4:12: modules takes a mapping of module sources"},
	{name: "a severity", text: "version: 1\nfail-on: hihg\n", want: `2:10: fail-on takes critical, high, medium, low, info and none, and not "hihg"; did you mean high?`},
	{name: "a number as text", text: "version: 1\nfail-on: 3\n", want: `2:10: fail-on takes a text, and this is an integer; write "3" in quotes`},
	{name: "no value", text: "version: 1\nexclude:\n", want: "exclude takes a list, and this is null; remove the key, or give it a value"},
	{name: "a text as a list", text: "version: 1\nexclude: a\n", want: "2:10: exclude takes a list, and this is a string; write [a]"},
	{name: "an empty element", text: "version: 1\nexclude: [\"\"]\n", want: "2:11: an element of exclude is empty"},
	{name: "a number in a list", text: "version: 1\nexclude: [a, 1]\n", want: `2:14: an element of exclude takes a text, and this is an integer; write "1" in quotes`},
	{name: "a version of Kubernetes", text: "version: 1\nkubernetes-version: one\n", want: `2:21: kubernetes-version "one": it takes a version of Kubernetes such as 1.`},
	{name: "an old version of Kubernetes", text: "version: 1\nkubernetes-version: 1.2\n", want: `2:21: kubernetes-version "1.2": the rules know the versions from 1.10`, reason: "the schema knows no numbers of versions"},
	{name: "a profile", text: "version: 1\nrules: {profile: all}\n", want: "2:18: profile takes default and strict, and not"},
	{name: "a key of rules", text: "version: 1\nrules: {enabled: [a]}\n", want: `2:9: rules has no key "enabled"; did you mean enable?`},
	{name: "settings of no rule", text: "version: 1\nrules: {settings: [a]}\n", want: "2:19: rules.settings takes a mapping of rules, and this is a list"},
	{name: "a key of settings", text: "version: 1\nrules: {settings: {tall-cat: {level: high}}}\n", want: `2:31: rules.settings.tall-cat has no key "level"; the keys are ignorable, params and severity`},
	{name: "no severity of a rule", text: "version: 1\nrules: {settings: {tall-cat: {severity: none}}}\n", want: `2:41: severity takes critical, high, medium, low and info, and not "none"`},
	{name: "ignorable", text: "version: 1\nrules: {settings: {tall-cat: {ignorable: never}}}\n", want: "2:42: ignorable takes true or false, and this is a string"},
	{name: "params as a list", text: "version: 1\nrules: {settings: {tall-cat: {params: [a]}}}\n", want: "2:39: params takes a mapping of parameters, and this is a list"},
	{name: "a key of suppressions", text: "version: 1\nsuppressions: {reason: true}\n", want: `2:16: suppressions has no key "reason"; did you mean require-reason?`},
	{name: "no rule in an exception", text: "version: 1\nexceptions: [{reason: a}]\n", want: "2:14: the exception lacks its rule"},
	{name: "a key of an exception", text: "version: 1\nexceptions: [{rule: black-cat, expire: 2027-01-31}]\n", want: `2:32: exceptions[] has no key "expire"; did you mean expires?`},
	{name: "a date", text: "version: 1\nexceptions: [{rule: black-cat, expires: 31.1.2027}]\n", want: `2:41: expires: "31.1.2027" is no date; write it as YYYY-MM-DD`},
	{name: "a day that does not exist", text: "version: 1\nexceptions: [{rule: black-cat, expires: 2027-02-30}]\n", want: `is no date`, reason: "the schema knows no calendar"},
	{name: "a resource without a name", text: "version: 1\nexceptions: [{rule: black-cat, resource: Pod}]\n", want: `2:42: resource: "Pod" is no resource; write Kind/namespace/name`},
	{name: "a glob", text: "version: 1\nexceptions: [{rule: black-cat, path: \"a[\"}]\n", want: `2:38: path: "a[" is no glob`, reason: "the schema knows no globs"},
	{name: "a rule that does not exist", text: "version: 1\nexceptions: [{rule: balck-cat}]\n", want: `2:21: no rule is named "balck-cat"; did you mean black-cat?`, reason: "the schema knows no rules"},
	{name: "a category as a rule", text: "version: 1\nexceptions: [{rule: cats}]\n", want: `2:21: "cats" is a category; name its rules one by one`, reason: "the schema knows no rules"},
	{name: "a word that selects nothing", text: "version: 1\nrules: {disable: [whitecat]}\n", want: `2:19: no rule or category is named "whitecat"`, reason: "the schema knows no rules"},
	{name: "settings twice", text: "version: 1\nrules: {settings: {black-cat: {}, dark-cat: {}}}\n", want: "2:35: the rule black-cat has settings already", reason: "the schema knows no rules"},
	{name: "a parameter that does not exist", text: "version: 1\nrules: {settings: {tall-cat: {params: {limits: 1}}}}\n", want: `2:40: the rule tall-cat has no parameter "limits"; did you mean limit?`, reason: "the schema knows no rules"},
	{name: "a parameter of a rule without any", text: "version: 1\nrules: {settings: {black-cat: {params: {limits: 1}}}}\n", want: `the rule black-cat has no parameter "limits", and takes none at all`, reason: "the schema knows no rules"},
	{name: "a text as an integer", text: "version: 1\nrules: {settings: {tall-cat: {params: {limit: many}}}}\n", want: "2:47: the parameter limit of tall-cat takes an integer, and this is a string", reason: "the schema knows no rules"},
	{name: "an integer that is too large", text: "version: 1\nrules: {settings: {tall-cat: {params: {limit: 99999999999}}}}\n", want: "2:47: the parameter limit of tall-cat takes an integer", reason: "the schema knows no rules"},
	{name: "a text as a list of a rule", text: "version: 1\nrules: {settings: {tall-cat: {params: {names: tom}}}}\n", want: "takes a list of texts, and this is a string", reason: "the schema knows no rules"},
	{name: "a number in a list of a rule", text: "version: 1\nrules: {settings: {tall-cat: {params: {names: [tom, 1]}}}}\n", want: "takes a list of texts, and its element 2 is an integer"},
	{name: "another encoding", text: "\xff\xfev\x00", want: "the file is UTF-16", reason: "it is no document"},
}

func TestAMistakeIsAProblemWithItsPlace(t *testing.T) {
	for _, test := range mistakes {
		t.Run(test.name, func(t *testing.T) {
			got := said(test.text)
			if len(got) != 1 || !strings.Contains(got[0], test.want) {
				t.Errorf("problems %q, want one with %q", got, test.want)
			}
			if invalid := validate(t, test.text) != nil; invalid != (test.reason == "") {
				t.Errorf("invalid by the schema: %v, reason %q", invalid, test.reason)
			}
		})
	}
}

// said are the problems of a file, in order.
func said(text string) []string {
	c, problems := Decode(file(text))
	_, more := c.Resolve("", known())
	var list []string
	for _, p := range append(problems, more...) {
		at := p.File.Position(p.Span.Start)
		list = append(list, fmt.Sprintf("%d:%d: %s", at.Line, at.Column, p.Message))
		if p.Level != source.Error {
			list = append(list, "a warning")
		}
	}
	return list
}

// validate asks the schema. What is no document at all is nothing that it could judge.
func validate(t *testing.T, text string) error {
	t.Helper()
	published, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", published); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := tree.Parse(file(text), tree.Limits{})
	if len(docs) == 0 || docs[0].Root.Kind == tree.Null {
		return nil
	}
	data, err := json.Marshal(docs[0].Root.Value())
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value)
}

func TestFilesWithoutAMistake(t *testing.T) {
	for _, test := range []struct{ name, text string }{
		{"all keys", full},
		{"the version alone", "version: 1\n"},
		{"a version of Kubernetes as a number", "version: 1\nkubernetes-version: 1.30\n"},
		{"the newest version of Kubernetes", "version: 1\nkubernetes-version: latest\n"},
		{"a former name", "version: 1\nrules: {settings: {dark-cat: {severity: low}}}\nexceptions: [{rule: dark-cat}]\n"},
		{"globs that select rules", "version: 1\nrules: {enable: [\"tall-*\", all, cats/black-cat]}\n"},
		{"empty lists", "version: 1\nexclude: []\nexceptions: []\nrules: {settings: {}}\n"},
		{"a resource in any namespace", "version: 1\nexceptions: [{rule: black-cat, resource: \"*/web-*\"}]\n"},
		{"a reference to what is above", "version: 1\nrules: {enable: &all [cats], disable: *all}\n"},
		{"JSON", `{"version": 1, "fail-on": "none"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := said(test.text); len(got) > 0 {
				t.Errorf("problems %q", got)
			}
			if err := validate(t, test.text); err != nil {
				t.Errorf("invalid by the schema: %v", err)
			}
		})
	}
}

func TestAVersionIsReadAsItIsWritten(t *testing.T) {
	c, problems := Decode(file("version: 1\nkubernetes-version: 1.30\n"))
	if len(problems) > 0 || c.KubernetesMinor != 30 || c.KubernetesVersion.Value != "1.30" {
		t.Errorf("minor %d of %q, problems %v", c.KubernetesMinor, c.KubernetesVersion.Value, problems)
	}
}

// TestTheSchemaHasTheKeysOfTheDecoder compares the keys of every mapping.
func TestTheSchemaHasTheKeysOfTheDecoder(t *testing.T) {
	d := &decoder{file: file(full), config: &Config{}, seen: map[string][]string{}}
	docs, _ := tree.Parse(d.file, tree.Limits{})
	d.top(docs[0].Root)
	var published map[string]any
	if err := json.Unmarshal(Schema(), &published); err != nil {
		t.Fatal(err)
	}
	at := func(path ...string) []string {
		here := published
		for _, name := range path {
			here, _ = here[name].(map[string]any)
		}
		if here["additionalProperties"] != false {
			t.Errorf("%v takes any key", path)
		}
		properties, _ := here["properties"].(map[string]any)
		return slices.Sorted(maps.Keys(properties))
	}
	want := map[string][]string{
		"":                        at(),
		"rules":                   at("properties", "rules"),
		"rules.settings.tall-cat": at("$defs", "settings"),
		"suppressions":            at("properties", "suppressions"),
		"exceptions[]":            at("$defs", "exception"),
	}
	if diff := cmp.Diff(want, d.seen); diff != "" {
		t.Errorf("(-schema +decoder):\n%s", diff)
	}
}

// keysOf are the keys of a mapping, sorted.
func keysOf(n *tree.Node) []string {
	var list []string
	for _, f := range n.Fields {
		list = append(list, f.Key)
	}
	slices.Sort(list)
	return list
}

// TestTheStarterFileIsRight reads it as it is, and with all that it offers.
func TestTheStarterFileIsRight(t *testing.T) {
	c, problems := Decode(file(string(Starter())))
	if _, more := c.Resolve("", rules.All()); len(problems)+len(more) > 0 {
		t.Errorf("problems %v %v", problems, more)
	}
	offered := regexp.MustCompile(`(?m)^#(\S|  )`).ReplaceAllString(string(Starter()), "$1")
	c, problems = Decode(file(offered))
	if _, more := c.Resolve("", rules.All()); len(problems)+len(more) > 0 {
		t.Errorf("with all that it offers: problems %v %v in\n%s", problems, more, offered)
	}
	d := &decoder{file: file(offered), config: &Config{}, seen: map[string][]string{}}
	docs, _ := tree.Parse(d.file, tree.Limits{})
	d.top(docs[0].Root)
	if diff := cmp.Diff(d.seen[""], keysOf(docs[0].Root)); diff != "" {
		t.Errorf("keys that it does not offer (-known +offered):\n%s", diff)
	}
	if err := validate(t, offered); err != nil {
		t.Errorf("invalid by the schema: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(full)
	for _, m := range mistakes {
		f.Add(m.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := file(text)
		c, problems := Decode(file)
		_, more := c.Resolve("", known())
		for _, p := range append(problems, more...) {
			if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(text) || p.Message == "" {
				t.Errorf("problem %+v", p)
			}
		}
	})
}

// TestTheDocumentedFilesAreRight reads what the pages show.
func TestTheDocumentedFilesAreRight(t *testing.T) {
	block := regexp.MustCompile("(?s)```yaml\n(version: 1\n.*?)```")
	for _, page := range []string{"../../README.md", "../../fixtures/custom-rules/README.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		blocks := block.FindAllSubmatch(text, -1)
		if len(blocks) == 0 {
			t.Errorf("%s shows no configuration", page)
		}
		example := &rules.Rule{Name: "image-from-elsewhere", Category: "company", Params: []rules.Param{{Name: "registries", Type: rules.StringsParam, Default: []string{}}}}
		for _, b := range blocks {
			c, problems := Decode(file(string(b[1])))
			if _, more := c.Resolve("", append(rules.All(), example)); len(problems)+len(more) > 0 {
				t.Errorf("%s: problems %v %v", page, problems, more)
			}
			if err := validate(t, string(b[1])); err != nil {
				t.Errorf("%s: invalid by the schema: %v", page, err)
			}
		}
	}
}
