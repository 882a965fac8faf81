// Package pattern compiles regular expressions when they are first needed. A run needs few
// of all that ekslint has, and to compile them takes longer than to read a small file.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy returns a function that returns the compiled form of a regular expression, always the
// same. It panics when it is called if the expression is malformed.
func Lazy(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
