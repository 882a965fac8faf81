// Package parsers reads one file into the normalized model, whatever its format.
//
// Start at [Parse].
package parsers

import (
	"bytes"
	"regexp"

	"github.com/ekslint/ekslint/parsers/helm"
	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
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
)

// MaxNodes is the number of model nodes that one file can have. It exceeds what
// [tree.Limits] lets through.
const MaxNodes = 1 << 20

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
}

// Parsed is what one file holds.
type Parsed struct {
	// File is what was read, and Format what it was read as.
	File   *source.File
	Format Format
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
	docs, problems := tree.Parse(file, opts.Limits)
	origins := helm.Find(file.Data)
	objects := kubernetes.Read(file, docs, origins.At, opts.Base)
	parsed := &Parsed{File: file, Docs: docs, Objects: objects}
	if objects.Count > 0 || opts.Named || looksLikeKubernetes(file.Data) {
		parsed.Problems = append(explained(file, problems), objects.Problems...)
	}
	switch {
	case objects.Count == 0 && len(objects.Problems) == 0:
	case len(origins) > 0:
		parsed.Format = Helm
	default:
		parsed.Format = Kubernetes
	}
	return parsed
}

var (
	apiVersionKey = regexp.MustCompile(`(?m)^[ \t{-]*["']?apiVersion["']?[ \t]*:`)
	kindKey       = regexp.MustCompile(`(?m)["'{, \t-]*kind["']?[ \t]*:`)
)

// looksLikeKubernetes reports whether a text that could not be read has the two keys that
// every Kubernetes object has.
func looksLikeKubernetes(data []byte) bool {
	return apiVersionKey.Match(data) && kindKey.Match(data)
}

// explained adds to the problems of a template what the reader should do about it.
func explained(file *source.File, problems []source.Problem) []source.Problem {
	for i := range problems {
		p := &problems[i]
		if p.Level == source.Error && isTemplate(file.Data) {
			p.Message += "; this looks like a template of Helm, which must be rendered before it can be checked: " +
				"helm template CHART | ekslint lint -"
		}
	}
	return problems
}

func isTemplate(data []byte) bool {
	return bytes.Contains(data, []byte("{{")) && bytes.Contains(data, []byte("}}"))
}

// MayHoldObjects reports whether a text can hold a Kubernetes object, without reading it:
// one that cannot lacks the names of the keys that every object has.
func MayHoldObjects(data []byte) bool {
	return bytes.Contains(data, []byte("kind")) || bytes.Contains(data, []byte("apiVersion"))
}
