package conformance

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/linter"
)

// containerLists are the lists of containers in the spec of a pod.
var containerLists = []string{"containers", "initContainers", "ephemeralContainers"}

// minors returns all versions that ekslint knows.
func minors() []int {
	var all []int
	for minor := linter.OldestKubernetesMinor; minor <= linter.NewestKubernetesMinor; minor++ {
		all = append(all, minor)
	}
	return all
}

// seedPods returns the pods that mutations start from: metadata and spec each.
func seedPods(tb testing.TB) []map[string]any {
	tb.Helper()
	data, err := os.ReadFile("testdata/pods.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	var pods []map[string]any
	for decoder := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var pod map[string]any
		if err := decoder.Decode(&pod); errors.Is(err, io.EOF) {
			return pods
		} else if err != nil {
			tb.Fatal(err)
		}
		pods = append(pods, pod)
	}
}

// singles returns pods in which one field of a seed has one of its values, for every
// field, value and list of containers.
func singles(seed map[string]any) []map[string]any {
	var pods []map[string]any
	add := func(f *field, find func(pod map[string]any) map[string]any) {
		if find(seed) == nil {
			return
		}
		for _, value := range append(slices.Clone(f.values), removed{}) {
			pod := cloneMap(seed)
			set(find(pod), f.path, value)
			pods = append(pods, pod)
		}
	}
	for i := range fields {
		f := &fields[i]
		if f.in&ofPod != 0 {
			add(f, spec)
		}
		for _, key := range containerLists {
			if f.in&ofContainer != 0 {
				add(f, func(pod map[string]any) map[string]any { return lastOf(spec(pod), key) })
			}
		}
	}
	for _, key := range annotationKeys {
		for _, value := range annotationValues {
			pod := cloneMap(seed)
			set(pod, []string{"metadata", "annotations", key}, value)
			pods = append(pods, pod)
		}
	}
	return pods
}

func spec(pod map[string]any) map[string]any { return child(pod, "spec") }

// list returns the elements of a list; none if it is not there.
func list(of map[string]any, key string) []any {
	items, _ := of[key].([]any)
	return items
}

// lastOf returns the last mapping of a list, or nil if it has none.
func lastOf(of map[string]any, key string) map[string]any {
	items := list(of, key)
	if len(items) == 0 {
		return nil
	}
	last, _ := items[len(items)-1].(map[string]any)
	return last
}

// set gives a field a value; what holds it is made if it is not there.
func set(in map[string]any, path []string, value any) {
	for _, key := range path[:len(path)-1] {
		next, ok := in[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			in[key] = next
		}
		in = next
	}
	last := path[len(path)-1]
	if value == (removed{}) {
		delete(in, last)
		return
	}
	in[last] = clone(value)
}

// mutate changes some fields of a pod.
func mutate(r *rand.Rand, pod map[string]any, times int) {
	for range times {
		if chance(r, 70) {
			setField(r, pod)
			continue
		}
		pick(r, edits)(r, pod)
	}
}

// setField gives a field of the table one of its values.
func setField(r *rand.Rand, pod map[string]any) {
	f := pick(r, fields)
	in := spec(pod)
	if f.in == ofContainer || f.in == ofEither && chance(r, 60) {
		in = anyContainer(r, in)
	}
	value := pick(r, f.values)
	if chance(r, 10) {
		value = removed{}
	}
	set(in, f.path, value)
}

// anyContainer returns a container of any list.
func anyContainer(r *rand.Rand, spec map[string]any) map[string]any {
	return pick(r, allContainers(spec))
}

// allContainers returns the containers of all lists.
func allContainers(spec map[string]any) []map[string]any {
	var all []map[string]any
	for _, key := range containerLists {
		for _, item := range list(spec, key) {
			if c, ok := item.(map[string]any); ok {
				all = append(all, c)
			}
		}
	}
	return all
}

// edits are the changes to a pod that are not one field with one value.
var edits = []func(r *rand.Rand, pod map[string]any){
	addContainer, addVolume, annotate, shareSecurityContext, moveSecurityContext, addCapability, addSysctl, setImage,
}

// addContainer adds a container, of which some are sidecars and some have the security
// context of another one.
func addContainer(r *rand.Rand, pod map[string]any) {
	key := pick(r, containerLists)
	c := map[string]any{"name": fmt.Sprintf("extra%d", r.IntN(1000)), "image": pick(r, images)}
	if context, ok := anyContainer(r, spec(pod))["securityContext"]; ok && chance(r, 50) {
		c["securityContext"] = clone(context)
	}
	if key == "initContainers" && chance(r, 40) {
		c["restartPolicy"] = "Always"
	}
	push(spec(pod), key, c)
}

