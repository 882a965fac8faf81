package linter

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ekslint/ekslint/parsers"
	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/terraform/modules"
)

// Terraform says how the configurations of Terraform and OpenTofu are evaluated. Its zero
// value is what "terraform plan" does without flags and environment.
type Terraform struct {
	// Env looks up the value of a variable in the environment, by the name after TF_VAR_. It
	// may be nil.
	Env func(name string) (string, bool)
	// VarFiles are files with values for all root modules, by their paths in the FS of the
	// options; Vars are single values, by name, which win over those.
	VarFiles []string
	Vars     map[string]string
	// Roots are what only some root modules get; the first that matches one counts.
	Roots []TerraformRoot
	// Folder is the folder of the configuration in the FS of the options; "" stands for its
	// top.
	Folder string
}

// TerraformRoot is what the root modules of some folders get.
type TerraformRoot struct {
	// Root is a glob for their folders, relative to the folder of the configuration.
	Root string
	// VarFiles are files with values, by their paths in the folder of the root module or, if
	// there is none, in the folder of the configuration.
	VarFiles []string
	// Workspace is terraform.workspace; "" stands for "default".
	Workspace string
	// Modules are the folders of modules by their source, relative to the folder of the
	// configuration.
	Modules map[string]string
}

// root is a root module of Terraform, or a plan.
type root struct {
	*terraform.Root

	plan      *parsers.Parsed // the plan that it was read from; nil for a configuration
	aws       *terraform.Mapped
	manifests []*manifest
	model     *model.Model
	// inputsBase is the ref before the first one of the arguments that modules do not take.
	inputsBase model.Ref
	// objects are the identities of the resources, by address.
	objects map[string]*kubernetes.Identity
	mu      sync.Mutex // guards objects and the evaluation, which goes on when places are looked for
}

// manifest is a Kubernetes object that a resource applies.
type manifest struct {
	*terraform.Manifest

	objects *kubernetes.Objects
	base    model.Ref
}

// place is where a field of a node is written.
type place struct {
	kubernetes.Place

	// address is the address of the Terraform resource; "" for what is in none.
	address string
	// decided says which default of a module decides the value; "" if none does.
	decided string
	// way are the places that a value of Terraform comes through.
	way []terraform.Link
}

// readTerraform evaluates the root modules among the folders that were discovered, and reads
// the plans. A plan stands for the root module that is in its folder.
func (r *run) readTerraform(ctx context.Context) {
	plans := r.plans()
	configs := slices.Sorted(maps.Keys(r.found.configs))
	if len(configs) == 0 && len(plans) == 0 {
		return
	}
	r.tree = withOverlay(&r.opts)
	loader := terraform.NewLoader(r.tree)
	loader.Shown = r.found.shown
	loader.Foreign = func(name string) bool { return r.found.excluded(name, false) }
	dirs := loader.Roots(configs)
	roots := make([]*root, len(dirs))
	r.each(ctx, len(dirs), func(i int) {
		roots[i] = r.evaluate(ctx, loader, dirs[i])
	})
	planned := map[string]bool{}
	for _, p := range plans {
		folder := path.Dir(r.treePath(p.File.Path))
		at := slices.Index(dirs, folder)
		var config *terraform.Root
		if at >= 0 && roots[at] != nil {
			config = roots[at].Root
		}
		read := terraform.ReadPlan(p.File, config)
		if len(read.Resources) == 0 && len(read.Problems) > 0 && !p.Named {
			p.Format = parsers.Other // it only looked like a plan
			continue
		}
		r.roots = append(r.roots, &root{Root: read, plan: p})
		if at >= 0 {
			planned[folder] = true
		}
	}
	for i, at := range roots {
		if at != nil && !planned[dirs[i]] {
			r.roots = append(r.roots, at)
		}
	}
	for i, at := range r.roots {
		r.mapRoot(at, base(len(r.inputs)+i))
	}
}

