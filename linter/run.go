package linter

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/ekslint/ekslint/linter/facts"
	"github.com/ekslint/ekslint/parsers"
	"github.com/ekslint/ekslint/parsers/helm"
	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

// run is one run of a linter: first all files are read, then the facts that need all of
// them are computed, then the rules judge.
type run struct {
	*Linter

	found  *discovery
	inputs []input
	files  []*parsers.Parsed // by input; nil for one that was not read
	roots  []*root
	tree   fs.FS // what configurations of Terraform are read from

	mu       sync.Mutex // guards what follows
	done     int        // files that were read
	hits     []*hit
	unknowns []*Unknown
	problems []source.Problem
}

func (l *Linter) newRun() *run {
	r := &run{Linter: l, found: discover(&l.opts)}
	r.inputs, r.problems = r.found.inputs, r.found.problems
	r.files = make([]*parsers.Parsed, len(r.inputs))
	return r
}

// base is the ref before the first one of an input.
func base(i int) model.Ref { return model.Ref(i) * parsers.MaxNodes }

// locate finds the place of a field of a node.
func (r *run) locate(ref model.Ref, field []string) (place, bool) {
	if ref < 1 {
		return place{}, false
	}
	if at := r.rootOf(ref); at != nil {
		return at.locate(ref, field)
	}
	if objects := r.objectsOf(ref); objects != nil {
		p, ok := objects.Anchors.Locate(ref, field)
		return place{Place: p}, ok
	}
	return place{}, false
}

// rootOf returns the root module that a node is of, and nil if it is of none.
func (r *run) rootOf(ref model.Ref) *root {
	if i := int((ref-1)/parsers.MaxNodes) - len(r.inputs); ref > 0 && i >= 0 && i < len(r.roots) {
		return r.roots[i]
	}
	return nil
}

// objectsOf returns the Kubernetes objects that a node is of, and nil if it is of none.
func (r *run) objectsOf(ref model.Ref) *kubernetes.Objects {
	if at := r.rootOf(ref); at != nil {
		if m := at.manifest(ref); m != nil {
			return m.objects
		}
		return nil
	}
	if i := int((ref - 1) / parsers.MaxNodes); ref > 0 && i < len(r.files) && r.files[i] != nil {
		return r.files[i].Objects
	}
	return nil
}

// container returns the name of the container that a node is or lies in, and "" if it
// lies in none.
func (r *run) container(ref model.Ref) string {
	if objects := r.objectsOf(ref); objects != nil {
		return objects.Anchors.Container(ref)
	}
	return ""
}

// each calls do for every number below n, from as many workers as the options say. It
// stops early if ctx ends.
func (r *run) each(ctx context.Context, n int, do func(i int)) {
	var next atomic.Int64
	work := func() {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			do(i)
		}
	}
	jobs := min(r.opts.Jobs, n)
	if jobs <= 1 {
		work()
		return
	}
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(work)
	}
	workers.Wait()
}

// read reads all inputs and returns their model, with facts.
func (r *run) read(ctx context.Context) *model.Model {
	r.each(ctx, len(r.inputs), func(i int) {
		parsed, problems := r.parse(i)
		r.files[i] = parsed
		r.mu.Lock()
		defer r.mu.Unlock()
		r.problems = append(r.problems, problems...)
		r.done++
		if r.opts.Progress != nil {
			r.opts.Progress(r.done, len(r.inputs))
		}
	})
	r.readTerraform(ctx)
	unit := r.merge(0, len(r.files)+len(r.roots))
	facts.Compute(unit)
	r.podSecurity(ctx, unit)
	return unit
}

// merge puts the models of some files into one; those of root modules follow the files.
func (r *run) merge(from, to int) *model.Model {
	m := &model.Model{Settings: model.Settings{
		KubernetesMinor: r.opts.KubernetesMinor, KubernetesMinorGiven: r.minorGiven,
		OldestKubernetesMinor: r.oldestMinor(), Profile: r.opts.Profile, Params: r.params,
	}}
	for i := from; i < to; i++ {
		if i >= len(r.files) {
			appendModel(m, r.roots[i-len(r.files)].model)
		} else if parsed := r.files[i]; parsed != nil {
			appendModel(m, &parsed.Objects.Model)
		}
	}
	return m
}

// appendModel adds the collections of one model to another.
func appendModel(to, from *model.Model) {
	appendFields(reflect.ValueOf(to).Elem(), reflect.ValueOf(from).Elem())
}

func appendFields(to, from reflect.Value) {
	for i := range to.NumField() {
		t, f := to.Field(i), from.Field(i)
		switch {
		case to.Type().Field(i).Anonymous:
			appendFields(t, f)
		case f.Kind() == reflect.Slice && f.Len() > 0:
			t.Set(reflect.AppendSlice(t, f))
		}
	}
}

