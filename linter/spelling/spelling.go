// Package spelling finds the word that somebody meant who wrote another one.
package spelling

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidates that are spelt almost like a word, the nearest first and
// at most three; maybe none. Upper and lower case are the same to it.
func Nearest(word string, candidates []string) []string {
	word = strings.ToLower(word)
	distance := func(name string) int {
		if word != "" && (strings.HasPrefix(name, word) || strings.HasSuffix(name, word)) {
			return 1
		}
		if transposed(word, strings.ToLower(name)) {
			return 1
		}
		return levenshtein.ComputeDistance(word, strings.ToLower(name))
	}
	var near []string
	for _, name := range candidates {
		if distance(name) <= max(1, min(len(word), len(name))/3) {
			near = append(near, name)
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), strings.Compare(a, b))
	})
	near = slices.Compact(near)
	return near[:min(3, len(near))]
}

// transposed reports whether two neighbouring letters changed places, which is common and
// counts as two changes otherwise.
func transposed(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// Suggestion is the end of a message about an unknown word: what is near, or else what
// else there is to say, which can be "".
func Suggestion(word string, candidates []string, otherwise string) string {
	near := Nearest(word, candidates)
	switch {
	case len(near) > 0:
		return "; did you mean " + strings.Join(near, " or ") + "?"
	case otherwise != "":
		return "; " + otherwise
	}
	return ""
}

// List joins words for a sentence.
func List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
