# METADATA
# title: Engines of network policies
# description: |
#   What the input says about who enforces network policies: the VPC CNI, which does so only
#   when asked to, or another engine.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
# schemas:
#   - input: schema
package rules.lib.network_engines

import data.rules.lib.fargate
import data.rules.lib.naming
import data.rules.lib.unknown

# METADATA
# description: Is the name of the ConfigMap that turns network policies of the VPC CNI on.
config_map := "amazon-vpc-cni"

# METADATA
# description: Is the key of it that does so.
key := "enable-network-policy-controller"

# METADATA
# description: |
#   Are the engines beside the VPC CNI that are in the input, told by their images, their charts, by
#   policies of their own kinds or by what installs them, with the ref of one such object.
# scope: document
others[engine] contains workload.ref if {
	some workload in input.workloads
	some container in workload.containers
	engine := _by_image(container.image.repository)
}

others[policy.engine] contains policy.ref if {
	some policy in input.engine_policies
	policy.engine in {"antrea", "calico", "cilium"}
}

others[object.engine] contains object.ref if some object in input.network_engines

others[engine] contains release.ref if {
	some release in input.chart_releases
	some chart in release.charts
	engine := _charts[chart]
}

others[engine] contains release.ref if {
	some release in input.helm_releases
	engine := _charts[release.chart]
}

# Source: https://docs.cilium.io, https://docs.tigera.io and https://antrea.io
_charts := {"antrea": "antrea", "calico": "calico", "cilium": "cilium", "tigera-operator": "calico"}

_by_image(repository) := engine if {
	parts := split(repository, "/")
	some suffix in {concat("/", array.slice(parts, i, count(parts))) | some i in numbers.range(0, count(parts) - 1)}
	engine := _images[suffix]
}

_images := {
	"cilium/cilium": "cilium", "cilium/operator-aws": "cilium", "cilium/operator-generic": "cilium",
	"calico/node": "calico", "tigera/operator": "calico", "calico/typha": "calico",
	"antrea/antrea-agent-ubuntu": "antrea", "antrea/antrea-ubuntu": "antrea", "cloudnativelabs/kube-router": "kube-router",
}

# METADATA
# description: |
#   Is true if the VPC CNI is the engine, or if no other one is known to be. A chart of an
#   unknown name may be that of another.
may_be_vpc_cni if {
	count(others) == 0
	count(unnamed) == 0
}

# METADATA
# description: |
#   Are the charts of Terraform of an unknown name, each with its ref, the field and the reason.
unnamed := {{"ref": release.ref, "field": "chart", "reason": reason} |
	some release in input.helm_releases
	reason := unknown.reason(release, "chart")
}

# METADATA
# description: |
#   Are the places that turn network policies off, each with what it says: of the aws-node
#   DaemonSet, of its ConfigMap, or of the one that EKS Auto Mode reads.
# scope: document
off contains {"ref": cni.network_policy_agent.ref, "field": _agent_field(cni), "says": says} if {
	some cni in input.vpc_cnis
	cni.network_policy_agent.value == "false"
	says := _agent_off(cni)
}

off contains {"ref": map.ref, "field": ["data", key], "says": says} if {
	some map in _config_maps
	not _is_true(object.get(map, ["data", key], ""))
	not map.unknown[sprintf("data.%s", [key])]
	not map.unknown.data
	says := sprintf("%s %s", [naming.object_of(map), _map_off(map)])
}

off contains {"ref": cni.ref, "field": "containers", "says": says} if {
	minor := input.settings.kubernetes_minor
	minor < _since
	says := sprintf("Kubernetes 1.%d is older than 1.25, from which on the VPC CNI enforces them", [minor])
	some cni in input.vpc_cnis
}

# If the add-ons of several clusters differ, it cannot be told which one a policy is for.
off contains {"ref": addon.ref, "field": field, "says": says} if {
	not input.vpc_cnis
	count(_addons) > 0
	every other in _addons { other.enforces_network_policies == false }
	some addon in _addons
	[field, says] := _addon_off(addon)
}

off contains {"ref": cluster.ref, "field": "version", "says": says} if {
	count(_addons) > 0
	every other in input.clusters { _before_policies(other) }
	some cluster in input.clusters
	says := sprintf("%s has Kubernetes %s, and the VPC CNI enforces them from 1.25 on", [cluster.address, cluster.version])
}

_before_policies(cluster) if {
	[_, minor] := split(cluster.version, ".")
	to_number(minor) < _since
}

_since := 25

