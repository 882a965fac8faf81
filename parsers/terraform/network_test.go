package terraform

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const networkRoot = `
variable "table" {}
variable "many" {}
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "routed" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "other" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "plain" { vpc_id = aws_vpc.main.id }
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "routed" { vpc_id = aws_vpc.main.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.routed.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
resource "aws_default_route_table" "main" { default_route_table_id = aws_vpc.main.default_route_table_id }
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "routed" {
  subnet_id      = aws_subnet.routed.id
  route_table_id = aws_route_table.routed.id
}
resource "aws_route_table_association" "other" {
  subnet_id      = aws_subnet.other.id
  route_table_id = var.table
}

resource "aws_kms_key" "direct" {}
resource "aws_kms_key" "aliased" {}
resource "aws_kms_key" "idle" {}
resource "aws_kms_alias" "a" { target_key_id = aws_kms_key.aliased.key_id }
resource "aws_launch_template" "one" {
  block_device_mappings {
    ebs { kms_key_id = aws_kms_key.direct.arn }
  }
}
resource "aws_launch_template" "two" { name = "two" }
resource "aws_launch_template" "three" {}
resource "aws_efs_file_system" "data" {
  provider   = aws.west
  kms_key_id = aws_kms_alias.a.arn
}
resource "aws_efs_mount_target" "data" {
  file_system_id = aws_efs_file_system.data.id
  subnet_id      = aws_subnet.public.id
}
resource "aws_lb_target_group" "web" {}
resource "aws_autoscaling_group" "mixed" {
  name                = "mixed"
  vpc_zone_identifier = [aws_subnet.public.id]
  mixed_instances_policy {
    launch_template {
      launch_template_specification { launch_template_id = aws_launch_template.one.id }
      override {
        launch_template_specification { launch_template_name = "two" }
      }
      dynamic "override" {
        for_each = var.many
        content {
          launch_template_specification { launch_template_id = aws_launch_template.three.id }
        }
      }
    }
  }
}
resource "aws_autoscaling_attachment" "web" {
  autoscaling_group_name = aws_autoscaling_group.mixed.name
  lb_target_group_arn    = aws_lb_target_group.web.arn
}
resource "aws_vpc_endpoint" "ecr" {
  provider     = aws.west
  region       = "us-west-2"
  service_name = "com.amazonaws.${aws_vpc.main.region}.ecr.api"
}
resource "aws_vpc_endpoint_policy" "ecr" {
  vpc_endpoint_id = aws_vpc_endpoint.ecr.id
  policy          = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*", Principal = "*" }] })
}
resource "aws_guardduty_detector" "d" {}
resource "aws_guardduty_detector_feature" "f" {
  detector_id = aws_guardduty_detector.d.id
  name        = "EKS_AUDIT_LOGS"
  status      = "DISABLED"
}
`

