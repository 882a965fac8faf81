package tree

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// The tags of the YAML 1.1 type repository that resolution knows.
const (
	tagString    = "!!str"
	tagBool      = "!!bool"
	tagInt       = "!!int"
	tagFloat     = "!!float"
	tagNull      = "!!null"
	tagTimestamp = "!!timestamp"
	tagBinary    = "!!binary"
	tagMerge     = "!!merge"
)

// words are the plain scalars of YAML 1.1 that are no strings although they are words.
// Source: https://yaml.org/type/bool.html and null.html, as go.yaml.in/yaml/v2 reads them.
var words = map[string]scalar{
	"y": {kind: Bool, text: "true"}, "Y": {kind: Bool, text: "true"},
	"yes": {kind: Bool, text: "true"}, "Yes": {kind: Bool, text: "true"}, "YES": {kind: Bool, text: "true"},
	"true": {kind: Bool, text: "true"}, "True": {kind: Bool, text: "true"}, "TRUE": {kind: Bool, text: "true"},
	"on": {kind: Bool, text: "true"}, "On": {kind: Bool, text: "true"}, "ON": {kind: Bool, text: "true"},
	"n": {kind: Bool, text: "false"}, "N": {kind: Bool, text: "false"},
	"no": {kind: Bool, text: "false"}, "No": {kind: Bool, text: "false"}, "NO": {kind: Bool, text: "false"},
	"false": {kind: Bool, text: "false"}, "False": {kind: Bool, text: "false"}, "FALSE": {kind: Bool, text: "false"},
	"off": {kind: Bool, text: "false"}, "Off": {kind: Bool, text: "false"}, "OFF": {kind: Bool, text: "false"},
	"": {}, "~": {}, "null": {}, "Null": {}, "NULL": {},
}

// infinities have no JSON form, so kubectl refuses a document that holds one.
var infinities = map[string]bool{
	".nan": true, ".NaN": true, ".NAN": true,
	".inf": true, ".Inf": true, ".INF": true,
	"+.inf": true, "+.Inf": true, "+.INF": true,
	"-.inf": true, "-.Inf": true, "-.INF": true,
}

// scalar is a resolved plain scalar.
type scalar struct {
	kind  Kind
	text  string // as Node.Text
	time  bool   // looks like a timestamp; its kind is String nevertheless
	float bool   // is written as a float; its kind may be Int nevertheless
}

var decimal = pattern.Lazy(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)

// resolve gives a scalar its type. tag is the explicit tag in its short form ("!!int")
// or "" if there is none; plain is false for quoted and block scalars.
func resolve(tag, text string, plain bool) (scalar, error) {
	switch tag {
	case "":
		if !plain {
			return scalar{kind: String, text: text}, nil
		}
		return resolvePlain(text)
	case tagBool, tagInt, tagFloat, tagNull, tagTimestamp:
		return resolveTagged(tag, text)
	case tagBinary:
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return scalar{}, fmt.Errorf("!!binary value is not base64")
		}
		return scalar{kind: String, text: string(data)}, nil
	default: // !!str and tags of other applications
		return scalar{kind: String, text: text}, nil
	}
}

func resolvePlain(text string) (scalar, error) {
	if s, ok := words[text]; ok {
		return s, nil
	}
	if infinities[text] {
		return scalar{}, fmt.Errorf("%s is not a number that JSON can hold", text)
	}
	switch c := text[0]; {
	case c == '.':
		// strconv accepts more than YAML does (underscores excepted); so does yaml.v2.
		return number(text, strconv.ParseFloat)
	case c == '+' || c == '-' || '0' <= c && c <= '9':
		if isTimestamp(text) {
			return scalar{kind: String, text: text, time: true}, nil
		}
		return resolveNumber(text), nil
	}
	return scalar{kind: String, text: text}, nil
}

func number(text string, parse func(string, int) (float64, error)) (scalar, error) {
	f, err := parse(text, 64)
	if err != nil {
		return scalar{kind: String, text: text}, nil //nolint:nilerr // what is no number is a string
	}
	return float(f)
}

func float(f float64) (scalar, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return scalar{}, fmt.Errorf("%v is not a number that JSON can hold", f)
	}
	// As encoding/json writes it: a whole number has no fraction, so it is an integer
	// for whoever reads the JSON.
	data, err := json.Marshal(f)
	if err != nil {
		return scalar{}, err
	}
	text := string(data)
	if !strings.ContainsAny(text, ".e") && text != "-0" {
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			return scalar{kind: Int, text: text, float: true}, nil
		}
	}
	return scalar{kind: Float, text: text, float: true}, nil
}

// resolveNumber reads what starts like a number; what is none is a string.
func resolveNumber(text string) scalar {
	plain := strings.ReplaceAll(text, "_", "")
	if i, err := strconv.ParseInt(plain, 0, 64); err == nil {
		return scalar{kind: Int, text: strconv.FormatInt(i, 10)}
	}
	if u, err := strconv.ParseUint(plain, 0, 64); err == nil {
		return scalar{kind: Int, text: strconv.FormatUint(u, 10)}
	}
	if decimal().MatchString(plain) {
		if f, err := strconv.ParseFloat(plain, 64); err == nil {
			if s, err := float(f); err == nil {
				return s
			}
		}
	}
	// A sign behind the 0b, which strconv refuses and yaml.v2 takes.
	sign, digits, _ := strings.Cut(plain, "0b")
	if sign == "" || sign == "-" {
		if i, err := strconv.ParseInt(sign+digits, 2, 64); err == nil && strings.HasPrefix(plain, sign+"0b") {
			return scalar{kind: Int, text: strconv.FormatInt(i, 10)}
		}
	}
	return scalar{kind: String, text: text}
}

func resolveTagged(tag, text string) (scalar, error) {
	s, err := resolvePlain(text)
	if text == "" {
		s = scalar{}
	}
	if err != nil {
		return s, err
	}
	isTag := s.kind == Bool && tag == tagBool ||
		s.kind == Int && (tag == tagInt && !s.float || tag == tagFloat) ||
		s.kind == Float && tag == tagFloat ||
		s.kind == Null && tag == tagNull ||
		s.time && tag == tagTimestamp
	if !isTag {
		return s, fmt.Errorf("%q is not a %s", text, tag)
	}
	return s, nil
}

// timestampLayouts are the forms that keep a date from being read as a number.
// Source: https://yaml.org/type/timestamp.html, as far as go.yaml.in/yaml/v2 goes.
var timestampLayouts = []string{
	"2006-1-2T15:4:5.999999999Z07:00",
	"2006-1-2t15:4:5.999999999Z07:00",
	"2006-1-2 15:4:5.999999999",
	"2006-1-2",
}

func isTimestamp(text string) bool {
	if len(text) < 6 || text[4] != '-' || strings.Trim(text[:4], "0123456789") != "" {
		return false
	}
	for _, layout := range timestampLayouts {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
