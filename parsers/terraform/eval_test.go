package terraform

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// evaluated evaluates a root of files given by name.
func evaluated(tb testing.TB, dir string, files map[string]string, opts Options) *Root {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	root := NewLoader(fsys).Evaluate(context.Background(), dir, opts)
	if root == nil {
		tb.Fatalf("there is no configuration in %s", dir)
	}
	return root
}

func parseExpression(tb testing.TB, text string) hclsyntax.Expression {
	tb.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(text), "test", hcl.InitialPos)
	if diags.HasErrors() {
		tb.Fatalf("%s: %v", text, diags)
	}
	return expr
}

// world are the locals that the expressions of the differential test can use. The names
// that start with u are unknown, or have unknown parts.
const world = `
locals {
  s      = "abc"
  empty  = ""
  n      = 7
  t      = true
  f      = false
  null   = null
  list   = ["a", "b", "c"]
  nums   = [1, 2, 3]
  mixed  = [1, "x", true]
  none   = []
  object = { a = 1, b = "two", c = [1, 2] }
  nested = { x = { k = "v", l = ["p", "q"] }, y = { k = "w", l = [] } }
  strmap = tomap({ one = "1", two = "2" })
  strset = toset(["x", "y"])
  strlst = tolist(["q", "r"])
  us     = var.text
  un     = var.number
  ub     = var.flag
  ul     = var.items
  uany   = var.anything
  upart  = { a = 1, b = var.text }
  ulist  = ["a", var.text]
}
variable "text" { type = string }
variable "number" { type = number }
variable "flag" { type = bool }
variable "items" { type = list(string) }
variable "anything" {}
`

var worldNames = strings.Fields("s empty n t f null list nums mixed none object nested strmap strset strlst us un ub ul uany upart ulist")

// reference evaluates with hclsyntax alone.
func reference(root *Root) *hcl.EvalContext {
	locals := map[string]cty.Value{}
	for _, name := range worldNames {
		v, err := root.Module.local(name)
		if err != nil {
			panic(err)
		}
		locals[name] = plain(v)
	}
	funcs := map[string]function.Function{
		"try": tryfunc.TryFunc, "can": tryfunc.CanFunc,
		"join": stdlib.JoinFunc, "format": stdlib.FormatFunc, "jsonencode": stdlib.JSONEncodeFunc, "element": stdlib.ElementFunc,
		"slice": stdlib.SliceFunc, "tostring": stdlib.MakeToFunc(cty.String), "tonumber": stdlib.MakeToFunc(cty.Number),
		"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	}
	funcs["flatten"] = stdlib.FlattenFunc
	funcs["compact"], funcs["concat"], funcs["distinct"], funcs["setunion"] = stdlib.CompactFunc, stdlib.ConcatFunc, stdlib.DistinctFunc, stdlib.SetUnionFunc
	for name, f := range functions {
		if _, own := funcs[name]; !own {
			funcs[name] = f
		}
	}
	return &hcl.EvalContext{Variables: map[string]cty.Value{"local": cty.ObjectVal(locals)}, Functions: funcs}
}

// lenient is the difference of an expression that Terraform refuses and we do not: hclsyntax
// goes on behind an error and finds more of them.
const lenient = "hclsyntax fails and we do not"

// difference compares our result with that of hclsyntax.
func difference(s scope, ctx *hcl.EvalContext, expr hclsyntax.Expression) string {
	want, diags := expr.Value(ctx)
	got, err := s.eval(expr)
	switch {
	case diags.HasErrors() && err != nil:
		return ""
	case diags.HasErrors():
		return lenient
	case err != nil:
		return fmt.Sprintf("hclsyntax gets %#v, we fail: %v", want, err)
	}
	if why := misplacedMark(got); why != "" {
		return why
	}
	return valueDifference(plain(want), plain(got))
}

// valueDifference compares values. Where hclsyntax knows nothing we may know more, never
// something else.
func valueDifference(want, got cty.Value) string {
	if !want.IsWhollyKnown() {
		if got.IsWhollyKnown() && want.IsKnown() {
			return fmt.Sprintf("hclsyntax gets %#v, we know %#v", want, got)
		}
		return ""
	}
	if !got.RawEquals(want) {
		return fmt.Sprintf("hclsyntax gets %#v, we get %#v", want, got)
	}
	return ""
}

// misplacedMark checks that marks are on unknown values and on sets that hold them, and
// that every unknown value has one.
func misplacedMark(v cty.Value) string {
	bare, origin := unmarked(v)
	switch {
	case !bare.IsKnown() && origin == nil:
		return "an unknown value has no origin"
	case !bare.IsKnown() || bare.IsNull():
		return ""
	case bare.Type().IsSetType():
		if (origin == nil) != bare.IsWhollyKnown() {
			return fmt.Sprintf("the set %#v has the mark %v", bare, origin)
		}
		return ""
	case origin != nil:
		return fmt.Sprintf("the known value %#v has the mark %v", plain(bare), origin)
	case !bare.CanIterateElements():
		return ""
	}
	for it := bare.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if why := misplacedMark(element); why != "" {
			return why
		}
	}
	return ""
}

