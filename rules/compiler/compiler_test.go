package compiler_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/rules/compiler"
)

// valid is a rule without a mistake; the tests make one each.
const valid = `# METADATA
# title: Host network
# description: It shares the network of the node.
# related_resources:
#   - ref: https://example.com/page
#     description: A page
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove it.
#   targets: [workloads]
package rules["pod-security"]["example"]

import data.rules.lib.helper

findings contains {"ref": w.ref, "field": "host_network", "message": "m"} if {
	some w in input.workloads
	helper.yes(w.host_network)
}
`

const helper = `# METADATA
# title: Helper
package rules.lib.helper

yes(x) if x == true

also(m) if count(m.volumes) > 0
`

func load(text string) (*compiler.Set, error) {
	return compiler.Load(fstest.MapFS{
		"pod-security/example/example.rego": {Data: []byte(text)},
		"lib/helper/helper.rego":            {Data: []byte(helper)},
	})
}

func TestARule(t *testing.T) {
	set, err := load(valid)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Compile(); err != nil {
		t.Fatal(err)
	}
	r := set.Rules[0]
	if r.Name != "example" || r.Category != "pod-security" || r.Severity != "high" || r.Scope != "chunk" || r.Undecided {
		t.Errorf("rule is %+v", r)
	}
	if diff := cmp.Diff([]string{"workloads"}, r.Reads); diff != "" {
		t.Errorf("reads (-want +got):\n%s", diff)
	}
}

func TestAMistakeDoesNotCompile(t *testing.T) {
	for _, test := range []struct {
		name, old, new, want string
	}{
		{"a misspelt field", "w.host_network", "w.host_networks", "undefined ref: "},
		{"a misspelt collection", "input.workloads", "input.workload", "undefined ref: input.workload"},
		{"a function that reaches outside", "helper.yes(w.host_network)", `http.send({"url": "x"}).status_code == 200`, "undefined function http.send"},
		{"a function that answers differently each time", "helper.yes(w.host_network)", "time.now_ns() > 0", "undefined function time.now_ns"},
		{"a variable that nothing uses", "helper.yes", "x := 1\n\thelper.yes", "assigned var x unused"},
		{"no title", "# title: Host network\n", "", "lacks title"},
		{"no schema", "# schemas:\n#   - input: schema\n", "", `lacks schemas: [{"input": "schema"}]`},
		{"no remedy", "#   remedy: Remove it.\n", "", "lacks custom.remedy"},
		{"an unknown severity", "severity: high", "severity: huge", "lacks a custom.severity that exists"},
		{"a misspelt key", "#   since", "#   sinceversion", `unknown field "sinceversion"`},
		{"a target that does not exist", "targets: [workloads]", "targets: [pods]", `target "pods" is no collection`},
		{"a target that is not read", "targets: [workloads]", "targets: [volumes]", `target "volumes" is not read`},
		{"another package", `["example"]`, `["other"]`, "the package must be"},
		{"no findings", "findings contains", "results contains", "it defines no findings"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(valid, test.old, test.new, 1)
			if text == valid {
				t.Fatal("the mistake was not made")
			}
			set, err := load(text)
			if err == nil {
				_, err = set.Compile()
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestNamesAreUnique(t *testing.T) {
	_, err := compiler.Load(fstest.MapFS{
		"pod-security/example/example.rego": {Data: []byte(valid)},
		"rbac/example/example.rego":         {Data: []byte(strings.Replace(valid, "pod-security", "rbac", 1))},
	})
	if err == nil || !strings.Contains(err.Error(), `share the name "example"`) {
		t.Errorf("error %v", err)
	}
}

func TestFailingUnitTestsAreNamed(t *testing.T) {
	set, err := compiler.Load(fstest.MapFS{
		"lib/helper/helper.rego":      {Data: []byte(helper)},
		"lib/helper/helper_test.rego": {Data: []byte("package rules.lib.helper_test\n\nimport data.rules.lib.helper\n\ntest_good if helper.yes(true)\n\ntest_wrong if helper.yes(false)\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	failures, err := set.Test(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range failures {
		got = append(got, f.String())
	}
	if diff := cmp.Diff([]string{"lib/helper/helper_test.rego:7: test_wrong failed"}, got); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
}
