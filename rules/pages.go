package rules

import "embed"

// PageFile is the name of the file in the folder of a rule that explains it.
const PageFile = "README.md"

//go:embed */*/README.md
var pages embed.FS

// Page returns the page that explains the built-in rule of a name or former name, in
// Markdown.
func Page(name string) (page string, ok bool) {
	r := Find(name)
	if r == nil {
		return "", false
	}
	text, err := pages.ReadFile(r.Category + "/" + r.Name + "/" + PageFile)
	return string(text), err == nil
}
