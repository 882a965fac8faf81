// Package command is the command line of ekslint: it turns arguments and variables into
// the options of package linter, and what that finds into reports and an exit code.
//
// Start at [Command]. It touches no global state, so that a test or another program can
// run it like any function.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ekslint/ekslint/linter/report"
)

// The exit codes.
const (
	// ExitClean says that there is no finding at or above --fail-on.
	ExitClean = 0
	// ExitFindings says that there is at least one.
	ExitFindings = 1
	// ExitUntrusted says that the run cannot be trusted: wrong arguments, input that
	// could not be read or judged, a limit that was hit, nothing to check. It wins over
	// ExitFindings, and findings are reported nonetheless.
	ExitUntrusted = 2
	// ExitInterrupted says that the run was stopped from outside, as a shell would say
	// it of a program that ends by Ctrl-C.
	ExitInterrupted = 130
)

// Command is one call of ekslint.
type Command struct {
	// Args are the arguments without the name of the program.
	Args []string
	// Stdin is only read for the path "-".
	Stdin io.Reader
	// Stdout takes what was asked for, and nothing else.
	Stdout io.Writer
	// Stderr takes everything else.
	Stderr io.Writer
	// Env looks a variable up, like os.LookupEnv; nil means that there are none.
	Env func(name string) (string, bool)
	// Now tells the day on which suppressions with an end are judged; nil means time.Now.
	Now func() time.Time
	// Dir is the folder that relative paths start from; "" is that of the process.
	Dir string
}

// Run runs the command and returns its exit code. If ctx ends, it stops early.
func (c *Command) Run(ctx context.Context) int {
	code, err := c.run(ctx)
	if err == nil {
		return code
	}
	text := "ekslint: " + report.Printable(err.Error()) + "\n"
	if usage := (*usageError)(nil); errors.As(err, &usage) && usage.verb != "" {
		text += fmt.Sprintf("see: ekslint %s --help\n", usage.verb)
	}
	c.say(text)
	if errors.Is(err, errInterrupted) {
		return ExitInterrupted
	}
	return ExitUntrusted
}

// errInterrupted means that the run was stopped from outside.
var errInterrupted = errors.New("interrupted")

// usageError is a mistake in the arguments or variables.
type usageError struct {
	verb string // the command whose help tells more; "" if that says nothing about it
	text string
}

func (e *usageError) Error() string { return e.text }

func usagef(verb, format string, args ...any) error {
	return &usageError{verb, fmt.Sprintf(format, args...)}
}

// say writes to Stderr. That it cannot be written cannot be told to anybody.
func (c *Command) say(text string) { io.WriteString(c.Stderr, text) } //nolint:errcheck // see above

// warn tells about something that does not change what the run is worth.
func (c *Command) warn(format string, args ...any) {
	c.say("ekslint: warning: " + report.Printable(fmt.Sprintf(format, args...)) + "\n")
}

// runner runs a verb with the arguments that are no flags.
type runner func(ctx context.Context, c *Command, args []string) (code int, err error)

// verb is one of the commands that the program knows.
type verb struct {
	name string
	// args shows the arguments, such as "[PATH...]".
	args string
	// about says what the command does, in a few words; "" hides it.
	about string
	// help says more, in whole lines.
	help string
	// words are what the arguments can be; nil means files.
	words func() []string
	// set registers the flags and returns what runs once they are parsed.
	set func(*flags) runner
}

func verbs() []*verb {
	return []*verb{
		lintVerb(), rulesVerb(), explainVerb(), modelVerb(), baselineVerb(), configVerb(), suppressionsVerb(), testVerb(), completionVerb(), versionVerb(), helpVerb(),
	}
}

func findVerb(name string) *verb {
	all := append(verbs(), completeVerb())
	if i := slices.IndexFunc(all, func(v *verb) bool { return v.name == name }); i >= 0 {
		return all[i]
	}
	return nil
}

func verbNames() []string {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	return names
}

func (c *Command) run(ctx context.Context) (int, error) {
	if c.Dir == "" {
		dir, err := os.Getwd()
		if err != nil {
			return 0, err
		}
		c.Dir = dir
	}
	if c.Env == nil {
		c.Env = noVariables
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	v, args, err := c.choose()
	if err != nil {
		return 0, err
	}
	f := newFlags(v.name)
	run := v.set(f)
	if err := f.parse(args, c.Env); err != nil {
		return 0, err
	}
	if f.help {
		return 0, c.print(v.usage(f))
	}
	return run(ctx, c, f.Args())
}

func noVariables(string) (string, bool) { return "", false }

// choose returns the verb of the arguments, and the arguments that are left for it. To
// lint is what ekslint does if nothing else is said.
func (c *Command) choose() (*verb, []string, error) {
	if len(c.Args) == 0 {
		return lintVerb(), nil, nil
	}
	first := c.Args[0]
	switch first {
	case "-h", "--help":
		return helpVerb(), nil, nil
	case "--version":
		return versionVerb(), c.Args[1:], nil
	}
	if v := findVerb(first); v != nil {
		return v, c.Args[1:], nil
	}
	if isWord(first) && !c.exists(first) {
		near := didYouMean(first, verbNames(), "the commands are "+listOf(verbNames()))
		return nil, nil, usagef("", "there is no command and no file named %q%s", first, near)
	}
	return lintVerb(), c.Args, nil
}

// isWord reports whether an argument looks like a command rather than like a path.
func isWord(arg string) bool {
	return arg != "" && strings.Trim(arg, "abcdefghijklmnopqrstuvwxyz") == ""
}

func (c *Command) exists(name string) bool {
	_, err := os.Stat(c.abs(name))
	return err == nil
}

// abs makes a path of the user's absolute.
func (c *Command) abs(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(c.Dir, name)
}

// print writes what was asked for.
func (c *Command) print(text string) error {
	_, err := io.WriteString(c.Stdout, text)
	return err
}

// noArgs refuses arguments.
func noArgs(verb string, args []string) error {
	if len(args) > 0 {
		return usagef(verb, "%s takes no argument, and %q is one", verb, args[0])
	}
	return nil
}
