package resources_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/resources"
	"github.com/ekslint/ekslint/parsers/model"
)

// pod has one container with some resources, and some of its own.
func pod(container, shared string) string {
	return fmt.Sprintf("---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {%scontainers: [{name: c, resources: %s}]}}\n", shared, container)
}

func limitRange(limits string) string {
	return "---\n{apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: shop}, spec: {limits: [" + limits + "]}}\n"
}

// show writes the effective resources of the container.
func show(c *model.Container) string {
	var parts []string
	write := func(kind string, set, origins map[string]string) {
		for _, name := range slices.Sorted(maps.Keys(set)) {
			parts = append(parts, fmt.Sprintf("%s.%s %s by %s", kind, name, set[name], origins[name]))
		}
		for _, name := range []string{"cpu", "memory"} {
			if why := c.Why("effective_resources." + kind + "." + name); why != "" {
				parts = append(parts, fmt.Sprintf("%s.%s unknown: %s", kind, name, why))
			}
		}
	}
	write("limits", c.EffectiveResources.Limits, c.EffectiveResources.LimitOrigins)
	write("requests", c.EffectiveResources.Requests, c.EffectiveResources.RequestOrigins)
	return strings.Join(parts, "; ")
}

func TestEffectiveResources(t *testing.T) {
	const perContainer = "type: Container, "
	tests := []struct {
		name, input, want, reason string
	}{
		{"nothing", pod("{}", ""), "", "no defaults"},
		{"its own", pod("{limits: {memory: 1Gi}, requests: {memory: 512Mi, cpu: 0.5}}", ""), "limits.memory 1Gi by container; requests.cpu 0.5 by container; requests.memory 512Mi by container", "as written"},
		{"limit only", pod("{limits: {memory: 1Gi}}", ""), "limits.memory 1Gi by container; requests.memory 1Gi by limit", "the limit is copied"},
		{"zero", pod("{limits: {memory: 0}, requests: {cpu: 0m, memory: '0.0Gi'}}", ""), "", "zero is none"},
		{"zero beside a default", pod("{limits: {memory: 0}}", "") + limitRange("{"+perContainer+"default: {memory: 1Gi}}"), "", "the default does not take its place"},
		{"default", pod("{}", "") + limitRange("{"+perContainer+"default: {memory: 1Gi}}"), "limits.memory 1Gi by limit-range; requests.memory 1Gi by limit-range", "the default limit is the default request too"},
		{"default request", pod("{}", "") + limitRange("{"+perContainer+"defaultRequest: {cpu: 100m}}"), "requests.cpu 100m by limit-range", "no limit"},
		{"max", pod("{}", "") + limitRange("{"+perContainer+"max: {memory: 2Gi}, min: {cpu: 50m}}"), "limits.memory 2Gi by limit-range; requests.cpu 50m by limit-range; requests.memory 2Gi by limit-range", "max and min stand in for defaults"},
		{"own limit and default request", pod("{limits: {memory: 1Gi}}", "") + limitRange("{"+perContainer+"defaultRequest: {memory: 64Mi}}"), "limits.memory 1Gi by container; requests.memory 1Gi by limit", "the limit is copied before admission"},
		{"own request and default limit", pod("{requests: {memory: 64Mi}}", "") + limitRange("{"+perContainer+"default: {memory: 1Gi}}"), "limits.memory 1Gi by limit-range; requests.memory 64Mi by container", "only what is missing"},
		{"for pods", pod("{}", "") + limitRange("{type: Pod, max: {memory: 2Gi}}"), "", "no defaults for containers"},
		{"elsewhere", pod("{}", "") + strings.Replace(limitRange("{"+perContainer+"default: {memory: 1Gi}}"), "namespace: shop", "namespace: bank", 1), "", "another namespace"},
		{
			"namespace left out", pod("{}", "") + strings.Replace(limitRange("{"+perContainer+"default: {memory: 1Gi}}"), ", namespace: shop", "", 1),
			"limits.memory unknown: namespace-left-out; requests.memory unknown: namespace-left-out", "perhaps of that namespace",
		},
		{"template", pod("{limits: {memory: '${M}'}}", ""), "limits.memory unknown: template-value; requests.memory unknown: template-value", "filled in later"},
		{"all a template", pod("'${R}'", ""), "limits.cpu unknown: template-value; limits.memory unknown: template-value; requests.cpu unknown: template-value; requests.memory unknown: template-value", "filled in later"},
		{
			"default is a template", pod("{}", "") + limitRange("{"+perContainer+"default: {memory: '${M}'}}"),
			"limits.memory unknown: template-value; requests.memory unknown: template-value", "filled in later",
		},
		{"pod", pod("{}", "resources: {limits: {memory: 2Gi}, requests: {cpu: '1'}}, "), "limits.memory 2Gi by pod; requests.cpu 1 by pod", "the containers share it"},
		{"pod and its own", pod("{limits: {memory: 1Gi}}", "resources: {limits: {memory: 2Gi}}, "), "limits.memory 1Gi by container; requests.memory 1Gi by limit", "its own is narrower"},
		{"another resource", pod("{limits: {nvidia.com/gpu: 1}}", ""), "limits.nvidia.com/gpu 1 by container; requests.nvidia.com/gpu 1 by limit", "kept as written"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			m.Settings.KubernetesMinor = 34
			resources.Compute(m)
			if diff := cmp.Diff(tt.want, show(m.Containers[0])); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestPodLevelDependsOnTheVersion(t *testing.T) {
	tests := []struct {
		name          string
		minor, oldest int
		want          string
	}{
		{"old", 33, 33, ""},
		{"new", 34, 34, "limits.memory 2Gi by pod"},
		{"any", 36, 33, "limits.memory unknown: not-in-input"},
	}
	for _, tt := range tests {
		m := factstest.Read(t, pod("{}", "resources: {limits: {memory: 2Gi}}, "))
		m.Settings.KubernetesMinor, m.Settings.OldestKubernetesMinor = tt.minor, tt.oldest
		resources.Compute(m)
		if diff := cmp.Diff(tt.want, show(m.Containers[0])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestEphemeralContainersHaveNone(t *testing.T) {
	m := factstest.Read(t, "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {containers: [{name: c}], ephemeralContainers: [{name: d}]}}\n")
	resources.Compute(m)
	for _, c := range m.Containers {
		if (c.EffectiveResources == nil) != (c.Type == model.EphemeralContainer) {
			t.Errorf("%s has %+v", c.Name, c.EffectiveResources)
		}
	}
}

func TestNamespaces(t *testing.T) {
	const namespace = "---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n"
	quota := func(spec string) string {
		return "---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: shop}, spec: {" + spec + "}}\n"
	}
	text := func(b *bool) string {
		if b == nil {
			return "unknown"
		}
		return fmt.Sprint(*b)
	}
	tests := []struct {
		name, input, want string
	}{
		{"nothing", namespace, "false false"},
		{"quota of memory", namespace + quota("hard: {limits.memory: 10Gi}"), "true false"},
		{"quota of pods", namespace + quota("hard: {pods: 10}"), "true false"},
		{"quota of services", namespace + quota("hard: {services: 10}"), "false false"},
		{"quota of some pods", namespace + quota("hard: {pods: 10}, scopes: [BestEffort]"), "false false"},
		{"limit range", namespace + limitRange("{type: Container, default: {cpu: 1}}"), "false true"},
		{"limit range of claims", namespace + limitRange("{type: PersistentVolumeClaim, max: {storage: 1Gi}}"), "false false"},
		{"left out", namespace + strings.Replace(quota("hard: {pods: 10}"), ", namespace: shop", "", 1), "unknown false"},
	}
	for _, tt := range tests {
		m := factstest.Read(t, tt.input)
		resources.Compute(m)
		r := m.Namespaces[0].Resources
		if diff := cmp.Diff(tt.want, text(r.Quota)+" "+text(r.LimitRange)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
