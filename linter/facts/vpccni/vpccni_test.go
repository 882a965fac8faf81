package vpccni_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/vpccni"
	"github.com/ekslint/ekslint/parsers/model"
)

// node is the aws-node DaemonSet with some variables of its main and init containers, and
// arguments of its network policy agent; "none" leaves the agent out.
func node(main, first, agent string) string {
	containers := fmt.Sprintf(`{name: aws-node, image: "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.1", env: [%s]}`, main)
	if agent != "none" {
		containers += fmt.Sprintf(`, {name: aws-eks-nodeagent, image: "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon/aws-network-policy-agent:v1.2.1", args: [%s]}`, agent)
	}
	return fmt.Sprintf("---\n{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: aws-node, namespace: kube-system}, spec: {template: {spec: {"+
		`initContainers: [{name: aws-vpc-cni-init, image: "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni-init:v1.20.1", env: [%s]}], containers: [%s]}}}}`+"\n", first, containers)
}

func configMap(data string) string {
	return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: amazon-vpc-cni, namespace: kube-system}, data: {" + data + "}}\n"
}

func env(name, value string) string { return fmt.Sprintf("{name: %s, value: %q}", name, value) }

func TestSettings(t *testing.T) {
	const on = `"--enable-network-policy=true"`
	tests := []struct {
		name, input string
		want        map[string]string
	}{
		{"defaults", node("", "", `"--enable-network-policy=false", "--enable-policy-event-logs=false"`), map[string]string{
			"eni": "false by default", "mode": "strict by default", "demux": "false by default", "snat": "false by default", "v4": "true by default",
			"np mode": "standard by default", "agent": "false", "controller": "unknown: not-in-input", "logs": "false", "enforces": "false",
		}},
		{"set", node(strings.Join([]string{
			env("ENABLE_POD_ENI", "true"), env("POD_SECURITY_GROUP_ENFORCING_MODE", "standard"), env("AWS_VPC_K8S_CNI_EXTERNALSNAT", "true"),
			env("ENABLE_V4_EGRESS", "false"), env("NETWORK_POLICY_ENFORCING_MODE", "strict"),
		}, ", "), env("DISABLE_TCP_EARLY_DEMUX", "true"), on+`, "--enable-policy-event-logs"`) + configMap(`enable-network-policy-controller: "true"`), map[string]string{
			"eni": "true", "mode": "standard", "demux": "true", "snat": "true", "v4": "false", "np mode": "strict", "agent": "true",
			"controller": "true", "logs": "true", "enforces": "true",
		}},
		{"spelled otherwise", node(env("ENABLE_POD_ENI", "1")+", "+env("POD_SECURITY_GROUP_ENFORCING_MODE", "Standard"), "", on), map[string]string{
			"eni": "true", "mode": "strict",
		}},
		{"no boolean", node(env("ENABLE_POD_ENI", "yes"), "", on), map[string]string{"eni": "false"}},
		{"twice", node(env("ENABLE_POD_ENI", "true")+", "+env("ENABLE_POD_ENI", "false"), "", on), map[string]string{"eni": "false"}},
		{"in the wrong container", node(env("DISABLE_TCP_EARLY_DEMUX", "true"), "", on), map[string]string{"demux": "false by default"}},
		{"from elsewhere", node("{name: ENABLE_POD_ENI, valueFrom: {configMapKeyRef: {name: c, key: k}}}", "", on), map[string]string{"eni": "unknown: not-in-input"}},
		{"template", node(env("ENABLE_POD_ENI", "${ENI}"), "", `"--enable-network-policy=${NP}"`), map[string]string{"eni": "unknown: template-value", "agent": "unknown: template-value"}},
		{"no agent", node("", "", "none") + configMap(`enable-network-policy-controller: "true"`), map[string]string{"agent": "false by default", "enforces": "false"}},
		{"agent without its flag", node("", "", "") + configMap(`enable-network-policy-controller: "true"`), map[string]string{"agent": "unknown: not-in-input", "enforces": "unknown: not-in-input", "logs": "false by default"}},
		{"no config map", node("", "", on), map[string]string{"enforces": "unknown: not-in-input"}},
		{"the other key", node("", "", on) + configMap(`enable-network-policy: "true"`), map[string]string{"controller": "false by default", "enforces": "false"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			vpccni.Compute(m)
			if len(m.VPCCNIs) != 1 {
				t.Fatalf("there are %d, want one", len(m.VPCCNIs))
			}
			v := m.VPCCNIs[0]
			show := func(s *model.Setting, field string) string {
				switch {
				case s == nil:
					return "unknown: " + string(v.Why(field))
				case s.Default:
					return s.Value + " by default"
				}
				return s.Value
			}
			all := map[string]string{
				"eni": show(v.EnablePodENI, "enable_pod_eni"), "mode": show(v.PodSecurityGroupEnforcingMode, "pod_security_group_enforcing_mode"),
				"demux": show(v.DisableTCPEarlyDemux, "disable_tcp_early_demux"), "snat": show(v.ExternalSNAT, "external_snat"),
				"v6": show(v.EnableIPv6, "enable_ipv6"), "v4": show(v.EnableIPv4Egress, "enable_ipv4_egress"), "np mode": show(v.NetworkPolicyEnforcingMode, "network_policy_enforcing_mode"),
				"agent": show(v.NetworkPolicyAgent, "network_policy_agent"), "controller": show(v.NetworkPolicyController, "network_policy_controller"),
				"logs": show(v.NetworkPolicyEventLogs, "network_policy_event_logs"), "enforces": "unknown: " + string(v.Why("enforces_network_policies")),
			}
			if v.EnforcesNetworkPolicies != nil {
				all["enforces"] = fmt.Sprint(*v.EnforcesNetworkPolicies)
			}
			got := map[string]string{}
			for name := range tt.want {
				got[name] = all[name]
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSettingsPointAtWhatSetsThem(t *testing.T) {
	m := factstest.Read(t, node(env("ENABLE_POD_ENI", "true"), "", "none"))
	vpccni.Compute(m)
	v, main := m.VPCCNIs[0], m.Workloads[0].Containers[1]
	if v.Version != "v1.20.1" || v.Ref != m.Workloads[0].Ref {
		t.Errorf("the DaemonSet is %+v", v)
	}
	if v.EnablePodENI.Ref != main.Env[0].Ref || v.ExternalSNAT.Ref != main.Ref {
		t.Error("a setting points at its variable, and a default at the container")
	}
}

func TestOtherWorkloadsHaveNoSettings(t *testing.T) {
	m := factstest.Read(t, strings.Replace(node("", "", "none"), "DaemonSet", "Deployment", 1)+
		"---\n{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: aws-node, namespace: kube-system}, spec: {template: {spec: {containers: [{name: c, image: my-k8s-cni}]}}}}\n")
	vpccni.Compute(m)
	if len(m.VPCCNIs) != 0 {
		t.Errorf("got settings of %+v", m.VPCCNIs[0])
	}
}

func TestSecurityGroupPolicies(t *testing.T) {
	pod := func(account string) string {
		return "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {template: {metadata: {labels: {app: web}}, spec: {serviceAccountName: " +
			account + ", containers: [{name: c}]}}}}\n---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop, labels: {role: db}}}\n"
	}
	policy := func(name, spec string) string {
		return "---\n{apiVersion: vpcresources.k8s.aws/v1beta1, kind: SecurityGroupPolicy, metadata: {name: " + name + ", namespace: shop}, spec: {" + spec + "}}\n"
	}
	const sg = "securityGroups: {groupIds: [sg-1]}"
	tests := []struct {
		name, input, want, reason string
	}{
		{"by pod", pod("web") + policy("p", "podSelector: {matchLabels: {app: web}}, "+sg), "[sg-1]", "labels of the pods"},
		{"by another pod", pod("web") + policy("p", "podSelector: {matchLabels: {app: api}}, "+sg), "[]", "other labels"},
		{"by account", pod("web") + policy("p", "serviceAccountSelector: {matchLabels: {role: db}}, "+sg), "[sg-1]", "labels of the account"},
		{"by the account's name", pod("web") + policy("p", "serviceAccountSelector: {matchLabels: {name: web}}, "+sg), "[]", "its name is no label"},
		{"by both", pod("web") + policy("p", "podSelector: {matchLabels: {app: web}}, serviceAccountSelector: {matchLabels: {role: api}}, "+sg), "[]", "both must match"},
		{"account elsewhere", pod("other") + policy("p", "serviceAccountSelector: {matchLabels: {role: db}}, "+sg), "[] unknown: not-in-input", "its labels are not in the unit"},
		{"account elsewhere, all accounts", pod("other") + policy("p", "serviceAccountSelector: {}, "+sg), "[sg-1]", "labels do not matter"},
		{"no selector", pod("web") + policy("p", sg), "[] ignored: it has neither podSelector nor serviceAccountSelector", "the controller passes it over"},
		{"no groups", pod("web") + policy("p", "podSelector: {}, securityGroups: {groupIds: []}"), "[] ignored: it names no security groups", "the controller passes it over"},
		{"two", pod("web") + policy("p", "podSelector: {}, "+sg) + policy("q", "podSelector: {}, securityGroups: {groupIds: [sg-2, sg-1]}"), "[sg-1 sg-2] all all", "groups add up"},
		{"another namespace", pod("web") + strings.Replace(policy("p", "podSelector: {}, "+sg), "namespace: shop", "namespace: bank", 1), "[] all", "it holds in its own namespace"},
		{"group template", pod("web") + policy("p", "podSelector: {matchLabels: {app: web}}, securityGroups: {groupIds: [sg-1, '${SG}']}"), "[sg-1] unknown: template-value", "a group is filled in later"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			vpccni.Compute(m)
			w := m.Workloads[0]
			got := fmt.Sprint(w.SecurityGroups)
			for _, p := range m.SecurityGroupPolicies {
				if p.Ignored != "" {
					got += " ignored: " + p.Ignored
				}
				if p.SelectsAll && !strings.Contains(tt.input, "serviceAccountSelector") {
					got += " all"
				}
				for _, ref := range p.Selects {
					if ref != w.Ref {
						t.Errorf("%s selects something else", p.Name)
					}
				}
				if (len(p.Selects) == 1) != slices.Contains(w.SecurityGroupPolicies, p.Ref) {
					t.Errorf("%s and the workload do not agree", p.Name)
				}
			}
			if why := w.Why("security_groups"); why != "" {
				got += " unknown: " + string(why)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}
