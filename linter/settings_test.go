package linter_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

const (
	privileged = "privileged-container"
	elsewhere  = "image-from-elsewhere"
)

// pod is a file with one privileged container named "app", and a harmless one named "log".
func pod(namespace, name string) *fstest.MapFile {
	return &fstest.MapFile{Data: fmt.Appendf(nil, "apiVersion: v1\nkind: Pod\nmetadata: {name: %s, namespace: %s}\nspec:\n  containers:\n  - name: app\n"+
		"    image: nginx\n    securityContext: {privileged: true}\n  - name: log\n    image: registry.example.com/log\n", name, namespace)}
}

// shown are findings, each as rule, severity and path.
func shown(findings []*linter.Finding) []string {
	var list []string
	for _, f := range findings {
		list = append(list, fmt.Sprintf("%s %s %s", f.Rule.Name, f.Severity, f.Location.File.Path))
	}
	return list
}

// customRules are those of the documented example.
func customRules(t *testing.T) (list []*rules.Rule, engine *rules.Engine) {
	t.Helper()
	set, err := compiler.LoadCustom([]compiler.Folder{{Name: "policies", FS: os.DirFS(fixturesFolder + "/custom-rules/policies")}})
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return set.Rules, rules.NewEngineOf(compiled)
}

func TestSettingsOfRules(t *testing.T) {
	for _, test := range []struct {
		name   string
		config linter.Config
		opts   linter.Options
		want   []string
	}{
		{
			name: "none", opts: linter.Options{Only: []string{privileged, elsewhere}},
			want: []string{"image-from-elsewhere medium a.yaml", "privileged-container critical a.yaml"},
		},
		{
			name: "another severity", opts: linter.Options{Only: []string{privileged, elsewhere}},
			config: linter.Config{Rules: map[string]linter.RuleSettings{privileged: {Severity: "low"}, elsewhere: {Severity: "info"}}},
			want:   []string{"image-from-elsewhere info a.yaml", "privileged-container low a.yaml"},
		},
		{
			name: "a parameter", opts: linter.Options{Only: []string{elsewhere}},
			config: linter.Config{Rules: map[string]linter.RuleSettings{elsewhere: {Params: map[string]any{"registries": []string{"docker.io"}}}}},
			want:   []string{"image-from-elsewhere medium a.yaml"}, // it is the other image now
		},
		{
			name: "an empty list", opts: linter.Options{Only: []string{elsewhere}},
			config: linter.Config{Rules: map[string]linter.RuleSettings{elsewhere: {Params: map[string]any{"registries": []string{}}}}},
			want:   []string{"image-from-elsewhere medium a.yaml", "image-from-elsewhere medium a.yaml"},
		},
		{
			name: "disabled", opts: linter.Options{},
			config: linter.Config{Disable: []string{"all"}},
		},
		{
			name: "disabled and enabled", opts: linter.Options{},
			config: linter.Config{Disable: []string{privileged}, Enable: []string{privileged}},
			want:   []string{"image-from-elsewhere medium a.yaml"},
		},
		{
			name: "all disabled and one enabled", opts: linter.Options{},
			config: linter.Config{Disable: []string{"all"}, Enable: []string{privileged}},
			want:   []string{"privileged-container critical a.yaml"},
		},
		{
			name: "a category enabled and a rule of it disabled", opts: linter.Options{},
			config: linter.Config{Disable: []string{"all", privileged}, Enable: []string{"pod-security", "company"}},
			want:   []string{"image-from-elsewhere medium a.yaml"},
		},
		{
			name: "a category disabled and a rule of it enabled", opts: linter.Options{},
			config: linter.Config{Disable: []string{"pod-security", "image-*"}, Enable: []string{"pod-security/privileged-container", "image-*"}},
			want:   []string{"privileged-container critical a.yaml"},
		},
		{
			name: "a flag enables what the configuration disables", opts: linter.Options{Enable: []string{privileged}},
			config: linter.Config{Disable: []string{"all"}},
			want:   []string{"privileged-container critical a.yaml"},
		},
		{
			name: "a flag disables what the configuration enables", opts: linter.Options{Disable: []string{"all"}},
			config: linter.Config{Enable: []string{"all"}},
		},
		{
			name: "a flag names the only rules", opts: linter.Options{Only: []string{privileged}},
			config: linter.Config{Disable: []string{privileged}, Enable: []string{elsewhere}},
			want:   []string{"privileged-container critical a.yaml"},
		},
		{
			name: "an excluded folder", opts: linter.Options{Only: []string{privileged}, AllowEmpty: true},
			config: linter.Config{Root: "deploy/prod", Exclude: []string{"/deploy/*/a.yaml"}},
		},
		{
			name: "an excluded folder elsewhere", opts: linter.Options{Only: []string{privileged}},
			config: linter.Config{Exclude: []string{"/deploy/*/a.yaml"}},
			want:   []string{"privileged-container critical a.yaml"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			opts := test.opts
			opts.FS, opts.Config = fstest.MapFS{"a.yaml": pod("shop", "web")}, test.config
			opts.Custom, opts.CustomEngine = customRules(t)
			got := slices.DeleteFunc(shown(lint(t, opts).Findings), func(f string) bool {
				return !strings.HasPrefix(f, privileged) && !strings.HasPrefix(f, elsewhere)
			})
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for _, r := range rules.All() {
		if r.Name == privileged && r.Severity != "critical" {
			t.Errorf("the settings of a run changed the rule for all")
		}
	}
}

func TestSettingsThatNoRuleTakes(t *testing.T) {
	for _, test := range []struct {
		name, want string
		settings   map[string]linter.RuleSettings
	}{
		{"a rule that does not exist", `no rule or category is named "no-such"`, map[string]linter.RuleSettings{"no-such": {}}},
		{"a parameter that does not exist", `the rule image-from-elsewhere has no parameter "x"`, map[string]linter.RuleSettings{elsewhere: {Params: map[string]any{"x": 1}}}},
		{"a value of another type", "is of type strings and not string", map[string]linter.RuleSettings{elsewhere: {Params: map[string]any{"registries": "a"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			opts := linter.Options{Config: linter.Config{Rules: test.settings}}
			opts.Custom, opts.CustomEngine = customRules(t)
			_, err := linter.New(opts)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
			if wrong := (*linter.SelectionError)(nil); strings.Contains(test.want, "is named") != errors.As(err, &wrong) {
				t.Errorf("error of type %T", err)
			}
		})
	}
}

func day(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestExceptions runs over a Pod named web in shop, and one named agent in kube-system. The states are those of the exception.
func TestExceptions(t *testing.T) {
	web, agent := "privileged-container critical deploy/web.yaml", "privileged-container critical deploy/agents/agent.yaml"
	both := []string{agent, web}
	for _, test := range []struct {
		name      string
		exception linter.Exception
		counting  []string
		said      string // the beginning of what is said about the exception
		state     linter.State
	}{
		{name: "the rule alone", exception: linter.Exception{Rule: privileged}, state: linter.Used},
		{name: "the rule in another case", exception: linter.Exception{Rule: "Privileged-Container"}, state: linter.Used},
		{name: "another rule", exception: linter.Exception{Rule: "host-network"}, counting: both, state: linter.Unused, said: "host-network finds nothing that this exception is about"},
		{name: "a rule that does not exist", exception: linter.Exception{Rule: "no-such-rule"}, counting: both, state: linter.Bad, said: `no rule or category is named "no-such-rule"`},
		{name: "kind, namespace and name", exception: linter.Exception{Rule: privileged, Resource: "Pod/shop/web"}, counting: []string{agent}, state: linter.Used},
		{name: "kind and name", exception: linter.Exception{Rule: privileged, Resource: "Pod/web"}, counting: []string{agent}, state: linter.Used},
		{name: "another kind", exception: linter.Exception{Rule: privileged, Resource: "Deployment/web"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "another namespace", exception: linter.Exception{Rule: privileged, Resource: "Pod/bank/web"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "kinds are case-sensitive", exception: linter.Exception{Rule: privileged, Resource: "pod/web"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "a glob over names", exception: linter.Exception{Rule: privileged, Resource: "*/kube-*/a*t"}, counting: []string{web}, state: linter.Used},
		{name: "a glob does not cross parts", exception: linter.Exception{Rule: privileged, Resource: "Pod/sh*b"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "a path", exception: linter.Exception{Rule: privileged, Path: "deploy/web.yaml"}, counting: []string{agent}, state: linter.Used},
		{name: "a path with folders", exception: linter.Exception{Rule: privileged, Path: "deploy/**"}, state: linter.Used},
		{name: "a path with one folder", exception: linter.Exception{Rule: privileged, Path: "deploy/*"}, counting: []string{agent}, state: linter.Used},
		{name: "a path that does not start at the configuration", exception: linter.Exception{Rule: privileged, Path: "web.yaml"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "a container", exception: linter.Exception{Rule: privileged, Container: "app"}, state: linter.Used},
		{name: "a glob over containers", exception: linter.Exception{Rule: privileged, Container: "a?p"}, state: linter.Used},
		{name: "another container", exception: linter.Exception{Rule: privileged, Container: "log"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "all together", exception: linter.Exception{Rule: privileged, Resource: "Pod/shop/web", Path: "**/web.yaml", Container: "app", Reason: "r", Owner: "o"}, counting: []string{agent}, state: linter.Used},
		{name: "all but one", exception: linter.Exception{Rule: privileged, Resource: "Pod/shop/web", Path: "**/agent.yaml"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
		{name: "its last day", exception: linter.Exception{Rule: privileged, Until: day(t, "2027-01-31")}, state: linter.Used},
		{name: "the day after", exception: linter.Exception{Rule: privileged, Until: day(t, "2027-01-30")}, counting: both, state: linter.Expired, said: "the exception from privileged-container ended on 2027-01-30"},
		{name: "expired and about nothing", exception: linter.Exception{Rule: "host-network", Until: day(t, "2027-01-30")}, counting: both, state: linter.Expired, said: "the exception from host-network ended on 2027-01-30"},
		{name: "a folder that does not exist", exception: linter.Exception{Rule: privileged, Path: "charts/**"}, counting: both, state: linter.Unused, said: "privileged-container finds nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			config := source.NewFile(".ekslint.yaml", []byte("here"))
			test.exception.Location = linter.Location{File: config, Span: source.Span{Start: 0, End: 4}}
			r := lint(t, linter.Options{
				FS:    fstest.MapFS{"deploy/web.yaml": pod("shop", "web"), "deploy/agents/agent.yaml": pod("kube-system", "agent")},
				Only:  []string{privileged, "host-network", "suppressions"},
				Today: day(t, "2027-01-31").Add(23 * time.Hour), Config: linter.Config{Exceptions: []*linter.Exception{&test.exception}},
			})
			var said []string
			counting := slices.DeleteFunc(r.Findings, func(f *linter.Finding) bool {
				if f.Location.File == config {
					said = append(said, f.Message)
				}
				return f.Location.File == config
			})
			if diff := cmp.Diff(test.counting, shown(counting)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if len(counting)+len(r.Suppressed) != 2 {
				t.Errorf("%d findings count, and %d are suppressed", len(counting), len(r.Suppressed))
			}
			for _, f := range r.Suppressed {
				if s := f.Suppression; s.Kind != "exception" || s.Reason != test.exception.Reason || s.Owner != test.exception.Owner || s.Location.File != config {
					t.Errorf("suppression %+v", s)
				}
			}
			if test.said == "" && len(said) > 0 || test.said != "" && (len(said) != 1 || !strings.HasPrefix(said[0], test.said)) {
				t.Errorf("said of the exception: %q, want %q", said, test.said)
			}
			if len(r.Acceptances) != 1 || r.Acceptances[0].State != test.state {
				t.Errorf("acceptances %+v, want state %s", r.Acceptances, test.state)
			}
		})
	}
}

// TestAnExceptionIsUnusedOnlyIfAllWasRead runs over parts of what an exception is about.
func TestAnExceptionIsUnusedOnlyIfAllWasRead(t *testing.T) {
	files := fstest.MapFS{"web.yaml": pod("shop", "web"), "agents/agent.yaml": pod("kube-system", "agent")}
	broken := fstest.MapFS{"web.yaml": files["web.yaml"], "broken.yaml": {Data: []byte("apiVersion: v1\nkind: Pod\nspec: [\n")}}
	for _, test := range []struct {
		name string
		path string // of the exception
		opts linter.Options
		want linter.State
	}{
		{"all", "", linter.Options{FS: files}, linter.Unused},
		{"one file", "", linter.Options{FS: files, Paths: []string{"web.yaml"}}, linter.Unchecked},
		{"one folder", "", linter.Options{FS: files, Paths: []string{"agents"}}, linter.Unchecked},
		{"one folder, which is all that it is about", "agents/*.yaml", linter.Options{FS: files, Paths: []string{"agents"}}, linter.Unused},
		{"one file, which is all that it is about", "web.yaml", linter.Options{FS: files, Paths: []string{"web.yaml"}}, linter.Unused},
		{"one folder of what the configuration is for", "", linter.Options{FS: files, Config: linter.Config{Root: "deploy"}}, linter.Unchecked},
		{"a folder outside of the run", "charts/**", linter.Options{FS: files, Config: linter.Config{Root: "deploy"}}, linter.Unchecked},
		{"a focus", "", linter.Options{FS: files, Focus: []string{"web.yaml"}}, linter.Unchecked},
		{"the standard input", "", linter.Options{Overlay: []*source.File{source.NewFile("-", files["web.yaml"].Data)}}, linter.Unchecked},
		{"a file that cannot be read", "", linter.Options{FS: broken}, linter.Unchecked},
		{"a rule that does not run", "", linter.Options{FS: files, Only: []string{privileged}}, linter.Unchecked},
	} {
		t.Run(test.name, func(t *testing.T) {
			opts := test.opts
			if opts.Only == nil {
				opts.Only = []string{"host-network", "suppressions"}
			}
			opts.Config.Exceptions = []*linter.Exception{{Location: linter.Location{File: source.NewFile(".ekslint.yaml", []byte("x"))}, Rule: "host-network", Path: test.path}}
			r := lint(t, opts)
			if len(r.Acceptances) != 1 || r.Acceptances[0].State != test.want {
				t.Errorf("%+v, want state %s", r.Acceptances, test.want)
			}
			unused := slices.ContainsFunc(r.Findings, func(f *linter.Finding) bool { return f.Rule.Name == rules.UnusedSuppression })
			if unused != (test.want == linter.Unused) {
				t.Errorf("unused-suppression is said: %v", unused)
			}
		})
	}
}

// TestAnExceptionCoversTheChartsTemplate names the template instead of what Helm prints.
func TestAnExceptionCoversTheChartsTemplate(t *testing.T) {
	text := "---\n# Source: shop/templates/web.yaml\n" + string(pod("shop", "web").Data)
	opts := manifest(text)
	opts.Only = []string{privileged}
	opts.Config.Exceptions = []*linter.Exception{{Location: linter.Location{File: source.NewFile("c", nil)}, Rule: privileged, Path: "shop/templates/*"}}
	if r := lint(t, opts); len(r.Findings) != 0 || len(r.Suppressed) != 1 {
		t.Errorf("findings %v, suppressed %v", shown(r.Findings), shown(r.Suppressed))
	}
}

// TestExceptionsAcceptUnknowns lets an exception speak for what is not known, too.
func TestExceptionsAcceptUnknowns(t *testing.T) {
	text := strings.Replace(string(pod("shop", "web").Data), "privileged: true", `privileged: "${P}"`, 1)
	for container, want := range map[string]int{"app": 0, "log": 1} {
		opts := manifest(text)
		opts.Only = []string{privileged}
		opts.Config.Exceptions = []*linter.Exception{{Location: linter.Location{File: source.NewFile("c", nil)}, Rule: privileged, Container: container}}
		if r := lint(t, opts); len(r.Unknowns) != want {
			t.Errorf("container %s: unknowns %v, want %d", container, r.Unknowns, want)
		}
	}
}

func TestABindingRuleAndReasons(t *testing.T) {
	text := strings.Replace(string(pod("shop", "web").Data), "    securityContext", "    # ekslint:ignore privileged-container\n    securityContext", 1)
	exception := []*linter.Exception{{Location: linter.Location{File: source.NewFile("c", []byte("x"))}, Rule: privileged}}
	for _, test := range []struct {
		name   string
		config linter.Config
		want   []string // of the findings, rule and message
	}{
		{"a comment", linter.Config{}, nil},
		{
			"a comment about a binding rule",
			linter.Config{Rules: map[string]linter.RuleSettings{privileged: {Binding: true}}},
			[]string{
				"bad-suppression the configuration does not let comments and annotations accept what privileged-container finds",
				`privileged-container container "app" of Pod "web" is privileged`,
			},
		},
		{
			"an exception from a binding rule",
			linter.Config{Rules: map[string]linter.RuleSettings{privileged: {Binding: true}}, Exceptions: exception},
			[]string{"bad-suppression the configuration does not let comments and annotations accept what privileged-container finds"},
		},
		{
			"reasons are required",
			linter.Config{RequireReason: true, Exceptions: exception},
			[]string{
				`bad-suppression the reason is missing; it stands behind " -- "`,
				`privileged-container container "app" of Pod "web" is privileged`,
				"bad-suppression the reason is missing; the configuration requires one",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			opts := manifest(text)
			opts.Only, opts.Config = []string{privileged, "suppressions"}, test.config
			var got []string
			for _, f := range lint(t, opts).Findings {
				got = append(got, f.Rule.Name+" "+f.Message)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestStatesOfDirectives is about comments; those of exceptions are above.
func TestStatesOfDirectives(t *testing.T) {
	text := "# ekslint:ignore-file host-network -- never needed\n" + strings.Replace(string(pod("shop", "web").Data), "    securityContext",
		"    # ekslint:ignore privileged-container, no-such-rule until=2999-12-31 -- devices\n    securityContext", 1) +
		"# ekslint:ignore\n# ekslint:ignore host-port until=2020-01-01\n"
	opts := manifest(text + "  # ekslint:ignore host-port until=2020-01-01\n  restartPolicy: Always\n")
	opts.Only, opts.Today = []string{privileged, "host-network", "suppressions"}, day(t, "2027-01-31")
	var got []string
	for _, a := range lint(t, opts).Acceptances {
		got = append(got, fmt.Sprintf("%d %s %s %s %q", a.Location.File.Position(a.Location.Span.Start).Line, a.State, a.Kind, a.Rule, a.Reason))
	}
	want := []string{
		`1 unused comment host-network "never needed"`,
		`9 bad comment no-such-rule "devices"`,
		`9 used comment privileged-container "devices"`,
		`13 bad comment  ""`,
		`14 expired comment host-port ""`,
		`15 expired comment host-port ""`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestARuleOfTheUsersThatFailsIsTheirs tells whom to ask.
func TestARuleOfTheUsersThatFailsIsTheirs(t *testing.T) {
	rego := "# METADATA\n# title: T\n# description: D\n# schemas:\n#   - input: schema\n# custom: {severity: low, remedy: R, targets: [workloads]}\n" +
		"package rules[\"test\"][\"fails\"]\n\nfindings contains {\"ref\": w.ref, \"field\": \"\", \"message\": sprintf(\"%d\", [to_number(w.name)])} if some w in input.workloads\n"
	set, err := compiler.LoadCustom([]compiler.Folder{{Name: "p", FS: fstest.MapFS{"test/fails/fails.rego": {Data: []byte(rego)}}}})
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile()
	if err != nil {
		t.Fatal(err)
	}
	opts := linter.Options{FS: fstest.MapFS{"a.yaml": pod("shop", "web")}, Custom: set.Rules, CustomEngine: rules.NewEngineOf(compiled), Only: []string{"fails"}}
	r := lint(t, opts)
	if len(r.Problems) != 1 || !strings.HasSuffix(r.Problems[0].Message, "; mend the rule; ekslint test runs its tests") || r.Complete {
		t.Errorf("problems %v", r.Problems)
	}
}

// TestASettingDoesNotHideWhatIsWorse lets the weaker of two rules about one thing count for
// itself if a team says that it is the worse one.
func TestASettingDoesNotHideWhatIsWorse(t *testing.T) {
	const escalation = "privilege-escalation-allowed"
	for _, test := range []struct {
		severity string
		want     []string
	}{
		{"", []string{"privileged-container critical a.yaml"}},
		{"low", []string{"privilege-escalation-allowed medium a.yaml", "privileged-container low a.yaml"}},
	} {
		report := lint(t, linter.Options{
			FS: fstest.MapFS{"a.yaml": pod("shop", "web")}, Only: []string{privileged, escalation},
			Config: linter.Config{Rules: map[string]linter.RuleSettings{privileged: {Severity: linter.Severity(test.severity)}}},
		})
		got := slices.DeleteFunc(report.Findings, func(f *linter.Finding) bool { return !strings.Contains(f.Message, `"app"`) })
		if diff := cmp.Diff(test.want, slices.Sorted(slices.Values(shown(got)))); diff != "" {
			t.Errorf("privileged-container is %q (-want +got):\n%s", test.severity, diff)
		}
	}
}
