package conformance

import (
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// minimize returns a smaller pod on which the two sides still differ in the same way: as a plain Pod in
// block style if that is enough, and without the fields that do not matter.
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
	text, err := yaml.Marshal(simple.object())
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
	type part struct{ path []any }
	parts := []part{{nil}}
	for len(parts) > 0 {
		var deeper []part
		for _, p := range parts {
			switch v := at(pod, p.path).(type) {
			case map[string]any:
				for _, key := range sorted(v) {
					deeper = append(deeper, part{append(slices.Clone(p.path), key)})
				}
			case []any:
				for i := range v {
					deeper = append(deeper, part{append(slices.Clone(p.path), i)})
				}
			}
		}
		for _, p := range deeper {
			all = append(all, without(pod, p.path))
		}
		parts = deeper
	}
	return all
}

// at returns what lies at a path of keys and indexes.
func at(v any, path []any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step] //nolint:errcheck,forcetypeassert // the path is one of the value
		case int:
			v = v.([]any)[step] //nolint:errcheck,forcetypeassert // the path is one of the value
		}
	}
	return v
}

// without returns a copy of a pod that lacks what lies at a path.
func without(pod map[string]any, path []any) map[string]any {
	pod = cloneMap(pod)
	last, holder := path[len(path)-1], at(pod, path[:len(path)-1])
	switch step := last.(type) {
	case string:
		delete(holder.(map[string]any), step) //nolint:errcheck,forcetypeassert // the path is one of the pod
	case int:
		list := slices.Delete(holder.([]any), step, step+1) //nolint:errcheck,forcetypeassert // the path is one of the pod
		set(at(pod, path[:len(path)-2]).(map[string]any), []string{path[len(path)-2].(string)}, removed{})
		if len(list) > 0 {
			set(at(pod, path[:len(path)-2]).(map[string]any), []string{path[len(path)-2].(string)}, list)
		}
	}
	return pod
}
