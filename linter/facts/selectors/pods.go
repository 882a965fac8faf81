package selectors

import (
	"maps"

	"github.com/ekslint/ekslint/parsers/model"
)

// added are the labels that a controller adds to its pods and whose values are not known
// beforehand, by the controller's kind.
//
// Source: https://kubernetes.io/docs/reference/labels-annotations-taints/
var added = map[string][]string{
	"Deployment":  {"pod-template-hash"},
	"StatefulSet": {"controller-revision-hash", "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"},
	"DaemonSet":   {"controller-revision-hash", "pod-template-generation"},
	"Job":         {"controller-uid", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-completion-index"},
	"CronJob": {
		"job-name", "batch.kubernetes.io/job-name", "controller-uid", "batch.kubernetes.io/controller-uid",
		"batch.kubernetes.io/job-completion-index",
	},
}

// OfPod returns the labels of a workload's pods: those of the template and those that the
// controller adds.
func OfPod(pod *model.Pod) Labels {
	l := LabelsOf(&pod.Node, "pod_labels", pod.PodLabels)
	if keys := added[pod.Kind]; len(keys) > 0 {
		l.unknown = maps.Clone(l.unknown)
		for _, key := range keys {
			if _, known := l.known[key]; !known {
				l.addUnknown(key)
			}
		}
	}
	if pod.Kind == "Job" && pod.Name != "" {
		l = l.With("job-name", pod.Name).With("batch.kubernetes.io/job-name", pod.Name)
	}
	return l
}
