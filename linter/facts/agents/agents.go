// Package agents recognises well-known programs that run on every node and need access to
// it: network plugins, storage drivers, log collectors.
package agents

import (
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// images are the last parts of the image repositories of node agents, without the
// registry, each with the name of the agent. Names are those of the projects' own charts
// and manifests, as of 2026-11.
var images = map[string]string{
	// https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
	"amazon-k8s-cni":               "aws-vpc-cni",
	"amazon-k8s-cni-init":          "aws-vpc-cni",
	"aws-network-policy-agent":     "aws-vpc-cni",
	"kube-proxy":                   "kube-proxy",
	"eks-pod-identity-agent":       "eks-pod-identity-agent",
	"eks-node-monitoring-agent":    "eks-node-monitoring-agent",
	"aws-ebs-csi-driver":           "aws-ebs-csi-driver",
	"aws-efs-csi-driver":           "aws-efs-csi-driver",
	"aws-fsx-csi-driver":           "aws-fsx-csi-driver",
	"aws-mountpoint-s3-csi-driver": "aws-mountpoint-s3-csi-driver",
	"aws-s3-csi-driver":            "aws-mountpoint-s3-csi-driver",
	"cloudwatch-agent":             "cloudwatch-agent",
	"aws-for-fluent-bit":           "fluent-bit",
	"fluent-bit":                   "fluent-bit",
	// https://secrets-store-csi-driver.sigs.k8s.io
	"csi-secrets-store/driver":              "secrets-store-csi-driver",
	"secrets-store-csi-driver":              "secrets-store-csi-driver",
	"secrets-store-csi-driver-provider-aws": "secrets-store-csi-driver",
	// https://github.com/prometheus/node_exporter
	"node-exporter": "node-exporter",
	// https://docs.cilium.io and https://docs.tigera.io
	"cilium/cilium": "cilium",
	"cilium-agent":  "cilium",
	"calico/node":   "calico",
	"tigera/node":   "calico",
	// https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
	"k8s-dns-node-cache": "node-local-dns",
	// Device plugins of GPUs and of the Elastic Fabric Adapter.
	"nvidia/k8s-device-plugin":  "nvidia-device-plugin",
	"k8s-device-plugin":         "nvidia-device-plugin",
	"dcgm-exporter":             "nvidia-dcgm-exporter",
	"aws-efa-k8s-device-plugin": "aws-efa-device-plugin",
	"neuron-device-plugin":      "aws-neuron-device-plugin",
	// https://falco.org, https://docs.sysdig.com and https://docs.datadoghq.com
	"falcosecurity/falco":           "falco",
	"falcosecurity/falco-no-driver": "falco",
	"sysdig/agent":                  "sysdig",
	"sysdig/agent-slim":             "sysdig",
	"datadog/agent":                 "datadog",
	"datadoghq/agent":               "datadog",
}

// Compute sets the node agent of the workloads that run one: a DaemonSet of which a
// container has one of the images. A name or a namespace alone proves nothing, since
// anyone can give it.
func Compute(m *model.Model) {
	for _, w := range m.Workloads {
		if w.Kind != "DaemonSet" {
			continue
		}
		for _, c := range w.Containers {
			if name := of(c.Image); name != "" {
				w.NodeAgent = name
				break
			}
		}
	}
}

// of looks up the longest known ending of an image's path.
func of(image *model.Image) string {
	if image == nil {
		return ""
	}
	path := image.Repository
	for {
		if name, ok := images[path]; ok {
			return name
		}
		_, rest, found := strings.Cut(path, "/")
		if !found {
			return ""
		}
		path = rest
	}
}
