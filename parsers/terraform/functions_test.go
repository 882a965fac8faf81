package terraform

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// TestFunctions checks the examples of Terraform's documentation and edge cases that it
// describes. A result is written as JSON, "error" or "unknown".
//
// Source: https://developer.hashicorp.com/terraform/language/functions
func TestFunctions(t *testing.T) {
	tests := map[string]string{
		// numbers
		`abs(-12.4)`: `12.4`, `ceil(5.1)`: `6`, `floor(4.9)`: `4`, `log(16, 2)`: `4`, `max([12, 54, 3]...)`: `54`, `min(12, 54, 3)`: `3`,
		`parseint("FF", 16)`: `255`, `parseint("invalid", 10)`: `error`, `pow(3, 2)`: `9`, `signum(-13)`: `-1`, `sum([10, 13, 6, 4.5])`: `33.5`,
		`sum([])`: `error`,
		// strings
		`chomp("hello\r\n\n")`: `"hello"`, `endswith("hello world", "world")`: `true`, `startswith("hello world", "world")`: `false`,
		`format("Hello, %s!", "Ander")`: `"Hello, Ander!"`, `format("%#v", { a = 1 })`: `"{\"a\":1}"`, `format("%s %s", "a")`: `error`,
		`formatlist("Hello, %s!", ["V", "A"])`: `["Hello, V!","Hello, A!"]`, `formatlist("%s-%d", "a", [1, 2])`: `["a-1","a-2"]`,
		`indent(2, "[\n  foo,\n]")`: `"[\n    foo,\n  ]"`, `join("-", ["foo", "bar"], ["baz"])`: `"foo-bar-baz"`, `join(", ", [])`: `""`,
		`lower("HELLO")`: `"hello"`, `upper("hello")`: `"HELLO"`, `title("hello world")`: `"Hello World"`,
		`regex("[a-z]+", "53453453.345345aaabbbccc23454")`: `"aaabbbccc"`, `regex("(\\d\\d)-(\\d)", "12-3")`: `["12","3"]`, `regex("x", "y")`: `error`,
		`regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs")`: `{"authority":"terraform.io","scheme":"https"}`,
		`regexall("[a-z]+", "1234abcd5678efgh9")`:                                                        `["abcd","efgh"]`, `length(regexall("[a-z]+", "123456789"))`: `0`,
		`replace("1 + 2 + 3", "+", "-")`: `"1 - 2 - 3"`, `replace("hello world", "/w.*d/", "everybody")`: `"hello everybody"`,
		`replace("ab", "/(a)(b)/", "$2$1")`: `"ba"`, `split(",", "foo,bar,baz")`: `["foo","bar","baz"]`, `split(",", "")`: `[""]`,
		`strcontains("hello world", "wor")`: `true`, `strrev("hello")`: `"olleh"`, `substr("hello world", 1, 4)`: `"ello"`, `substr("hello world", -5, -1)`: `"world"`,
		`trim("?!hello?!", "!?")`: `"hello"`, `trimprefix("helloworld", "hello")`: `"world"`, `trimsuffix("helloworld", "world")`: `"hello"`,
		`trimspace("  hello\n\n")`: `"hello"`,
		// collections
		`alltrue(["true", true])`: `true`, `alltrue([true, false])`: `false`, `alltrue([])`: `true`, `anytrue([])`: `false`, `anytrue([null, true])`: `true`,
		`chunklist(["a", "b", "c"], 2)`: `[["a","b"],["c"]]`, `coalesce("", "b")`: `"b"`, `coalesce(null, 1, "x")`: `"1"`, `coalesce("", null)`: `error`,
		`coalesce(["", "b"]...)`: `"b"`, `coalescelist([], ["c", "d"])`: `["c","d"]`, `compact(["a", "", "b", null, "c"])`: `["a","b","c"]`,
		`concat(["a", ""], ["b", "c"])`: `["a","","b","c"]`, `contains(["a", "b"], "a")`: `true`, `distinct(["a", "b", "a"])`: `["a","b"]`,
		`element(["a", "b", "c"], 3)`: `"a"`, `element(["a", "b", "c"], -1)`: `"c"`, `element([], 0)`: `error`,
		`flatten([["a", "b"], [], ["c"]])`: `["a","b","c"]`, `flatten([[["a"], []], ["c"]])`: `["a","c"]`, `flatten("a")`: `error`,
		`index(["a", "b", "c"], "b")`: `1`, `index(["a"], "b")`: `error`, `keys({ a = 1, c = 2, b = 3 })`: `["a","b","c"]`, `values({ a = 3, c = 2 })`: `[3,2]`,
		`length("👾🕹️")`: `2`, `length({ a = 1 })`: `1`, `length(toset(["a", "a"]))`: `1`, `length(1)`: `error`,
		`lookup({ a = "ay", b = "bee" }, "c", "what?")`: `"what?"`, `lookup({ a = "ay" }, "a")`: `"ay"`, `lookup({ a = "ay" }, "b")`: `error`,
		`matchkeys(["i-123", "i-abc", "i-def"], ["us-west", "us-east", "us-east"], ["us-east"])`: `["i-abc","i-def"]`,
		`merge({ a = "b", c = "d" }, { e = "f", c = "z" })`:                                      `{"a":"b","c":"z","e":"f"}`, `merge({ a = 1 }, null)`: `{"a":1}`,
		`one([])`: `null`, `one(["a"])`: `"a"`, `one(["a", "b"])`: `error`, `one(toset(["a"]))`: `"a"`, `one(null)`: `error`,
		`range(3)`: `[0,1,2]`, `range(1, 8, 2)`: `[1,3,5,7]`, `range(4, 1)`: `[4,3,2]`, `reverse([1, 2, 3])`: `[3,2,1]`,
		`setintersection(["a", "b"], ["b", "c"])`: `["b"]`, `setproduct(["a", "b"], ["x"])`: `[["a","x"],["b","x"]]`, `setsubtract(["a", "b"], ["a"])`: `["b"]`,
		`setunion(["a"], ["b"], ["d"])`: `["a","b","d"]`, `slice(["a", "b", "c", "d"], 1, 3)`: `["b","c"]`, `slice(["a"], 0, 2)`: `error`,
		`sort(["e", "d", "a", "x"])`: `["a","d","e","x"]`, `transpose({ a = ["1", "2"], b = ["2", "3"] })`: `{"1":["a"],"2":["a","b"],"3":["b"]}`,
		`zipmap(["a", "b"], [1, 2])`: `{"a":1,"b":2}`,
		// encoding
		`base64decode("SGVsbG8gV29ybGQ=")`: `"Hello World"`, `base64encode("Hello World")`: `"SGVsbG8gV29ybGQ="`, `base64decode("!")`: `error`,
		`base64gunzip(base64gzip("text"))`: `"text"`, `csvdecode("a,b\n1,2")`: `[{"a":"1","b":"2"}]`, `jsondecode("{\"a\": [1, null]}")`: `{"a":[1,null]}`,
		`jsonencode({ hello = "wor<ld" })`: `"{\"hello\":\"wor\\u003cld\"}"`, `jsonencode(null)`: `"null"`, `textdecodebase64("SABlAGwAbABvAA==", "UTF-16LE")`: `"Hello"`,
		`textencodebase64("Hello", "UTF-16LE")`: `"SABlAGwAbABvAA=="`, `urlencode("foo:bar@localhost?foo=bar&bar=baz")`: `"foo%3Abar%40localhost%3Ffoo%3Dbar%26bar%3Dbaz"`,
		`urldecode("a%20b")`: `"a b"`, `yamldecode("a: 1\nb: &x [c]\nd: *x")`: `{"a":1,"b":["c"],"d":["c"]}`, `yamlencode({ a = "b", c = [1] })`: `"\"a\": \"b\"\n\"c\":\n- 1\n"`,
		// files and dates
		`basename("foo/bar/baz.txt")`: `"baz.txt"`, `dirname("foo/bar/baz.txt")`: `"foo/bar"`, `file("../x")`: `unknown`, `formatdate("DD MMM YYYY", "2018-01-02T23:12:01Z")`: `"02 Jan 2018"`,
		`timeadd("2017-11-22T00:00:00Z", "10m")`: `"2017-11-22T00:10:00Z"`, `timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00")`: `0`, `timestamp()`: `unknown`, `plantimestamp()`: `unknown`,
		`uuid()`: `unknown`, `bcrypt("x")`: `unknown`, `abspath(".")`: `unknown`,
		// hashes
		`base64sha256("hello world")`: `"uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="`, `md5("hello world")`: `"5eb63bbbe01eeed093cb22bb8f5acdc3"`,
		`sha1("hello world")`: `"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"`, `sha256("hello world")`: `"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"`,
		`uuidv5("dns", "www.terraform.io")`: `"a5008fae-b28c-5ba5-96cd-82b4c53552d6"`,
		// networks
		`cidrhost("10.12.112.0/20", 16)`: `"10.12.112.16"`, `cidrnetmask("172.16.0.0/12")`: `"255.240.0.0"`, `cidrsubnet("172.16.0.0/12", 4, 2)`: `"172.18.0.0/16"`,
		`cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)`: `"fd00:fd12:3456:7800:a200::/72"`, `cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`: `["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"]`,
		`cidrcontains("192.168.2.0/20", "192.168.2.1")`: `true`, `cidrcontains("192.168.2.0/24", "192.168.0.0/16")`: `false`,
		// types
		`can(local.missing)`: `false`, `try(local.missing, "d")`: `"d"`, `try(local.missing)`: `error`, `nonsensitive("a")`: `"a"`, `sensitive("a")`: `"a"`, `tobool("true")`: `true`,
		`tobool("yes")`: `error`, `tolist(["a", 1])`: `["a","1"]`, `tomap({ a = "foo", b = true })`: `{"a":"foo","b":"true"}`, `tonumber("1")`: `1`, `tonumber("no")`: `error`,
		`toset(["c", "b", "b"])`: `["b","c"]`, `tostring(1)`: `"1"`, `tostring([])`: `error`, `core::upper("a")`: `"A"`,
		// providers
		`provider::aws::arn_parse("arn:aws:iam::444455556666:role/example").account_id`: `"444455556666"`, `provider::aws::arn_build("aws", "iam", "", "1", "role/x")`: `"arn:aws:iam::1:role/x"`,
		`provider::aws::trim_iam_role_path("arn:aws:iam::1:role/with/path/example")`: `"arn:aws:iam::1:role/example"`, `provider::other::thing(1)`: `unknown`,
		`templatestring("a $${b}", { b = 1 })`: `"a 1"`,
	}
	root := evaluated(t, ".", map[string]string{"main.tf": `locals { a = 1 }`}, Options{})
	for text, want := range tests {
		v, err := scope{m: root.Module}.eval(parseExpression(t, text))
		var got string
		switch {
		case err != nil:
			got = "error"
		case !v.IsWhollyKnown():
			got = "unknown"
		default:
			data, err := ctyjson.Marshal(plain(v), v.Type())
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			got = string(data)
		}
		if got != want {
			t.Errorf("%s = %s, want %s (%v)", text, got, want, err)
		}
	}
}

