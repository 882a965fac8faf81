package wire_test

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ekslint/ekslint/rules/compiler"
	"github.com/ekslint/ekslint/rules/wire"
)

// everything is a module with every kind of syntax that a compiled one can have.
const everything = `package a.b["c-d"]

import data.lib

default allow := false

allow if {
	some x, y in input.list
	not x.bad
	every k, v in y {
		k != v
	}
	lib.f(x, "text") == 1.5e3
}

f(x) := x + 1

g := null if input.a else := true if input.b else := "c"

sets contains {"k": [1, "two", {3, 4}]} if input.x

objects[k] := {i: v | some i, v in input[k]} if some k in {"p", "q"}

arrays := [x | some x in input.xs; x > 1]

distinct := {x | some x in input.xs}

mocked if allow with input as {"list": []}
`

const library = "package lib\n\nf(x, y) := count(x) if y\n"

func compile(t *testing.T, sources map[string]string) *ast.Compiler {
	t.Helper()
	compiled, err := ast.CompileModules(sources)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func ordered(t *testing.T, compiled *ast.Compiler) []*ast.Module {
	t.Helper()
	modules, err := compiler.Ordered(compiled)
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	checkRoundTrip(t, ordered(t, compile(t, map[string]string{"a.rego": everything, "lib.rego": library})))
}

func TestTheBuiltInRulesAreRead(t *testing.T) {
	set, err := compiler.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile()
	if err != nil {
		t.Fatal(err)
	}
	checkRoundTrip(t, ordered(t, compiled))
}

// checkRoundTrip compares modules with what is read of their documents.
func checkRoundTrip(t *testing.T, modules []*ast.Module) {
	t.Helper()
	archive := encode(t, modules)
	for _, m := range modules {
		p, err := archive.Package(m.Package.Path.String())
		if err != nil || p == nil || !p.Path.Equal(m.Package.Path) {
			t.Fatalf("package %v, want %v; error %v", p, m.Package.Path, err)
		}
		got := map[string][]*ast.Rule{}
		for _, d := range p.Documents {
			name := p.Path.Concat(d.Name).String()
			if got[name], err = d.Rules(); err != nil {
				t.Fatal(err)
			}
		}
		for _, want := range m.Rules {
			name := want.Ref().GroundPrefix().String()
			if len(got[name]) == 0 {
				t.Fatalf("%s has too few rules", name)
			}
			r := got[name][0]
			got[name] = got[name][1:]
			want.Annotations = nil // of no use at run time
			if !r.Equal(want) || !r.Ref().Equal(want.Ref()) || place(r.Location) != place(want.Location) {
				t.Errorf("%v: %s reads\n%v\nand was\n%v", r.Location, name, r, want)
			}
			for i, x := range want.Body {
				if got, want := place(r.Body[i].Location), place(x.Location); got != want {
					t.Errorf("%v is at %s, and was at %s", x, got, want)
				}
			}
		}
		for name, rest := range got {
			if len(rest) > 0 {
				t.Errorf("%s has %d rules too many", name, len(rest))
			}
		}
	}
}

func place(l *ast.Location) string {
	if l == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", l.File, l.Row)
}

func encode(t *testing.T, modules []*ast.Module) *wire.Archive {
	t.Helper()
	data, err := wire.Encode(modules)
	if err != nil {
		t.Fatal(err)
	}
	again, err := wire.Encode(modules)
	if err != nil || string(again) != string(data) {
		t.Fatalf("a second encoding differs: %v", err)
	}
	archive, err := wire.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

func TestAPackageThatIsNotThere(t *testing.T) {
	archive := encode(t, ordered(t, compile(t, map[string]string{"a.rego": everything, "lib.rego": library})))
	for _, path := range []string{"", "data", "data.a", "data.a.b", "data.library", "data.z"} {
		if p, err := archive.Package(path); p != nil || err != nil {
			t.Errorf("%q is %v, error %v", path, p, err)
		}
	}
}

func TestADocumentInsideOfAnotherIsRefused(t *testing.T) {
	nested := "package a\n\nb[x].c := 1 if some x in input.xs\n\nb.d.c := 2\n"
	if _, err := wire.Encode(ordered(t, compile(t, map[string]string{"a.rego": nested}))); err == nil {
		t.Error("no error")
	}
}

func TestWhatWasNotWrittenIsRefused(t *testing.T) {
	data, err := wire.Encode(ordered(t, compile(t, map[string]string{"a.rego": everything, "lib.rego": library})))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		data []byte
	}{
		{"nothing", nil},
		{"another version", append([]byte("ekslint-wire-0\n"), data[15:]...)},
		{"a part", data[:len(data)/2]},
	} {
		if _, err := wire.Open(string(test.data)); !errors.Is(err, wire.ErrForm) {
			t.Errorf("%s: error %v, want ErrForm", test.name, err)
		}
	}
}
