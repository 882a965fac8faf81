# METADATA
# title: State of objects not monitored
# description: |
#   Metrics of usage do not say that pods are pending, that a rollout is stuck, or that a job has
#   failed for a week. What watches the objects of the API server does.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/cluster-administration/kube-state-metrics/
#     description: Kubernetes, metrics for the state of objects
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/container-insights-detailed-metrics.html
#     description: CloudWatch, Container Insights with enhanced observability
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Add kube-state-metrics, or Container Insights with enhanced observability.
#   targets: [workloads, namespaces]
#   profile: strict
#   scope: unit
package rules.observability["object-state-not-monitored"]

import data.rules.lib.monitoring

findings contains {
	"ref": monitoring.cluster.ref,
	"field": "",
	"message": "nothing in this cluster reports the state of its objects",
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
	"kube-state-metrics", "splunk-otel-collector",
}

_charts := {
	"alloy", "amazon-cloudwatch-observability", "datadog", "dynatrace-operator", "elastic-agent",
	"k8s-monitoring", "kube-prometheus-stack", "newrelic-infrastructure", "nri-bundle",
	"kube-state-metrics", "prometheus", "splunk-otel-collector", "victoria-metrics-k8s-stack",
}
