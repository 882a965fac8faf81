package source

import "fmt"

// Level says what a [Problem] does to the run.
type Level uint8

// The levels of a problem.
const (
	// Error means that something was not read or not judged: the run cannot be
	// trusted and ends with exit code 2. It is the zero value, so that forgetting
	// the level errs on the safe side.
	Error Level = iota
	// Warning means that everything was read and judged, but not in the way that
	// the author may expect, as with a key that is given twice.
	Warning
)

// String returns "error" or "warning".
func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// Problem is something wrong with the input itself, as opposed to a finding, which
// is something insecure that it describes.
type Problem struct {
	// File is the file at fault; nil if the run as a whole is.
	File *File
	// Span is the place in File. The zero span stands for the whole file.
	Span Span
	// Level is Error unless everything was read nonetheless.
	Level Level
	// Message says what was found and what would be accepted, without a final dot.
	Message string
}

// Problemf makes a problem of level Error at a place; format is as in fmt.Sprintf.
func Problemf(file *File, span Span, format string, args ...any) Problem {
	return Problem{File: file, Span: span, Message: fmt.Sprintf(format, args...)}
}

// Warningf makes a problem of level Warning at a place; format is as in fmt.Sprintf.
func Warningf(file *File, span Span, format string, args ...any) Problem {
	return Problem{File: file, Span: span, Level: Warning, Message: fmt.Sprintf(format, args...)}
}
