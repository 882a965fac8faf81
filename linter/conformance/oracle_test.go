package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/ekslint/ekslint/linter"
)

// verdict holds the identifiers of the checks that a pod violates at each level of the
// Pod Security Standards, sorted. The level allows the pod if it has none.
type verdict struct {
	Baseline, Restricted []string
}

// oracle is the Pod Security admission of Kubernetes.
type oracle struct {
	checks    []policy.Check
	evaluator policy.Evaluator
}

func newOracle(tb testing.TB) *oracle {
	tb.Helper()
	o := &oracle{checks: policy.DefaultChecks()}
	for _, check := range o.checks {
		for i := range check.Versions {
			check.Versions[i].CheckPod = naming(check.ID, check.Versions[i].CheckPod)
		}
	}
	var err error
	if o.evaluator, err = policy.NewEvaluator(o.checks, nil); err != nil {
		tb.Fatal(err)
	}
	return o
}

// naming makes a check give its identifier as the reason. The results of an evaluator do
// not say which check they are from.
func naming(id policy.CheckID, check policy.CheckPodFn) policy.CheckPodFn {
	return func(metadata *metav1.ObjectMeta, spec *corev1.PodSpec) policy.CheckResult {
		result := check(metadata, spec)
		if !result.Allowed {
			result.ForbiddenReason = string(id)
		}
		return result
	}
}

// judge returns the verdict of a version 1.minor of the standards.
func (o *oracle) judge(minor int, pod *corev1.PodTemplateSpec) verdict {
	violated := func(level api.Level) []string {
		at := api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}
		var ids []string
		for _, result := range o.evaluator.EvaluatePod(at, &pod.ObjectMeta, &pod.Spec) {
			if !result.Allowed {
				ids = append(ids, result.ForbiddenReason)
			}
		}
		slices.Sort(ids)
		return ids
	}
	return verdict{violated(api.LevelBaseline), violated(api.LevelRestricted)}
}

// overridden returns the baseline checks that do not count at level restricted in a
// version, since a restricted check takes their place.
func (o *oracle) overridden(minor int) map[string]bool {
	ids := map[string]bool{}
	for _, check := range o.checks {
		if v := effective(check, minor); v != nil {
			for _, id := range v.OverrideCheckIDs {
				ids[string(id)] = true
			}
		}
	}
	return ids
}

// effective returns the form that a check has in a version, or nil if it has none yet.
func effective(check policy.Check, minor int) *policy.VersionedCheck {
	for i := len(check.Versions) - 1; i >= 0; i-- {
		if since := check.Versions[i].MinimumVersion; since.Minor() <= minor {
			return &check.Versions[i]
		}
	}
	return nil
}

// turns returns the versions that change a check, and those before them.
func (o *oracle) turns() []int {
	var list []int
	for _, check := range o.checks {
		for _, v := range check.Versions {
			if minor := v.MinimumVersion.Minor(); minor > linter.OldestKubernetesMinor {
				list = append(list, minor-1, minor)
			}
		}
	}
	return unique(list)
}

// decode reads the pod in a document as the API server does: from YAML to JSON to the
// type, in which unknown fields are errors, and with defaults.
func decode(document string, path []string) (*corev1.PodTemplateSpec, error) {
	text, err := yaml.YAMLToJSON([]byte(document))
	if err != nil {
		return nil, err
	}
	if text, err = descend(text, path); err != nil {
		return nil, err
	}
	var pod struct {
		metav1.TypeMeta        `json:",inline"`
		corev1.PodTemplateSpec `json:",inline"`
	}
	strict, err := kjson.UnmarshalStrict(text, &pod)
	if err != nil {
		return nil, err
	}
	if len(strict) > 0 {
		return nil, strict[0]
	}
	setDefaults(&pod.Spec)
	return &pod.PodTemplateSpec, nil
}

// descend returns what lies at a path; numbers are indexes of lists.
func descend(text []byte, path []string) ([]byte, error) {
	for _, key := range path {
		var raw json.RawMessage
		if key == first {
			var items []json.RawMessage
			if err := json.Unmarshal(text, &items); err != nil || len(items) == 0 {
				return nil, fmt.Errorf("no list with an element: %w", err)
			}
			raw = items[0]
		} else {
			var fields map[string]json.RawMessage
			if err := json.Unmarshal(text, &fields); err != nil {
				return nil, err
			}
			raw = fields[key]
		}
		text = raw
	}
	return text, nil
}

// setDefaults fills in what the API server fills in before the admission sees a pod, as
// far as a check looks at it.
//
// Source: SetDefaults_Volume and defaultHostNetworkPorts in
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
func setDefaults(spec *corev1.PodSpec) {
	for i := range spec.Volumes {
		if v := &spec.Volumes[i]; v.VolumeSource == (corev1.VolumeSource{}) {
			v.EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
	if !spec.HostNetwork {
		return
	}
	for _, list := range [][]corev1.Container{spec.Containers, spec.InitContainers} {
		for i := range list {
			for j := range list[i].Ports {
				if p := &list[i].Ports[j]; p.HostPort == 0 {
					p.HostPort = p.ContainerPort
				}
			}
		}
	}
}