// plans are the files that are plans.
func (r *run) plans() []*parsers.Parsed {
	var plans []*parsers.Parsed
	for _, parsed := range r.files {
		if parsed != nil && parsed.Format == parsers.Plan {
			plans = append(plans, parsed)
		}
	}
	return plans
}

// evaluate evaluates the root module in a folder; nil if that is not possible.
func (r *run) evaluate(ctx context.Context, loader *terraform.Loader, dir string) (result *root) {
	defer func() {
		if failure := recover(); failure != nil {
			r.mu.Lock()
			defer r.mu.Unlock()
			result = nil
			r.problems = append(r.problems, source.Problemf(source.NewFile(r.found.shown(dir), nil), source.Span{},
				"ekslint failed on this root module, which is a bug of ekslint; please report it: %v", failure))
		}
	}()
	evaluated := loader.Evaluate(ctx, dir, r.terraformOptions(dir))
	if evaluated == nil {
		return nil
	}
	return &root{Root: evaluated}
}

// terraformOptions are those of the root module in a folder.
func (r *run) terraformOptions(dir string) terraform.Options {
	t := &r.opts.Terraform
	opts := terraform.Options{Env: t.Env, VarFiles: slices.Clone(t.VarFiles), Vars: t.Vars, Stubs: modules.Stub}
	at := slices.IndexFunc(t.Roots, func(some TerraformRoot) bool {
		return matches(path.Clean(some.Root), path.Clean(r.opts.Config.path(r.found.shown(dir))))
	})
	if at < 0 {
		return opts
	}
	some := &t.Roots[at]
	opts.Workspace = some.Workspace
	var files []string
	for _, name := range some.VarFiles {
		at := path.Join(dir, name)
		if _, err := fs.Stat(r.tree, at); err != nil {
			at = path.Join(t.Folder, name)
		}
		files = append(files, at)
	}
	opts.VarFiles = append(files, opts.VarFiles...)
	opts.Modules = func(call terraform.Call) (terraform.Source, bool) {
		folder, ok := some.Modules[strings.TrimPrefix(call.Source, "registry.terraform.io/")]
		return terraform.Source{Dir: path.Join(t.Folder, folder)}, ok
	}
	return opts
}

// mapRoot turns a root module into nodes of the model, whose refs follow first.
func (r *run) mapRoot(at *root, first model.Ref) {
	at.aws = at.Map(first)
	at.model = &model.Model{
		AWS: at.aws.AWS, Incomplete: at.aws.Incomplete,
		SensitiveTexts: at.aws.SensitiveTexts, KubeletSettings: at.aws.KubeletSettings,
	}
	at.objects = map[string]*kubernetes.Identity{}
	last := at.aws.Anchors.Last()
	for _, m := range at.Manifests() {
		if m.File != nil && r.isInput(m.File.Path) {
			continue // it is judged as the file that it is
		}
		r.problems = append(r.problems, m.Problems...)
		objects := kubernetes.Read(m.File, m.Docs, func(int) string { return "" }, last)
		r.problems = append(r.problems, objects.Problems...)
		at.manifests = append(at.manifests, &manifest{m, objects, last})
		last = objects.Anchors.Last()
		if m.Maybe {
			at.maybe(objects)
			continue
		}
		at.refer(objects)
		appendModel(at.model, &objects.Model)
	}
	at.addInputs(last)
	r.problems = append(r.problems, at.Problems...)
	for _, u := range at.Unseen {
		r.problems = append(r.problems, unseen(u))
	}
	for _, stub := range at.Stubs {
		if stub.Newer {
			r.problems = append(r.problems, source.Warningf(stub.File, stub.Span,
				"%s wants a release of %s that is newer than those ekslint knows; it was judged as %s", stub.Address, stub.Module, stub.Release))
		}
	}
}

