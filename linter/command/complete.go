package command

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// completeName is the command that the scripts of the shells call. It has no place in the
// help, since nobody types it.
const completeName = "__complete"

// A line that begins with a colon tells the script what else to offer.
const (
	offerFiles   = ":files"
	offerFolders = ":folders"
	offerNothing = ":nothing"
)

func completeVerb() *verb {
	return &verb{name: completeName, set: func(*flags) runner {
		return func(_ context.Context, c *Command, args []string) (int, error) {
			return 0, c.print(strings.Join(complete(args), "\n") + "\n")
		}
	}}
}

// completion is what can stand at the end of a command line.
type completion struct {
	lines []string // a word each, or a word, a tab and what it means
	more  string   // one of the offers
}

// complete returns the lines for the last of the words that follow the program's name.
func complete(words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	last := len(words) - 1
	done := completionOf(words[:last], words[last])
	lines := slices.DeleteFunc(done.lines, func(line string) bool {
		word, _, _ := strings.Cut(line, "\t")
		return !strings.HasPrefix(word, words[last])
	})
	return append(lines, done.more)
}

func completionOf(before []string, word string) completion {
	v := lintVerb()
	given := before
	switch {
	case len(before) == 0 && !strings.HasPrefix(word, "-"):
		return completion{commandLines(), offerFiles}
	case len(before) > 0 && findVerb(before[0]) != nil:
		v, given = findVerb(before[0]), before[1:]
	}
	f := newFlags(v.name)
	v.set(f)
	f.addHelp()
	if slices.Contains(given, "--") {
		return argumentsOf(v)
	}
	if len(given) > 0 {
		if flag := f.awaiting(given[len(given)-1]); flag != nil {
			return valuesOf(flag, "", word)
		}
	}
	if name, value, ok := strings.Cut(word, "="); ok && strings.HasPrefix(name, "--") {
		if flag := f.Lookup(name[2:]); flag != nil {
			return valuesOf(flag, name+"=", value)
		}
	}
	if strings.HasPrefix(word, "-") && word != stdinPath {
		return completion{f.lines(), offerNothing}
	}
	return argumentsOf(v)
}

func commandLines() []string {
	var lines []string
	for _, v := range verbs() {
		lines = append(lines, v.name+"\t"+v.about)
	}
	return lines
}

func argumentsOf(v *verb) completion {
	if v.words == nil {
		return completion{nil, offerFiles}
	}
	return completion{v.words(), offerNothing}
}

// lines are the flags with the beginning of what the help says.
func (f *flags) lines() []string {
	var lines []string
	f.VisitAll(func(flag *pflag.Flag) {
		_, usage := usageOf(flag)
		usage, _, _ = strings.Cut(usage, ":")
		usage, _, _ = strings.Cut(usage, ";")
		lines = append(lines, "--"+flag.Name+"\t"+usage)
	})
	return lines
}

// awaiting returns the flag that takes the next word as its value, and nil if there is none.
func (f *flags) awaiting(word string) *pflag.Flag {
	var flag *pflag.Flag
	switch {
	case strings.HasPrefix(word, "--"):
		flag = f.Lookup(word[2:])
	case len(word) > 1 && word[0] == '-':
		// Of several letters the last one can wait, unless one before it has taken it.
		for i, letter := range word[1:] {
			flag = f.ShorthandLookup(string(letter))
			if flag == nil || (flag.NoOptDefVal == "" && i < len(word)-2) {
				return nil
			}
		}
	}
	if flag == nil || flag.NoOptDefVal != "" { // a boolean needs no value
		return nil
	}
	return flag
}

// valuesOf returns what a flag can be set to. What stands before the value in the same
// word stays: the flag itself, and the earlier values of a list.
func valuesOf(flag *pflag.Flag, prefix, value string) completion {
	if values, ok := flag.Value.(*list); ok {
		if comma := strings.LastIndexByte(value, ','); values.split && comma >= 0 {
			prefix += value[:comma+1]
		}
	}
	if len(flag.Annotations[choicesNote]) > 0 {
		var lines []string
		for _, choice := range flag.Annotations[choicesNote] {
			lines = append(lines, prefix+choice)
		}
		return completion{lines, offerNothing}
	}
	if _, ok := flag.Annotations[filesNote]; ok {
		return completion{nil, offerFiles}
	}
	if _, ok := flag.Annotations[foldersNote]; ok {
		return completion{nil, offerFolders}
	}
	return completion{nil, offerNothing}
}

const completionHelp = `Prints a script that lets a shell complete the commands, flags and rules of ekslint.

  bash        echo 'eval "$(ekslint completion bash)"' >> ~/.bashrc
  zsh         echo 'source <(ekslint completion zsh)' >> ~/.zshrc
  fish        ekslint completion fish > ~/.config/fish/completions/ekslint.fish
  powershell  ekslint completion powershell | Out-String | Invoke-Expression
`

func completionVerb() *verb {
	return &verb{
		name: "completion", args: "SHELL", about: "print a completion script for bash, zsh, fish or powershell",
		help: completionHelp, words: shells,
		set: func(*flags) runner {
			return func(_ context.Context, c *Command, args []string) (int, error) {
				if len(args) != 1 {
					return 0, usagef("completion", "name one shell: %s", listOf(shells()))
				}
				script, ok := completionScripts[strings.ToLower(strings.TrimSuffix(filepath.Base(args[0]), ".exe"))]
				if !ok {
					return 0, usagef("completion", "there is no completion for %q%s", args[0], didYouMean(args[0], shells(), "the shells are "+listOf(shells())))
				}
				return 0, c.print(script)
			}
		},
	}
}

func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }
