package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestWhyBelow(t *testing.T) {
	n := &model.Node{}
	n.Note("a.b.c", model.TemplateValue)
	n.Note("a.b.d", model.WrongType)
	n.Note("x", model.NotInInput)
	tests := map[string]model.Reason{
		"a": model.TemplateValue, "a.b": model.TemplateValue, "a.b.d": model.WrongType, "a.b.d.e": model.WrongType,
		"x": model.NotInInput, "x.y": model.NotInInput, "a.c": "", "": "", "a.b.cc": "",
	}
	for field, want := range tests {
		if diff := cmp.Diff(want, n.WhyBelow(field)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", field, diff)
		}
	}
}
