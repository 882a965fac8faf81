// Package wire writes compiled Rego modules in a compact binary form and reads back what is
// needed of them.
//
// OPA's own forms do not fit: its JSON does not read back into what was written, and
// parsing and compiling the source at every start takes longer than most runs. The form
// is private to one build of ekslint: what [Encode] writes, the [Archive] of the same build
// reads.
//
// Most runs need few of the rules, so what is not asked for is not read. There are four
// parts: the places of all terms of the pool, which holds each text, variable and reference
// once; the places of all packages, sorted by path; the pool; the packages. A package lists
// its documents, which are the rules of one name, and holds them one after another: tags
// and varints in the order of the fields of the syntax tree.
package wire

import "errors"

// version changes with the form, so that a stale file is refused rather than misread.
const version = "ekslint-wire-4\n"

// ErrForm means that the bytes were not written by Encode of this build.
var ErrForm = errors.New("compiled rules: not in the form that this build reads")

const (
	wordSize = 4
	// headerSize is that of the version and three words: how long all is, how many terms
	// the pool has, and how many packages there are.
	headerSize = len(version) + 3*wordSize
	// placeSize is that of two words: the path of a package as a term of the pool, and where
	// the package begins, from the first one on.
	placeSize = 2 * wordSize
)

// The tags of values.
const (
	tagNone byte = iota
	tagPooled
	tagNull
	tagFalse
	tagTrue
	tagNumber
	tagString
	tagVar
	tagRef
	tagArray
	tagObject
	tagSet
	tagCall
	tagArrayComprehension
	tagObjectComprehension
	tagSetComprehension
)

// The tags of the terms of an expression.
const (
	termsOne byte = iota
	termsList
	termsEvery
)
