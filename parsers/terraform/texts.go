package terraform

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/parsers/tree"
)

func base64Of(data []byte) string { return base64.StdEncoding.EncodeToString(data) }
func hexOf(data []byte) string    { return hex.EncodeToString(data) }

func hasPrefix(s, part string) bool { return strings.HasPrefix(s, part) }
func hasSuffix(s, part string) bool { return strings.HasSuffix(s, part) }
func contains(s, part string) bool  { return strings.Contains(s, part) }

// stringFunction makes a function of strings.
func stringFunction(n int, run func(args []string) (string, error)) function.Function {
	params := make([]cty.Type, n)
	for i := range params {
		params[i] = cty.String
	}
	return valueFunction(function.StaticReturnType(cty.String), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		texts := make([]string, len(args))
		for i, arg := range args {
			texts[i] = arg.AsString()
		}
		result, err := run(texts)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(result), nil
	}, params...)
}

func textFunction(run func(string) string) function.Function {
	return stringFunction(1, func(args []string) (string, error) { return run(args[0]), nil })
}

// affix makes a test of a string.
func affix(test func(s, part string) bool) function.Function {
	return valueFunction(function.StaticReturnType(cty.Bool), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		return cty.BoolVal(test(args[0].AsString(), args[1].AsString())), nil
	}, cty.String, cty.String)
}

var base64Gzip = stringFunction(1, func(args []string) (string, error) {
	var buffer bytes.Buffer
	w := gzip.NewWriter(&buffer)
	if _, err := w.Write([]byte(args[0])); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64Of(buffer.Bytes()), nil
})

var base64Gunzip = stringFunction(1, func(args []string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return "", err
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxText {
		return "", errTooLarge
	}
	return string(text), nil
})

var urlDecode = stringFunction(1, func(args []string) (string, error) { return url.QueryUnescape(args[0]) })

// replace takes a regular expression between slashes.
var replace = stringFunction(3, func(args []string) (string, error) {
	text, search, by := args[0], args[1], args[2]
	if len(search) > 1 && strings.HasPrefix(search, "/") && strings.HasSuffix(search, "/") {
		pattern, err := regexp.Compile(search[1 : len(search)-1])
		if err != nil {
			return "", err
		}
		if (len(text)+1)*(len(by)+1) > 64*maxText {
			return "", errTooLarge
		}
		return pattern.ReplaceAllString(text, by), nil
	}
	if len(text)+strings.Count(text, search)*len(by) > maxText {
		return "", errTooLarge
	}
	return strings.ReplaceAll(text, search, by), nil
})

var timeCompare = valueFunction(function.StaticReturnType(cty.Number), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
	a, err := time.Parse(time.RFC3339, args[0].AsString())
	if err != nil {
		return cty.NilVal, err
	}
	b, err := time.Parse(time.RFC3339, args[1].AsString())
	if err != nil {
		return cty.NilVal, err
	}
	return cty.NumberIntVal(int64(a.Compare(b))), nil
}, cty.String, cty.String)

var cidrContains = valueFunction(function.StaticReturnType(cty.Bool), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
	outer, err := netip.ParsePrefix(args[0].AsString())
	if err != nil {
		return cty.NilVal, err
	}
	if inner, err := netip.ParseAddr(args[1].AsString()); err == nil {
		return cty.BoolVal(outer.Contains(inner)), nil
	}
	inner, err := netip.ParsePrefix(args[1].AsString())
	if err != nil {
		return cty.NilVal, err
	}
	return cty.BoolVal(outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())), nil
}, cty.String, cty.String)

// charset converts between UTF-8 and the encodings that user data is written in.
func charset(name string) (encode func(string) []byte, decode func([]byte) string) {
	switch strings.ToUpper(name) {
	case "UTF-8":
		return func(s string) []byte { return []byte(s) }, func(b []byte) string { return string(b) }
	case "UTF-16LE":
		return utf16With(0, 1)
	case "UTF-16BE":
		return utf16With(1, 0)
	}
	return nil, nil
}

func utf16With(low, high int) (encode func(string) []byte, decode func([]byte) string) {
	encode = func(s string) []byte {
		units := utf16.Encode([]rune(s))
		data := make([]byte, 2*len(units))
		for i, unit := range units {
			data[2*i+low], data[2*i+high] = byte(unit), byte(unit>>8)
		}
		return data
	}
	decode = func(data []byte) string {
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = uint16(data[2*i+low]) | uint16(data[2*i+high])<<8
		}
		return string(utf16.Decode(units))
	}
	return encode, decode
}

