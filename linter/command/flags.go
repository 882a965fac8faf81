package command

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// flags are the flags of a verb. What a flag can be set to is kept with it, so that the
// messages about it, the help and the completion say the same.
type flags struct {
	*pflag.FlagSet

	verb string
	help bool
	// variables are the flags that a variable sets, by name.
	variables map[string]bool
}

// Annotations of a flag, for the completion.
const (
	choicesNote = "choices" // the words that it takes
	filesNote   = "files"   // it takes a file
	foldersNote = "folders" // it takes a folder
)

func newFlags(verb string) *flags {
	f := &flags{FlagSet: pflag.NewFlagSet(verb, pflag.ContinueOnError), verb: verb, variables: map[string]bool{}}
	f.SortFlags = false
	f.SetOutput(io.Discard)
	return f
}

// variable is the name of the environment variable that stands in for a flag.
func variable(flag *pflag.Flag) string {
	return "EKSLINT_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
}

// parse reads the arguments, and the variables for the flags that they leave out.
func (f *flags) parse(args []string, env func(string) (string, bool)) error {
	f.addHelp()
	if err := f.oneDash(args); err != nil {
		return err
	}
	if err := f.Parse(args); err != nil {
		return f.explain(err)
	}
	var failed error
	f.VisitAll(func(flag *pflag.Flag) {
		text, ok := env(variable(flag))
		if !ok || text == "" || flag.Changed || flag.Name == "help" || failed != nil {
			return
		}
		if err := setFromEnv(flag, text); err != nil {
			failed = usagef(f.verb, "the variable %s: %v", variable(flag), err)
		}
		flag.Changed = true
		f.variables[flag.Name] = true
	})
	return failed
}

// addHelp registers the last flag.
func (f *flags) addHelp() { f.BoolVarP(&f.help, "help", "h", false, "show this help") }

// setFromEnv sets a flag from a variable, which holds the values of a repeatable flag one
// behind the other.
func setFromEnv(flag *pflag.Flag, text string) error {
	values := []string{text}
	if _, ok := flag.Value.(*list); ok {
		values = splitList(text)
	}
	for _, value := range values {
		if err := flag.Value.Set(value); err != nil {
			return fmt.Errorf("%q: %w", value, err)
		}
	}
	return nil
}

// oneDash refuses a flag such as -only, which would be read as -o with the value "nly".
func (f *flags) oneDash(args []string) error {
	for _, arg := range args {
		if arg == "--" {
			break
		}
		if len(arg) < 3 || arg[0] != '-' || arg[1] == '-' {
			continue
		}
		if name, _, _ := strings.Cut(arg[1:], "="); f.Lookup(name) != nil {
			return usagef(f.verb, "%s needs two dashes: --%s", arg, name)
		}
	}
	return nil
}

// explain says what is wrong with the flags and what would be right.
func (f *flags) explain(err error) error {
	if unknown := (*pflag.NotExistError)(nil); errors.As(err, &unknown) {
		if group := unknown.GetSpecifiedShortnames(); group != "" {
			return usagef(f.verb, "there is no flag -%s%s", unknown.GetSpecifiedName()[:1], f.near(group))
		}
		return usagef(f.verb, "there is no flag --%s%s", unknown.GetSpecifiedName(), f.near(unknown.GetSpecifiedName()))
	}
	if missing := (*pflag.ValueRequiredError)(nil); errors.As(err, &missing) {
		kind, _ := usageOf(missing.GetFlag())
		return usagef(f.verb, "--%s needs a value: --%s %s", missing.GetFlag().Name, missing.GetFlag().Name, kind)
	}
	if invalid := (*pflag.InvalidValueError)(nil); errors.As(err, &invalid) {
		return usagef(f.verb, "--%s %q: %v", invalid.GetFlag().Name, invalid.GetValue(), invalid.Unwrap())
	}
	return usagef(f.verb, "%v", err)
}

func (f *flags) near(name string) string {
	var names []string
	f.VisitAll(func(flag *pflag.Flag) { names = append(names, "--"+flag.Name) })
	return didYouMean("--"+name, names, "")
}

// note keeps something about a flag for the completion.
func (f *flags) note(name, key string, values ...string) {
	if err := f.SetAnnotation(name, key, values); err != nil {
		panic(err) // the flag was registered a line before
	}
}

// word registers a flag that takes one of some words.
func (f *flags) word(p *string, name, short, fallback string, choices []string, usage string) {
	*p = fallback
	f.VarP(&word{p, choices}, name, short, usage)
	f.note(name, choicesNote, choices...)
}

// list registers a flag that takes words which are separated by commas, and that can be
// repeated.
func (f *flags) list(p *[]string, name, usage string, choices []string) {
	f.Var(&list{values: p, split: true}, name, usage)
	f.note(name, choicesNote, choices...)
}

// word is the value of a flag that takes one of some words.
type word struct {
	value   *string
	choices []string
}

func (w *word) String() string { return *w.value }

// Type is what the help shows if the usage names no value.
func (w *word) Type() string { return strings.Join(w.choices, "|") }

// Set takes a word in any case.
func (w *word) Set(text string) error {
	text = strings.ToLower(strings.TrimSpace(text))
	if !slices.Contains(w.choices, text) {
		return fmt.Errorf("it takes %s%s", listOf(w.choices), didYouMean(text, w.choices, ""))
	}
	*w.value = text
	return nil
}

// list is the value of a flag that can be repeated.
type list struct {
	values *[]string
	// split is whether a comma separates values.
	split bool
	// check, if not nil, says what is wrong with a value.
	check func(string) error
}

func (l *list) String() string { return "" } // the default; there is none

// Type is what the help shows if the usage names no value.
func (l *list) Type() string { return "LIST" }

// Set adds values to those of earlier flags.
func (l *list) Set(text string) error {
	values := []string{text}
	if l.split {
		values = splitList(text)
	}
	if len(values) == 0 || slices.Contains(values, "") {
		return errors.New("it is empty")
	}
	for _, value := range values {
		if l.check != nil {
			if err := l.check(value); err != nil {
				return err
			}
		}
	}
	*l.values = append(*l.values, values...)
	return nil
}

func splitList(text string) []string {
	values := strings.Split(text, ",")
	for i := range values {
		values[i] = strings.TrimSpace(values[i])
	}
	return slices.DeleteFunc(values, func(value string) bool { return value == "" })
}
