package report

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// What a SARIF report says of ekslint, and of the folder that its paths start from.
const (
	homepage = "https://github.com/ekslint/ekslint"
	topID    = "%SRCROOT%"
)

// maxDescription is how many characters GitHub takes of the description of a rule.
//
// Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const maxDescription = 1024

// SARIF writes a log of SARIF 2.1.0 as code scanning of GitHub takes it.
//
// What could not be decided is a notification and no result of the kind "open", since
// GitHub shows all results as alerts. Results are written one at a time, as in [JSON].
func SARIF(w io.Writer, r *linter.Report, opts Options) error {
	shown := list(r, opts)
	s := &sarifLog{opts: opts}
	run := s.run(r, &shown)
	log := sarif.NewReport()
	log.AddRun(run)
	text, err := encoded(log, "")
	if err != nil {
		return err
	}
	const key = `"results": ` // no text can hold it, since that would have its quotes escaped
	before, after, _ := bytes.Cut(text, []byte(key+"[]"))
	out := bufio.NewWriter(w)
	out.Write(before)    //nolint:errcheck // the writer keeps the error until it is flushed
	out.WriteString(key) //nolint:errcheck // likewise
	if err := writeList(out, "      ", shown.findings, s.result); err != nil {
		return err
	}
	out.Write(after)      //nolint:errcheck // likewise
	out.WriteString("\n") //nolint:errcheck // likewise
	return out.Flush()
}

// sarifLog makes the parts of a log.
type sarifLog struct {
	opts  Options
	rules []*linter.Rule // sorted by name
}

func (s *sarifLog) run(r *linter.Report, shown *listing) *sarif.Run {
	run := sarif.NewRun()
	run.Tool = sarif.NewTool()
	driver := sarif.NewToolComponent()
	run.Tool.Driver = driver
	driver.Name = new("ekslint")
	driver.InformationURI = new(homepage)
	if s.opts.Version != "" {
		driver.Version = new(s.opts.Version)
	}
	worst := s.collect(r, shown)
	for _, rule := range s.rules {
		driver.Rules = append(driver.Rules, s.rule(rule, cmp.Or(worst[rule], rule.Severity)))
	}
	run.ColumnKind = new("unicodeCodePoints")
	top := sarif.NewArtifactLocation()
	top.Description = sarif.NewTextMessage("The top of the git work tree, or if there is none, the root of the run.")
	run.OriginalUriBaseIds = map[string]sarif.ArtifactLocation{topID: *top}
	run.Invocations = []*sarif.Invocation{s.invocation(r)}
	return run
}

// collect finds the rules that the log names, and the worst severity of the findings of
// each: code scanning knows a severity of rules and none of findings.
func (s *sarifLog) collect(r *linter.Report, shown *listing) map[*linter.Rule]linter.Severity {
	worst := map[*linter.Rule]linter.Severity{}
	for _, f := range shown.findings {
		if known, ok := worst[f.Rule]; !ok || f.Severity.Rank() < known.Rank() {
			worst[f.Rule] = f.Severity
		}
	}
	for _, u := range r.Unknowns {
		if _, ok := worst[u.Rule]; !ok {
			worst[u.Rule] = ""
		}
	}
	for rule := range worst {
		s.rules = append(s.rules, rule)
	}
	slices.SortFunc(s.rules, func(a, b *linter.Rule) int { return strings.Compare(a.Name, b.Name) })
	return worst
}

func (s *sarifLog) rule(rule *linter.Rule, severity linter.Severity) *sarif.ReportingDescriptor {
	title := cmp.Or(rule.Title, rule.Name)
	d := sarif.NewReportingDescriptor()
	d.ID = new(rule.Name)
	d.DeprecatedIds = append(d.DeprecatedIds, rule.Aliases...)
	d.ShortDescription = multiformat(title)
	d.FullDescription = multiformat(firstRunes(cmp.Or(rule.Description, title), maxDescription))
	if docs := rule.Docs(); docs != "" {
		d.HelpURI = &docs
	}
	d.Help = multiformat(help(rule, "", ""))
	d.Help.Markdown = new(help(rule, "**Fix:** ", "- "))
	d.DefaultConfiguration = sarif.NewReportingConfiguration()
	d.DefaultConfiguration.Level = sarifLevel(severity)
	d.Properties = sarif.NewPropertyBag().WithTags([]string{"security", rule.Category})
	if score := securitySeverity(severity); score != "" {
		d.Properties.Add("security-severity", score)
	}
	return d
}