// refer joins objects to the resources of the root that they name.
func (at *root) refer(objects *kubernetes.Objects) {
	for _, auth := range objects.Model.AWSAuths {
		auth.Root = at.Dir
		for _, mapping := range auth.Mappings {
			switch node := at.aws.Named(mapping.Template).(type) {
			case *model.IAMRole:
				mapping.Role = node
			case *model.IAMUser:
				mapping.User = node
			}
		}
	}
	for _, policy := range objects.Model.SecurityGroupPolicies {
		policy.Root = at.Dir
		for _, i := range slices.Sorted(maps.Keys(policy.Templates)) {
			named := &model.PolicyGroup{Field: fmt.Sprintf("group_ids.%d", i)}
			switch node := at.aws.Named(policy.Templates[i]).(type) {
			case *model.SecurityGroup:
				named.Group = node
			case *model.Cluster:
				named.Cluster = &node.Resource
			default:
				continue
			}
			policy.Groups = append(policy.Groups, named)
		}
	}
}

// incomplete reports whether some of what the root module declares could not be judged.
func (at *root) incomplete() bool {
	return len(at.Unseen) > 0 || slices.ContainsFunc(at.manifests, func(m *manifest) bool { return m.Unread })
}

// addInputs adds the arguments that known modules do not take; their refs follow last.
func (at *root) addInputs(last model.Ref) {
	at.inputsBase = last
	for i, input := range at.UnknownInputs {
		at.model.UnknownModuleInputs = append(at.model.UnknownModuleInputs, &model.UnknownModuleInput{
			Node: model.Node{Ref: last + model.Ref(i) + 1}, Address: input.Address, Module: input.Module, Release: input.Release,
			Input: input.Input, Path: input.Path, Instead: input.Instead,
		})
	}
}

// input returns the place of an argument that a module does not take.
func (at *root) input(ref model.Ref) (place, bool) {
	i := int(ref-at.inputsBase) - 1
	if i < 0 || i >= len(at.UnknownInputs) {
		return place{}, false
	}
	input := at.UnknownInputs[i]
	field := input.Input
	if input.Path != "" {
		field += "." + input.Path
	}
	return place{
		Place: kubernetes.Place{
			File: input.File, Span: input.Span, Node: input.Span, Object: &kubernetes.Identity{Kind: "module"}, Field: field, Exact: true,
		},
		address: input.Address,
	}, true
}

// unseen says that the source of a module is not there.
func unseen(u *terraform.UnseenModule) source.Problem {
	text := fmt.Sprintf("%s was not checked: its source %s is not here", u.Address, u.Source)
	if u.Version != "" {
		text += " (version " + u.Version + ")"
	}
	return source.Warningf(u.File, u.Span, "%s; run terraform init before ekslint, or name its folder in the configuration under terraform", text)
}

// maybe notes that the objects of a resource which may not exist are missing.
func (at *root) maybe(objects *kubernetes.Objects) {
	v := reflect.ValueOf(&objects.Model).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		collection, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		list := v.FieldByIndex(f.Index)
		if f.Anonymous || collection == "" || collection == "-" || list.Kind() != reflect.Slice {
			continue
		}
		for i := range list.Len() {
			if ref := list.Index(i).Elem().FieldByName("Ref"); ref.IsValid() {
				at.model.Incomplete = append(at.model.Incomplete, &model.Incomplete{
					Collection: collection, Ref: model.Ref(ref.Int()), Reason: model.UnknownCount,
				})
			}
		}
	}
}

// isInput reports whether a file is read by itself.
func (r *run) isInput(shown string) bool {
	_, found := slices.BinarySearchFunc(r.inputs, shown, func(in input, shown string) int { return strings.Compare(in.shown, shown) })
	return found
}

