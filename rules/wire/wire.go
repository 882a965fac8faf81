// Package wire writes compiled Rego modules in a compact binary form and reads them back.
//
// OPA's own forms do not fit: its JSON does not read back into what was written, and
// parsing and compiling the source at every start takes longer than most runs. The form
// is private to one build of ekslint: what Encode writes, the Decode of the same build
// reads. It starts with a table of all strings and one of the modules, so that a reader can
// take some and leave the others; everything else is varints in the order of the fields
// of the syntax tree.
package wire

import "errors"

// version changes with the form, so that a stale file is refused rather than misread.
const version = "ekslint-wire-2\n"

// ErrForm means that the bytes were not written by Encode of this build.
var ErrForm = errors.New("compiled rules: not in the form that this build reads")

// The tags of values.
const (
	tagNone byte = iota
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
