package conformance

import (
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// minimize returns a smaller pod on which the two sides still differ in the same way: as a
// plain Pod in block style if that is enough, and without the fields that do not matter.
func (o *oracle) minimize(t *testing.T, s *sample, minor int, what string) *sample {
	t.Helper()
	differs := func(candidate *sample) bool {
		theirs, ours, err := o.both(t, candidate, minor)
		return err == nil && slices.Contains(differences(theirs, ours), what)
	}
	if simple := simplified(s, s.pod, wrappings[0]); differs(simple) {
		s = simple
	} else if simple := simplified(s, s.pod, s.wrapping); differs(simple) {
		s = simple
	} else {
		return s // it is about how the pod is written
	}
	for again := true; again; {
		again = false
		for _, pod := range reductions(s.pod) {
			if !isComplete(pod) {
				continue
			}
			if candidate := simplified(s, pod, s.wrapping); differs(candidate) {
				s, again = candidate, true
				break
			}
		}
	}
	return s
}

// isComplete reports whether a pod has what the API server asks for. Without that ekslint
// takes it for a patch, of which it cannot tell what is left out.
func isComplete(pod map[string]any) bool {
	if lastOf(spec(pod), "containers") == nil {
		return false
	}
	for _, c := range allContainers(spec(pod)) {
		if c["name"] == nil || c["image"] == nil {
			return false
		}
	}
	return true
}

// both returns what either side says of a pod; an error means that Kubernetes cannot read
// it.
func (o *oracle) both(t *testing.T, s *sample, minor int) (theirs verdict, ours judgement, err error) {
	t.Helper()
	pod, err := decode(s.text, s.wrapping.path)
	if err != nil {
		return verdict{}, judgement{}, err
	}
	return o.judge(minor, pod), o.lint(t, minor, []*sample{s})[s.name], nil
}

// simplified writes a pod in the plainest style.
func simplified(s *sample, pod map[string]any, as *wrapping) *sample {
	simple := &sample{name: s.name, wrapping: as, pod: pod}
	text, err := yaml.Marshal(plain(simple.object()))
	if err != nil {
		panic(err) // all values are of types that YAML has
	}
	simple.text = string(text)
	return simple
}

// reductions returns a pod without one of its fields or list elements each, the largest
// parts first.
func reductions(pod map[string]any) []map[string]any {
	var all []map[string]any
	for paths := parts(pod, nil); len(paths) > 0; {
		var deeper [][]any
		for _, path := range paths {
			smaller, _ := without(pod, path).(map[string]any)
			all = append(all, smaller)
			deeper = append(deeper, parts(at(pod, path), path)...)
		}
		paths = deeper
	}
	return all
}

// parts returns the paths of what a value holds, given its own. An element of a path is a
// key or an index.
func parts(v any, path []any) [][]any {
	var paths [][]any
	add := func(step any) { paths = append(paths, append(slices.Clone(path), step)) }
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sorted(v) {
			add(key)
		}
	case []any:
		for i := range v {
			add(i)
		}
	}
	return paths
}

// at returns what lies at a path.
func at(v any, path []any) any {
	for _, step := range path {
		switch held := v.(type) {
		case map[string]any:
			v = held[step.(string)]
		case []any:
			v = held[step.(int)]
		}
	}
	return v
}

// without returns a copy of a value that lacks what lies at a path.
func without(v any, path []any) any {
	v, last := clone(v), len(path)-1
	switch holder := at(v, path[:last]).(type) {
	case map[string]any:
		delete(holder, path[last].(string))
	case []any:
		i := path[last].(int)
		copy(holder[i:], holder[i+1:])
		set(at(v, path[:last-1]).(map[string]any), []string{path[last-1].(string)}, holder[:len(holder)-1])
	}
	return v
}
