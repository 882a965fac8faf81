package vpccni

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/parsers/tree"
)

// addonName is the name of the EKS add-on.
const addonName = "vpc-cni"

// addons adds the settings of the EKS add-ons of Terraform.
func addons(m *model.Model) {
	for _, a := range m.Addons {
		if a.AddonName == addonName {
			m.VPCCNIAddons = append(m.VPCCNIAddons, ofAddon(a))
		}
	}
}

// ofAddon reads the settings about security groups of pods and about network policies that
// an add-on has.
//
// Source: aws eks describe-addon-configuration --addon-name vpc-cni.
func ofAddon(a *model.Addon) *model.VPCCNI {
	v := &model.VPCCNI{Node: model.Node{Ref: a.Ref}, Kind: "add-on", Name: addonName, Version: a.AddonVersion, Cluster: a.Cluster}
	r := addonReader{into: v, why: a.Why("configuration_values")}
	if a.ConfigurationValues != "" {
		docs, problems := tree.Parse(source.NewFile("configuration_values", []byte(a.ConfigurationValues)), tree.Limits{})
		switch {
		case len(docs) == 1 && len(problems) == 0:
			r.root = docs[0].Root
		default:
			r.why = cmp.Or(r.why, model.WrongType)
		}
	}
	v.EnablePodENI = r.setting("enable_pod_eni", "false", "env", "ENABLE_POD_ENI")
	v.PodSecurityGroupEnforcingMode = r.setting("pod_security_group_enforcing_mode", "strict", "env", "POD_SECURITY_GROUP_ENFORCING_MODE")
	v.ExternalSNAT = r.setting("external_snat", "false", "env", "AWS_VPC_K8S_CNI_EXTERNALSNAT")
	v.DisableTCPEarlyDemux = r.setting("disable_tcp_early_demux", "false", "init", "env", "DISABLE_TCP_EARLY_DEMUX")
	v.NetworkPolicyAgent = r.setting("network_policy_agent", "false", "enableNetworkPolicy")
	v.NetworkPolicyEventLogs = r.setting("network_policy_event_logs", "false", "nodeAgent", "enablePolicyEventLogs")
	v.NetworkPolicyEnforcingMode = r.setting("network_policy_enforcing_mode", "standard", "env", "NETWORK_POLICY_ENFORCING_MODE")
	v.EnableIPv4Egress = r.setting("enable_ipv4_egress", "true", "env", "ENABLE_V4_EGRESS")
	v.EnforcesNetworkPolicies = enforced(a, v)
	return v
}

// enforced is whether an add-on enforces network policies, which it can from v1.14 on. The
// controller for them is a part of the control plane.
func enforced(a *model.Addon, v *model.VPCCNI) *bool {
	const field = "enforces_network_policies"
	minor := addonVersion().FindStringSubmatch(a.AddonVersion)
	old := false
	if minor != nil {
		n, err := strconv.Atoi(minor[1])
		old = err == nil && n < 14
	}
	switch {
	case old:
		no := false
		return &no
	case v.NetworkPolicyAgent == nil:
		v.Note(field, v.Why("network_policy_agent"))
		return nil
	}
	on := v.NetworkPolicyAgent.Value == "true"
	if on && a.Why("addon_version") != "" {
		v.Note(field, a.Why("addon_version"))
		return nil
	}
	return &on
}

var addonVersion = pattern.Lazy(`^v1\.([0-9]+)\.`)

// addonReader reads the configuration of one add-on.
type addonReader struct {
	into *model.VPCCNI
	root *tree.Node
	// why is the reason for which something of the configuration is not known.
	why model.Reason
}

// setting is one setting by its path. What is neither of its values counts as the default.
func (r addonReader) setting(field, byDefault string, path ...string) *model.Setting {
	s := &model.Setting{Ref: r.into.Ref, Value: byDefault, Default: true, Field: "configuration_values." + strings.Join(path, ".")}
	n := r.root
	for _, name := range path {
		if n != nil && n.Kind == tree.String && isPlaceholder(n.Text) {
			r.into.Note(field, cmp.Or(r.why, model.TemplateValue))
			return nil
		}
		n = n.Get(name)
	}
	switch {
	case n.IsNull() && r.root == nil && r.why != "":
		r.into.Note(field, r.why)
		return nil
	case n.IsNull():
		return s
	case isPlaceholder(n.Text):
		r.into.Note(field, cmp.Or(r.why, model.TemplateValue))
		return nil
	}
	s.Default = false
	if byDefault == "strict" || byDefault == "standard" {
		if n.Text == "strict" || n.Text == "standard" {
			s.Value = n.Text
		}
		return s
	}
	if on, err := strconv.ParseBool(n.Text); err == nil {
		s.Value = strconv.FormatBool(on)
	}
	return s
}

// isPlaceholder reports whether a text stands for something that is not known.
func isPlaceholder(text string) bool { return strings.Contains(text, "${") }