// judge runs the rules over what was read.
func (r *run) judge(ctx context.Context, unit *model.Model) {
	if err := r.engine.Prepare(unit, r.rules); err != nil {
		r.fail(ctx, []error{err})
	}
	chunks := r.chunks()
	r.each(ctx, len(chunks), func(i int) {
		r.eval(ctx, r.merge(chunks[i].from, chunks[i].to), r.chunkRules)
	})
	if ctx.Err() == nil {
		r.eval(ctx, unit, r.unitRules)
	}
	if err := context.Cause(ctx); err != nil {
		r.problems = append(r.problems, source.Problemf(nil, source.Span{},
			"stopped before the end (%v) when %d of %d files were read; not all were judged", err, r.done, len(r.inputs)))
	}
}

// chunkSize is how many objects are judged at once by the rules that look at each alone:
// enough that the cost of asking a rule is shared, few enough to keep all workers busy.
const chunkSize = 200

// chunk is a range of files and root modules.
type chunk struct{ from, to int }

func (r *run) chunks() []chunk {
	var chunks []chunk
	c, objects := chunk{}, 0
	for i, parsed := range r.files {
		c.to = i + 1
		if parsed != nil {
			objects += parsed.Objects.Count
		}
		if objects >= chunkSize {
			chunks = append(chunks, c)
			c, objects = chunk{i + 1, i + 1}, 0
		}
	}
	for i, at := range r.roots {
		c.to = len(r.files) + i + 1
		objects += max(1, len(at.Resources))
		if objects >= chunkSize {
			chunks = append(chunks, c)
			c, objects = chunk{c.to, c.to}, 0
		}
	}
	if objects > 0 {
		chunks = append(chunks, c)
	}
	return chunks
}

// parse reads an input; the result is nil if it cannot be read.
func (r *run) parse(i int) (parsed *parsers.Parsed, problems []source.Problem) {
	in := &r.inputs[i]
	file, problem := in.read(&r.opts)
	if problem != nil {
		return nil, []source.Problem{*problem}
	}
	defer func() {
		if failure := recover(); failure != nil {
			parsed, problems = nil, []source.Problem{source.Problemf(file, source.Span{},
				"ekslint failed on this file, which is a bug of ekslint; please report it: %v", failure)}
		}
	}()
	if !in.named && !parsers.MayHoldObjects(file.Data) {
		return unread(file), nil
	}
	parsed = parsers.Parse(file, parsers.Options{Limits: r.opts.Limits, Named: in.named, Base: base(i), Namespace: r.opts.Namespace})
	if in.inChart && len(parsed.Problems) > 0 {
		if _, is := helm.FindAction(file.Data); is {
			return unread(file), nil // the problem of its chart speaks for all templates
		}
	}
	return parsed, parsed.Problems
}

// unread is what becomes of a file with nothing to judge.
func unread(file *source.File) *parsers.Parsed {
	return &parsers.Parsed{File: file, Objects: &kubernetes.Objects{}}
}

// eval runs rules over a model and keeps what they say.
func (r *run) eval(ctx context.Context, m *model.Model, due []*rules.Rule) {
	result, errs := r.ask(ctx, m, due)
	var hits []*hit
	for _, v := range result.Violations {
		h, err := r.newHit(v)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		hits = append(hits, h)
	}
	unknowns, more := r.undecided(m, due, result.Undecided)
	errs = append(errs, more...)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hits = append(r.hits, hits...)
	r.unknowns = append(r.unknowns, unknowns...)
	r.fail(ctx, errs)
}

// ask runs rules over a model, those of the user in an engine of their own.
func (r *run) ask(ctx context.Context, m *model.Model, due []*rules.Rule) (rules.Result, []error) {
	if r.opts.CustomEngine == nil {
		return r.engine.Eval(ctx, m, due)
	}
	isCustom := func(rule *rules.Rule) bool { return rule.Custom }
	result, errs := r.engine.Eval(ctx, m, slices.DeleteFunc(slices.Clone(due), isCustom))
	more, moreErrs := r.opts.CustomEngine.Eval(ctx, m, slices.DeleteFunc(slices.Clone(due), func(rule *rules.Rule) bool { return !isCustom(rule) }))
	result.Violations = append(result.Violations, more.Violations...)
	result.Undecided = append(result.Undecided, more.Undecided...)
	for _, err := range moreErrs {
		errs = append(errs, customError{err})
	}
	return result, errs
}

// customError is what went wrong in a rule of the user's.
type customError struct{ error }

// fail keeps what went wrong in rules; r.mu must be held.
func (r *run) fail(ctx context.Context, errs []error) {
	if ctx.Err() != nil {
		return // a rule that was stopped did not fail
	}
	for _, err := range errs {
		advice := "this is a bug of the rule, please report it"
		if custom := (customError{}); errors.As(err, &custom) {
			advice = "mend the rule; ekslint test runs its tests"
		}
		r.problems = append(r.problems, source.Problemf(nil, source.Span{}, "%v; %s", err, advice))
	}
}

