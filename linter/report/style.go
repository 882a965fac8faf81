package report

import (
	"github.com/fatih/color"
)

// style colours parts of a text. The colours are those that every terminal has, so that
// they follow the theme of the reader.
type style struct {
	red, yellow, cyan, bold, faint func(...any) string
}

func newStyle(on bool) style {
	paint := func(attributes ...color.Attribute) func(...any) string {
		c := color.New(attributes...)
		if on {
			c.EnableColor() // and not what the library thinks of the process's own streams
		} else {
			c.DisableColor()
		}
		return c.Sprint
	}
	return style{
		red: paint(color.FgRed, color.Bold), yellow: paint(color.FgYellow, color.Bold), cyan: paint(color.FgCyan, color.Bold),
		bold: paint(color.Bold), faint: paint(color.Faint),
	}
}

// severity is the colour of a severity, and of the words that stand in its place.
func (s style) severity(word string) func(...any) string {
	switch word {
	case "critical", "high", "error":
		return s.red
	case "medium", "warning":
		return s.yellow
	}
	return s.cyan
}
