package command

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest returns the candidates that are spelt almost like a word, the nearest first and
// at most three.
func nearest(word string, candidates []string) []string {
	word = strings.ToLower(word)
	distance := func(name string) int {
		if word != "" && (strings.HasPrefix(name, word) || strings.HasSuffix(name, word)) {
			return 1
		}
		return levenshtein.ComputeDistance(word, strings.ToLower(name))
	}
	var near []string
	for _, name := range candidates {
		if distance(name) <= allowed(min(len(word), len(name))) {
			near = append(near, name)
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), strings.Compare(a, b))
	})
	near = slices.Compact(near)
	return near[:min(3, len(near))]
}

// allowed is the distance up to which words of a length are taken for misspellings. That of
// two letters that changed places is 2.
func allowed(length int) int {
	if length < 4 {
		return 1
	}
	return max(2, length/3)
}

// didYouMean is the end of a message about an unknown word: what is near, or else what
// else there is to say, which can be "".
func didYouMean(word string, candidates []string, otherwise string) string {
	near := nearest(word, candidates)
	switch {
	case len(near) > 0:
		return "; did you mean " + strings.Join(near, " or ") + "?"
	case otherwise != "":
		return "; " + otherwise
	}
	return ""
}

// listOf joins words for a sentence.
func listOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
