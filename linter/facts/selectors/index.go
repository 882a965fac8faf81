package selectors

import "slices"

// Index finds the selectors that can select an object without asking each: most of them
// ask for a pair that few objects have.
type Index[T any] struct {
	items  []T
	byPair map[string]map[string][]int // by key and value
	rest   []int
}

// Add adds a selector and what stands for it.
func (x *Index[T]) Add(s Selector, item T) {
	i := len(x.items)
	x.items = append(x.items, item)
	if !s.something {
		return // it selects nothing
	}
	for _, r := range s.requirements {
		if r.operator == in && len(r.values) == 1 && !r.unknown {
			if x.byPair == nil {
				x.byPair = map[string]map[string][]int{}
			}
			if x.byPair[r.key] == nil {
				x.byPair[r.key] = map[string][]int{}
			}
			x.byPair[r.key][r.values[0]] = append(x.byPair[r.key][r.values[0]], i)
			return
		}
	}
	x.rest = append(x.rest, i)
}

// Candidates returns what stands for the selectors that may select an object with these
// labels, in the order in which they were added. Others certainly do not.
func (x *Index[T]) Candidates(l Labels) []T {
	found := slices.Clone(x.rest)
	if l.open {
		return x.items
	}
	for key, value := range l.known {
		found = append(found, x.byPair[key][value]...)
	}
	for key := range l.unknown {
		for _, list := range x.byPair[key] {
			found = append(found, list...)
		}
	}
	slices.Sort(found)
	items := make([]T, 0, len(found))
	for _, i := range slices.Compact(found) {
		items = append(items, x.items[i])
	}
	return items
}
