# METADATA
# title: Launches of nodes
# description: |
#   The launch templates, launch configurations and instances of the input, and which of them
#   certainly are for nodes of EKS.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
# schemas:
#   - input: schema
package rules.lib.node_launches

import data.rules.lib.node_roles
import data.rules.lib.unknown

# METADATA
# description: Are the launches that certainly are for nodes.
of_nodes := [launch |
	some launch in _all
	_for_node(launch)
]

# METADATA
# description: Are the launches of which nothing says that they are for nodes.
others := [launch |
	some launch in _all
	not _for_node(launch)
]

# METADATA
# description: |
#   Is the reason for which it is not known if a launch is for nodes: what it starts by.
may_be_for_nodes(launch) := reason if {
	not _for_node(launch)
	reason := unknown.reason(launch, "user_data")
}

_all := array.flatten([
	[launch | some launch in input.launch_templates],
	[launch | some launch in input.launch_configurations],
	[launch | some launch in input.instances],
])

_for_node(launch) if launch.ref in _of_groups

_for_node(launch) if {
	some key, _ in launch.tags
	_names_cluster(key)
}

# Of such a tag the value does not matter.
_for_node(launch) if {
	some at, _ in launch.unknown
	startswith(at, "tags.")
	_names_cluster(substring(at, 5, -1))
}

# What makes a node of an instance, as linter/facts/startup has it.
_for_node(launch) if regex.match(_join, launch.user_data)

_join := `/etc/eks/bootstrap\.sh|nodeadm|node\.eks\.aws|Start-EKSBootstrap|\[settings\.kubernetes\]`

_of_groups contains group.launch_template.template.ref if some group in input.node_groups

_of_groups contains group.launch_template.template.ref if some group in _scaling

_of_groups contains group.configuration.ref if some group in _scaling

_of_groups contains template.ref if {
	some group in _scaling
	some template in group.templates
}

# METADATA
# description: |
#   Are the autoscaling groups that certainly scale nodes: their tags say so, or what they launch
#   is for nodes.
scaling_groups := [group |
	some group in input.autoscaling_groups
	_scales(group)
]

_scales(group) if _scales_nodes(group)

_scales(group) if {
	some launch in array.concat(object.get(group, "templates", []), [group.configuration | group.configuration])
	_for_node(launch)
}

_scaling := [group |
	some group in input.autoscaling_groups
	_scales_nodes(group)
]

_scales_nodes(group) if {
	some tag in group.tag
	_names_cluster(tag.key)
}

_scales_nodes(group) if {
	some key, _ in group.tags
	_names_cluster(key)
}

# METADATA
# description: |
#   Are the tags of autoscaling groups whose keys are not known and which may say that the groups
#   are of nodes, each with its ref, the field and the reason.
unknown_tags contains {"ref": tag.ref, "field": "key", "reason": reason} if {
	some group in input.autoscaling_groups
	not _scales_nodes(group)
	some tag in group.tag
	reason := unknown.reason(tag, "key")
}

_names_cluster(key) if startswith(key, "kubernetes.io/cluster/")

_names_cluster("eks:cluster-name")

# METADATA
# description: |
#   Is the reason for which an option of the metadata service is not known: of the launch, of the
#   account, or since the image decides.
why(launch, name) := launch.metadata.unknown[name]

# METADATA
# description: Is true for a launch that certainly has the service.
is_on(launch) if launch.metadata.http_endpoint == "enabled"

# METADATA
# description: Is true for a launch that certainly does not have the service.
is_off(launch) if launch.metadata.http_endpoint == "disabled"

# METADATA
# description: Is true if the role of nodes that a launch makes may do a lot.
powerful(launch) if {
	some role in _roles(launch)
	node_roles.worst(role).severity in {"critical", "high"}
}

_roles(launch) := array.flatten([
	[group.node_role |
		some group in input.node_groups
		group.launch_template.template.ref == launch.ref
	],
	[launch.iam_instance_profile.profile.iam_role | launch.type == "aws_launch_template"],
	[launch.profile.iam_role | launch.type != "aws_launch_template"],
])

# METADATA
# scope: document
# description: Is true for a launch, or a node group, of which an option certainly lets pods reach the service.
lets_pods_in(launch) if launch.metadata.http_tokens == "optional"

lets_pods_in(launch) if launch.metadata.http_put_response_hop_limit > 1

# METADATA
# scope: document
# description: Is true for a launch, or a node group, whose nodes certainly let no pod reach the service.
is_closed(launch) if is_off(launch)

is_closed(launch) if {
	launch.metadata.http_tokens == "required"
	launch.metadata.http_put_response_hop_limit == 1
}
