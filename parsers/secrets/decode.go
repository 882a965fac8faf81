package secrets

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Decode undoes base64, with line breaks as Kubernetes allows them in Secrets; ok is false
// for what is none, or holds no text.
func Decode(text string) (decoded string, ok bool) {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == ' ' {
			return -1
		}
		return r
	}, text)
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || !utf8.Valid(data) {
		return "", false
	}
	return string(data), true
}
