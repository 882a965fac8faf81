# METADATA
# title: Monitoring of a cluster
# description: |
#   Whether the input shows a whole cluster, and which programs that watch it are in it. Programs
#   are told by their images, and by the charts that Flux or Argo CD install.
# schemas:
#   - input: schema
package rules.lib.monitoring

# METADATA
# description: |
#   Is the program that stands for the whole cluster: the input holds what every cluster of EKS
#   runs, CoreDNS and kube-proxy, and no image in it is unknown. Undefined for all other inputs.
cluster := dns if {
	dns := [workload | some workload in input.workloads; _runs(workload, {"coredns"})][0]
	some workload in input.workloads
	workload.node_agent == "kube-proxy"
	every container in input.containers {
		not container.unknown.image
	}
}

# METADATA
# description: |
#   Is the object at which it is said that the input shows only a part of a cluster: its first
#   namespace. Undefined for a whole cluster, and for an input without namespaces.
part := input.namespaces[0] if not cluster

# METADATA
# scope: document
# description: Is true if the input has a program of one of these images, or installs one of these charts.
has(images, _) if {
	some workload in input.workloads
	_runs(workload, images)
}

has(_, charts) if {
	some release in input.chart_releases
	some chart in release.charts
	chart in charts
}

has(_, charts) if {
	some release in input.helm_releases
	release.chart in charts
}

has(_, charts) if {
	some addon in input.addons
	addon.addon_name in charts
}

_runs(workload, images) if {
	some container in workload.containers
	regex.replace(container.image.repository, `^.*/`, "") in images
}

_runs(workload, images) if {
	some container in workload.containers
	regex.find_n(`[^/]+/[^/]+$`, container.image.repository, 1)[0] in images
}
