package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// Widths in columns of the help.
const (
	helpWidth = 100
	flagWidth = 35
)

func helpVerb() *verb {
	return &verb{name: "help", args: "[COMMAND]", about: "explain a command and its flags", words: verbNames, set: func(*flags) runner {
		return func(_ context.Context, c *Command, args []string) (int, error) {
			if len(args) == 0 {
				return 0, c.print(overview())
			}
			v := findVerb(args[0])
			if v == nil {
				return 0, usagef("", "there is no command %q%s", args[0], didYouMean(args[0], verbNames(), "the commands are "+listOf(verbNames())))
			}
			f := newFlags(v.name)
			v.set(f)
			f.addHelp()
			return 0, c.print(v.usage(f))
		}
	}}
}

// overview is the help of the program as a whole.
func overview() string {
	var out strings.Builder
	out.WriteString("ekslint finds what is insecure in what is written down for an EKS cluster, offline.\n\nUsage:\n")
	for _, v := range verbs() {
		fmt.Fprintf(&out, "  ekslint %-30s %s\n", strings.TrimSpace(v.name+" "+v.args), v.about)
	}
	out.WriteString("\nekslint PATH... is ekslint lint PATH..., and ekslint alone checks the current folder.\n" +
		"ekslint COMMAND --help tells more.\n")
	return out.String()
}

// usage is the help of a verb.
func (v *verb) usage(f *flags) string {
	text := "Usage: " + strings.TrimSpace("ekslint "+v.name+" [FLAG...] "+v.args) + "\n\n"
	if v.help != "" {
		text += v.help + "\n"
	} else {
		text += strings.ToUpper(v.about[:1]) + v.about[1:] + ".\n\n"
	}
	return text + "Flags:\n" + f.usages()
}

// usages lists the flags with what they do.
func (f *flags) usages() string {
	var out strings.Builder
	f.VisitAll(func(flag *pflag.Flag) {
		value, usage := usageOf(flag)
		name := "      --" + flag.Name
		if flag.Shorthand != "" {
			name = "  -" + flag.Shorthand + ", --" + flag.Name
		}
		if flag.NoOptDefVal == "" {
			name += " " + value
			if flag.DefValue != "" && flag.DefValue != "0" && flag.DefValue != "0s" {
				usage += " (default " + flag.DefValue + ")"
			}
		}
		for i, line := range wrapped(usage, helpWidth-flagWidth) {
			if i > 0 {
				name = ""
			}
			fmt.Fprintf(&out, "%-*s%s\n", flagWidth, name, line)
		}
	})
	return out.String()
}

// usageOf returns the name of the value that a flag takes, and what the flag does. The
// usage begins with the name if there is one.
func usageOf(flag *pflag.Flag) (value, usage string) {
	if rest, ok := strings.CutPrefix(flag.Usage, "`"); ok {
		value, usage, _ = strings.Cut(rest, "` ")
		return value, usage
	}
	return "", flag.Usage
}

// wrapped breaks a text into lines.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}
