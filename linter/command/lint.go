package command

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/config"
	"github.com/ekslint/ekslint/linter/report"
)

const lintHelp = `Checks Kubernetes YAML and JSON, and the output of helm template, for what is insecure.
Without a PATH it checks the current folder, and - is the standard input.

  ekslint lint deploy/
  helm template my-chart | ekslint lint -
  ekslint lint --only pod-security --format json=report.json --format text .

Each flag has an environment variable; that of --fail-on is EKSLINT_FAIL_ON. The flag wins, and
what neither says the configuration can say, which is the nearest .ekslint.yaml from the root
upward; see ekslint config --help.

Exit codes:
  0  no finding at or above --fail-on
  1  at least one
  2  the run cannot be trusted: wrong arguments, unreadable input, a limit, nothing to check
`

// lintFlags are the flags of lint.
type lintFlags struct {
	selectFlags
	inputFlags
	outputFlags
	filterFlags
	configFlags
	threshold

	minSeverity    string
	noSuppress     bool
	showSuppressed bool
	version        minor
	jobs           jobs
	timeout        time.Duration
	quiet          bool
	verbose        bool
	stats          bool
	// overridden reports whether a flag, or the variable for it, is given.
	overridden func(flag string) bool
}

func lintVerb() *verb {
	return &verb{
		name: "lint", args: "[PATH...|-]", about: "check files and folders; what ekslint does if no command is named", help: lintHelp,
		set: func(f *flags) runner {
			l := &lintFlags{}
			l.register(f)
			return l.run
		},
	}
}

func (l *lintFlags) register(f *flags) {
	l.outputFlags.register(f)
	l.selectFlags.register(f)
	failOnFlag(f, &l.failOn)
	f.word(&l.minSeverity, "min-severity", "", "info", severityWords(),
		"`SEVERITY` least severity that is shown; the exit code does not depend on it")
	f.word(&l.unknown, "unknown", "", unknownIgnore, []string{unknownIgnore, unknownReport, unknownFail},
		"`WHAT` what to do if a rule cannot decide offline: ignore, report, fail")
	f.BoolVar(&l.noSuppress, "no-suppress", false, "let findings count that somebody accepted")
	f.BoolVar(&l.showSuppressed, "show-suppressed", false, "list findings that somebody accepted, and why")
	f.BoolVar(&l.zero, "exit-zero", false, "exit with 0 instead of 1")
	l.filterFlags.register(f)
	l.version.register(f)
	l.configFlags.register(f)
	l.overridden = f.Changed
	l.inputFlags.register(f)
	l.jobs.register(f)
	f.DurationVar(&l.timeout, "timeout", 0, "`DURATION` when to stop with what was found by then, such as 90s (default never)")
	f.BoolVarP(&l.quiet, "quiet", "q", false, "no summary and no warnings")
	f.BoolVarP(&l.verbose, "verbose", "v", false, "say on the standard error what is done")
	f.BoolVar(&l.stats, "stats", false, "say on the standard error what the run took")
}

func (l *lintFlags) run(ctx context.Context, c *Command, args []string) (int, error) {
	start := time.Now()
	if l.timeout < 0 {
		return 0, usagef("lint", "--timeout %s is negative", l.timeout)
	}
	if err := l.misplacedVerb(c, args); err != nil {
		return 0, err
	}
	if err := l.check(args); err != nil {
		return 0, err
	}
	outputs, err := l.outputs(c)
	if err != nil {
		return 0, err
	}
	outer := ctx
	if l.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, l.timeout, fmt.Errorf("timed out after %s", l.timeout))
		defer cancel()
	}
	t, err := l.tree(ctx, c, "lint", args)
	if err != nil {
		return 0, err
	}
	defer t.close()
	r, err := l.judge(ctx, c, t, "lint", func(opts *linter.Options) error {
		return l.filterFlags.apply(ctx, c, &l.inputFlags, t, opts)
	})
	if err != nil {
		return 0, err
	}
	if outer.Err() != nil {
		return 0, errInterrupted
	}
	code := l.code(r)
	for _, out := range outputs {
		if err := c.write(out, r, l.reportOptions(t), l.color); err != nil {
			return 0, fmt.Errorf("writing the report: %w", err)
		}
	}
	l.account(c, t, r, time.Since(start))
	return code, nil
}