// help says why a rule matters and how to mend what it finds.
func help(rule *linter.Rule, fix, item string) string {
	parts := []string{cmp.Or(rule.Description, rule.Title, rule.Name)}
	if rule.Remedy != "" {
		parts = append(parts, cmp.Or(fix, "Fix: ")+rule.Remedy)
	}
	var links []string
	for _, link := range rule.Related {
		links = append(links, item+strings.TrimSpace(link.Description+" "+link.Ref))
	}
	if len(links) > 0 {
		parts = append(parts, strings.Join(links, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

// sarifLevel is the level that stands for a severity.
func sarifLevel(severity linter.Severity) string {
	switch severity {
	case "critical", "high":
		return sarif.LevelError
	case "medium":
		return sarif.LevelWarning
	default:
		return sarif.LevelNote
	}
}

// securitySeverity is the score by which GitHub sorts: from 9.0 on it is critical, from
// 7.0 high, from 4.0 medium and from 0.1 low. An alert without one has no severity.
func securitySeverity(severity linter.Severity) string {
	switch severity {
	case "critical":
		return "9.5"
	case "high":
		return "8.0"
	case "medium":
		return "5.5"
	case "low":
		return "2.0"
	default:
		return ""
	}
}

// invocation says whether the run can be trusted.
func (s *sarifLog) invocation(r *linter.Report) *sarif.Invocation {
	i := sarif.NewInvocation()
	i.ExecutionSuccessful = new(!r.Failed())
	for _, p := range r.Problems {
		n := sarif.NewNotification()
		n.Level = sarif.LevelWarning
		if p.Level == source.Error {
			n.Level = sarif.LevelError
		}
		n.Message = s.message(p.Message)
		n.Locations = s.locations(linter.Location{File: p.File, Span: p.Span})
		i.ToolExecutionNotifications = append(i.ToolExecutionNotifications, n)
	}
	for _, u := range r.Unknowns {
		n := sarif.NewNotification()
		n.Level = sarif.LevelNote
		n.Message = s.message(unknownLine(u).message)
		n.Locations = s.locations(u.Location)
		n.AssociatedRule = sarif.NewReportingDescriptorReference()
		n.AssociatedRule.ID = new(u.Rule.Name)
		n.AssociatedRule.Index = s.index(u.Rule)
		i.ToolExecutionNotifications = append(i.ToolExecutionNotifications, n)
	}
	return i
}

func (s *sarifLog) index(rule *linter.Rule) int {
	i, _ := slices.BinarySearchFunc(s.rules, rule.Name, func(r *linter.Rule, name string) int { return strings.Compare(r.Name, name) })
	return i
}

func (s *sarifLog) result(f *linter.Finding) *sarif.Result {
	r := sarif.NewResult()
	r.RuleID = new(f.Rule.Name)
	r.RuleIndex = s.index(f.Rule)
	r.Level = sarifLevel(f.Severity)
	r.Message = s.message(f.Message)
	r.Locations = s.locations(f.Location)
	if len(r.Locations) > 0 {
		r.Locations[0].LogicalLocations = logicalLocations(&f.Resource)
	}
	for i, other := range f.Related {
		for _, at := range s.locations(other.Location) {
			at.ID = i + 1
			at.Message = s.message(other.Message)
			r.RelatedLocations = append(r.RelatedLocations, at)
		}
	}
	if f.Fingerprint != "" {
		// The first is the one that GitHub reads, and no lines are in it nonetheless.
		r.PartialFingerprints = map[string]string{"primaryLocationLineHash": f.Fingerprint, "ekslint/v1": f.Fingerprint}
	}
	if f.Suppression != nil {
		r.Suppressions = []*sarif.Suppression{s.suppression(f.Suppression)}
	}
	return r
}

// logicalLocations name the object that a finding is about.
func logicalLocations(r *linter.Resource) []*sarif.LogicalLocation {
	l := sarif.NewLogicalLocation()
	name := r.Title()
	if r.Field != "" {
		name += " " + r.Field
	}
	if name == "" {
		return []*sarif.LogicalLocation{}
	}
	l.FullyQualifiedName = new(Printable(name))
	l.Kind = new("resource")
	return []*sarif.LogicalLocation{l}
}

func (s *sarifLog) suppression(from *linter.Suppression) *sarif.Suppression {
	to := sarif.NewSuppression()
	to.Kind = new("inSource")
	if from.Kind == "exception" {
		to.Kind = new("external")
	}
	to.Status = new("accepted")
	if from.Reason != "" {
		to.Justification = new(Printable(from.Reason))
	}
	if at := s.locations(from.Location); len(at) > 0 {
		to.Location = at[0]
	}
	return to
}

// locations returns one location, or none for what is in no file.
func (s *sarifLog) locations(l linter.Location) []*sarif.Location {
	if l.File == nil {
		return []*sarif.Location{}
	}
	p := sarif.NewPhysicalLocation()
	p.ArtifactLocation = sarif.NewSimpleArtifactLocation(uri(fromTop(l.File.Path, s.opts)))
	p.ArtifactLocation.URIBaseID = new(topID)
	if len(l.File.Data) > 0 {
		p.Region = region(l)
	}
	return []*sarif.Location{sarif.NewLocationWithPhysicalLocation(p)}
}

// region lies in one line. One without characters goes to the end of its line, since it
// has no end.
func region(l linter.Location) *sarif.Region {
	start, end := firstLine(l)
	r := sarif.NewRegion()
	r.StartLine, r.StartColumn = new(start.Line), new(start.Column)
	if end.Column > start.Column {
		r.EndLine, r.EndColumn = new(end.Line), new(end.Column)
	}
	return r
}

// uri is a path as a relative reference. A colon is escaped too, since what stands before
// it in the first name would be taken for a scheme.
func uri(name string) string {
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(parts[i]), ":", "%3A")
	}
	return strings.Join(parts, "/")
}

// message is a plain text. Brackets followed by a parenthesis would be a link, and whoever
// writes the input could choose where it leads.
func (s *sarifLog) message(text string) *sarif.Message {
	return sarif.NewTextMessage(strings.ReplaceAll(Printable(text), "](", "] ("))
}

func multiformat(text string) *sarif.MultiformatMessageString {
	m := sarif.NewMultiformatMessageString()
	m.Text = new(text)
	return m
}

// firstRunes cuts a text to a number of characters.
func firstRunes(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit-1]) + cutMark
}
