package agents_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/agents"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestCompute(t *testing.T) {
	for _, test := range []struct{ name, kind, repository, want string }{
		{"the VPC CNI", "DaemonSet", "amazon-k8s-cni", "aws-vpc-cni"},
		{"on a mirror", "DaemonSet", "mirror/quay.io/calico/node", "calico"},
		{"the CNI of Istio", "DaemonSet", "istio/install-cni", "istio-cni"},
		{"an agent of AWS", "DaemonSet", "aws-guardduty-agent", "aws-guardduty-agent"},
		{"the name alone says too little", "DaemonSet", "shop/node", ""},
		{"not on every node", "Deployment", "amazon-k8s-cni", ""},
		{"no image", "DaemonSet", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := &model.Workload{Pod: model.Pod{Object: model.Object{Kind: test.kind}}}
			w.Containers = []*model.Container{{}}
			if test.repository != "" {
				w.Containers = append(w.Containers, &model.Container{Image: &model.Image{Repository: test.repository}})
			}
			agents.Compute(&model.Model{Workloads: []*model.Workload{w}})
			if diff := cmp.Diff(test.want, w.NodeAgent); diff != "" {
				t.Errorf("node agent (-want +got):\n%s", diff)
			}
		})
	}
}
