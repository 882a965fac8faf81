// Package helm knows what Helm leaves in its output and what a chart looks like.
//
// It reads no template: a chart is rendered by Helm, and the result is Kubernetes YAML
// like any other, except that it says from which template each object was made.
package helm

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// sourceComment starts the line by which "helm template" and "helm get manifest" name the
// template of the document below it.
//
// Source: printing in helm.sh/helm/v3/pkg/action.
const sourceComment = "# Source: "

// Origins are the templates that the documents of a file were made from.
type Origins []origin

type origin struct {
	document source.Span
	template string
}

// Find returns the origins of the documents of a file; none if it is not the output of
// Helm.
func Find(data []byte, documents []source.Span) Origins {
	if !bytes.Contains(data, []byte(sourceComment)) {
		return nil
	}
	var origins Origins
	for _, span := range documents {
		if template := leadingComment(data[span.Start:span.End]); template != "" {
			origins = append(origins, origin{span, template})
		}
	}
	return origins
}

// leadingComment returns the template that the first comments of a document name.
func leadingComment(document []byte) string {
	for line := range bytes.Lines(document) {
		text := strings.TrimSpace(string(line))
		if template, ok := strings.CutPrefix(text, sourceComment); ok {
			return strings.TrimSpace(template)
		}
		if text != "" && !strings.HasPrefix(text, "#") {
			return ""
		}
	}
	return ""
}

// At returns the template of the document at a byte offset, such as
// "chart/templates/deployment.yaml", and "" if that is not known.
func (o Origins) At(offset int) string {
	i := sort.Search(len(o), func(i int) bool { return o[i].document.End > offset })
	if i == len(o) || o[i].document.Start > offset {
		return ""
	}
	return o[i].template
}

// notes starts the text for people that "helm install --dry-run", "helm status" and
// "helm get all" print behind the last manifest.
const notes = "\nNOTES:"

// WithoutNotes returns the documents of Helm's output without the notes of the chart,
// which are no YAML and follow the last document.
func WithoutNotes(data []byte, documents []source.Span) []source.Span {
	if len(documents) == 0 {
		return documents
	}
	last := documents[len(documents)-1]
	at := bytes.Index(data[last.Start:last.End], []byte(notes))
	if at < 0 {
		return documents
	}
	documents = slices.Clone(documents)
	documents[len(documents)-1].End = last.Start + at + 1
	return documents
}

// The files and folders of a chart.
//
// Source: https://helm.sh/docs/topics/charts/#the-chart-file-structure
const (
	// ChartFile is the file that makes a folder a chart.
	ChartFile = "Chart.yaml"
	// TemplatesDir holds what Helm renders.
	TemplatesDir = "templates"
	// DependenciesDir holds the charts that a chart depends on.
	DependenciesDir = "charts"
)

// IsLibrary reports whether the text of a ChartFile is that of a library chart, which
// deploys nothing itself.
func IsLibrary(chart []byte) bool {
	docs, _ := tree.Parse(source.NewFile(ChartFile, chart), tree.Limits{})
	return len(docs) > 0 && docs[0].Root.Get("type").Str() == "library"
}

// ChartOf returns the folder of the chart that renders a file; ok is false if no chart
// does. The file's path has forward slashes, and isChart tells whether a folder has a
// ChartFile. A chart that another one depends on is rendered by that one.
func ChartOf(file string, isChart func(folder string) bool) (folder string, ok bool) {
	for at := path.Dir(file); at != "." && at != "/"; at = path.Dir(at) {
		parent := path.Dir(at)
		switch {
		case !ok && path.Base(at) == TemplatesDir && isChart(parent):
			folder, ok = parent, true
		case ok && path.Base(parent) == DependenciesDir && at == folder && isChart(path.Dir(parent)):
			folder = path.Dir(parent)
		}
	}
	return folder, ok
}

// RenderCommand is the command by which the user has a chart checked. Without a folder
// it says CHART.
func RenderCommand(folder string) string {
	return "helm template " + cmp.Or(folder, "CHART") + " | ekslint lint -"
}
