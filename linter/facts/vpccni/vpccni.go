// Package vpccni computes the settings of the Amazon VPC CNI and which pods get security
// groups of their own.
//
// Settings are read from the aws-node DaemonSet and its ConfigMap, and those about security
// groups from the EKS add-on as well, as Terraform has it.
package vpccni

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// Compute adds the settings of each aws-node DaemonSet, and ties SecurityGroupPolicies and
// workloads to each other.
func Compute(m *model.Model) {
	for _, w := range m.Workloads {
		if main := container(w, cniImage); w.Kind == "DaemonSet" && main != nil {
			m.VPCCNIs = append(m.VPCCNIs, settings(m, w, main))
		}
	}
	addons(m)
	groups(m)
}

// The images of the aws-node DaemonSet.
//
// Source: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/config/master/aws-k8s-cni.yaml
const (
	cniImage   = "amazon-k8s-cni"
	initImage  = "amazon-k8s-cni-init"
	agentImage = "aws-network-policy-agent"
)

// container is the container of a workload whose image has a name, wherever it is kept;
// nil if there is none.
func container(w *model.Workload, image string) *model.Container {
	for _, c := range w.Containers {
		if c.Image != nil && (c.Image.Repository == image || strings.HasSuffix(c.Image.Repository, "/"+image)) {
			return c
		}
	}
	return nil
}

func settings(m *model.Model, w *model.Workload, main *model.Container) *model.VPCCNI {
	v := &model.VPCCNI{
		Node: model.Node{Ref: w.Ref}, Kind: w.Kind, Namespace: w.Namespace, Name: w.Name, Version: main.Image.Tag,
	}
	r := &reader{v}
	v.EnablePodENI = r.boolean("enable_pod_eni", main, "ENABLE_POD_ENI", false)
	v.PodSecurityGroupEnforcingMode = r.mode("pod_security_group_enforcing_mode", main, "POD_SECURITY_GROUP_ENFORCING_MODE", "strict")
	v.ExternalSNAT = r.boolean("external_snat", main, "AWS_VPC_K8S_CNI_EXTERNALSNAT", false)
	v.EnableIPv4Egress = r.boolean("enable_ipv4_egress", main, "ENABLE_V4_EGRESS", true)
	v.EnableIPv6 = r.boolean("enable_ipv6", main, "ENABLE_IPv6", false)
	v.NetworkPolicyEnforcingMode = r.mode("network_policy_enforcing_mode", main, "NETWORK_POLICY_ENFORCING_MODE", "standard")
	if first := container(w, initImage); first != nil {
		v.DisableTCPEarlyDemux = r.boolean("disable_tcp_early_demux", first, "DISABLE_TCP_EARLY_DEMUX", false)
	} else {
		v.DisableTCPEarlyDemux = &model.Setting{Ref: w.Ref, Value: "false", Default: true}
	}
	r.agent(w)
	v.NetworkPolicyController = r.controller(m, w)
	v.EnforcesNetworkPolicies = r.enforces()
	return v
}

// reader reads the settings of one DaemonSet.
type reader struct{ *model.VPCCNI }

// variable is an environment variable of a container; nil and no reason if it is not set.
// Of two with one name the last counts.
func variable(c *model.Container, name string) (e *model.EnvVar, why model.Reason) {
	if why := c.Why("env"); why != "" {
		return nil, why
	}
	for _, one := range c.Env {
		switch {
		case one.Why("name") != "":
			why = one.Why("name")
		case one.Name == name:
			e, why = one, ""
		}
	}
	if e != nil {
		why = cmp.Or(why, e.Why("value"), e.Why("value_from"))
		if why == "" && e.ValueFrom != "" {
			why = model.NotInInput
		}
	}
	return e, why
}

