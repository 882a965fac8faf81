package model

import "strings"

// Note says that a field of n is unknown.
func (n *Node) Note(field string, why Reason) {
	if n.Unknown == nil {
		n.Unknown = map[string]Reason{}
	}
	n.Unknown[field] = why
}

// WhyBelow returns the reason for which a field of n or anything below it is unknown, and
// "" if all of it is known.
func (n *Node) WhyBelow(field string) Reason {
	if why := n.Why(field); why != "" {
		return why
	}
	var first string
	for path := range n.Unknown {
		if strings.HasPrefix(path, field+".") && (first == "" || path < first) {
			first = path
		}
	}
	return n.Unknown[first]
}
