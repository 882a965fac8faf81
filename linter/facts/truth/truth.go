// Package truth is the logic of three answers: yes, no, and what cannot be known offline.
//
// Its operations are Kleene's: an unknown operand makes the result unknown only if the
// result depends on it.
package truth

// Value is one of three answers.
type Value uint8

// The answers. Unknown is the zero value, so that a forgotten one claims nothing.
const (
	Unknown Value = iota
	No
	Yes
)

// Of turns a plain answer into a Value.
func Of(known bool) Value {
	if known {
		return Yes
	}
	return No
}

// String returns "yes", "no" or "unknown".
func (v Value) String() string {
	switch v {
	case Yes:
		return "yes"
	case No:
		return "no"
	case Unknown:
	}
	return "unknown"
}

// Not is Yes for No and the other way round.
func (v Value) Not() Value {
	switch v {
	case Yes:
		return No
	case No:
		return Yes
	case Unknown:
	}
	return Unknown
}

// All is No if any value is No, else Unknown if any is Unknown, else Yes; Yes for none.
func All(values ...Value) Value {
	all := Yes
	for _, v := range values {
		switch v {
		case No:
			return No
		case Unknown:
			all = Unknown
		case Yes:
		}
	}
	return all
}

// Any is Yes if any value is Yes, else Unknown if any is Unknown, else No; No for none.
func Any(values ...Value) Value {
	result := No
	for _, v := range values {
		switch v {
		case Yes:
			return Yes
		case Unknown:
			result = Unknown
		case No:
		}
	}
	return result
}