// encodingFunction converts with a charset; for one that we do not have the result is
// unknown.
func encodingFunction(run func(encode func(string) []byte, decode func([]byte) string, text string) (string, error)) function.Function {
	return valueFunction(function.StaticReturnType(cty.String), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		encode, decode := charset(args[1].AsString())
		if encode == nil {
			return cty.UnknownVal(cty.String), nil
		}
		result, err := run(encode, decode, args[0].AsString())
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(result), nil
	}, cty.String, cty.String)
}

var textEncodeBase64 = encodingFunction(func(encode func(string) []byte, _ func([]byte) string, text string) (string, error) {
	return base64Of(encode(text)), nil
})

var textDecodeBase64 = encodingFunction(func(_ func(string) []byte, decode func([]byte) string, text string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", err
	}
	return decode(data), nil
})

var hugeNumber = pattern.Lazy(`\d[eE]\+?\d{5}`)

var jsonDecode = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "src", Type: cty.String}},
	Type: func(args []cty.Value) (cty.Type, error) {
		if !args[0].IsKnown() {
			return cty.DynamicPseudoType, nil
		}
		if hugeNumber().MatchString(args[0].AsString()) {
			return cty.NilType, errTooLarge
		}
		return ctyjson.ImpliedType([]byte(args[0].AsString()))
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		return ctyjson.Unmarshal([]byte(args[0].AsString()), ty)
	},
})

// indent is limited, since its width is a number that anyone can write.
func indent(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 2, 2); err != nil {
		return cty.DynamicVal, err
	}
	width, ok, err := wholeNumber(args[0])
	if err != nil {
		return cty.DynamicVal, err
	}
	text, err := oneText(args[1:])
	if err != nil {
		return cty.DynamicVal, err
	}
	bare, _ := unmarked(text)
	if ok && bare.IsKnown() && (width > maxText || width*strings.Count(bare.AsString(), "\n") > maxText) {
		return cty.DynamicVal, errTooLarge
	}
	return callFunction(stdlib.IndentFunc, args, false)
}

// yamlDecode reads YAML, after making sure that its aliases do not blow it up.
var yamlDecode = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "src", Type: cty.String}},
	Type: func(args []cty.Value) (cty.Type, error) {
		if !args[0].IsKnown() {
			return cty.DynamicPseudoType, nil
		}
		text := args[0].AsString()
		if hugeNumber().MatchString(text) {
			return cty.NilType, errTooLarge
		}
		if strings.Contains(text, "*") {
			_, problems := tree.Parse(source.NewFile("", []byte(text)), tree.Limits{Nodes: maxItems})
			for _, p := range problems {
				if p.Level == source.Error {
					return cty.NilType, errors.New(p.Message)
				}
			}
		}
		return yaml.Standard.ImpliedType([]byte(text))
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		return yaml.Standard.Unmarshal([]byte(args[0].AsString()), ty)
	},
})

var arnParts = []string{"partition", "service", "region", "account_id", "resource"}

// arnParse splits an ARN as the function of the aws provider does.
var arnParse = valueFunction(
	function.StaticReturnType(cty.Object(map[string]cty.Type{
		"partition": cty.String, "service": cty.String, "region": cty.String, "account_id": cty.String, "resource": cty.String,
	})),
	func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		sections := strings.SplitN(args[0].AsString(), ":", 6)
		if len(sections) != 6 || sections[0] != "arn" {
			return cty.NilVal, errors.New("the text is not an ARN")
		}
		parts := map[string]cty.Value{}
		for i, name := range arnParts {
			parts[name] = cty.StringVal(sections[i+1])
		}
		return cty.ObjectVal(parts), nil
	}, cty.String)

var arnBuild = stringFunction(5, func(args []string) (string, error) { return "arn:" + strings.Join(args, ":"), nil })

var trimRolePath = stringFunction(1, func(args []string) (string, error) {
	prefix, role, ok := strings.Cut(args[0], ":role/")
	if !ok {
		return "", errors.New("the text is not the ARN of a role")
	}
	return prefix + ":role/" + role[strings.LastIndexByte(role, '/')+1:], nil
})

// The functions below keep what is known of a partly known string.

