// Package helm knows what Helm leaves in its output and what a chart looks like.
//
// It reads no template: a chart is rendered by Helm, and the result is Kubernetes YAML
// like any other, except that it says from which template each object was made.
package helm

import (
	"bytes"
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

// Find returns the origins of a file; none if it is not the output of Helm.
func Find(data []byte) Origins {
	if !bytes.Contains(data, []byte(sourceComment)) {
		return nil
	}
	var origins Origins
	for _, span := range tree.Split(data) {
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
