# METADATA
# title: No metrics of resources
# description: |
#   Without metrics of pods and nodes nobody sees that a program mines coins, that a leak eats up a
#   node, or that limits are far from what is used, and nothing can scale by load.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-observe.html
#     description: Amazon EKS, monitoring
#   - ref: https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/
#     description: Kubernetes, resource metrics pipeline
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Add metrics-server, and Container Insights or Prometheus.
#   targets: [workloads, namespaces]
#   profile: strict
#   scope: unit
package rules.observability["resource-metrics-not-collected"]

import data.rules.lib.monitoring

findings contains {
	"ref": monitoring.cluster.ref,
	"field": "",
	"message": "nothing in this cluster collects metrics of its pods and nodes",
} if {
	not monitoring.has(_images, _charts)
}

undecided contains {"ref": monitoring.part.ref, "field": "", "reason": "not-in-input"} if {
	not monitoring.has(_images, _charts)
}

# As of 2026-11.
_images := {
	"agent/agent", "alloy", "amazon-cloudwatch-observability-operator", "cloudwatch-agent",
	"cloudwatch-agent-operator", "datadog/agent", "datadog/cluster-agent", "datadoghq/agent",
	"datadoghq/cluster-agent", "dynatrace-operator", "elastic-agent", "newrelic-infra",
	"adot-collector", "adot-operator", "aws-otel-collector", "metricbeat", "metrics-server",
	"opentelemetry-collector", "opentelemetry-collector-contrib", "opentelemetry-collector-k8s",
	"prometheus", "prometheus-operator", "splunk-otel-collector", "sysdig/agent", "sysdig/agent-slim",
	"telegraf", "vmagent", "vmsingle",
}

_charts := {
	"alloy", "amazon-cloudwatch-observability", "datadog", "dynatrace-operator", "elastic-agent",
	"k8s-monitoring", "kube-prometheus-stack", "newrelic-infrastructure", "nri-bundle",
	"adot-exporter-for-eks-on-ec2", "aws-cloudwatch-metrics", "metricbeat", "metrics-server",
	"opentelemetry-collector", "opentelemetry-kube-stack", "prometheus", "splunk-otel-collector",
	"sysdig-deploy", "telegraf", "victoria-metrics-agent", "victoria-metrics-k8s-stack",
}
