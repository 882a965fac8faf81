package terraform

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/source"
)

const planConfig = `
module "eks" {
  source = "./eks"
  role   = aws_iam_role.r.arn
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = data.aws_iam_policy_document.d.json
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sts:AssumeRole"]
    resources = []
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com", aws_iam_role.other.arn]
    }
  }
}
resource "aws_iam_role" "other" { name = "other" }
resource "aws_security_group_rule" "in" {
  security_group_id = module.eks.group
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}
`

const planModule = `
variable "role" {}
resource "aws_eks_cluster" "c" {
  count    = 1
  name     = "c"
  role_arn = var.role
  vpc_config {
    endpoint_public_access = true
    security_group_ids     = [aws_security_group.g["a.b"].id]
  }
}
resource "aws_security_group" "g" {
  for_each = { "a.b" = 1 }
}
output "group" { value = aws_security_group.g["a.b"].id }
`

// planJSON is what Terraform prints for that configuration, cut down to what is read.
const planJSON = `{
  "format_version": "1.2",
  "terraform_version": "1.11.4",
  "resource_changes": [
    {"address": "module.eks.aws_eks_cluster.c[0]", "module_address": "module.eks", "mode": "managed", "type": "aws_eks_cluster", "name": "c", "index": 0,
     "change": {"actions": ["create"], "before": null,
       "after": {"name": "c", "vpc_config": [{"endpoint_public_access": true, "security_group_ids": [null]}], "access_config": [], "tags": null, "outpost_config": []},
       "after_unknown": {"arn": true, "role_arn": true, "vpc_config": [{"security_group_ids": [true], "vpc_id": true}], "access_config": []},
       "after_sensitive": {}}},
    {"address": "module.eks.aws_security_group.g[\"a.b\"]", "module_address": "module.eks", "mode": "managed", "type": "aws_security_group", "name": "g", "index": "a.b",
     "change": {"actions": ["create"], "after": {"description": "Managed by Terraform"}, "after_unknown": {"id": true, "ingress": true, "egress": true}, "after_sensitive": {}}},
    {"address": "aws_iam_role.r", "mode": "managed", "type": "aws_iam_role", "name": "r",
     "change": {"actions": ["create"], "after": {"name": "r"}, "after_unknown": {"assume_role_policy": true, "arn": true}, "after_sensitive": {}}},
    {"address": "aws_iam_role.other", "mode": "managed", "type": "aws_iam_role", "name": "other",
     "change": {"actions": ["no-op"], "after": {"name": "other"}, "after_unknown": {}, "after_sensitive": {}}},
    {"address": "aws_iam_role.gone", "mode": "managed", "type": "aws_iam_role", "name": "gone",
     "change": {"actions": ["delete"], "before": {"name": "gone"}, "after": null, "after_unknown": {}, "after_sensitive": false}},
    {"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document", "name": "d",
     "change": {"actions": ["read"], "after": {"statement": [{"actions": ["sts:AssumeRole"], "resources": null,
        "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com", null]}]}]},
       "after_unknown": {"id": true, "json": true, "statement": [{"actions": [false], "principals": [{"identifiers": [false, true]}]}]}, "after_sensitive": {}}},
    {"address": "aws_security_group_rule.in", "mode": "managed", "type": "aws_security_group_rule", "name": "in",
     "change": {"actions": ["create"], "after": {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]},
       "after_unknown": {"security_group_id": true, "cidr_blocks": [false]}, "after_sensitive": {}}},
    {"address": "aws_db_instance.secret", "mode": "managed", "type": "aws_db_instance", "name": "secret",
     "change": {"actions": ["create"], "after": {"engine": "postgres", "port": 5432, "password": "hunter2hunter2", "publicly_accessible": true},
       "after_unknown": {}, "after_sensitive": {"engine": true, "password": true}}}
  ],
  "configuration": {"root_module": {
    "resources": [
      {"address": "aws_iam_role.r", "expressions": {"name": {"constant_value": "r"},
        "assume_role_policy": {"references": ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"]}}},
      {"address": "data.aws_iam_policy_document.d", "expressions": {"statement": [{"principals": [{"identifiers": {"references": ["aws_iam_role.other.arn", "aws_iam_role.other"]}}]}]}},
      {"address": "aws_security_group_rule.in", "expressions": {"security_group_id": {"references": ["module.eks.group", "module.eks"]}}}
    ],
    "module_calls": {"eks": {"source": "./eks", "expressions": {"role": {"references": ["aws_iam_role.r.arn", "aws_iam_role.r"]}},
      "module": {
        "outputs": {"group": {"expression": {"references": ["aws_security_group.g[\"a.b\"].id", "aws_security_group.g[\"a.b\"]", "aws_security_group.g"]}}},
        "resources": [
          {"address": "aws_eks_cluster.c", "expressions": {"role_arn": {"references": ["var.role"]},
            "vpc_config": [{"security_group_ids": {"references": ["aws_security_group.g[\"a.b\"].id", "aws_security_group.g[\"a.b\"]", "aws_security_group.g"]}}]}},
          {"address": "aws_security_group.g", "expressions": {}}
        ]}}}
  }}
}`