// boolean is a setting that is true or false. What is neither counts as the default, as
// the CNI has it.
func (r *reader) boolean(field string, c *model.Container, name string, byDefault bool) *model.Setting {
	e, why := variable(c, name)
	if why != "" {
		r.Note(field, why)
		return nil
	}
	s := &model.Setting{Ref: c.Ref, Value: strconv.FormatBool(byDefault), Default: true}
	if e == nil {
		return s
	}
	s.Ref, s.Default = e.Ref, false
	if e.Value != nil {
		if value, err := strconv.ParseBool(*e.Value); err == nil {
			s.Value = strconv.FormatBool(value)
		}
	}
	return s
}

// mode is a setting that is strict or standard. What is neither counts as the default.
func (r *reader) mode(field string, c *model.Container, name, byDefault string) *model.Setting {
	e, why := variable(c, name)
	if why != "" {
		r.Note(field, why)
		return nil
	}
	s := &model.Setting{Ref: c.Ref, Value: byDefault, Default: true}
	if e == nil {
		return s
	}
	s.Ref, s.Default = e.Ref, false
	if e.Value != nil && (*e.Value == "strict" || *e.Value == "standard") {
		s.Value = *e.Value
	}
	return s
}

// agent fills what the flags of the network policy agent say. The manifest and the chart
// always give them, so that what a missing one means is left open.
func (r *reader) agent(w *model.Workload) {
	c := container(w, agentImage)
	if c == nil {
		off := &model.Setting{Ref: w.Ref, Value: "false", Default: true}
		r.NetworkPolicyAgent, r.NetworkPolicyEventLogs = off, off
		return
	}
	r.NetworkPolicyAgent = r.flag("network_policy_agent", c, "--enable-network-policy")
	r.NetworkPolicyEventLogs = r.flag("network_policy_event_logs", c, "--enable-policy-event-logs")
	if r.NetworkPolicyEventLogs == nil && c.Why("args") == "" {
		delete(r.Unknown, "network_policy_event_logs")
		r.NetworkPolicyEventLogs = &model.Setting{Ref: c.Ref, Value: "false", Default: true}
	}
}

func (r *reader) flag(field string, c *model.Container, name string) *model.Setting {
	for _, arg := range c.Args {
		if arg == name {
			return &model.Setting{Ref: c.Ref, Value: "true"}
		}
		text, given := strings.CutPrefix(arg, name+"=")
		if value, err := strconv.ParseBool(text); given && err == nil {
			return &model.Setting{Ref: c.Ref, Value: strconv.FormatBool(value)}
		}
	}
	r.Note(field, cmp.Or(c.Why("args"), model.NotInInput))
	return nil
}

// The ConfigMap by which network policies are turned on, beside the DaemonSet.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
const (
	configMapName = "amazon-vpc-cni"
	controllerKey = "enable-network-policy-controller"
)

// controller is the setting of the ConfigMap; unknown if that is not in the unit.
func (r *reader) controller(m *model.Model, w *model.Workload) *model.Setting {
	const field = "network_policy_controller"
	for _, c := range m.ConfigMaps {
		if c.Name != configMapName || c.Namespace != "" && w.Namespace != "" && c.Namespace != w.Namespace {
			continue
		}
		if why := c.Why("data." + controllerKey); why != "" {
			r.Note(field, why)
			return nil
		}
		text, given := c.Data[controllerKey]
		value, _ := strconv.ParseBool(text) // what is neither is off
		return &model.Setting{Ref: c.Ref, Value: strconv.FormatBool(value), Default: !given}
	}
	r.Note(field, model.NotInInput)
	return nil
}

// enforces is whether both halves are on; one that is off is enough to say no.
func (r *reader) enforces() *bool {
	yes, no := true, false
	halves := []*model.Setting{r.NetworkPolicyAgent, r.NetworkPolicyController}
	for _, s := range halves {
		if s != nil && s.Value == "false" {
			return &no
		}
	}
	if slices.Contains(halves, nil) {
		r.Note("enforces_network_policies", cmp.Or(r.Unknown["network_policy_agent"], r.Unknown["network_policy_controller"]))
		return nil
	}
	return &yes
}