func TestMapOfWhatOtherResourcesAdd(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": networkRoot}, Options{})
	m := root.Map(0)
	byAddress := map[string]any{}
	for _, s := range m.AWS.Subnets {
		byAddress[s.Address] = s
	}
	tests := []struct {
		name, reason string
		got          any
		want         string
	}{
		{
			name: "subnet with a table", reason: "of its association", got: byAddress["aws_subnet.public"],
			want: `{"root":".","type":"aws_subnet","address":"aws_subnet.public","vpc":"aws_vpc.main","route_table":"aws_route_table.public","unknown":{"vpc_id":"known-after-apply"}}`,
		},
		{
			name: "subnet without an association", reason: "it has the main table of its VPC", got: byAddress["aws_subnet.plain"],
			want: `{"root":".","type":"aws_subnet","address":"aws_subnet.plain","vpc":"aws_vpc.main","route_table":"aws_default_route_table.main","unknown":{"vpc_id":"known-after-apply"}}`,
		},
		{
			name: "subnet with an unknown table", reason: "the variable decides", got: byAddress["aws_subnet.other"],
			want: `{"root":".","type":"aws_subnet","address":"aws_subnet.other","vpc":"aws_vpc.main","unknown":{"vpc_id":"known-after-apply","route_table":"variable-without-default"}}`,
		},
		{
			name: "inline route", reason: "its gateway is joined", got: m.AWS.RouteTables[1].Routes[0],
			want: `{"root":".","type":"aws_route_table","address":"aws_route_table.public","cidr_block":"0.0.0.0/0","gateway":"aws_internet_gateway.main","unknown":{"gateway_id":"known-after-apply"}}`,
		},
		{
			name: "separate route", reason: "its arguments have other names", got: m.AWS.RouteTables[2].Routes[0],
			want: `{"root":".","type":"aws_route","address":"aws_route.out","cidr_block":"0.0.0.0/0","gateway":"aws_internet_gateway.main","unknown":{"gateway_id":"known-after-apply"}}`,
		},
		{
			name: "key of a volume", reason: "within a nested block", got: m.AWS.KMSKeys[1],
			want: `{"root":".","type":"aws_kms_key","address":"aws_kms_key.direct","used_by":["aws_launch_template.one"]}`,
		},
		{
			name: "key with an alias", reason: "the alias stands for it", got: m.AWS.KMSKeys[0],
			want: `{"root":".","type":"aws_kms_key","address":"aws_kms_key.aliased","used_by":["aws_efs_file_system.data"]}`,
		},
		{
			name: "key that nobody uses", reason: "no resource names it", got: m.AWS.KMSKeys[2],
			want: `{"root":".","type":"aws_kms_key","address":"aws_kms_key.idle"}`,
		},
		{
			name: "file system", reason: "it has its mount targets and its provider", got: m.AWS.EFSFileSystems[0],
			want: `{"root":".","type":"aws_efs_file_system","address":"aws_efs_file_system.data","provider":"aws.west","mount_targets":["aws_efs_mount_target.data"],"unknown":{"kms_key_id":"known-after-apply"}}`,
		},
		{
			name: "autoscaling group", reason: "all its templates and target groups are joined; some may be missing", got: m.AWS.AutoscalingGroups[0],
			want: `{"root":".","type":"aws_autoscaling_group","address":"aws_autoscaling_group.mixed","name":"mixed","subnets":["aws_subnet.public"],
			  "templates":["aws_launch_template.one","aws_launch_template.two"],"target_groups":["aws_lb_target_group.web"],
			  "unknown":{"vpc_zone_identifier":"known-after-apply","vpc_zone_identifier.0":"known-after-apply","templates":"variable-without-default"}}`,
		},
		{
			name: "endpoint", reason: "the policy is a resource of its own, and parts of the name are known", got: m.AWS.VPCEndpoints[0],
			want: `{"root":".","type":"aws_vpc_endpoint","address":"aws_vpc_endpoint.ecr","provider":"aws.west/us-west-2","service_name":"com.amazonaws.${aws_vpc.main.region}.ecr.api",
			  "statements":[{"effect":"Allow","actions":["*"],"resources":["*"],"principals":[{"type":"*","identifier":"*"}]}],"unknown":{"service_name":"known-after-apply"}}`,
		},
		{
			name: "feature", reason: "its detector is joined", got: m.AWS.GuardDutyFeatures[0],
			want: `{"root":".","type":"aws_guardduty_detector_feature","address":"aws_guardduty_detector_feature.f","name":"EKS_AUDIT_LOGS","status":"DISABLED",
			  "detector":"aws_guardduty_detector.d","unknown":{"detector_id":"known-after-apply"}}`,
		},
		{name: "detector", reason: "it has the feature", got: m.AWS.GuardDutyDetectors[0].Feature, want: `["aws_guardduty_detector_feature.f"]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var want any
			if err := json.Unmarshal([]byte(test.want), &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(mustJSON(t, want), mustJSON(t, shown(test.got))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}
