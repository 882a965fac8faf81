package wire_test

import (
	"errors"
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

func TestWhatIsWrittenIsRead(t *testing.T) {
	want := compiler.Ordered(compile(t, map[string]string{"a.rego": everything, "lib.rego": library}))
	got := roundTrip(t, want)
	if len(got) != len(want) {
		t.Fatalf("%d modules, want %d", len(got), len(want))
	}
	for i := range want {
		if !got[i].Package.Path.Equal(want[i].Package.Path) || len(got[i].Rules) != len(want[i].Rules) {
			t.Fatalf("module %v, want %v", got[i].Package, want[i].Package)
		}
		for n, r := range want[i].Rules {
			if !got[i].Rules[n].Equal(r) {
				t.Errorf("rule reads\n%v\nand was\n%v", got[i].Rules[n], r)
			}
		}
	}
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
	want := compiler.Ordered(compiled)
	for i, m := range roundTrip(t, want) {
		for n, r := range want[i].Rules {
			r.Annotations = nil // of no use at run time
			if !m.Rules[n].Equal(r) {
				t.Errorf("%v: rule reads\n%v\nand was\n%v", m.Package, m.Rules[n], r)
			}
		}
	}
}

func roundTrip(t *testing.T, modules []*ast.Module) []*ast.Module {
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
	paths := map[string]bool{}
	for _, m := range modules {
		paths[m.Package.Path.String()] = true
	}
	read, err := archive.Decode(paths)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestSomeModulesAreReadWithoutTheOthers(t *testing.T) {
	data, err := wire.Encode(compiler.Ordered(compile(t, map[string]string{"a.rego": everything, "lib.rego": library})))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := wire.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	modules, err := archive.Decode(map[string]bool{"data.lib": true, "data.other": true})
	if err != nil || len(modules) != 1 || modules[0].Package.Path.String() != "data.lib" {
		t.Errorf("modules %v, error %v", modules, err)
	}
}

func TestWhatWasNotWrittenIsRefused(t *testing.T) {
	data, err := wire.Encode(compiler.Ordered(compile(t, map[string]string{"a.rego": everything, "lib.rego": library})))
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