// misplacedVerb refuses flags before the name of a command, which would be taken for a
// file.
func (l *lintFlags) misplacedVerb(c *Command, args []string) error {
	if len(args) == 0 || c.Args[0] == args[0] || findVerb(args[0]) == nil || c.exists(args[0]) {
		return nil
	}
	if c.Args[0] == "lint" {
		return nil // it is the missing file that is wrong
	}
	return usagef(args[0], "flags come after the command: ekslint %s [FLAG...]", args[0])
}

// judge runs the linter, with a line of progress if anyone can see it. What a verb adds to
// the options comes last.
func (l *lintFlags) judge(ctx context.Context, c *Command, t *tree, verb string, add func(*linter.Options) error) (*linter.Report, error) {
	s, err := l.load(c, verb, t)
	if err != nil {
		return nil, err
	}
	l.configure(s.file)
	opts := linter.Options{KubernetesMinor: l.version.known(c, l.quiet), Jobs: int(l.jobs), NoSuppress: l.noSuppress, Today: c.Now()}
	l.selectFlags.apply(&opts)
	l.inputFlags.apply(t, &opts)
	if err := l.terraform(c, verb, t, s, &opts); err != nil {
		return nil, err
	}
	s.apply(&opts)
	if err := add(&opts); err != nil {
		return nil, err
	}
	if !l.quiet && c.isTerminal(c.Stderr) {
		p := newProgress(c.Stderr, time.Now)
		defer p.erase()
		opts.Progress = p.update
	}
	lint, err := linter.New(opts)
	if err != nil {
		return nil, selectionError(verb, err)
	}
	return lint.Lint(ctx)
}

// configure takes from the configuration what no flag and no variable says.
func (l *lintFlags) configure(file *config.Config) {
	if file.FailOn.Given() && !l.overridden("fail-on") {
		l.failOn = file.FailOn.Value
	}
	if file.Profile.Given() && !l.overridden("profile") {
		l.profile = file.Profile.Value
	}
	if file.KubernetesVersion.Given() && !l.overridden("kubernetes-version") {
		l.version = minor(file.KubernetesMinor)
	}
}

// selectionError says where the words are listed that would be right.
func selectionError(verb string, err error) error {
	wrong := (*linter.SelectionError)(nil)
	switch {
	case !errors.As(err, &wrong):
		return err
	case len(wrong.Near) == 0:
		return usagef(verb, "%v; ekslint rules lists them all", err)
	}
	return usagef(verb, "%v", err)
}

func (l *lintFlags) reportOptions(t *tree) report.Options {
	opts := report.Options{
		Version: version(), Root: t.shown, Below: t.root, MinSeverity: linter.Severity(l.minSeverity),
		Unknowns: l.unknown != unknownIgnore, Suppressed: l.showSuppressed, NoSummary: l.quiet,
	}
	if t.shown != "." {
		opts.Base = t.shown
	}
	return opts
}

// account tells what was done, on the standard error, to who asked for it.
func (l *lintFlags) account(c *Command, t *tree, r *linter.Report, took time.Duration) {
	if l.verbose {
		c.say(report.Printable(fmt.Sprintf("ekslint: root %s; %s; %s read, %d of them without anything to check; Kubernetes 1.%d",
			t.shown, counted(r.Stats.Rules, "rule"), counted(r.Stats.Files, "file"), r.Stats.Skipped, l.judged())) + "\n")
	}
	if l.stats {
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		c.say(fmt.Sprintf("files    %d, skipped %d\nobjects  %d\nrules    %d\ntime     %s\nmemory   %d MiB\n",
			r.Stats.Files, r.Stats.Skipped, r.Stats.Objects, r.Stats.Rules, took.Round(time.Millisecond), memory.Sys>>20))
	}
}

// judged is the minor version of Kubernetes by which the run judged.
func (l *lintFlags) judged() int {
	if l.version == 0 {
		return linter.NewestKubernetesMinor
	}
	return min(int(l.version), linter.NewestKubernetesMinor)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
