package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ekslint/ekslint/linter"
)

// Parameters is the section of the page of a rule about what users can set, in Markdown
// with an empty line at its end; "" if there is nothing.
func Parameters(r *linter.Rule) string {
	if len(r.Params) == 0 {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "## What can be set\n\nIn `.ekslint.yaml`, below `rules.settings.%s.params`:\n\n", r.Name)
	for _, p := range r.Params {
		value, err := json.Marshal(p.Default)
		if err != nil {
			panic(err) // a default is a text, a number, a boolean or a list of texts
		}
		fmt.Fprintf(&out, "- `%s` (%s, default `%s`): %s\n", p.Name, paramTypes[string(p.Type)], value, strings.TrimSpace(p.Description))
	}
	return out.String() + "\n"
}

// paramTypes names the types of parameters for readers.
var paramTypes = map[string]string{"string": "text", "integer": "integer", "boolean": "true or false", "strings": "list of texts"}
