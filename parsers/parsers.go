// Package parsers reads one file into the normalized model, whatever its format.
//
// Start at [Parse].
package parsers

import (
	"bytes"
	"path"
	"sort"
	"strings"

	"github.com/ekslint/ekslint/parsers/helm"
	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Format is what a file was read as.
type Format string

// The formats.
const (
	// Other is a file without anything to judge. It is the zero value.
	Other Format = ""
	// Kubernetes is a file with Kubernetes objects, in YAML or JSON.
	Kubernetes Format = "kubernetes"
	// Helm is a file with Kubernetes objects that Helm made.
	Helm Format = "helm"
	// Plan is a plan of Terraform or OpenTofu in JSON, which is not looked into here.
	Plan Format = "plan"
)

// MaxNodes is the number of model nodes that one file can have. It exceeds what
// a file of some gigabytes can hold, as [tree.Limits] bound what aliases add.
const MaxNodes = model.RefsOfInput

// Options say how a file is read.
type Options struct {
	// Limits bound what a file may cost; the zero value stands for the defaults.
	Limits tree.Limits
	// Named is whether the user asked for this very file, so that it is a problem if it
	// cannot be read even though nothing in it looks like Kubernetes.
	Named bool
	// Base is the ref before the first one of the file; refs up to Base+MaxNodes belong
	// to the file.
	Base model.Ref
	// Namespace is that of objects which name none; "" if whoever applies them decides.
	Namespace string
}

// Parsed is what one file holds.
type Parsed struct {
	// File is what was read, and Format what it was read as.
	File   *source.File
	Format Format
	// Named is that of the options.
	Named bool
	// Docs are the documents that could be read, those without an object included.
	Docs []tree.Document
	// Objects are the Kubernetes objects in them.
	Objects *kubernetes.Objects
	// Problems say what could not be read.
	Problems []source.Problem
}

// Parse reads a file. It never fails as a whole: what could not be read is a problem, and
// the rest is there.
func Parse(file *source.File, opts Options) *Parsed {
	if mayBePlan(file.Data) {
		return &Parsed{File: file, Format: Plan, Named: opts.Named, Objects: &kubernetes.Objects{}}
	}
	documents := tree.Split(file.Data)
	origins := helm.Find(file.Data, documents)
	if origins != nil {
		documents = helm.WithoutNotes(file.Data, documents)
	}
	docs, problems := tree.ParseSpans(file, documents, opts.Limits)
	objects := kubernetes.ReadInto(opts.Namespace, file, docs, origins.At, opts.Base)
	j := judge{file: file, documents: documents, origins: origins, all: opts.Named || objects.Count > 0}
	parsed := &Parsed{File: file, Named: opts.Named, Docs: docs, Objects: objects, Problems: append(j.relevant(problems), objects.Problems...)}
	switch {
	case objects.Count == 0 && len(objects.Problems) == 0:
	case len(origins) > 0:
		parsed.Format = Helm
	default:
		parsed.Format = Kubernetes
	}
	return parsed
}

// judge tells which problems of the syntax concern the user of a file.
type judge struct {
	file      *source.File
	documents []source.Span
	origins   helm.Origins
	all       bool // the file is meant for Kubernetes, or the user named it
}

// relevant returns the problems that concern the user, which are in the order of the
// documents. Those of an unrendered template are all the same one.
func (j *judge) relevant(problems []source.Problem) []source.Problem {
	var some []source.Problem
	asked, concerns, templates := source.Span{Start: -1}, false, false
	for _, p := range problems {
		document := j.document(p.Span)
		if document != asked { // a document has many problems, and may be large
			asked, concerns = document, j.concerns(document)
		}
		if !concerns {
			continue
		}
		if p.Level == source.Error {
			if at, ok := helm.FindAction(j.text(document)); ok {
				if templates {
					continue
				}
				templates = true
				p = j.unrendered(document, at)
			}
		}
		some = append(some, p)
	}
	return some
}

// unrendered is the problem of a document with an action of a template in it.
func (j *judge) unrendered(document, action source.Span) source.Problem {
	at := source.Span{Start: document.Start + action.Start, End: document.Start + action.End}
	return source.Problemf(j.file, at, "not valid YAML: this looks like an unrendered template; render it first: %s",
		helm.RenderCommand(chartFolder(j.file.Path)))
}

// document returns the document that a place lies in, or the whole file.
func (j *judge) document(at source.Span) source.Span {
	i := sort.Search(len(j.documents), func(i int) bool { return j.documents[i].End >= at.Start })
	if i < len(j.documents) && j.documents[i].Start <= at.Start {
		return j.documents[i]
	}
	return source.Span{Start: 0, End: len(j.file.Data)}
}

func (j *judge) text(document source.Span) []byte { return j.file.Data[document.Start:document.End] }

// concerns reports whether the user should know of the problems of a document: it is
// meant for Kubernetes, as far as that can be told of what is broken. What Helm prints
// beside the manifests never is.
func (j *judge) concerns(document source.Span) bool {
	if j.all && (j.origins == nil || j.origins.At(document.Start) != "") {
		return true
	}
	return looksLikeKubernetes(j.text(document))
}

// chartFolder guesses the folder of the chart from the path of a template; "" if the
// path does not tell.
func chartFolder(file string) string {
	chart, _ := helm.ChartOf(file, func(folder string) bool {
		return strings.HasPrefix(file, path.Join(folder, helm.TemplatesDir)+"/")
	})
	return chart
}

// The keys that every Kubernetes object has: at the start of a line or, in JSON and flow
// style, behind a bracket or comma.
var (
	apiVersionKey = pattern.Lazy(`(?m)(?:^|^[ \t]*(?:- +)?|[{,][ \t\r\n]*)["']?apiVersion["']?[ \t]*:`)
	kindKey       = pattern.Lazy(`(?m)(?:^|^[ \t]*(?:- +)?|[{,][ \t\r\n]*)["']?kind["']?[ \t]*:`)
)

// looksLikeKubernetes reports whether a text that could not be read has the two keys that
// every Kubernetes object has.
func looksLikeKubernetes(data []byte) bool {
	if isUTF16(data) {
		data = bytes.ReplaceAll(data[2:], []byte{0}, nil)
	}
	return apiVersionKey().Match(data) && kindKey().Match(data)
}

func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// MayHoldObjects reports whether a text can hold a Kubernetes object, without reading it:
// one that cannot lacks the names of the keys that every object has. A kustomization needs
// neither, and counts if it changes images.
func MayHoldObjects(data []byte) bool {
	for _, key := range []string{"kind", "apiVersion", "newTag", "newName"} {
		if bytes.Contains(data, []byte(key)) {
			return true
		}
	}
	return isUTF16(data) || mayBePlan(data)
}

// mayBePlan reports whether a text can be a plan in JSON: it is an object with the keys that
// every plan has.
//
// Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
func mayBePlan(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(data[:min(len(data), 64)]), []byte("{")) &&
		bytes.Contains(data, []byte(`"format_version"`)) && bytes.Contains(data, []byte(`"resource_changes"`))
}