// base64Encode keeps the text behind the encoding readable.
func base64Encode(args []cty.Value) (cty.Value, error) {
	v, err := oneText(args)
	if err != nil {
		return cty.DynamicVal, err
	}
	bare, origin := unmarked(v)
	switch {
	case bare.IsKnown():
		return cty.StringVal(base64Of([]byte(bare.AsString()))), nil
	case origin != nil && origin.Text != nil && !origin.Base64:
		return partial(origin.Text, "", true), nil
	}
	return partial([]Part{{Hole: originOrNone(origin)}}, "", true), nil
}

func originOrNone(o *Origin) *Origin {
	if o == nil {
		return derived()
	}
	return o
}

func base64Decode(args []cty.Value) (cty.Value, error) {
	v, err := oneText(args)
	if err != nil {
		return cty.DynamicVal, err
	}
	bare, origin := unmarked(v)
	switch {
	case bare.IsKnown():
		data, err := base64.StdEncoding.DecodeString(bare.AsString())
		if err != nil {
			return cty.DynamicVal, err
		}
		if !utf8.Valid(data) {
			return cty.DynamicVal, errors.New("the result of decoding is not UTF-8 text")
		}
		return cty.StringVal(string(data)), nil
	case origin != nil && origin.Text != nil && origin.Base64:
		return partial(origin.Text, "", false), nil
	}
	return unknown(cty.String, derived(origin)), nil
}

// baseName returns the last element of a path, which is known if the path's end is.
func baseName(args []cty.Value) (cty.Value, error) {
	v, err := oneText(args)
	if err != nil {
		return cty.DynamicVal, err
	}
	bare, origin := unmarked(v)
	if bare.IsKnown() {
		return cty.StringVal(path.Base(bare.AsString())), nil
	}
	if origin != nil && len(origin.Text) > 0 && !origin.Base64 {
		end := origin.Text[len(origin.Text)-1].Literal
		if strings.Contains(strings.TrimRight(end, "/"), "/") {
			return cty.StringVal(path.Base(end)), nil
		}
	}
	return unknown(cty.String, derived(origin)), nil
}

func oneText(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 1, 1); err != nil {
		return cty.DynamicVal, err
	}
	v, err := convert.Convert(args[0], cty.String)
	if err == nil && v.IsNull() {
		err = errors.New("the argument is null")
	}
	return v, err
}

// joinText joins the strings of lists.
func joinText(args []cty.Value) (cty.Value, error) {
	if len(args) < 2 {
		return cty.DynamicVal, errors.New("join needs a separator and a list")
	}
	separator, err := oneText(args[:1])
	if err != nil {
		return cty.DynamicVal, err
	}
	var b textBuilder
	first := true
	for _, arg := range args[1:] {
		list, err := convert.Convert(arg, cty.List(cty.String))
		if err != nil {
			return cty.DynamicVal, err
		}
		if list.IsNull() {
			return cty.DynamicVal, errors.New("a list is null")
		}
		bare, origin := unmarked(list)
		if !bare.IsKnown() {
			return unknown(cty.String, derived(append([]*Origin{origin}, originsIn(args...)...)...)), nil
		}
		for it := bare.ElementIterator(); it.Next(); {
			_, v := it.Element()
			if v.IsNull() {
				return cty.DynamicVal, errors.New("an element of the list is null")
			}
			if !first {
				b.value(separator)
			}
			first = false
			b.value(v)
			if b.size > maxText {
				return cty.DynamicVal, errTooLarge
			}
		}
	}
	return b.result()
}

var formatWidth = pattern.Lazy(`%[^a-zA-Z%]*[0-9]{5}`)

// format keeps the literal text around the unknown arguments of simple verbs.
func format(args []cty.Value) (cty.Value, error) {
	if len(args) == 0 {
		return cty.DynamicVal, errors.New("a format is needed")
	}
	layout, err := oneText(args[:1])
	if err != nil {
		return cty.DynamicVal, err
	}
	bare, _ := unmarked(layout)
	known := bare.IsKnown()
	if known && formatWidth().MatchString(bare.AsString()) {
		return cty.DynamicVal, errTooLarge
	}
	for _, arg := range args[1:] {
		known = known && arg.IsWhollyKnown()
	}
	if !known && bare.IsKnown() {
		if b, ok := formatPartial(bare.AsString(), args[1:]); ok {
			b.prefix, _, _ = strings.Cut(bare.AsString(), "%")
			return b.result()
		}
	}
	return callFunction(stdlib.FormatFunc, args, false)
}

