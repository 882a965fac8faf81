package images_test

import (
	"testing"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/images"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestImagesThatKustomizeChanges(t *testing.T) {
	const (
		marked  = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
		changes = "images: [{name: controller, newTag: v1}, {name: example.com/app, newName: other}]\n"
	)
	tests := []struct {
		name, image, file, kustomization string
		want                             model.Reason
	}{
		{"named", "controller:latest", "overlay/kustomization.yaml", marked + changes, model.NotEvaluated},
		{"without a kind", "controller", "overlay/kustomization.yml", changes, model.NotEvaluated},
		{"with a registry", "example.com/app@sha256:aa", "Kustomization", changes, model.NotEvaluated},
		{"another image", "example.com/controller", "kustomization.yaml", changes, ""},
		{"no images", "controller", "kustomization.yaml", marked + "resources: [a.yaml]\n", ""},
		{"another file", "controller", "values.yaml", changes, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := factstest.ReadFiles(t, map[string]string{
				"base/pod.yaml": "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: '" + test.image + "'}]}}\n",
				test.file:       test.kustomization,
			})
			images.Compute(m)
			if got := m.Containers[0].Why("image.tag"); got != test.want {
				t.Errorf("the tag is unknown because of %q, want %q", got, test.want)
			}
			if m.Containers[0].Image == nil {
				t.Error("what is written is gone")
			}
		})
	}
}
