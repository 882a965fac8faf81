package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var ruleName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$`)

// scaffold writes the files of a new rule, with a fixture that does not pass yet.
func scaffold(root, name string, stdout io.Writer) error {
	if !ruleName.MatchString(name) {
		return fmt.Errorf("%q is no CATEGORY/RULE in lower case with dashes, such as pod-security/host-network", name)
	}
	category, rule, _ := strings.Cut(name, "/")
	replace := strings.NewReplacer("CATEGORY", category, "RULE", rule)
	for _, f := range []struct{ path, text string }{
		{"rules/CATEGORY/RULE/RULE.rego", ruleText},
		{"rules/CATEGORY/RULE/RULE_test.rego", testText},
		{"fixtures/CATEGORY/RULE/bad.yaml", badText},
		{"fixtures/CATEGORY/RULE/good.yaml", goodText},
	} {
		file := filepath.Join(root, filepath.FromSlash(replace.Replace(f.path)))
		if err := create(file, replace.Replace(f.text)); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(stdout, file); err != nil {
			return err
		}
	}
	return nil
}

// create writes a file that must not exist yet.
func create(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		f.Close() //nolint:errcheck // the error of writing is the one to report
		return err
	}
	return f.Close()
}

const ruleText = `# METADATA
# title: Title of RULE
# description: |
#   Why it matters.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/security.html
#     description: EKS Best Practices Guide, security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: How to mend it.
#   targets: [workloads]
package rules["CATEGORY"]["RULE"]

import data.rules.lib.unknown

findings contains {"ref": workload.ref, "field": "host_network", "message": message} if {
	some workload in input.workloads
	workload.host_network == true
	message := sprintf("%s %q ...", [workload.kind, workload.name])
}

undecided contains {"ref": workload.ref, "field": "host_network", "reason": reason} if {
	some workload in input.workloads
	reason := unknown.reason(workload, "host_network")
}
`

const testText = `package rules["CATEGORY"]["RULE_test"]

import data.rules["CATEGORY"]["RULE"] as rule

test_bad_is_found if {
	rule.findings == {{"ref": 1, "field": "host_network", "message": ` + "`Pod \"web\" ...`" + `}} with input as _with(true)
}

test_good_is_not_found if {
	rule.findings == set() with input as _with(false)
}

_with(host_network) := {"workloads": [{"ref": 1, "kind": "Pod", "name": "web", "host_network": host_network}]}
`

const badText = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  # want RULE "what the message says"
  containers:
    - name: app
      image: example.com/app:1.0
`

const goodText = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.0
`
