package network_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/network"
	"github.com/ekslint/ekslint/parsers/model"
)

// pod is a workload of the namespace shop.
func pod(name, labels string, lines ...string) string {
	return fmt.Sprintf("---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: %s, namespace: shop}, spec: {template: "+
		"{metadata: {labels: {%s}}, spec: {%scontainers: [{name: c}]}}}}\n", name, labels, strings.Join(lines, ""))
}

// policy is a NetworkPolicy of the namespace shop.
func policy(name, spec string) string {
	return fmt.Sprintf("---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: shop}, spec: {%s}}\n", name, spec)
}

// The pair of the checklist, and others that meet it.
var (
	denyMetadata  = policy("deny-metadata-access", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]")
	allowMetadata = policy("allow-metadata-access", "podSelector: {matchLabels: {app: myapp}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 169.254.169.254/32}}]}]")
	defaultDeny   = policy("default-deny", "podSelector: {}, policyTypes: [Ingress, Egress]")
	allowAll      = policy("allow-all", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{}]")
)

// show writes an answer of a workload, or why it is unknown.
func show(w *model.Workload, field, answer string) string {
	if why := w.Why("network.egress." + field); why != "" {
		return answer + "unknown: " + string(why)
	}
	return answer
}

func compute(t *testing.T, input string) *model.Workload {
	t.Helper()
	m := factstest.Read(t, input)
	network.Compute(m)
	return m.Workloads[0]
}

