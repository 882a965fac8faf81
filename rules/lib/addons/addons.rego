# METADATA
# title: Cluster add-ons
# description: |
#   Well-known programs that serve a whole cluster, told by their images. A name or a
#   namespace proves nothing, since anyone can give it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
package rules.lib.addons

# METADATA
# scope: document
# description: |
#   Is true for a repository of images, as on a registry, of a well-known add-on. Only the
#   last parts count, so that mirrors are known too.
known(repository) if regex.replace(repository, `^.*/`, "") in _images

known(repository) if regex.find_n(`[^/]+/[^/]+$`, repository, 1)[0] in _images

# METADATA
# scope: document
# description: Is true for a workload that runs a well-known add-on or node agent.
runs(workload) if workload.node_agent

runs(workload) if {
	some container in workload.containers
	known(container.image.repository)
}

# The names of images, with the part before where the name alone says too little, as the
# projects' own charts and manifests have them in 2026-11.
_images := {
	# EKS and AWS
	"adot-collector", "adot-operator", "amazon-cloudwatch-observability-operator",
	"amazon-eks-pod-identity-webhook", "amazon-k8s-cni", "amazon-k8s-cni-init",
	"amazon-network-policy-controller-k8s", "amazon-vpc-cni", "amazon-vpc-resource-controller-k8s",
	"aws-alb-ingress-controller", "aws-cluster-autoscaler", "aws-ebs-csi-driver",
	"aws-efs-csi-driver", "aws-efa-k8s-device-plugin", "aws-for-fluent-bit", "aws-fsx-csi-driver",
	"aws-load-balancer-controller", "aws-mountpoint-s3-csi-driver", "aws-network-policy-agent",
	"aws-node-termination-handler", "aws-otel-collector", "aws-otel-operator",
	"aws-privateca-issuer", "aws-s3-csi-driver", "aws-secrets-store-csi-driver-provider",
	"cloudwatch-agent", "cloudwatch-agent-operator", "cni-metrics-helper", "coredns",
	"eks-node-monitoring-agent", "eks-pod-identity-agent", "aws-guardduty-agent",
	"gateway-api-controller", "karpenter/controller", "kube-proxy", "neuron-device-plugin",
	"secrets-store-csi-driver-provider-aws", "vpc-cni",
	# Kubernetes
	"cluster-autoscaler", "cluster-proportional-autoscaler", "cpa/cluster-proportional-autoscaler",
	"cpvpa", "csi-attacher", "csi-node-driver-registrar", "csi-provisioner", "csi-resizer",
	"csi-secrets-store/driver", "csi-snapshotter", "descheduler", "external-dns",
	"ingress-nginx/controller", "k8s-dns-node-cache", "kube-state-metrics", "metrics-server", "multus-cni",
	"node-problem-detector", "prometheus-adapter", "secrets-store-csi-driver", "snapshot-controller",
	"vpa-admission-controller", "vpa-recommender", "vpa-updater", "nfd/node-feature-discovery",
	# others
	"agent/agent", "alertmanager", "argocd", "argoproj/argocd", "calico/kube-controllers",
	"calico/node", "calico/typha", "cert-manager-cainjector", "cert-manager-controller",
	"cert-manager-webhook", "cilium-agent", "cilium/cilium", "cilium/operator-aws",
	"cilium/operator-generic", "datadog/agent", "datadog/cluster-agent", "datadoghq/agent",
	"datadoghq/cluster-agent", "dcgm-exporter", "dynatrace/dynatrace-operator",
	"external-secrets/external-secrets", "falcosecurity/falco", "falcosecurity/falco-no-driver",
	"fluent-bit", "fluxcd/helm-controller", "fluxcd/image-automation-controller",
	"fluxcd/image-reflector-controller", "fluxcd/kustomize-controller",
	"fluxcd/notification-controller", "fluxcd/source-controller", "gatekeeper",
	"gpu-operator", "gatekeeper-crds", "install-cni", "istio/pilot", "istio/ztunnel", "k8s-device-plugin",
	"keda", "keda-admission-webhooks", "keda-metrics-apiserver", "kyverno/kyverno", "kyverno",
	"linkerd/controller", "linkerd/proxy", "newrelic/infrastructure-k8s", "node-exporter",
	"nvidia/k8s-device-plugin", "operator/operator", "pilot", "prometheus", "prometheus-config-reloader",
	"prometheus-operator", "promtail", "reloader", "sealed-secrets-controller", "sysdig/agent",
	"sysdig/agent-slim", "tigera/node", "tigera/operator", "traefik", "velero", "ztunnel",
}