// formatPartial formats if all verbs are as simple as %s; otherwise it gives up.
func formatPartial(layout string, args []cty.Value) (*textBuilder, bool) {
	b := &textBuilder{}
	next := 0
	for layout != "" {
		literal, rest, found := strings.Cut(layout, "%")
		b.literal(literal)
		if !found {
			break
		}
		if rest == "" {
			return nil, false
		}
		verb := rest[0]
		layout = rest[1:]
		if verb == '%' {
			b.literal("%")
			continue
		}
		if verb != 's' && verb != 'v' && verb != 'd' || next >= len(args) {
			return nil, false
		}
		arg := args[next]
		next++
		if bare, origin := unmarked(arg); !bare.IsKnown() && bare.Type() == cty.DynamicPseudoType {
			b.hole(origin, false)
			continue
		}
		if !arg.Type().IsPrimitiveType() || b.convert(arg) != nil {
			return nil, false
		}
	}
	return b, next == len(args)
}

// jsonEncode writes JSON; what is unknown becomes a hole in it.
func jsonEncode(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 1, 1); err != nil {
		return cty.DynamicVal, err
	}
	if args[0].IsWhollyKnown() {
		return stdlib.JSONEncode(plain(args[0]))
	}
	var b textBuilder
	if err := b.json(args[0]); err != nil {
		return cty.DynamicVal, err
	}
	if b.flush(); len(b.parts) > 0 && b.parts[0].Literal != "" {
		b.prefix = b.parts[0].Literal[:1]
	}
	return b.result()
}

// yamlEncode writes YAML. Text with holes is written as JSON, which is YAML too: what
// matters of it is what it says, not how it is laid out.
func yamlEncode(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 1, 1); err != nil {
		return cty.DynamicVal, err
	}
	if args[0].IsWhollyKnown() {
		return callFunction(yaml.YAMLEncodeFunc, args, false)
	}
	return jsonEncode(args)
}

func (b *textBuilder) json(v cty.Value) error {
	if b.size > maxText {
		return errTooLarge
	}
	bare, origin := unmarked(v)
	switch {
	case !bare.IsKnown():
		b.jsonUnknown(bare, origin)
		return nil
	case bare.IsNull():
		b.literal("null")
		return nil
	case bare.Type().IsObjectType() || bare.Type().IsMapType():
		return b.jsonObject(bare)
	case bare.CanIterateElements():
		return b.jsonList(v)
	case bare.Type() == cty.String:
		b.literal(jsonText(bare.AsString()))
		return nil
	}
	data, err := ctyjson.Marshal(bare, bare.Type())
	if err != nil {
		return err
	}
	b.literal(string(data))
	return nil
}

func (b *textBuilder) jsonUnknown(v cty.Value, origin *Origin) {
	isText := origin != nil && origin.Text != nil
	if !isText && (v.Type() != cty.String || v.Range().CouldBeNull()) {
		b.hole(origin, true)
		return
	}
	b.literal(`"`)
	if !isText || origin.Base64 {
		b.hole(origin, false)
	} else {
		for _, part := range origin.Text {
			if part.Hole != nil {
				b.hole(part.Hole, false)
				continue
			}
			escaped := jsonText(part.Literal)
			b.literal(escaped[1 : len(escaped)-1])
		}
	}
	b.literal(`"`)
}

func (b *textBuilder) jsonObject(v cty.Value) error {
	b.literal("{")
	first := true
	for it := v.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if !first {
			b.literal(",")
		}
		first = false
		b.literal(jsonText(plain(key).AsString()) + ":")
		if err := b.json(value); err != nil {
			return err
		}
	}
	b.literal("}")
	return nil
}

func (b *textBuilder) jsonList(v cty.Value) error {
	_, values, err := elementsOf(v)
	if err != nil {
		return err
	}
	b.literal("[")
	for i, op := range values {
		if i > 0 {
			b.literal(",")
		}
		if err := b.json(op.value); err != nil {
			return err
		}
	}
	b.literal("]")
	return nil
}

func jsonText(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		return fmt.Sprintf("%q", text) // cannot happen: every string has a JSON form
	}
	return string(data)
}