// addVolume adds a volume, most of which a container mounts.
func addVolume(r *rand.Rand, pod map[string]any) {
	name := pick(r, sorted(sources))
	v := map[string]any{name: clone(sources[name]), "name": fmt.Sprintf("volume%d", r.IntN(1000))}
	if chance(r, 30) {
		v = map[string]any{"hostPath": map[string]any{"path": pick(r, hostPaths)}, "name": v["name"]}
	}
	push(spec(pod), "volumes", v)
	if chance(r, 70) {
		push(anyContainer(r, spec(pod)), "volumeMounts", map[string]any{"name": v["name"], "mountPath": "/mnt", "readOnly": chance(r, 50)})
	}
}

// annotate adds an annotation that a check has to do with, or does not.
func annotate(r *rand.Rand, pod map[string]any) {
	set(pod, []string{"metadata", "annotations", pick(r, annotationKeys)}, pick(r, annotationValues))
}

// shareSecurityContext gives two containers the same security context.
func shareSecurityContext(r *rand.Rand, pod map[string]any) {
	from, to := anyContainer(r, spec(pod)), anyContainer(r, spec(pod))
	if context, ok := from["securityContext"]; ok {
		to["securityContext"] = clone(context)
	}
}

// moveSecurityContext moves a field between the pod and a container.
func moveSecurityContext(r *rand.Rand, pod map[string]any) {
	key := pick(r, []string{"runAsNonRoot", "runAsUser", "seccompProfile", "appArmorProfile", "seLinuxOptions", "windowsOptions"})
	from, to := spec(pod), anyContainer(r, spec(pod))
	if chance(r, 50) {
		from, to = to, from
	}
	if value, ok := child(from, "securityContext")[key]; ok {
		set(to, []string{"securityContext", key}, value)
		set(from, []string{"securityContext", key}, removed{})
	}
}

// addCapability adds to the capabilities of a container, or drops from them.
func addCapability(r *rand.Rand, pod map[string]any) {
	c := anyContainer(r, spec(pod))
	path := []string{"securityContext", "capabilities", pick(r, []string{"add", "add", "drop"})}
	held := list(child(child(c, path[0]), path[1]), path[2])
	set(c, path, append(slices.Clone(held), pick(r, capabilityNames)))
}

func addSysctl(r *rand.Rand, pod map[string]any) {
	path := []string{"securityContext", "sysctls"}
	held := list(child(spec(pod), path[0]), path[1])
	set(spec(pod), path, append(slices.Clone(held), map[string]any{"name": pick(r, sysctlNames), "value": "1"}))
}

func setImage(r *rand.Rand, pod map[string]any) {
	anyContainer(r, spec(pod))["image"] = pick(r, images)
}

// push adds to a list, which is made if it is not there.
func push(in map[string]any, key string, item any) {
	in[key] = append(slices.Clone(list(in, key)), item)
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// makeSamples makes the pods of a test run, always the same ones: the seeds for all
// versions, every single change of the first one for every other of the versions around
// those that change a check, every single change of some others for two versions, and count
// mixtures of changes for one version each.
func (o *oracle) makeSamples(t *testing.T, count int) []*sample {
	t.Helper()
	seeds, all, turns := seedPods(t), minors(), o.turns()
	var samples []*sample
	add := func(pod map[string]any, minors ...int) {
		samples = append(samples, newSample(len(samples), pod, minors...))
	}
	for _, seed := range seeds {
		add(seed, all...)
	}
	for i, pod := range singles(seeds[0]) {
		add(pod, half(turns, i%2)...)
	}
	for _, seed := range seeds[1:swept] {
		for i, pod := range singles(seed) {
			add(pod, all[i%len(all)], turns[i%len(turns)])
		}
	}
	for i := range count {
		r := rand.New(rand.NewPCG(generatorSeed, uint64(i)))
		add(randomPod(r, seeds), all[i%len(all)])
	}
	return samples
}

// half returns every other element of a list, from the given one on.
func half(list []int, from int) []int {
	var some []int
	for i := from; i < len(list); i += 2 {
		some = append(some, list[i])
	}
	return some
}

const (
	// generatorSeed makes every run the same.
	generatorSeed = 20210805
	// swept is the number of seeds of which every single change is tried.
	swept = 3
)

// randomPod changes a seed a little, or a lot.
func randomPod(r *rand.Rand, seeds []map[string]any) map[string]any {
	pod := cloneMap(pick(r, seeds))
	times := 1 + r.IntN(3)
	if chance(r, 40) {
		times = 4 + r.IntN(12)
	}
	mutate(r, pod, times)
	return pod
}

// newSample makes a sample of a pod, as an object of some kind in some style, both of which
// follow from its number.
func newSample(i int, pod map[string]any, minors ...int) *sample {
	r := rand.New(rand.NewPCG(generatorSeed+1, uint64(i)))
	s := &sample{name: fmt.Sprintf("pod-%d", i), wrapping: wrappings[0], pod: pod, minors: minors, style: r.Uint64()}
	if chance(r, 40) {
		s.wrapping = pick(r, wrappings)
	}
	s.text = write(s.object(), s.style)
	return s
}
