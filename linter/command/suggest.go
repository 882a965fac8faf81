package command

import "github.com/ekslint/ekslint/linter/spelling"

func nearest(word string, candidates []string) []string { return spelling.Nearest(word, candidates) }

func didYouMean(word string, candidates []string, otherwise string) string {
	return spelling.Suggestion(word, candidates, otherwise)
}

func listOf(words []string) string { return spelling.List(words) }