// TestPlanIsTheModelOfItsConfiguration compares a plan with the evaluated configuration
// that it was made of.
func TestPlanIsTheModelOfItsConfiguration(t *testing.T) {
	config := evaluated(t, ".", map[string]string{"main.tf": planConfig, "eks/main.tf": planModule}, Options{})
	plan := ReadPlan(source.NewFile("plan.json", []byte(planJSON)), nil)
	if len(plan.Problems) > 0 {
		t.Fatal(plan.Problems)
	}
	want, got := config.Map(0), plan.Map(0)
	pairs := []struct {
		name      string
		want, got any
	}{
		{"clusters", want.AWS.Clusters, got.AWS.Clusters},
		{"security_group_rules", want.AWS.SecurityGroupRules, got.AWS.SecurityGroupRules},
	}
	for _, pair := range pairs {
		if diff := cmp.Diff(mustJSON(t, shown(pair.want)), mustJSON(t, shown(pair.got))); diff != "" {
			t.Errorf("%s (-configuration +plan):\n%s", pair.name, diff)
		}
	}
	if got.AWS.Clusters[0].Role == nil || got.AWS.Clusters[0].Role.Name != "r" {
		t.Error("the cluster's role is not joined through the variable of the module")
	}
	if groups := got.AWS.Clusters[0].VPCConfig.SecurityGroups; len(groups) != 1 || len(groups[0].Rules) != 1 {
		t.Error("the rule is not joined to its group through the output of the module")
	}
	trust := got.AWS.IAMRoles[0].Trust
	if len(trust) != 1 || len(trust[0].Principals) != 2 || trust[0].Principals[1].Identifier != "eks.amazonaws.com" || trust[0].Principals[0].Why("identifier") == "" {
		t.Errorf("the trust policy that is read later is %s", mustJSON(t, shown(trust)))
	}
	if n := len(got.AWS.IAMRoles); n != 2 {
		t.Errorf("%d roles, and one of three is deleted", n)
	}
}

func TestPlanHidesSensitiveValues(t *testing.T) {
	got := ReadPlan(source.NewFile("plan.json", []byte(planJSON)), nil).Map(0)
	db := got.AWS.Databases[0]
	if db.Engine != "" || db.Unknown["engine"] != "sensitive" || db.PubliclyAccessible == nil {
		t.Errorf("%s", mustJSON(t, shown(db)))
	}
}

func TestPlanPlaces(t *testing.T) {
	config := evaluated(t, ".", map[string]string{"main.tf": planConfig, "eks/main.tf": planModule}, Options{})
	file := source.NewFile("plan.json", []byte(planJSON))
	alone, beside := ReadPlan(file, nil).Map(0), ReadPlan(file, config).Map(0)
	show := func(m *Mapped, field string) string {
		place, ok := m.Anchors.Locate(m.AWS.Clusters[0].Ref, strings.Split(field, "."))
		if !ok {
			t.Fatal("no such node")
		}
		return place.File.Path + ": " + string(place.File.Data[place.Span.Start:place.Span.End])
	}
	tests := []struct{ name, got, want string }{
		{"an argument in the plan", show(alone, "vpc_config.endpoint_public_access"), `plan.json: "endpoint_public_access": true`},
		{"an unset argument in the plan", show(alone, "deletion_protection"), `plan.json: "address": "module.eks.aws_eks_cluster.c[0]"`},
		{"an argument in the configuration", show(beside, "vpc_config.endpoint_public_access"), "eks/main.tf: endpoint_public_access = true"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestBrokenPlans(*testing.T) {
	for _, text := range []string{"", "[]", "{", `{"format_version": "1.2", "resource_changes": 3}`, `{"format_version": "1.2", "resource_changes": [3, {"address": "a", "change": {"after": {}}}, {"address": "[", "change": {"after": {"x": [{}]}, "after_unknown": {"x": [[true]]}}}]}`} {
		ReadPlan(source.NewFile("plan.json", []byte(text)), nil).Map(0)
	}
}
