// Package resources computes the requests and limits that containers have in the end.
//
// The API server copies limits to requests that are missing, LimitRanges of the namespace
// give defaults, and from Kubernetes 1.34 on the pod as a whole can have requests and
// limits that its containers share.
package resources

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Compute fills the effective resources of all containers, and whether namespaces bound
// theirs.
func Compute(m *model.Model) {
	pod := podLevel(m.Settings)
	for _, w := range m.Workloads {
		ranges := limitRanges(m, &w.Object)
		for _, c := range w.Containers {
			if c.Type != model.EphemeralContainer {
				effective(c, ranges, pod)
			}
		}
	}
	for _, n := range m.Namespaces {
		n.Resources = &model.NamespaceResources{}
		n.Resources.Quota = settle(n, "resources.quota", quota(m, n))
		n.Resources.LimitRange = settle(n, "resources.limit_range", limited(m, n))
	}
}

// podLevelMinor is the version from which a pod can have resources as a whole.
//
// Source: the feature gate PodLevelResources, which is on by default since then.
const podLevelMinor = 34

// podLevel reports whether resources of a pod count in the cluster.
func podLevel(s model.Settings) truth.Value {
	oldest := cmp.Or(s.OldestKubernetesMinor, s.KubernetesMinor)
	switch {
	case oldest >= podLevelMinor:
		return truth.Yes
	case s.KubernetesMinor < podLevelMinor:
		return truth.No
	}
	return truth.Unknown
}

// defaults are what a LimitRange gives to containers that have none.
type defaults struct {
	// there is whether it lies in the namespace.
	there            truth.Value
	why              model.Reason
	requests, limits map[string]string
	items            []*model.LimitRangeItem
}

// limitRanges are those that may hold for the pods of an object, in the order of the files.
func limitRanges(m *model.Model, of *model.Object) []*defaults {
	var list []*defaults
	for _, l := range m.LimitRanges {
		there := namespaces.Same(&l.Object, of)
		if there == truth.No {
			continue
		}
		d := &defaults{there: there, requests: map[string]string{}, limits: map[string]string{}}
		if there == truth.Unknown {
			d.why = cmp.Or(l.Why("namespace"), of.Why("namespace"), model.NamespaceLeftOut)
		}
		if why := l.Why("limits"); why != "" {
			d.there, d.why = truth.Unknown, why
		}
		for _, item := range l.Limits {
			if item.Type == "Container" || item.Why("type") != "" {
				d.add(item)
			}
		}
		list = append(list, d)
	}
	return list
}

// add takes the defaults of one entry. Max stands in for a default limit, and the default
// limit and then Min for a default request.
//
// Source: SetDefaults_LimitRangeItem in k8s.io/kubernetes/pkg/apis/core/v1.
func (d *defaults) add(item *model.LimitRangeItem) {
	limits := maps.Clone(item.Default)
	if limits == nil {
		limits = map[string]string{}
	}
	fill(limits, item.Max)
	requests := maps.Clone(item.DefaultRequest)
	if requests == nil {
		requests = map[string]string{}
	}
	fill(requests, limits)
	fill(requests, item.Min)
	maps.Copy(d.limits, limits)
	maps.Copy(d.requests, requests)
	d.items = append(d.items, item)
}

func fill(into, from map[string]string) {
	for name, value := range from {
		if _, set := into[name]; !set {
			into[name] = value
		}
	}
}

// unknown is the reason for which it is not known whether a LimitRange has a default for a
// resource.
func (d *defaults) unknown(name string, fields ...string) model.Reason {
	for _, item := range d.items {
		for _, field := range fields {
			if why := cmp.Or(item.Why("type"), item.Why(field+"."+name)); why != "" {
				return why
			}
		}
	}
	return ""
}

// result collects the effective resources of one container.
type result struct {
	c *model.Container
	e *model.EffectiveResources
}

// the resources that rules ask about; others are kept if they are written.
var always = []string{"cpu", "memory"}

func effective(c *model.Container, ranges []*defaults, pod truth.Value) {
	r := &result{c, &model.EffectiveResources{
		Requests: map[string]string{}, RequestOrigins: map[string]string{},
		Limits: map[string]string{}, LimitOrigins: map[string]string{},
	}}
	own := c.Resources
	if own == nil {
		own = &model.Resources{}
	}
	shared := c.Workload.Resources
	if shared == nil {
		shared = &model.Resources{}
	}
	for _, name := range resourceNames(own, shared, ranges) {
		limited := r.limit(name, own, ranges)
		r.request(name, own, ranges)
		r.fromPod(name, shared, pod, limited)
	}
	r.dropEmpty()
	c.EffectiveResources = r.e
}

