package secrets

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// Entry is something with a name in a text of configuration.
type Entry struct {
	// Name is the name of the entry.
	Name string
	// Signs are what was found of its value, the worst first.
	Signs []Sign
}

// maxConfiguration is how long a text may be to be looked at entry by entry, in bytes.
const maxConfiguration = 1 << 20

// assignment is a line of properties, of an INI or TOML file, of the environment, or of
// flat YAML. A value that is put together is code.
var assignment = pattern.Lazy(`^\s*(?:export\s+|-\s+)?["']?([A-Za-z][\w.-]*)["']?\s*[:=]\s*(\S.*)$`)

// Entries returns what is found in a text of configuration, entry by entry, in the order of
// the text: in JSON or in lines of names and values.
func Entries(text string) []Entry {
	if len(text) > maxConfiguration {
		return nil
	}
	if trimmed := strings.TrimSpace(text); strings.HasPrefix(trimmed, "{") || strings.HasPrefix(trimmed, "[") {
		var value any
		if json.Unmarshal([]byte(trimmed), &value) == nil {
			return inJSON(nil, "", value)
		}
	}
	if !strings.Contains(text, "\n") && !assignment().MatchString(text) {
		return nil
	}
	var entries []Entry
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if isComment(strings.TrimSpace(line)) {
			continue
		}
		found := assignment().FindStringSubmatch(line)
		if found == nil {
			continue
		}
		if signs := Named(found[1], value(found[2])); len(signs) > 0 {
			entries = append(entries, Entry{found[1], signs})
		}
	}
	return entries
}

// value is the value of a line without its quotes, a comment behind it and a comma; "" if it
// is code.
func value(text string) string {
	text = strings.TrimSuffix(strings.TrimSpace(text), ",")
	if len(text) > 1 && (text[0] == '"' || text[0] == '\'') {
		if end := strings.IndexByte(text[1:], text[0]); end >= 0 {
			return text[1 : end+1]
		}
	}
	text, _, _ = strings.Cut(text, " #")
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, " \t()`;|") {
		return ""
	}
	return text
}

func inJSON(entries []Entry, name string, value any) []Entry {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range keys(v) {
			if key == "auth" && isDockerAuth(v[key]) {
				entries = append(entries, Entry{key, []Sign{Credential}})
				continue
			}
			entries = inJSON(entries, key, v[key])
		}
	case []any:
		for _, item := range v {
			entries = inJSON(entries, name, item)
		}
	case string:
		if signs := Named(name, v); len(signs) > 0 {
			entries = append(entries, Entry{name, signs})
		}
	}
	return entries
}

// isDockerAuth reports whether a value is the user and password of a registry, as the
// configuration of Docker holds them.
func isDockerAuth(value any) bool {
	text, ok := value.(string)
	if !ok {
		return false
	}
	decoded, ok := Decode(text)
	user, password, both := strings.Cut(decoded, ":")
	return ok && both && user != "" && kindOf(password, false) == secret
}

func keys(m map[string]any) []string {
	list := make([]string, 0, len(m))
	for key := range m {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