func (r *run) newHit(v rules.Violation) (*hit, error) {
	place, ok := r.locate(v.Ref, v.Field)
	if !ok {
		return nil, fmt.Errorf("rule %s names a node that does not exist: %d", v.Rule.Name, v.Ref)
	}
	if at := r.rootOf(v.Ref); at != nil && at.Sensitive(v.Message) {
		v.Message = at.Redacted(v.Message)
	}
	h := &hit{Violation: v, place: place, related: passed(&place)}
	if severity := r.settings[v.Rule].Severity; severity != "" {
		h.Severity, h.set = severity, true
	}
	for _, other := range v.Related {
		at, ok := r.locate(other.Ref, other.Field)
		if !ok {
			return nil, fmt.Errorf("rule %s names a related node that does not exist: %d", v.Rule.Name, other.Ref)
		}
		h.related = append(h.related, Related{other.Message, Location{at.File, at.Span}})
	}
	return h, nil
}

// gaps are what rules cannot judge because a collection that they look at lacks nodes
// which are not known offline.
func gaps(m *model.Model, due []*rules.Rule) []rules.Undecided {
	var list []rules.Undecided
	for _, gap := range m.Incomplete {
		for _, rule := range due {
			if slices.Contains(rule.Targets, gap.Collection) {
				list = append(list, rules.Undecided{Rule: rule, Ref: gap.Ref, Field: []string{gap.Field}, Reason: gap.Reason})
			}
		}
	}
	return list
}

// undecided turns into unknowns what rules cannot judge.
func (r *run) undecided(m *model.Model, due []*rules.Rule, said []rules.Undecided) ([]*Unknown, []error) {
	var unknowns []*Unknown
	var errs []error
	for _, u := range append(said, gaps(m, due)...) {
		place, ok := r.locate(u.Ref, u.Field)
		if !ok {
			errs = append(errs, fmt.Errorf("rule %s is undecided about a node that does not exist: %d", u.Rule.Name, u.Ref))
			continue
		}
		unknown := &Unknown{
			Rule: u.Rule, Resource: place.resource(), Location: Location{place.File, place.Span}, Reason: string(u.Reason), way: place.way,
		}
		if len(r.opts.Config.Exceptions) > 0 {
			unknown.container = r.container(u.Ref)
		}
		if place.Exact && u.Reason == model.TemplateValue {
			unknown.Ref = string(place.File.Data[place.Span.Start:place.Span.End])
		}
		if at := r.rootOf(u.Ref); at != nil && unknown.Ref == "" {
			unknown.Ref = at.origin(u.Ref, u.Field)
		}
		unknowns = append(unknowns, unknown)
	}
	return unknowns, errs
}

// report puts together what the run found.
func (r *run) report() *Report {
	report := &Report{Inputs: map[string]int{}, Problems: r.problems}
	report.Stats.Rules = len(r.rules)
	for _, parsed := range r.files {
		if parsed == nil {
			continue
		}
		report.Stats.Files++
		report.Stats.Objects += parsed.Objects.Count
		if parsed.Format == parsers.Other {
			report.Stats.Skipped++
			continue
		}
		report.Inputs[string(parsed.Format)]++
	}
	r.countRoots(report)
	subsume(r.hits)
	counting, suppressed := r.suppress(report)
	report.Findings, report.Suppressed = r.findings(counting), r.findings(suppressed)
	slices.SortFunc(r.unknowns, compareUnknowns)
	report.Unknowns = slices.CompactFunc(r.unknowns, func(a, b *Unknown) bool { return sameUnknown(a, b) })
	if len(report.Inputs) == 0 && len(report.Problems) == 0 && !r.opts.AllowEmpty {
		report.Problems = append(report.Problems, source.Problemf(nil, source.Span{},
			"nothing to check: no Kubernetes object in %d files, and no configuration of Terraform; name other paths, or allow it with --allow-empty", report.Stats.Files))
	}
	r.filter(report)
	slices.SortFunc(report.Problems, compareProblems)
	report.Problems = slices.CompactFunc(report.Problems, func(a, b source.Problem) bool { return a == b })
	report.Complete = !report.Failed() && !slices.ContainsFunc(r.roots, (*root).incomplete)
	return report
}

// findings turns hits into findings.
func (r *run) findings(hits []*hit) []*Finding {
	checks := newChecks(r.known, r.opts.KubernetesMinor)
	var findings []*Finding
	for _, h := range merge(hits) {
		findings = append(findings, checks.finding(h))
	}
	slices.SortFunc(findings, compareFindings)
	fingerprint(findings)
	return findings
}
