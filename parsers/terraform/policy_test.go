package terraform

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPolicyDocuments checks what the documentation of data.aws_iam_policy_document says
// about rendering and merging.
//
// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
func TestPolicyDocuments(t *testing.T) {
	const allow = `
		statement {
		  sid       = "A"
		  actions   = ["s3:GetObject"]
		  resources = ["*"]
		}`
	tests := []struct {
		name, reason, config, want string
	}{
		{
			name: "defaults", reason: "version 2012-10-17, effect Allow, a single value is no list", config: `data "aws_iam_policy_document" "d" {` + allow + `}`,
			want: `{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`,
		},
		{
			name: "an empty document", reason: "it has a version only", config: `data "aws_iam_policy_document" "d" {}`, want: `{"Version":"2012-10-17"}`,
		},
		{
			name: "all parts of a statement", reason: "lists are sets, sorted backwards; &{ stands for ${",
			config: `data "aws_iam_policy_document" "d" {
				version   = "2008-10-17"
				policy_id = "id"
				statement {
				  effect        = "Deny"
				  not_actions   = ["b:c", "a:b", "a:b"]
				  not_resources = ["arn:aws:s3:::home/&{aws:username}/*"]
				  not_principals {
				    type        = "AWS"
				    identifiers = ["b", "a"]
				  }
				  condition {
				    test     = "StringLike"
				    variable = "s3:prefix"
				    values   = ["", "home/", "home/&{aws:username}/"]
				  }
				  condition {
				    test     = "StringLike"
				    variable = "aws:x"
				    values   = ["1"]
				  }
				}
			}`,
			want: `{"Version":"2008-10-17","Id":"id","Statement":[{"Effect":"Deny","NotAction":["b:c","a:b"],"NotResource":"arn:aws:s3:::home/${aws:username}/*",
				"NotPrincipal":{"AWS":["b","a"]},"Condition":{"StringLike":{"aws:x":"1","s3:prefix":["","home/","home/${aws:username}/"]}}}]}`,
		},
		{
			name: "everyone", reason: `type "*" is the string "*", AWS "*" is not`, config: `data "aws_iam_policy_document" "d" {
				statement {
				  principals {
				    type        = "*"
				    identifiers = ["*"]
				  }
				}
				statement {
				  principals {
				    type        = "AWS"
				    identifiers = ["*"]
				  }
				}
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":"*"}}]}`,
		},
		{
			name: "principals of one type", reason: "their identifiers are put together", config: `data "aws_iam_policy_document" "d" {
				statement {
				  principals {
				    type        = "AWS"
				    identifiers = ["a"]
				  }
				  principals {
				    type        = "AWS"
				    identifiers = ["b"]
				  }
				  principals {
				    type        = "Service"
				    identifiers = ["ec2.amazonaws.com"]
				  }
				}
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["a","b"],"Service":"ec2.amazonaws.com"}}]}`,
		},
		{
			name: "source documents", reason: "their statements come first, in order; an own statement replaces the one of its sid",
			config: `data "aws_iam_policy_document" "s" {
				statement {
				  sid     = "A"
				  actions = ["old"]
				}
				statement {
				  sid     = "B"
				  actions = ["b"]
				}
			}
			data "aws_iam_policy_document" "d" {
				source_policy_documents = [data.aws_iam_policy_document.s.json, jsonencode({ Statement = { Action = "c" } })]` + allow + `
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Sid":"B","Effect":"Allow","Action":"b"},{"Action":"c"}]}`,
		},
		{
			name: "override documents", reason: "they replace statements of the same sid and add the others",
			config: `data "aws_iam_policy_document" "d" {
				override_policy_documents = [jsonencode({ Statement = [{ Sid = "A", Effect = "Deny" }, { Sid = "C" }] }), jsonencode({ Statement = [{ Sid = "C", Effect = "Deny" }] })]` + allow + `
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny"},{"Sid":"C","Effect":"Deny"}]}`,
		},
		{
			name: "the old arguments", reason: "source_json and override_json are still met", config: `data "aws_iam_policy_document" "d" {
				source_json   = jsonencode({ Statement = [{ Sid = "S" }] })
				override_json = jsonencode({ Statement = [{ Sid = "A", Effect = "Deny" }] })` + allow + `
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Sid":"S"},{"Sid":"A","Effect":"Deny"}]}`,
		},
		{
			name: "the same sid in two source documents", reason: "the provider refuses it", config: `data "aws_iam_policy_document" "d" {
				source_policy_documents = [jsonencode({ Statement = [{ Sid = "S" }] }), jsonencode({ Statement = [{ Sid = "S" }] })]
			}`,
			want: "unknown",
		},
		{
			name: "dynamic statements", reason: "they are expanded in their place", config: `data "aws_iam_policy_document" "d" {
				dynamic "statement" {
				  for_each = ["a", "b"]
				  content { actions = [statement.value] }
				}
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a"},{"Effect":"Allow","Action":"b"}]}`,
		},
		{
			name: "unknown parts", reason: "what is known beside them stays", config: `variable "u" {}
			variable "l" { type = list(string) }
			data "aws_iam_policy_document" "d" {
				source_policy_documents = [var.u]
				statement {
				  actions   = ["a", "b${var.u}"]
				  resources = var.l
				}
				dynamic "statement" {
				  for_each = var.l
				  content { actions = ["x"] }
				}
			}`,
			want: `{"Version":"2012-10-17","Statement":[<<var.u>>,{"Effect":"Allow","Action":["b<var.u>","a"],"Resource":<<var.l>>},<<var.l>>]}`,
		},
		{
			name: "an unknown override", reason: "it may replace any statement that has a sid", config: `variable "u" {}
			data "aws_iam_policy_document" "d" {
				override_policy_documents = [var.u]
				statement { actions = ["kept"] }` + allow + `
			}`,
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kept"},<<var.u>>,<<var.u>>]}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluated(t, ".", map[string]string{"main.tf": test.config}, Options{})
			v, err := scope{m: root.Module}.eval(parseExpression(t, "data.aws_iam_policy_document.d.json"))
			if err != nil {
				t.Fatal(err)
			}
			bare, origin := unmarked(v)
			var got string
			want := test.want
			switch {
			case bare.IsKnown():
				got, want = compact(t, bare.AsString()), compact(t, test.want)
			case origin.Text != nil:
				got = strings.TrimPrefix(text(origin), " in ")
			default:
				got = "unknown"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

// compact drops the white space of JSON, but keeps the order of keys.
func compact(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if err != nil {
			return out.String()
		}
		data, err := json.Marshal(token)
		if delim, ok := token.(json.Delim); ok {
			data, err = []byte(delim.String()), nil
		}
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
		out.WriteByte(' ')
	}
}

func TestPolicyThatIsAStructure(t *testing.T) {
	for _, policy := range []string{"{ Statement = [] }", "[1]"} {
		root := evaluated(t, ".", map[string]string{"main.tf": "resource \"aws_iam_policy\" \"p\" {\n  policy = " + policy + "\n}\n"}, Options{})
		if p := root.Map(0).AWS.IAMPolicies[0]; p.Why("statements") == "" {
			t.Errorf("the statements of %s are known: %s", policy, mustJSON(t, shown(p)))
		}
	}
}