// resourceNames are the resources that anything speaks of, sorted.
func resourceNames(own, shared *model.Resources, ranges []*defaults) []string {
	names := slices.Clone(always)
	for _, set := range []map[string]string{own.Requests, own.Limits, shared.Requests, shared.Limits} {
		names = slices.AppendSeq(names, maps.Keys(set))
	}
	for _, d := range ranges {
		names = slices.AppendSeq(names, maps.Keys(d.limits))
		names = slices.AppendSeq(names, maps.Keys(d.requests))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// limit fills the limit of a resource and reports whether the container has one.
func (r *result) limit(name string, own *model.Resources, ranges []*defaults) (has bool) {
	if value, set := own.Limits[name]; set {
		put(r.e.Limits, r.e.LimitOrigins, name, value, model.FromContainer)
		return true
	}
	if why := r.c.Why("resources.limits." + name); why != "" {
		r.c.Note("effective_resources.limits."+name, why)
		return true
	}
	value, found, why := fromRanges(name, ranges, func(d *defaults) map[string]string { return d.limits }, "default", "max")
	switch {
	case why != "":
		r.c.Note("effective_resources.limits."+name, why)
	case found:
		put(r.e.Limits, r.e.LimitOrigins, name, value, model.FromLimitRange)
	}
	return false
}

// request fills the request of a resource: the container's own, else its own limit, else
// that of a LimitRange.
//
// Source: SetDefaults_Pod in k8s.io/kubernetes/pkg/apis/core/v1, which comes before
// k8s.io/kubernetes/plugin/pkg/admission/limitranger.
func (r *result) request(name string, own *model.Resources, ranges []*defaults) {
	if value, set := own.Requests[name]; set {
		put(r.e.Requests, r.e.RequestOrigins, name, value, model.FromContainer)
		return
	}
	if value, set := own.Limits[name]; set && r.c.Why("resources.requests."+name) == "" {
		put(r.e.Requests, r.e.RequestOrigins, name, value, model.FromLimit)
		return
	}
	if why := cmp.Or(r.c.Why("resources.requests."+name), r.c.Why("resources.limits."+name)); why != "" {
		r.c.Note("effective_resources.requests."+name, why)
		return
	}
	value, found, why := fromRanges(name, ranges, func(d *defaults) map[string]string { return d.requests }, "default_request", "default", "max", "min")
	switch {
	case why != "":
		r.c.Note("effective_resources.requests."+name, why)
	case found:
		put(r.e.Requests, r.e.RequestOrigins, name, value, model.FromLimitRange)
	}
}

// fromRanges is the default of a resource: the first that certainly holds, unless an
// earlier one may hold too.
func fromRanges(name string, ranges []*defaults, of func(*defaults) map[string]string, fields ...string) (value string, found bool, why model.Reason) {
	for _, d := range ranges {
		value, set := of(d)[name]
		switch {
		case set && d.there == truth.Yes:
			return value, true, ""
		case set:
			why = cmp.Or(why, d.why)
		default:
			why = cmp.Or(why, d.unknown(name, fields...))
			if d.there == truth.Unknown && len(d.items) == 0 {
				why = cmp.Or(why, d.why) // all of its entries are not known
			}
		}
	}
	return "", false, why
}

// fromPod fills what the container shares with the others of the pod.
func (r *result) fromPod(name string, shared *model.Resources, pod truth.Value, limited bool) {
	for _, part := range []struct {
		field        string
		set, origins map[string]string
		of           map[string]string
	}{
		{"requests", r.e.Requests, r.e.RequestOrigins, shared.Requests},
		{"limits", r.e.Limits, r.e.LimitOrigins, shared.Limits},
	} {
		value, given := part.of[name]
		why := r.c.Workload.Why("resources." + part.field + "." + name)
		if _, has := part.set[name]; has || limited && part.field == "limits" || !given && why == "" || pod == truth.No {
			continue
		}
		at := "effective_resources." + part.field + "." + name
		switch {
		case why != "":
			r.c.Note(at, why)
		case pod == truth.Unknown:
			r.c.Note(at, model.NotInInput)
		case r.c.Why(at) == "":
			put(part.set, part.origins, name, value, model.FromPod)
		}
	}
}

// put fills a value; one of zero is left out at the end, since the container has it and
// nothing else takes its place.
func put(set, origins map[string]string, name, value, origin string) {
	set[name], origins[name] = value, origin
}

// dropEmpty leaves out what is zero.
func (r *result) dropEmpty() {
	for _, part := range [][2]map[string]string{{r.e.Requests, r.e.RequestOrigins}, {r.e.Limits, r.e.LimitOrigins}} {
		for name, value := range part[0] {
			if isZero(value) {
				delete(part[0], name)
				delete(part[1], name)
			}
		}
	}
}

// isZero reports whether a quantity is zero: its number, before a suffix or an exponent.
func isZero(quantity string) bool {
	number := quantity
	if end := strings.IndexFunc(quantity, func(c rune) bool { return !strings.ContainsRune("+-.0123456789", c) }); end >= 0 {
		number = quantity[:end]
	}
	return !strings.ContainsAny(number, "123456789")
}

// settle fills an answer about a namespace, or notes that it is unknown.
func settle(n *model.Namespace, field string, v truth.Value) *bool {
	if v == truth.Unknown {
		n.Note(field, model.NamespaceLeftOut)
		return nil
	}
	is := v == truth.Yes
	return &is
}

// quota reports whether a quota for all pods bounds cpu, memory or the number of pods.
func quota(m *model.Model, n *model.Namespace) truth.Value {
	result := truth.No
	for _, q := range m.ResourceQuotas {
		if !q.Scoped && bounds(q) {
			result = truth.Any(result, namespaces.In(&q.Object, n.Name))
		}
	}
	return result
}

func bounds(q *model.ResourceQuota) bool {
	for _, name := range []string{"cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "pods", "count/pods"} {
		if _, set := q.Hard[name]; set || q.Why("hard."+name) != "" {
			return true
		}
	}
	return false
}

// limited reports whether a LimitRange speaks of containers or pods.
func limited(m *model.Model, n *model.Namespace) truth.Value {
	result := truth.No
	for _, l := range m.LimitRanges {
		if slices.ContainsFunc(l.Limits, func(i *model.LimitRangeItem) bool { return i.Type == "Container" || i.Type == "Pod" }) {
			result = truth.Any(result, namespaces.In(&l.Object, n.Name))
		}
	}
	return result
}
