package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestStorageObjects(t *testing.T) {
	u := readUnit(t, `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3}
provisioner: ebs.csi.aws.com
parameters: {type: gp3, encrypted: '${ENCRYPTED}'}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: efs}
spec: {csi: {driver: efs.csi.aws.com, volumeHandle: fs-1, volumeAttributes: {encryptInTransit: "false"}}}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: nfs}, spec: {nfs: {server: s, path: /}}}
`)
	class := u.Model.StorageClasses[0]
	if diff := cmp.Diff(&model.StorageClass{Provisioner: "ebs.csi.aws.com", Parameters: map[string]string{"type": "gp3"}}, class, only); diff != "" {
		t.Errorf("class (-want +got):\n%s", diff)
	}
	if got := class.Why("parameters.encrypted"); got != model.TemplateValue {
		t.Errorf("a parameter is unknown because of %q, want a template", got)
	}
	want := []*model.PersistentVolume{
		{CSI: &model.CSIVolume{Driver: "efs.csi.aws.com", VolumeHandle: "fs-1", VolumeAttributes: map[string]string{"encryptInTransit": "false"}}},
		{NFS: &model.NFS{Server: "s", Path: "/"}},
	}
	if diff := cmp.Diff(want, u.Model.PersistentVolumes, only); diff != "" {
		t.Errorf("volumes (-want +got):\n%s", diff)
	}
}

func TestNodePoolsOfKarpenter(t *testing.T) {
	u := readUnit(t, `
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: p}
spec:
  template:
    metadata: {labels: {team: shop}}
    spec: {expireAfter: Never, nodeClassRef: {group: eks.amazonaws.com, name: default}, taints: [{key: team, effect: NoSchedule}]}
  disruption: {budgets: [{nodes: 0}, {nodes: 10%, schedule: "@daily", reasons: [Drifted]}]}
---
apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata: {name: older}
spec: {template: {spec: {nodeClassRef: {apiVersion: karpenter.k8s.aws/v1beta1, name: c}}}, disruption: {expireAfter: 1000h}}
---
{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: template}, spec: {template: {spec: {expireAfter: '${E}'}}}}
`)
	want := []*model.NodePool{
		{
			NodeClassGroup: "eks.amazonaws.com", NodeClassName: "default", ExpireAfter: "Never",
			Budgets:    []*model.DisruptionBudget{{Nodes: "0"}, {Nodes: "10%", Schedule: "@daily", Reasons: []string{"Drifted"}}},
			NodeLabels: map[string]string{"team": "shop"}, Taints: []*model.Taint{{Key: "team", Effect: "NoSchedule"}},
		},
		{NodeClassGroup: "karpenter.k8s.aws", NodeClassName: "c", ExpireAfter: "1000h"},
		{},
	}
	if diff := cmp.Diff(want, u.Model.NodePools, only); diff != "" {
		t.Errorf("pools (-want +got):\n%s", diff)
	}
	if got := u.Model.NodePools[2].Why("expire_after"); got != model.TemplateValue {
		t.Errorf("the expiry is unknown because of %q, want a template", got)
	}
}

func TestNodeClassesSayHowNodesAreMade(t *testing.T) {
	u := readUnit(t, `
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: n}
spec:
  amiFamily: AL2
  amiSelectorTerms: [{alias: al2@latest}, {id: ami-1, name: "x-*", ssmParameter: p}]
  associatePublicIPAddress: true
  blockDeviceMappings: [{deviceName: /dev/xvda, ebs: {encrypted: false, kmsKeyID: k, snapshotID: s}}, {deviceName: b}]
---
{apiVersion: eks.amazonaws.com/v1, kind: NodeClass, metadata: {name: a}, spec: {advancedNetworking: {associatePublicIPAddress: false}}}
`)
	yes, no := true, false
	want := &model.EC2NodeClass{
		AMIFamily: "AL2", AssociatePublicIPAddress: &yes,
		AMISelectorTerms: []*model.AMISelectorTerm{{Alias: "al2@latest"}, {ID: "ami-1", Name: "x-*", SSMParameter: "p"}},
		BlockDeviceMappings: []*model.BlockDeviceMapping{
			{DeviceName: "/dev/xvda", EBS: &model.NodeVolume{Encrypted: &no, KMSKeyID: "k", SnapshotID: "s"}},
			{DeviceName: "b"},
		},
	}
	if diff := cmp.Diff(want, u.Model.EC2NodeClasses[0], only); diff != "" {
		t.Errorf("class of Karpenter (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(&no, u.Model.NodeClasses[0].AssociatePublicIPAddress); diff != "" {
		t.Errorf("class of Auto Mode (-want +got):\n%s", diff)
	}
}

func TestWhatPropagatesQuotas(t *testing.T) {
	u := readUnit(t, `
{apiVersion: capsule.clastix.io/v1beta2, kind: Tenant, metadata: {name: a}, spec: {resourceQuotas: {items: [{}]}}}
---
{apiVersion: capsule.clastix.io/v1beta2, kind: Tenant, metadata: {name: b}, spec: {limitRanges: {items: [{}]}}}
---
apiVersion: hnc.x-k8s.io/v1alpha2
kind: HNCConfiguration
metadata: {name: config}
spec: {resources: [{resource: resourcequotas, mode: Propagate}, {resource: limitranges, mode: Ignore}]}
---
{apiVersion: hnc.x-k8s.io/v1alpha2, kind: HierarchicalResourceQuota, metadata: {name: h, namespace: n}}
`)
	var got [][2]bool
	for _, p := range u.Model.QuotaPropagators {
		got = append(got, [2]bool{p.Quotas, p.LimitRanges})
	}
	if diff := cmp.Diff([][2]bool{{true, false}, {false, true}, {true, false}, {true, false}}, got); diff != "" {
		t.Errorf("quotas and limit ranges (-want +got):\n%s", diff)
	}
}

func TestNamespacesOfAFile(t *testing.T) {
	u := readUnit(t, `
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: shop}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{name: c}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: c, namespace: shop}, spec: {containers: [{name: c}]}}
---
{apiVersion: v1, kind: Secret, metadata: {name: d, namespace: '${N}'}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: e, namespace: bank}}
`)
	var got []string
	for _, n := range u.Model.FileNamespaces {
		line := n.Namespace + string(n.Why("namespace")) + ":"
		for _, o := range n.Objects {
			line += " " + o.Kind + "/" + o.Name
		}
		got = append(got, line)
	}
	want := []string{"shop: Service/a Pod/c", "namespace-left-out: Pod/b", "template-value: Secret/d"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("namespaces (-want +got):\n%s", diff)
	}
}

func TestChartsThatOthersInstall(t *testing.T) {
	u := readUnit(t, `
{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: a, namespace: f}, spec: {chart: {spec: {chart: ./charts/web}}}}
---
{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: b, namespace: f}, spec: {chartRef: {name: metrics-server}}}
---
{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: c, namespace: f}, spec: {sources: [{chart: x}, {path: y}]}}
---
{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: d, namespace: f}, spec: {source: {path: y}}}
`)
	var got [][]string
	for _, c := range u.Model.ChartReleases {
		got = append(got, c.Charts)
	}
	if diff := cmp.Diff([][]string{{"web"}, {"metrics-server"}, {"x"}}, got); diff != "" {
		t.Errorf("charts (-want +got):\n%s", diff)
	}
}