func TestExpressionsEqualThoseOfHCL(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": world}, Options{})
	s, ctx := scope{m: root.Module}, reference(root)
	for _, text := range []string{
		`"${local.s}-${local.n}"`, `"${local.t}"`, `"a%{ if local.t }b%{ else }c%{ endif }d"`,
		`"%{ for x in local.list ~}${x},%{ endfor ~}"`, `local.t ? [] : ["a"]`, `local.f ? {} : { a = 1 }`,
		`local.t ? null : "x"`, `local.f ? 1 : "x"`, `local.ub ? 1 : 2`, `local.list[*]`, `local.object[*].a`,
		`local.null[*]`, `local.nested[*].x.k`, `[for k, v in local.object : k]`, `{ for k, v in local.nested : v.k => k... }`,
		`[for i, x in local.list : "${i}${x}" if x != "b"]`, `local.nested["x"].l[0]`, `local.strset[*]`,
		`[for x in local.strset : upper(x)]`, `try(local.object.zzz, "d")`, `try(local.us, "d")`, `can(local.object.zzz)`,
		`local.nested.x.l[5]`, `-local.n`, `!local.f`, `local.f && local.ub`, `local.t || local.ub`, `local.un > 3`,
		`merge(local.object, { d = local.us })`, `concat(local.list, local.ul)`, `local.ul[0]`, `local.uany.a.b[0]`,
		`{ (local.s) = 1, "${local.n}" = 2 }`, `{ (local.us) = 1 }`, `local.strmap["one"]`, `local.strlst[*]`,
		`length(local.us)`, `length(local.ulist)`, `local.ul[*].x`, `flatten([local.list, [local.ulist]])`,
		`lookup({ a = 1 }, "b", 2)`, `[local.list...]`,
	} {
		expr, diags := hclsyntax.ParseExpression([]byte(text), "test", hcl.InitialPos)
		if diags.HasErrors() {
			continue
		}
		if strings.HasPrefix(text, "lookup") {
			continue // cty's own wants three arguments
		}
		if d := difference(s, ctx, expr); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

// TestRandomExpressionsEqualThoseOfHCL compares many expressions that nobody thought of.
func TestRandomExpressionsEqualThoseOfHCL(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": world}, Options{})
	s, ctx := scope{m: root.Module}, reference(root)
	agreed, failures, lenients := 0, 0, 0
	for seed := range uint64(40_000) {
		g := &generator{r: rand.New(rand.NewPCG(seed, 1)), vars: nil}
		text := g.expression(4)
		expr, diags := hclsyntax.ParseExpression([]byte(text), "test", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatalf("the generator writes %s: %v", text, diags)
		}
		if d := difference(s, ctx, expr); d == lenient {
			lenients++
		} else if d != "" && !strings.Contains(text, "can(") { // of an error in a part that does not matter, we may know less
			if failures++; failures > 10 {
				t.FailNow()
			}
			t.Errorf("%s: %s", text, d)
		}
		if v, diags := expr.Value(ctx); !diags.HasErrors() && v.IsWhollyKnown() {
			agreed++
		}
	}
	if lenients > 1200 {
		t.Errorf("%d expressions are refused by hclsyntax only", lenients)
	}
	if agreed < 4000 {
		t.Errorf("only %d of the expressions have a known value; the test shows too little", agreed)
	}
}

// generator writes random expressions.
type generator struct {
	r    *rand.Rand
	vars []string
}

func (g *generator) pick(options ...string) string { return options[g.r.IntN(len(options))] }

func (g *generator) leaf() string {
	if len(g.vars) > 0 && g.r.IntN(2) == 0 {
		return g.pick(g.vars...)
	}
	switch g.r.IntN(8) {
	case 0:
		return g.pick("0", "1", "2", "3.5", "-1")
	case 1:
		return g.pick(`""`, `"a"`, `"x-y"`, `"2"`, `"true"`)
	case 2:
		return g.pick("true", "false", "null")
	case 3:
		return g.pick("local.nested.x.k", "local.object.c", "local.nested.y.l", "local.object.zzz", "local.list[1]", "local.strmap.one")
	default:
		return "local." + g.pick(worldNames...)
	}
}

func (g *generator) expression(depth int) string {
	if depth == 0 || g.r.IntN(6) == 0 {
		return g.leaf()
	}
	e := func() string { return g.expression(depth - 1) }
	switch g.r.IntN(14) {
	case 0:
		return fmt.Sprintf("(%s ? %s : %s)", e(), e(), e())
	case 1:
		return fmt.Sprintf("(%s %s %s)", e(), g.pick("==", "!=", "<", ">=", "+", "-", "*", "&&", "||"), e())
	case 2:
		return fmt.Sprintf("[%s, %s]", e(), e())
	case 3:
		return fmt.Sprintf("{ a = %s, (%s) = %s }", e(), e(), e())
	case 4:
		return fmt.Sprintf(`"p${%s}q${%s}"`, e(), e())
	case 5:
		return fmt.Sprintf("%s[%s]", g.leafOrParens(depth), e())
	case 6:
		return fmt.Sprintf("%s.%s", g.leafOrParens(depth), g.pick("a", "k", "x", "zzz"))
	case 7:
		return fmt.Sprintf("%s[*].%s", g.leafOrParens(depth), g.pick("a", "k", "x"))
	case 8, 9:
		source := e()
		g.vars = append(g.vars, "v", "k")
		defer func() { g.vars = g.vars[:len(g.vars)-2] }()
		switch g.r.IntN(4) {
		case 0:
			return fmt.Sprintf("[for k, v in %s : %s if %s]", source, e(), e())
		case 1:
			return fmt.Sprintf("{ for k, v in %s : k => %s }", source, e())
		case 2:
			return fmt.Sprintf("{ for k, v in %s : %s => %s... }", source, e(), e())
		}
		return fmt.Sprintf("[for k, v in %s : %s]", source, e())
	case 10:
		return fmt.Sprintf("%s(%s)", g.pick("length", "keys", "values", "flatten", "tolist", "toset", "tomap", "tostring",
			"upper", "jsonencode", "can", "sort", "distinct", "compact", "reverse", "alltrue", "sum"), e())
	case 11:
		return fmt.Sprintf("%s(%s, %s)", g.pick("concat", "merge", "try", "setproduct", "chunklist", "element", "contains", "zipmap", "format", "setunion", "split"), e(), e())
	case 12:
		return fmt.Sprintf(`join(",", %s)`, e())
	default:
		return fmt.Sprintf("%s(%s)", g.pick("!", "-"), e())
	}
}

func (g *generator) leafOrParens(depth int) string {
	if g.r.IntN(3) > 0 {
		return "local." + g.pick("object", "nested", "list", "upart", "ulist", "ul", "uany", "strmap", "mixed")
	}
	return "(" + g.expression(depth-1) + ")"
}