// locate finds the place of a field of a node of the root.
func (at *root) locate(ref model.Ref, field []string) (place, bool) {
	at.mu.Lock()
	defer at.mu.Unlock()
	if p, ok := at.aws.Anchors.Locate(ref, field); ok {
		object := at.objects[p.Address]
		if object == nil {
			object = &kubernetes.Identity{Kind: p.Type}
			at.objects[p.Address] = object
		}
		return place{
			Place:   kubernetes.Place{File: p.File, Span: p.Span, Node: p.Span, Object: object, Field: p.Field, Exact: p.Exact},
			address: p.Address, way: p.Way, decided: p.Default,
		}, true
	}
	if p, ok := at.input(ref); ok {
		return p, true
	}
	if m := at.manifest(ref); m != nil {
		p, ok := m.objects.Anchors.Locate(ref, field)
		at := place{Place: p, address: m.Address}
		if mend, way, ok := m.inMapping(ref, field); ok {
			at.File, at.Span, at.Node, at.way, at.Exact = mend.File, mend.Span, mend.Span, way, true
			at.Field = mend.What
			return at, true
		}
		if ok && p.Exact && p.File == m.Resource.File {
			if mend, way, ok := m.Resource.MendAt(p.Span); ok {
				at.File, at.Span, at.Node, at.way = mend.File, mend.Span, mend.Span, way
			}
		}
		return at, ok
	}
	return place{}, false
}

// inMapping finds the place of a field of an entry of aws-auth, which is a value that a
// resource encodes as YAML. What the link names is that field.
func (m *manifest) inMapping(ref model.Ref, field []string) (mend terraform.Link, way []terraform.Link, ok bool) {
	if !strings.HasPrefix(m.Resource.Type, "kubernetes_config_map") {
		return terraform.Link{}, nil, false
	}
	for _, auth := range m.objects.Model.AWSAuths {
		i := slices.IndexFunc(auth.Mappings, func(some *model.AWSAuthMapping) bool { return some.Ref == ref })
		if i < 0 {
			continue
		}
		mapping := auth.Mappings[i]
		key := kubernetes.AWSAuthKey(mapping.Kind)
		mend, way = m.Resource.Mend(append([]any{"data", key, mapping.Index}, inYAML(mapping, field)...)...)
		mend.What = fmt.Sprintf("data.%s[%d].%s", key, mapping.Index, strings.Join(field, "."))
		return mend, way, mend.Own
	}
	return terraform.Link{}, nil, false
}

// inYAML is the path of a field of an entry of aws-auth as it is written.
func inYAML(mapping *model.AWSAuthMapping, field []string) []any {
	var path []any
	for i, name := range field {
		n, err := strconv.Atoi(name)
		switch {
		case err == nil:
			path = append(path, n)
		case i == 0 && name == "arn":
			path = append(path, mapping.Kind+"arn")
		default:
			path = append(path, name)
		}
	}
	return path
}

// manifest returns the manifest that a node is of, and nil if there is none.
func (at *root) manifest(ref model.Ref) *manifest {
	for _, m := range slices.Backward(at.manifests) {
		if m.base < ref {
			return m
		}
	}
	return nil
}

// origin names what the unknown value of a field depends on.
func (at *root) origin(ref model.Ref, field []string) string {
	at.mu.Lock()
	defer at.mu.Unlock()
	if o := at.aws.Anchors.Origin(ref, field); o != nil {
		return o.String()
	}
	return ""
}

// passed are the places that a value comes through, as related ones.
func passed(p *place) []Related {
	var related []Related
	for _, link := range p.way {
		related = append(related, Related{"passed on here: " + link.What, Location{link.File, link.Span}})
	}
	if p.decided != "" {
		related = append(related, Related{"decided by the " + p.decided, Location{p.File, p.Span}})
	}
	return related
}

// terraformFiles are the files that root modules were read from, each once, sorted by path.
func (r *run) terraformFiles() []*source.File {
	var files []*source.File
	for _, at := range r.roots {
		files = append(files, at.Files...)
	}
	slices.SortStableFunc(files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	return slices.Compact(files)
}

// countRoots adds the root modules to the counts of a report.
func (r *run) countRoots(report *Report) {
	for _, at := range r.roots {
		report.Stats.Objects += len(at.Resources)
	}
	if files := len(r.terraformFiles()); files > 0 {
		report.Inputs["terraform"] = files
		report.Stats.Files += files
	}
}

// sameUnknown reports whether two unknowns say the same.
func sameUnknown(a, b *Unknown) bool {
	return a.Rule == b.Rule && a.Location == b.Location && a.Reason == b.Reason && compareResources(&a.Resource, &b.Resource) == 0
}
