// Package iam evaluates IAM policies as AWS does.
//
// Its answers are yes, no or unknown, since statements have parts that cannot be known
// offline. [Allows] asks what a set of identity policies allows, [Trusts] whom a trust
// policy lets in, and [Match] and [Covers] are the wildcards behind both. It judges nothing.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
)

// Match reports whether a pattern of a policy matches a text. An asterisk stands for any
// text, with colons and slashes in it, and a question mark for one character.
func Match(pattern, text string) bool {
	// The usual greedy matching: at a mismatch go back to the last asterisk, and let it
	// take one character more.
	p, t := []rune(pattern), []rune(text)
	i, star, taken := 0, -1, 0
	for j := 0; j < len(t); {
		switch {
		case i < len(p) && p[i] == '*':
			star, taken = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i, j = i+1, j+1
		case star >= 0:
			taken++
			i, j = star+1, taken
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// Covers reports whether wide matches everything that narrow matches, both being patterns:
// "s3:*" covers "s3:Get*", and only "*" covers "*".
//
// It walks through all texts that narrow matches at once, and keeps for each the places in
// wide at which the match may be. Patterns of policies need few such states; for one that
// needs too many the answer is false.
func Covers(wide, narrow string) bool {
	const most, longest = 100_000, 4096
	w, n := []rune(wide), []rune(narrow)
	if len(w) > longest || len(n) > longest {
		return false
	}
	alphabet := lettersOf(w, n)
	type state struct {
		at     int
		places string
	}
	start := state{0, step(w, "", -1)}
	seen := map[state]bool{start: true}
	for todo := []state{start}; len(todo) > 0; {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if atEnd(n, s.at) && !slices.Contains([]rune(s.places), rune(len(w))) {
			return false
		}
		add := func(next state) {
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
		if s.at == len(n) {
			continue
		}
		if n[s.at] == '*' {
			add(state{s.at + 1, s.places})
		}
		for _, c := range alphabet {
			switch n[s.at] {
			case '*':
				add(state{s.at, step(w, s.places, c)})
			case '?', c:
				add(state{s.at + 1, step(w, s.places, c)})
			}
		}
		if len(seen) > most {
			return false
		}
	}
	return true
}

// atEnd reports whether the rest of a pattern matches the empty text.
func atEnd(pattern []rune, at int) bool {
	return strings.Trim(string(pattern[at:]), "*") == ""
}

// lettersOf are the letters of two patterns and one that is in neither.
func lettersOf(a, b []rune) []rune {
	letters := []rune{'\x00'}
	for _, c := range slices.Concat(a, b) {
		if c != '*' && c != '?' && !slices.Contains(letters, c) {
			letters = append(letters, c)
		}
	}
	return letters
}

// step takes the places in a pattern over a letter. A place is the number of what was
// matched before; a letter below 0 gives the places at the start.
func step(pattern []rune, places string, letter rune) string {
	next := make([]bool, len(pattern)+1)
	if letter < 0 {
		next[0] = true
	}
	for _, place := range places {
		i := int(place)
		if i == len(pattern) {
			continue
		}
		switch pattern[i] {
		case '*':
			next[i] = true
		case '?', letter:
			next[i+1] = true
		}
	}
	var b strings.Builder
	for i := range next {
		if !next[i] {
			continue
		}
		b.WriteRune(rune(i))
		if i < len(pattern) && pattern[i] == '*' { // which may stand for nothing
			next[i+1] = true
		}
	}
	return b.String()
}

// Overlap reports whether some text is matched by both patterns.
func Overlap(a, b string) bool {
	x, y := []rune(a), []rune(b)
	seen := make(map[[2]int]bool)
	var meet func(i, j int) bool
	meet = func(i, j int) bool {
		if seen[[2]int{i, j}] {
			return false // tried before, or being tried
		}
		seen[[2]int{i, j}] = true
		switch {
		case i == len(x) && j == len(y):
			return true
		case i < len(x) && x[i] == '*':
			return meet(i+1, j) || j < len(y) && meet(i, j+1)
		case j < len(y) && y[j] == '*':
			return meet(i, j+1) || i < len(x) && meet(i+1, j)
		case i < len(x) && j < len(y) && (x[i] == '?' || y[j] == '?' || x[i] == y[j]):
			return meet(i+1, j+1)
		}
		return false
	}
	return meet(0, 0)
}

// open replaces what is not known of a text, and the variables of a policy, by asterisks:
// ${NAME} may stand for anything. It returns whether there was any.
func open(text string) (string, bool) {
	if !strings.Contains(text, "${") {
		return text, false
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		_, after, closed := strings.Cut(rest, "}")
		if !closed {
			b.WriteString("*")
			return b.String(), true
		}
		b.WriteString("*")
		text = after
	}
}

// matches is Match for a pattern that may have unknown parts.
func matches(pattern, text string, fold bool) truth.Value {
	if fold {
		pattern, text = strings.ToLower(pattern), strings.ToLower(text)
	}
	wide, unknown := open(pattern)
	switch {
	case !Match(wide, text):
		return truth.No
	case unknown:
		return truth.Unknown
	}
	return truth.Yes
}

// covers is Covers for a pattern that may have unknown parts. It is Unknown if those could
// make the difference.
func covers(wide, narrow string, fold bool) truth.Value {
	if fold {
		wide, narrow = strings.ToLower(wide), strings.ToLower(narrow)
	}
	widest, unknown := open(wide)
	narrow, narrowUnknown := open(narrow)
	switch {
	case !unknown && !narrowUnknown:
		return truth.Of(Covers(widest, narrow))
	case !unknown && Covers(widest, narrow):
		return truth.Yes // whatever the unknown part of narrow is
	case !Overlap(widest, narrow):
		return truth.No
	}
	return truth.Unknown
}
