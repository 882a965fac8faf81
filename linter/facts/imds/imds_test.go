package imds_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/imds"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestCompute(t *testing.T) {
	one, two := int64(1), int64(2)
	unknown := func(pairs ...string) map[string]model.Reason {
		reasons := map[string]model.Reason{}
		for i := 0; i < len(pairs); i += 2 {
			reasons[pairs[i]] = model.Reason(pairs[i+1])
		}
		return reasons
	}
	image := unknown("http_tokens", "not-in-input", "http_put_response_hop_limit", "not-in-input")
	tests := []struct {
		name     string
		options  *model.InstanceMetadataOptions
		unknown  map[string]model.Reason
		defaults *model.InstanceMetadataDefaults
		want     *model.InstanceMetadata
	}{
		{name: "the image decides", want: &model.InstanceMetadata{HTTPEndpoint: "enabled", HTTPProtocolIPv6: "disabled", Unknown: image}},
		{
			name:    "the launch decides",
			options: &model.InstanceMetadataOptions{HTTPTokens: "required", HTTPPutResponseHopLimit: &one, HTTPEndpoint: "enabled", HTTPProtocolIPv6: "enabled"},
			want:    &model.InstanceMetadata{HTTPEndpoint: "enabled", HTTPTokens: "required", HTTPPutResponseHopLimit: &one, HTTPProtocolIPv6: "enabled"},
		},
		{
			name:     "the launch decides before the account",
			options:  &model.InstanceMetadataOptions{HTTPTokens: "optional"},
			defaults: &model.InstanceMetadataDefaults{HTTPTokens: "required", HTTPPutResponseHopLimit: &two},
			want: &model.InstanceMetadata{
				HTTPEndpoint: "enabled", HTTPTokens: "optional", HTTPPutResponseHopLimit: &two, HTTPProtocolIPv6: "disabled", Account: 9,
			},
		},
		{
			name:     "no preference",
			defaults: &model.InstanceMetadataDefaults{HTTPTokens: "no-preference", HTTPEndpoint: "no-preference"},
			want:     &model.InstanceMetadata{HTTPEndpoint: "enabled", HTTPProtocolIPv6: "disabled", Unknown: image},
		},
		{
			name:     "defaults of another region",
			defaults: &model.InstanceMetadataDefaults{Resource: model.Resource{Provider: "aws.west"}, HTTPTokens: "required"},
			want:     &model.InstanceMetadata{HTTPEndpoint: "enabled", HTTPProtocolIPv6: "disabled", Unknown: image},
		},
		{
			name:     "defaults of another root",
			defaults: &model.InstanceMetadataDefaults{Resource: model.Resource{Root: "b"}, HTTPEndpoint: "disabled"},
			want: &model.InstanceMetadata{
				HTTPProtocolIPv6: "disabled",
				Unknown:          unknown("http_endpoint", "not-in-input", "http_tokens", "not-in-input", "http_put_response_hop_limit", "not-in-input"),
			},
		},
		{
			name: "unknown options", unknown: unknown("metadata_options", "data-source"),
			want: &model.InstanceMetadata{Unknown: unknown(
				"http_endpoint", "data-source", "http_tokens", "data-source", "http_put_response_hop_limit", "data-source", "http_protocol_ipv6", "data-source",
			)},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			template := &model.LaunchTemplate{MetadataOptions: test.options}
			template.Unknown = test.unknown
			m := &model.Model{}
			m.LaunchTemplates = []*model.LaunchTemplate{template}
			m.NodeGroups = []*model.NodeGroup{{LaunchTemplate: &model.LaunchTemplateUse{Template: template}}}
			m.Instances = []*model.Instance{{LaunchTemplate: &model.LaunchTemplateUse{Template: template}}}
			if test.defaults != nil {
				test.defaults.Ref = 9
				m.InstanceMetadataDefaults = []*model.InstanceMetadataDefaults{test.defaults}
			}
			imds.Compute(m)
			for what, got := range map[string]*model.InstanceMetadata{
				"template": template.Metadata, "node group": m.NodeGroups[0].Metadata, "instance": m.Instances[0].Metadata,
			} {
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", what, diff)
				}
			}
		})
	}
}

func TestComputeWithoutTemplate(t *testing.T) {
	tests := []struct {
		name    string
		group   model.NodeGroup
		account bool
		want    string // tokens, or why they are not known
	}{
		{name: "Amazon Linux 2", group: model.NodeGroup{AMIType: "AL2_x86_64"}, want: "optional"},
		{name: "Amazon Linux 2023", group: model.NodeGroup{AMIType: "AL2023_ARM_64_STANDARD"}, want: "required"},
		{name: "Bottlerocket", group: model.NodeGroup{AMIType: "BOTTLEROCKET_x86_64"}, want: "not-in-input"},
		{name: "no image", want: "not-in-input"},
		{name: "the account may decide", group: model.NodeGroup{AMIType: "AL2_x86_64"}, account: true, want: "not-in-input"},
		{name: "a template elsewhere", group: model.NodeGroup{AMIType: "AL2_x86_64", LaunchTemplate: &model.LaunchTemplateUse{ID: "lt-1"}}, want: "not-in-input"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.NodeGroups = []*model.NodeGroup{&test.group}
			if test.account {
				m.InstanceMetadataDefaults = []*model.InstanceMetadataDefaults{{HTTPTokens: "required"}}
			}
			imds.Compute(m)
			got := test.group.Metadata.HTTPTokens
			if got == "" {
				got = string(test.group.Metadata.Unknown["http_tokens"])
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestComputeOfLaunchConfigurations(t *testing.T) {
	m := &model.Model{}
	m.LaunchConfigurations = []*model.LaunchConfiguration{{}}
	imds.Compute(m)
	if got := m.LaunchConfigurations[0].Metadata.HTTPTokens; got != "optional" {
		t.Errorf("tokens are %q, want optional: no image asks for them there", got)
	}
}