func TestMetadata(t *testing.T) {
	web, myapp := pod("web", "app: web"), pod("web", "app: myapp")
	egress := func(rules string) string {
		return policy("p", "podSelector: {}, policyTypes: [Egress], egress: ["+rules+"]")
	}
	tests := []struct {
		name, input, want, reason string
	}{
		{"no policy", web, "open", "pods that no policy selects are open"},
		{"the deny", web + denyMetadata, "blocked", "all addresses but that one"},
		{"the pair, another application", web + denyMetadata + allowMetadata, "blocked", "only myapp is allowed"},
		{"the pair, its application", myapp + denyMetadata + allowMetadata, "exception", "allowed by a rule made for it"},
		{"the allow alone", web + allowMetadata, "open", "no policy selects the pods"},
		{"the deny that another policy voids", web + denyMetadata + allowAll, "open", "policies only add"},
		{"a policy that voids it for others", pod("web", "app: other") + denyMetadata + allowAll, "blocked", "that one does not select the pods"},
		{"in another namespace", web + strings.Replace(denyMetadata, "namespace: shop", "namespace: bank", 1), "open", "policies select in their own namespace"},
		{"default deny", web + defaultDeny, "blocked", "nothing is allowed"},
		{"only ingress", web + policy("p", "podSelector: {}, policyTypes: [Ingress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]"), "open", "the egress section does not count"},
		{"absent types with egress", web + policy("p", "podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]"), "blocked", "egress rules bring the type with them"},
		{"absent types without egress", web + policy("p", "podSelector: {}"), "open", "only ingress"},
		{"link-local excepted", web + egress("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}]}"), "blocked", "a wider exception holds it too"},
		{"another address excepted", web + egress("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.253/32]}}]}"), "open", "not that one"},
		{"a second rule", web + egress("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}, {to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}, {port: 80}]}"), "open", "rules only add"},
		{"a second rule with another port", web + egress("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}, {to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}"), "blocked", "the service answers on 80 only"},
		{"a range of ports", web + egress("{ports: [{port: 1, endPort: 1024}]}"), "open", "80 lies in it"},
		{"a range beside it", web + egress("{ports: [{port: 81, endPort: 1024}]}"), "blocked", "80 does not lie in it"},
		{"UDP", web + egress("{ports: [{protocol: UDP}]}"), "blocked", "the service speaks TCP"},
		{"all of TCP", web + egress("{ports: [{protocol: TCP}]}"), "open", "a port without a number is all"},
		{"named port", web + egress("{ports: [{port: http}]}"), "unknown: not-in-input", "the name of a port of nobody known"},
		{"selectors", web + egress("{to: [{namespaceSelector: {}}]}"), "blocked", "the address is no pod"},
		{"private ranges", web + egress("{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}"), "blocked", "not in it"},
		{"link-local block", web + egress("{to: [{ipBlock: {cidr: 169.254.0.0/16}}]}"), "exception", "a block within the link-local addresses"},
		{"block template", web + egress("{to: [{ipBlock: {cidr: '${CIDR}'}}]}"), "unknown: template-value", "filled in later"},
		{"block template beside an open one", web + egress("{to: [{ipBlock: {cidr: '${CIDR}'}}, {ipBlock: {cidr: 0.0.0.0/0}}]}"), "open", "whatever it is"},
		{"exception template", web + egress("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: ['${IMDS}']}}]}"), "unknown: template-value", "it may be excepted"},
		{"expressions", web + policy("p", "podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}, policyTypes: [Egress]"), "open", "not selected"},
		{"label template", pod("web", "app: '${APP}'") + policy("p", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]"), "unknown: template-value", "perhaps selected"},
		{"perhaps selected by an open policy", pod("web", "app: '${APP}'") + allowAll, "open", "selected or not, it is open"},
		{"namespace left out", strings.Replace(web, ", namespace: shop", "", 1) + denyMetadata, "unknown: namespace-left-out", "perhaps of that namespace"},
		{"refused policy", web + policy("p", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [169.254.169.254/32]}}]}]"), "open", "the API server refuses an exception outside of its block"},
		{"host network", pod("web", "app: web", "hostNetwork: true, ") + denyMetadata, "open", "policies do not hold for the network of the node"},
		{"host network template", pod("web", "app: web", "hostNetwork: '${HOST}', ") + denyMetadata, "unknown: template-value", "perhaps on the network of the node"},
		{"cilium", web + denyMetadata + "---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c, namespace: shop}}\n", "unknown: not-evaluated", "that policy may allow it"},
		{"cilium elsewhere", web + denyMetadata + "---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c, namespace: bank}}\n", "blocked", "it holds in its own namespace"},
		{"administrator", web + denyMetadata + "---\n{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}}\n", "unknown: not-evaluated", "that policy comes first"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := compute(t, tt.input)
			if diff := cmp.Diff(tt.want, show(w, "metadata_ipv4", w.Network.Egress.MetadataIPv4)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestOtherDestinations(t *testing.T) {
	web := pod("web", "app: web")
	rules := func(rules string) string {
		return web + policy("p", "podSelector: {}, policyTypes: [Egress], egress: ["+rules+"]")
	}
	const dns = "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], " +
		"ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]}"
	tests := []struct {
		name, input string
		want        map[string]string
	}{
		{"deny of IPv4 only", web + denyMetadata, map[string]string{"metadata_ipv6": "blocked", "pod_identity_ipv4": "open", "pod_identity_ipv6": "blocked"}},
		{
			"both families", rules("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}, {ipBlock: {cidr: '::/0', except: ['fd00:ec2::254/128']}}]}"),
			map[string]string{"metadata_ipv4": "blocked", "metadata_ipv6": "blocked", "pod_identity_ipv4": "blocked", "pod_identity_ipv6": "open"},
		},
		{
			"agent by its own rule", rules("{to: [{ipBlock: {cidr: 169.254.170.23/32}}, {ipBlock: {cidr: 'fd00:ec2::23/128'}}], ports: [{port: 80}]}"),
			map[string]string{"metadata_ipv4": "blocked", "pod_identity_ipv4": "exception", "pod_identity_ipv6": "exception"},
		},
		{"DNS, no policy", web, map[string]string{"dns_udp": "open", "dns_tcp": "open"}},
		{"DNS, default deny", web + defaultDeny, map[string]string{"dns_udp": "blocked", "dns_tcp": "blocked"}},
		{"DNS by labels", rules(dns), map[string]string{"dns_udp": "open", "dns_tcp": "open", "metadata_ipv4": "blocked"}},
		{"DNS over UDP", rules("{to: [{namespaceSelector: {}}], ports: [{protocol: UDP, port: 53}]}"), map[string]string{"dns_udp": "open", "dns_tcp": "blocked"}},
		{"DNS by named port", rules("{to: [{namespaceSelector: {}}], ports: [{protocol: UDP, port: dns}]}"), map[string]string{"dns_udp": "open", "dns_tcp": "blocked"}},
		{"DNS, own namespace only", rules("{to: [{podSelector: {}}]}"), map[string]string{"dns_udp": "blocked"}},
		{"DNS, other labels of the pods", rules("{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: coredns}}}]}"), map[string]string{"dns_udp": "blocked"}},
		{"DNS, labels that may be there", rules("{to: [{namespaceSelector: {matchLabels: {name: kube-system}}}]}"), map[string]string{"dns_udp": "unknown: not-in-input"}},
		{"DNS by the world", rules("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}"), map[string]string{"dns_udp": "open"}},
		{"DNS by all private ranges", rules("{to: [{ipBlock: {cidr: 10.0.0.0/8}}, {ipBlock: {cidr: 172.16.0.0/12}}, {ipBlock: {cidr: 192.168.0.0/16}}]}"), map[string]string{"dns_udp": "open"}},
		{"DNS by one private range", rules("{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}"), map[string]string{"dns_udp": "unknown: not-in-input"}},
		{"DNS, public block", rules("{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}"), map[string]string{"dns_udp": "blocked"}},
		{"DNS, private ranges excepted", rules("{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}}]}"), map[string]string{"dns_udp": "blocked"}},
		{
			"DNS with a cache on the nodes", rules(dns) + "---\n{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: node-local-dns, namespace: kube-system}, " +
				"spec: {template: {spec: {containers: [{name: c, image: 'registry.k8s.io/dns/k8s-dns-node-cache:1.23.1'}]}}}}\n",
			map[string]string{"dns_udp": "unknown: not-in-input"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := compute(t, tt.input)
			e := w.Network.Egress
			all := map[string]string{
				"metadata_ipv4": e.MetadataIPv4, "metadata_ipv6": e.MetadataIPv6, "pod_identity_ipv4": e.PodIdentityIPv4,
				"pod_identity_ipv6": e.PodIdentityIPv6, "dns_udp": e.DNSUDP, "dns_tcp": e.DNSTCP,
			}
			got := map[string]string{}
			for field := range tt.want {
				got[field] = show(w, field, all[field])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestIsolation(t *testing.T) {
	web := pod("web", "app: web")
	tests := []struct {
		name, input string
		// ingress and egress: isolated, unrestricted
		want string
	}{
		{"no policy", web, "ingress false true, egress false true"},
		{"default deny", web + defaultDeny, "ingress true false, egress true false"},
		{"default deny that another voids", web + defaultDeny + allowAll, "ingress true false, egress true true"},
		{"world", web + policy("p", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]"), "ingress false true, egress true true"},
		{"world with ports", web + policy("p", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]"), "ingress false true, egress true false"},
		{"from everywhere", web + policy("p", "podSelector: {}, ingress: [{from: []}]"), "ingress true true, egress false true"},
		{"null from", web + policy("p", "podSelector: {}, ingress: [{from: null, ports: []}]"), "ingress true true, egress false true"},
		{"host network", pod("web", "app: web", "hostNetwork: true, ") + defaultDeny, "ingress false true, egress false true"},
		{"types template", web + policy("p", "podSelector: {}, policyTypes: ['${T}']"), "ingress unknown unknown, egress unknown unknown"},
		{"types known in part", web + policy("p", "podSelector: {}, policyTypes: [Egress, '${T}']"), "ingress unknown unknown, egress true false"},
	}
	text := func(b *bool) string {
		if b == nil {
			return "unknown"
		}
		return fmt.Sprint(*b)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := compute(t, tt.input).Network
			got := fmt.Sprintf("ingress %s %s, egress %s %s", text(n.Ingress.Isolated), text(n.Ingress.Unrestricted), text(n.Egress.Isolated), text(n.Egress.Unrestricted))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPolicyFacts(t *testing.T) {
	m := factstest.Read(t, pod("web", "app: web")+pod("job", "app: job", "hostNetwork: true, ")+denyMetadata+allowMetadata+defaultDeny+allowAll+
		policy("broken", "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]")+
		policy("broken-port", "podSelector: {}, ingress: [{ports: [{port: http, endPort: 90}]}]")+
		policy("broken-peer", "podSelector: {}, ingress: [{from: [{}]}]")+
		policy("both", "podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]"))
	network.Compute(m)
	refs := map[model.Ref]string{}
	for _, w := range m.Workloads {
		refs[w.Ref] = w.Name
	}
	var got []string
	for _, p := range m.NetworkPolicies {
		var selected []string
		for _, ref := range p.Selects {
			selected = append(selected, refs[ref])
		}
		got = append(got, fmt.Sprintf("%s: ingress %t, egress %t, all %t, selects %v, invalid %q", p.Name, p.IsolatesIngress, p.IsolatesEgress, p.SelectsAll, selected, p.Invalid))
	}
	want := []string{
		`deny-metadata-access: ingress false, egress true, all true, selects [web job], invalid ""`,
		`allow-metadata-access: ingress false, egress true, all false, selects [], invalid ""`,
		`default-deny: ingress true, egress true, all true, selects [web job], invalid ""`,
		`allow-all: ingress false, egress true, all false, selects [web], invalid ""`,
		`broken: ingress true, egress false, all true, selects [], invalid "\"10.0.0.0\" is no CIDR"`,
		`broken-port: ingress true, egress false, all true, selects [], invalid "endPort needs a port that is a number"`,
		`broken-peer: ingress true, egress false, all true, selects [], invalid "a peer needs a block or a selector"`,
		`both: ingress true, egress false, all true, selects [], invalid "a peer is either a block or selectors"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
	deny, allow := m.NetworkPolicies[0].Egress[0], m.NetworkPolicies[1].Egress[0]
	if deny.MetadataIPv4 != "" || deny.PodIdentityIPv4 != "broad" || !deny.WorldExcept || deny.World || !deny.AllPorts {
		t.Errorf("the rule of the deny: %+v", deny)
	}
	if allow.MetadataIPv4 != "exception" || allow.World || allow.AllPeers {
		t.Errorf("the rule of the allow: %+v", allow)
	}
	if everything := m.NetworkPolicies[3].Egress[0]; everything.MetadataIPv4 != "broad" || everything.MetadataIPv6 != "broad" || !everything.AllPeers {
		t.Errorf("the rule that allows all: %+v", everything)
	}
}

func TestNamespaceDefaults(t *testing.T) {
	const namespace = "---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n"
	text := func(b *bool) string {
		if b == nil {
			return "unknown"
		}
		return fmt.Sprint(*b)
	}
	tests := []struct {
		name, input, want, reason string
	}{
		{"nothing", namespace, "false false", "no policy"},
		{"default deny", namespace + defaultDeny, "true true", "both directions"},
		{"the metadata deny", namespace + denyMetadata, "false false", "all other addresses are allowed"},
		{"only some pods", namespace + policy("p", "podSelector: {matchLabels: {app: web}}"), "false false", "others are not denied"},
		{"named peers", namespace + policy("p", "podSelector: {}, ingress: [{from: [{podSelector: {}}]}]"), "true false", "the same namespace does not spoil it"},
		{"allow beside it", namespace + defaultDeny + allowAll, "true true", "pods of their own policies are another matter"},
		{"elsewhere", namespace + strings.Replace(defaultDeny, "namespace: shop", "namespace: bank", 1), "false false", "another namespace"},
		{"left out", namespace + strings.Replace(defaultDeny, ", namespace: shop", "", 1), "unknown unknown", "perhaps of this namespace"},
		{"cluster-wide policy", namespace + "---\n{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: c}}\n", "unknown unknown", "it may deny"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			network.Compute(m)
			d := m.Namespaces[0].Network
			if diff := cmp.Diff(tt.want, text(d.IngressDenied)+" "+text(d.EgressDenied)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestPeers(t *testing.T) {
	const block = "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: %s}}]}]"
	tests := []struct {
		name, block, want, reason string
	}{
		{"the world", "0.0.0.0/0", "ipv4 broad", "not made for it"},
		{"the address", "169.254.169.254/32", "ipv4 exception", "made for it"},
		{"link-local", "169.254.0.0/16", "ipv4 exception", "within these addresses"},
		{"wider than link-local", "169.0.0.0/8", "ipv4 broad", "not within"},
		{"another address", "169.254.170.23/32", "ipv4", "not that one"},
		{"excepted", "0.0.0.0/0, except: [169.254.169.254/32]", "ipv4 excepts4", "left out on purpose"},
		{"link-local excepted", "0.0.0.0/0, except: [169.254.0.0/16]", "ipv4 excepts4", "a wider exception"},
		{"another one excepted", "0.0.0.0/0, except: [169.254.170.0/24]", "ipv4 broad", "does not hold the address"},
		{"half the world excepted", "0.0.0.0/0, except: [128.0.0.0/1]", "ipv4", "not made for it"},
		{"refused", "10.0.0.0/8, except: [169.254.169.254/32]", "ipv4 excepts4", "meant all the same"},
		{"without a length", "0.0.0.0/0, except: [169.254.169.254]", "ipv4 broad excepts4", "meant all the same"},
		{"IPv6", "'::/0', except: ['fd00:ec2::254/128']", "ipv6 excepts6", "the other family"},
		{"template", "0.0.0.0/0, except: ['${IMDS}']", "ipv4 unknown", "filled in later"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, policy("p", fmt.Sprintf(block, tt.block)))
			network.Compute(m)
			p := m.NetworkPolicies[0].Egress[0].Peers[0]
			got := []string{p.Family}
			for text, is := range map[string]bool{p.MetadataIPv4: p.MetadataIPv4 != "", "unknown": p.Why("metadata_ipv4") != ""} {
				if is {
					got = append(got, text)
				}
			}
			if p.ExceptsMetadataIPv4 {
				got = append(got, "excepts4")
			}
			if p.ExceptsMetadataIPv6 {
				got = append(got, "excepts6")
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestPeersOfTheOwnNamespace(t *testing.T) {
	allow := func(peer string) string {
		return policy("p", "podSelector: {}, ingress: [{from: ["+peer+"]}]")
	}
	tests := []struct {
		name, input, want, reason string
	}{
		{"by labels", pod("web", "app: web") + allow("{podSelector: {matchLabels: {app: web}}}"), "1", "selected"},
		{"other labels", pod("web", "app: web") + allow("{podSelector: {matchLabels: {app: db}}}"), "0", "not selected"},
		{"other namespaces", pod("web", "app: web") + allow("{podSelector: {matchLabels: {app: web}}, namespaceSelector: {}}"), "0", "also pods elsewhere"},
		{"template", pod("web", "app: '${APP}'") + allow("{podSelector: {matchLabels: {app: web}}}"), "0 template-value", "filled in later"},
		{"namespace left out", strings.Replace(pod("web", "app: web"), ", namespace: shop", "", 1) + allow("{podSelector: {}}"), "0 namespace-left-out", "perhaps of that namespace"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			network.Compute(m)
			p := m.NetworkPolicies[0].Ingress[0].Peers[0]
			got := strings.TrimSpace(fmt.Sprint(len(p.Selects), " ", p.Why("selects")))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}