// documented are the functions that the documentation of Terraform and OpenTofu lists.
const documented = `abs abspath alltrue anytrue base64decode base64encode base64gunzip base64gzip base64sha256 base64sha512 basename bcrypt can ceil chomp
chunklist cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains csvdecode dirname distinct element endswith
ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 filesha256 filesha512 flatten floor format formatdate
formatlist indent index issensitive join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min nonsensitive one parseint pathexpand
plantimestamp pow range regex regexall replace reverse rsadecrypt sensitive setintersection setproduct setsubtract setunion sha1 sha256 sha512 signum slice sort
split startswith strcontains strrev substr sum templatefile templatestring textdecodebase64 textencodebase64 timeadd timecmp timestamp title tobool tolist tomap
tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try upper urldecode urlencode uuid uuidv5 values yamldecode yamlencode zipmap`

func TestAllFunctionsAreThere(t *testing.T) {
	for name := range strings.FieldsSeq(documented) {
		_, plain := functions[name]
		if _, keeps := keepers[name]; !plain && !keeps && specials(name) == nil {
			t.Errorf("the function %s is missing", name)
		}
	}
}

// TestUnknownArguments checks that no function takes an unknown argument for a known one,
// and that none loses the origin.
func TestUnknownArguments(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `variable "u" {}
		variable "us" { type = string }
		variable "ul" { type = list(string) }
		variable "um" { type = map(string) }`}, Options{})
	s := scope{m: root.Module}
	for _, text := range []string{
		`upper(var.us)`, `length(var.ul)`, `keys(var.um)`, `merge({ a = 1 }, var.um)`, `concat(["a"], var.ul)`, `element(var.ul, 0)`, `lookup(var.um, "a", "b")`,
		`lookup({ a = 1 }, var.us, 2)`, `coalesce(var.us, "b")`, `contains(var.ul, "a")`, `contains([var.us], "a")`, `try(var.u.a, "b")`, `can(var.u.a)`, `one(var.ul)`,
		`index(["a", var.us], "b")`, `split(",", var.us)`, `jsondecode(var.us)`, `regex("a", var.us)`, `var.us == "a"`, `var.us != ""`, `var.us == null`, `flatten([var.u])`,
		`flatten([["a"], var.ul])`, `distinct(["a", var.us])`, `compact(["a", var.us])`, `sort(["b", var.us])`, `setunion(["a"], var.ul)`, `range(length(var.ul))`,
		`[for x in var.ul : "a"]`, `{ for x in var.ul : x => 1 }`, `var.us == "a" ? 1 : 2`, `alltrue([true, var.us == "a"])`, `sum([1, length(var.ul)])`, `fileexists(var.us)`,
		`fileset(".", var.us)`, `templatestring(var.us, {})`, `yamldecode(var.us)`, `base64decode(var.us)`, `tolist(var.u)`, `slice(var.ul, 0, length(var.ul))`, `matchkeys(["a"], [var.us], ["b"])`,
	} {
		v, err := s.eval(parseExpression(t, text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if v.IsWhollyKnown() {
			t.Errorf("%s is known: %#v", text, v)
			continue
		}
		origin := originsIn(v)[0]
		if !strings.HasPrefix(origin.String(), "var.") || origin.Reason != VariableWithoutDefault {
			if !strings.Contains(text, "fileset") || origin == nil {
				t.Errorf("%s has the origin %s %q", text, origin.Reason, origin)
			}
		}
	}
}

// TestIncompleteLists checks which elements an unknown list is said to have.
func TestIncompleteLists(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `variable "u" { type = list(string) }
		resource "aws_security_group" "g" {}`}, Options{})
	tests := map[string][]string{
		`concat(["a"], var.u)`: {"a"}, `compact(["a", "", null, aws_security_group.g.id])`: {"a", "aws_security_group.g.id"},
		`compact(distinct(concat(var.u, [aws_security_group.g.id])))`: {"aws_security_group.g.id"}, `flatten([["a"], var.u, "b"])`: {"b", "a"},
		`compact([aws_security_group.g.description])`: nil, `tolist(concat(["a"], var.u))`: {"a"}, `setunion(["a"], var.u)`: {"a"},
		`try([aws_security_group.g.id, "c"], [])`: {"aws_security_group.g.id", "c"},
	}
	for text, want := range tests {
		v, err := scope{m: root.Module}.eval(parseExpression(t, text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		for _, item := range originOf(v).Items {
			if bare, origin := unmarked(item); !bare.IsKnown() {
				got = append(got, origin.String())
			} else if s, err := convert.Convert(bare, cty.String); err == nil {
				got = append(got, s.AsString())
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
