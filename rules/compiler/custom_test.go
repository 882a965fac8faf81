package compiler_test

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

// own is a rule of a user without a mistake.
const own = `# METADATA
# title: Nameless
# description: It cannot be found.
# schemas:
#   - input: schema
# custom:
#   severity: low
#   remedy: Name it.
#   targets: [workloads]
#   params:
#     kinds: {description: Kinds that need none., type: strings, default: [Job]}
#     limit: {description: How many are fine., type: integer, default: 3}
package rules["company"]["nameless"]

import data.rules.lib.naming

findings contains {"ref": w.ref, "field": "name", "message": naming.object_of(w)} if {
	some w in input.workloads
	not w.kind in input.settings.params.nameless.kinds
	input.settings.params.nameless.limit > 2
}
`

const ownFile = "company/nameless/nameless.rego"

func loadCustom(files map[string]string) (*compiler.Set, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, err := compiler.LoadCustom([]compiler.Folder{{Name: "../policies", FS: fsys}})
	if err == nil {
		_, err = set.Compile()
	}
	return set, err
}

func TestACustomRule(t *testing.T) {
	set, err := loadCustom(map[string]string{ownFile: own})
	if err != nil {
		t.Fatal(err)
	}
	r := set.Rules[0]
	if len(set.Rules) != 1 || r.Name != "nameless" || r.Category != "company" || !r.Custom || r.Docs() != "" {
		t.Errorf("rules %+v", r)
	}
	want := []rules.Param{
		{Name: "kinds", Description: "Kinds that need none.", Type: rules.StringsParam, Default: []string{"Job"}},
		{Name: "limit", Description: "How many are fine.", Type: rules.IntegerParam, Default: 3},
	}
	if diff := cmp.Diff(want, r.Params); diff != "" {
		t.Errorf("params (-want +got):\n%s", diff)
	}
	files := slices.Sorted(maps.Keys(set.Modules))
	if diff := cmp.Diff([]string{"../policies/" + ownFile, "ekslint/lib/naming/naming.rego"}, files); diff != "" {
		t.Errorf("modules (-want +got):\n%s", diff)
	}
}

func TestAMistakeInACustomRuleHasItsPlace(t *testing.T) {
	const place = "../policies/" + ownFile
	for _, test := range []struct{ name, old, new, want string }{
		{"a parameter that is not declared", "params.nameless.limit", "params.nameless.limits", place + ":20: undefined ref: input.settings.params.nameless.limits"},
		{"a parameter of another rule", "params.nameless.limit", `params["namespace-psa-not-enforced"].x`, place + ":20: undefined ref"},
		{"a parameter of another type", "params.nameless.limit > 2", "params.nameless.limit + \"\" == 3", place + ":20: plus: invalid argument"},
		{"a library that does not exist", "lib.naming", "lib.nameing", place},
		{"no default", ", default: 3", "", place + ":13: custom metadata: params: limit: it lacks a default"},
		{"a default of another type", "default: 3", "default: three", place + `:13: custom metadata: params: limit: the default "three" is not of its type`},
		{"a type that does not exist", "type: integer", "type: int", place + `:13: custom metadata: params: limit: there is no type "int"; there are string, integer, boolean and strings`},
		{"no description of a parameter", "description: How many are fine., ", "", place + ":13: custom metadata: params: limit lacks a description"},
		{"a name of a parameter", "    limit:", "    Limit:", place + `:13: custom metadata: params: "Limit" is no name`},
		{"a check of Pod Security", "#   severity: low", "#   severity: low\n#   pss: [{level: baseline, check: hostPorts}]", place + ":14: the metadata has custom.pss"},
		{"the name of a rule of ekslint", "nameless", "host-port", "the package must be"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(own, test.old, test.new, 1)
			if text == own {
				t.Fatal("the mistake was not made")
			}
			_, err := loadCustom(map[string]string{ownFile: text})
			if err == nil {
				t.Fatal("no error")
			}
			if got := compiler.Mistakes(err)[0]; !strings.Contains(got, test.want) {
				t.Errorf("mistake %q, want one with %q", got, test.want)
			}
		})
	}
}

func TestAFolderOfCustomRulesWithAMistake(t *testing.T) {
	named := func(name string) string { return strings.ReplaceAll(own, "nameless", name) }
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"no rule", map[string]string{"README.md": "x"}, "../policies: there is no rule in this folder"},
		{"a rule in no category", map[string]string{"nameless.rego": own}, "../policies/nameless.rego:13: a rule is one file, CATEGORY/RULE/RULE.rego"},
		{"the name of a rule of ekslint", map[string]string{"company/host-port/host-port.rego": named("host-port")}, `share the name "host-port"`},
		{"two rules of a name", map[string]string{ownFile: own, "other/nameless/nameless.rego": strings.ReplaceAll(own, "company", "other")}, `share the name "nameless"`},
		{"a library of ekslint", map[string]string{ownFile: own, "lib/naming/more.rego": "package rules.lib.naming\n\nx := 1\n"}, "../policies/lib/naming/more.rego:1: ekslint has shared Rego of this name"},
		{"a library in another package", map[string]string{ownFile: own, "lib/names/more.rego": "package rules.lib.naming\n\nx := 1\n"}, "../policies/lib/names/more.rego:1: the package must be rules.lib.names"},
		{"an empty file", map[string]string{ownFile: own, "a/b/b.rego": "# nothing\n"}, "../policies/a/b/b.rego:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := loadCustom(test.files)
			if err == nil || !strings.Contains(compiler.Mistakes(err)[0], test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestTheSharedRegoThatIsCarriedIsWhole compares it with what is on disk.
func TestTheSharedRegoThatIsCarriedIsWhole(t *testing.T) {
	set, err := loadCustom(map[string]string{ownFile: own, "lib/mine/mine.rego": "package rules.lib.mine\n\nimport data.rules.lib.pod_security\n\nx if pod_security.enforced(input.namespaces[0])\n"})
	if err != nil {
		t.Fatal(err)
	}
	for file := range set.Modules {
		name, isOurs := strings.CutPrefix(file, "ekslint/")
		if !isOurs {
			continue
		}
		if _, err := fs.Stat(rules.Library(), name); err != nil || strings.HasSuffix(name, "_test.rego") {
			t.Errorf("%s: %v", file, err)
		}
	}
	if set.Modules["ekslint/lib/pod_security/pod_security.rego"] == nil {
		t.Error("a library of a library is missing")
	}
}