_addons := [addon | some addon in input.vpc_cni_addons]

_addon_off(addon) := [addon.network_policy_agent.field, says] if {
	addon.network_policy_agent.value == "false"
	says := sprintf("%s does not set enableNetworkPolicy to true", [naming.object_of(addon)])
} else := ["addon_version", says] if {
	says := sprintf("%s is of version %s, and enforces them from v1.14 on", [naming.object_of(addon), addon.version])
}

# METADATA
# description: Is true if an EKS add-on of the input enforces network policies.
addon_on if {
	some addon in _addons
	addon.enforces_network_policies
}

_config_maps := [map |
	some map in input.config_maps
	map.name == config_map
	object.get(map, "namespace", "kube-system") == "kube-system"
]

# METADATA
# description: Is true if the ConfigMap turns network policies on.
config_map_on if {
	some map in _config_maps
	_is_true(map.data[key])
}

# METADATA
# description: Is true if the ConfigMap is in the input.
has_config_map if count(_config_maps) > 0

_is_true(text) if lower(text) in {"true", "1", "t"}

_agent_field(cni) := "containers" if cni.network_policy_agent.default

_agent_field(cni) := sprintf("args.%d", [i]) if {
	not cni.network_policy_agent.default
	i := [i |
		some workload in input.workloads
		some container in workload.containers
		container.ref == cni.network_policy_agent.ref
		some i, arg in container.args
		startswith(arg, "--enable-network-policy=")
	][0]
}

_agent_off(cni) := sprintf("%s has no network policy agent", [naming.object_of(cni)]) if {
	cni.network_policy_agent.default
}

_agent_off(cni) := sprintf("%s runs the network policy agent with %s", [naming.object_of(cni), _flag]) if {
	not cni.network_policy_agent.default
}

_flag := "--enable-network-policy=false"

# The Best Practices Guide prints this key, which nothing reads.
_documented_wrong := "enable-network-policy"

_map_off(map) := sprintf("sets %s to %q", [key, map.data[key]])

_map_off(map) := sprintf("sets %s, which nothing reads, and not %s", [_documented_wrong, key]) if {
	object.get(map, ["data", key], null) == null
	map.data[_documented_wrong]
}

_map_off(map) := sprintf("does not set %s", [key]) if {
	object.get(map, ["data", key], null) == null
	not map.data[_documented_wrong]
}

# METADATA
# description: Is true if network policies are certainly not enforced.
not_enforced if {
	may_be_vpc_cni
	count(off) > 0
}

# METADATA
# description: |
#   Are the reasons for which no policy holds for the pods of a workload, though policies
#   select them, by the ref of the workload: the place, and what is in the way.
cannot_apply := object.union_n([_cannot_apply])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_cannot_apply[ref] := first.reason if {
	some ref, found in _obstacles
	first := min(found)
}

# Where several things are in the way, the one of the lowest rank counts.
_obstacles[workload.ref] contains {"rank": 1, "reason": {
	"field": "host_network",
	"says": "is on the network of its node",
}} if {
	some workload in input.workloads
	workload.host_network == true
}

_obstacles[workload.ref] contains {"rank": 2, "reason": {"field": "os.name", "says": "runs on Windows"}} if {
	may_be_vpc_cni
	some workload in input.workloads
	workload.os == "windows"
}

_obstacles[workload.ref] contains {"rank": 3, "reason": {
	"field": ["node_selector", "kubernetes.io/os"],
	"says": "runs on Windows",
}} if {
	may_be_vpc_cni
	some workload in input.workloads
	workload.node_selector["kubernetes.io/os"] == "windows"
}

_obstacles[workload.ref] contains {"rank": 4, "reason": {"field": "kind", "says": "has no controller"}} if {
	may_be_vpc_cni
	some workload in input.workloads
	workload.kind == "Pod"
	workload.api_version == "v1"
	not _has_controller(workload)
}

_obstacles[workload.ref] contains {"rank": 5, "reason": {
	"field": "namespace",
	"says": sprintf("runs on Fargate, as %s has it", [profile.address]),
}} if {
	may_be_vpc_cni
	input.fargate_profiles
	some workload in input.workloads
	profile := fargate.profile(workload)
}

# Labels that controllers give to their pods, as in a dump of a cluster.
_has_controller(workload) if {
	some key, _ in workload.pod_labels
	key in {
		"pod-template-hash", "controller-revision-hash", "job-name", "batch.kubernetes.io/job-name",
		"controller-uid", "statefulset.kubernetes.io/pod-name",
	}
}
