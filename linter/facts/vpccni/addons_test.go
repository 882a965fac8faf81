package vpccni_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/vpccni"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestSettingsOfAddons(t *testing.T) {
	const off = "false by default"
	tests := []struct {
		name, values string
		why          model.Reason
		want         [4]string // security groups, mode, SNAT and early demux
	}{
		{"none", "", "", [4]string{off, "strict by default", off, off}},
		{"JSON", `{"env": {"ENABLE_POD_ENI": "true", "POD_SECURITY_GROUP_ENFORCING_MODE": "standard"}}`, "", [4]string{"true", "standard", off, off}},
		{"YAML", "env:\n  AWS_VPC_K8S_CNI_EXTERNALSNAT: \"1\"\ninit:\n  env:\n    DISABLE_TCP_EARLY_DEMUX: true\n", "", [4]string{off, "strict by default", "true", "true"}},
		{"what is neither", `{"env": {"ENABLE_POD_ENI": "on", "POD_SECURITY_GROUP_ENFORCING_MODE": "loose"}}`, "", [4]string{"false", "strict", off, off}},
		{"null", `{"env": null}`, "", [4]string{off, "strict by default", off, off}},
		{"no YAML", `{"env": `, "", [4]string{"wrong-type", "wrong-type", "wrong-type", "wrong-type"}},
		{"not known", "", model.VariableWithoutDefault, [4]string{"variable-without-default", "variable-without-default", "variable-without-default", "variable-without-default"}},
		{
			"known in part", `{"env": {"ENABLE_POD_ENI": "${var.eni}", "AWS_VPC_K8S_CNI_EXTERNALSNAT": "true"}, "init": "${var.init}"}`, model.VariableWithoutDefault,
			[4]string{"variable-without-default", "strict by default", "true", "variable-without-default"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			addon := &model.Addon{AddonName: "vpc-cni", ConfigurationValues: test.values}
			if test.why != "" {
				addon.Note("configuration_values", test.why)
			}
			m := &model.Model{}
			m.Addons = []*model.Addon{addon, {AddonName: "coredns"}}
			vpccni.Compute(m)
			if len(m.VPCCNIAddons) != 1 {
				t.Fatalf("there are %d", len(m.VPCCNIAddons))
			}
			v := m.VPCCNIAddons[0]
			show := func(field string, s *model.Setting) string {
				switch {
				case s == nil:
					return string(v.Why(field))
				case s.Default:
					return s.Value + " by default"
				}
				return s.Value
			}
			got := [4]string{
				show("enable_pod_eni", v.EnablePodENI), show("pod_security_group_enforcing_mode", v.PodSecurityGroupEnforcingMode),
				show("external_snat", v.ExternalSNAT), show("disable_tcp_early_demux", v.DisableTCPEarlyDemux),
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
			if s := v.DisableTCPEarlyDemux; s != nil && s.Field != "configuration_values.init.env.DISABLE_TCP_EARLY_DEMUX" {
				t.Errorf("the field is %q", s.Field)
			}
		})
	}
}

func TestNetworkPoliciesOfAddons(t *testing.T) {
	tests := []struct {
		name, values, version string
		unknown               string
		want                  string // whether it enforces, or why that is not known
	}{
		{name: "off by default", want: "false"},
		{name: "text", values: `{"enableNetworkPolicy": "true"}`, want: "true"},
		{name: "boolean", values: `{"enableNetworkPolicy": true}`, want: "true"},
		{name: "off", values: `{"enableNetworkPolicy": "false"}`, want: "false"},
		{name: "old", values: `{"enableNetworkPolicy": "true"}`, version: "v1.13.4-eksbuild.1", want: "false"},
		{name: "new enough", values: `{"enableNetworkPolicy": "true"}`, version: "v1.14.0-eksbuild.3", want: "true"},
		{name: "unknown", values: `{"enableNetworkPolicy": "${var.on}"}`, unknown: "configuration_values", want: "data-source"},
		{name: "unknown version", values: `{"enableNetworkPolicy": "true"}`, unknown: "addon_version", want: "data-source"},
		{name: "off with an unknown version", values: `{}`, unknown: "addon_version", want: "false"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			addon := &model.Addon{AddonName: "vpc-cni", ConfigurationValues: test.values, AddonVersion: test.version}
			if test.unknown != "" {
				addon.Note(test.unknown, model.DataSource)
			}
			m := &model.Model{}
			m.Addons = []*model.Addon{addon}
			vpccni.Compute(m)
			v := m.VPCCNIAddons[0]
			got := string(v.Why("enforces_network_policies"))
			if v.EnforcesNetworkPolicies != nil {
				got = strconv.FormatBool(*v.EnforcesNetworkPolicies)
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
