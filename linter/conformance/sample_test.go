package conformance

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// sample is a pod that both sides judge.
type sample struct {
	// name and namespace are those of the object; the latter may be left out.
	name, namespace string
	// wrapping is the kind of object that the pod is written as.
	wrapping *wrapping
	// pod has the metadata and the spec of the pod.
	pod map[string]any
	// minors are the versions 1.NN of the standards that it is judged by.
	minors []int
	// style is what the writer's choices follow from.
	style uint64
	// text is the document.
	text string
	// want is what upstream says, by version.
	want map[int]verdict
}

// wrapping is a kind of object that holds a pod.
type wrapping struct {
	apiVersion, kind string
	// path leads from the object to the pod's metadata and spec.
	path []string
}

// first is the element of a path that stands for the first element of a list.
const first = "0"

// wrappings are the kinds that a pod is written as. The first one is the plain Pod.
var wrappings = []*wrapping{
	{"v1", "Pod", nil},
	{"apps/v1", "Deployment", []string{"spec", "template"}},
	{"apps/v1", "DaemonSet", []string{"spec", "template"}},
	{"apps/v1", "StatefulSet", []string{"spec", "template"}},
	{"apps/v1", "ReplicaSet", []string{"spec", "template"}},
	{"v1", "ReplicationController", []string{"spec", "template"}},
	{"v1", "PodTemplate", []string{"template"}},
	{"batch/v1", "Job", []string{"spec", "template"}},
	{"batch/v1", "CronJob", []string{"spec", "jobTemplate", "spec", "template"}},
	{"argoproj.io/v1alpha1", "Rollout", []string{"spec", "template"}},
	{"serving.knative.dev/v1", "Service", []string{"spec", "template"}},
	{"v1", "List", []string{"items", first}},
	{"v1", "PodList", []string{"items", first}},
}

// isList is whether the object is a list of objects, of which the pod is one.
func (w *wrapping) isList() bool { return len(w.path) > 0 && w.path[0] == "items" }

// object returns the object as which the sample is written. Its own annotations are not
// those of the pod, so that a bad one there must not count.
func (s *sample) object() map[string]any {
	w := s.wrapping
	if len(w.path) == 0 || w.isList() {
		pod := maps.Clone(s.pod)
		metadata := maps.Clone(child(pod, "metadata"))
		maps.Copy(metadata, s.identity())
		pod["metadata"] = metadata
		if w.kind != "PodList" {
			pod["apiVersion"], pod["kind"] = "v1", "Pod"
		}
		if w.isList() {
			return map[string]any{"apiVersion": w.apiVersion, "kind": w.kind, "items": []any{pod}}
		}
		return pod
	}
	var inner any = s.pod
	for _, key := range slices.Backward(w.path) {
		inner = map[string]any{key: inner}
	}
	object := inner.(map[string]any)
	object["apiVersion"], object["kind"] = w.apiVersion, w.kind
	metadata := s.identity()
	metadata["annotations"] = map[string]any{appArmorAnnotation + "app": "unconfined"}
	object["metadata"] = metadata
	return object
}

// identity is the metadata that names the object.
func (s *sample) identity() map[string]any {
	metadata := map[string]any{"name": s.name}
	if s.namespace != "" {
		metadata["namespace"] = s.namespace
	}
	return metadata
}

// child returns the mapping of a key, and an empty one if there is none.
func child(of map[string]any, key string) map[string]any {
	if m, ok := of[key].(map[string]any); ok {
		return m
	}
	return map[string]any{}
}

// clone copies a value with all that it holds.
func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return cloneMap(v)
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = clone(item)
		}
		return items
	}
	return v
}

func cloneMap(m map[string]any) map[string]any {
	fields := make(map[string]any, len(m))
	for key, value := range m {
		fields[key] = clone(value)
	}
	return fields
}

// pick returns one element of a list.
func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// chance is true with a probability in percent.
func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }
