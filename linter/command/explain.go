package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fatih/color"

	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/rules"
)

const explainHelp = `Prints the page of a rule: what it finds, why that matters, how to mend it, and examples.

  ekslint explain privileged-container
`

func explainVerb() *verb {
	return &verb{
		name: "explain", args: "RULE...", about: "explain a rule, with examples", help: explainHelp, words: ruleNames,
		set: func(f *flags) runner {
			e := &explainFlags{}
			colorFlag(f, &e.color)
			e.register(f)
			return func(_ context.Context, c *Command, args []string) (int, error) { return 0, e.explain(c, args) }
		},
	}
}

func ruleNames() []string {
	var names []string
	for _, r := range rules.All() {
		names = append(append(names, r.Name), r.Aliases...)
	}
	return names
}

// explainFlags are the flags of explain.
type explainFlags struct {
	configFlags

	color string
}

func (e *explainFlags) explain(c *Command, args []string) error {
	if len(args) == 0 {
		return usagef("explain", "name a rule; ekslint rules lists them")
	}
	custom, err := e.customRules(c, "explain")
	if err != nil {
		return err
	}
	var pages []string
	for _, arg := range args {
		page, err := pageOf(arg, custom)
		if err != nil {
			return err
		}
		if c.colored(c.Stdout, e.color) {
			page = painted(page)
		}
		pages = append(pages, page)
	}
	return c.print(strings.Join(pages, "\n"))
}

// pageOf returns the page of a rule, whose name may be that of a report or one with the
// category before it.
func pageOf(arg string, custom []*rules.Rule) (string, error) {
	name := strings.ToLower(arg)
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	names := ruleNames()
	for _, r := range custom {
		if r.Name == name || slices.Contains(r.Aliases, name) {
			return customPage(r), nil
		}
		names = append(names, r.Name)
	}
	rule := rules.Find(name)
	if rule == nil {
		return "", usagef("explain", "there is no rule %q%s", arg, didYouMean(name, names, "ekslint rules lists them all"))
	}
	page, ok := rules.Page(rule.Name)
	if !ok {
		return "", fmt.Errorf("the rule %s has no page, which is a bug of ekslint; please report it", rule.Name)
	}
	return strings.TrimLeft(comment().ReplaceAllString(page, ""), "\n"), nil
}

// customPage is the page of a rule of the user's, which has no examples.
func customPage(r *rules.Rule) string {
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n%s. Severity **%s**, category %s, a rule of your own.\n\n%s\n\n", r.Name, r.Title, r.Severity, r.Category, r.Description)
	fmt.Fprintf(&out, "## How to mend it\n\n%s\n\n%s", r.Remedy, report.Parameters(r))
	for i, link := range r.Related {
		if i == 0 {
			out.WriteString("## Sources\n\n")
		}
		fmt.Fprintf(&out, "- [%s](%s)\n", link.Description, link.Ref)
	}
	var page strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(out.String(), "\n"), "\n") {
		page.WriteString(report.Printable(line) + "\n")
	}
	return page.String()
}

var (
	comment     = pattern.Lazy(`(?s)<!--.*?-->`)
	headingLine = pattern.Lazy(`^#+ +(.*)$`)
	strongText  = pattern.Lazy(`\*\*([^*]+)\*\*`)
	codeText    = pattern.Lazy("`([^`]+)`")
	linkText    = pattern.Lazy(`\[([^\]]*)\]\(([^)]*)\)`)
)

// painted makes a page pleasant to read on a terminal: the marks that say how a text
// looks become what they say, and all else stays as it is.
func painted(page string) string {
	paint := func(attributes ...color.Attribute) func(string) string {
		p := color.New(attributes...)
		p.EnableColor()
		return func(text string) string { return p.Sprint(text) }
	}
	heading, strong, code, faint := paint(color.Bold, color.Underline), paint(color.Bold), paint(color.FgCyan), paint(color.Faint)
	inline := func(line string) string {
		line = codeText().ReplaceAllStringFunc(line, func(s string) string { return code(s[1 : len(s)-1]) })
		line = strongText().ReplaceAllStringFunc(line, func(s string) string { return strong(s[2 : len(s)-2]) })
		return linkText().ReplaceAllString(line, "$1 "+faint("($2)"))
	}
	var out strings.Builder
	fenced := false
	for line := range strings.SplitSeq(strings.TrimSuffix(page, "\n"), "\n") {
		title := headingLine().FindStringSubmatch(line)
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
			continue
		case fenced:
			line = "    " + line
		case title != nil:
			line = heading(title[1])
		default:
			line = inline(line)
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}
