package namespaces_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

func in(namespace string) *model.Object { return &model.Object{Namespace: namespace} }

func without(bundle string, why model.Reason) *model.Object {
	return &model.Object{Bundle: bundle, Node: model.Node{Unknown: map[string]model.Reason{"namespace": why}}}
}

func TestSame(t *testing.T) {
	tests := []struct {
		name string
		a, b *model.Object
		want truth.Value
	}{
		{"equal", in("shop"), in("shop"), truth.Yes},
		{"not equal", in("shop"), in("bank"), truth.No},
		{"left out of one", in("default"), without("k8s", model.NamespaceLeftOut), truth.Unknown},
		{"left out of both, one bundle", without("k8s", model.NamespaceLeftOut), without("k8s", model.NamespaceLeftOut), truth.Yes},
		{"left out of both, two bundles", without("a", model.NamespaceLeftOut), without("b", model.NamespaceLeftOut), truth.Unknown},
		{"two templates", without("k8s", model.TemplateValue), without("k8s", model.TemplateValue), truth.Unknown},
		{"template and left out", without("k8s", model.TemplateValue), without("k8s", model.NamespaceLeftOut), truth.Unknown},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want.String(), namespaces.Same(tt.a, tt.b).String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if got := namespaces.Same(tt.b, tt.a); got != tt.want {
			t.Errorf("%s: the order of the objects matters", tt.name)
		}
	}
}

func TestRefers(t *testing.T) {
	from := in("shop")
	tests := []struct {
		name, namespace string
		to              *model.Object
		want            truth.Value
	}{
		{"own namespace", "", in("shop"), truth.Yes},
		{"another one", "bank", in("bank"), truth.Yes},
		{"another one, not there", "bank", in("shop"), truth.No},
		{"another one, perhaps there", "bank", without("k8s", model.NamespaceLeftOut), truth.Unknown},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want.String(), namespaces.Refers(from, tt.namespace, tt.to).String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestLabels(t *testing.T) {
	x := namespaces.NewIndex([]*model.Namespace{{Object: model.Object{Name: "shop", Labels: map[string]string{"team": "a"}}}})
	match := func(key, value string) selectors.Selector {
		s, err := selectors.ParseMap(&model.Node{}, "s", map[string]string{key: value})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	const name = "kubernetes.io/metadata.name"
	tests := []struct {
		reason               string
		namespace, key, text string
		want                 truth.Value
	}{
		{"every namespace carries its name", "shop", name, "shop", truth.Yes},
		{"and no other one", "shop", name, "bank", truth.No},
		{"its own label", "shop", "team", "a", truth.Yes},
		{"a label that it lacks", "shop", "zone", "a", truth.No},
		{"the name of one that is not in the unit", "bank", name, "bank", truth.Yes},
		{"a label of one that is not in the unit", "bank", "team", "a", truth.Unknown},
		{"a namespace that is left out", "", name, "shop", truth.Unknown},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want.String(), match(tt.key, tt.text).Matches(x.Labels(tt.namespace)).String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
		}
	}
	if x.Get("bank") != nil || x.Get("shop") == nil {
		t.Error("Get finds what is in the unit and nothing else")
	}
}
