package rules

import (
	"embed"
	"io/fs"
)

//go:embed lib/*/*.rego
var library embed.FS

// Library returns the text of the Rego that rules share, tests included, below the folder
// "lib". Custom rules are compiled together with it.
func Library() fs.FS { return library }
