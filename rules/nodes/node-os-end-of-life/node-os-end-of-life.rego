# METADATA
# title: Node operating system out of maintenance
# description: |
#   EKS published its last image of Amazon Linux 2 on 2025-11-26. Flaws of the kernel, of containerd
#   and of the kubelet that became known since stay open on such nodes, and versions from 1.33 on
#   have no such image at all. Images of a general purpose carry far more than a node needs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html
#     description: Amazon EKS, end of the images of Amazon Linux 2
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Use Bottlerocket or AL2023, as in `alias` `al2023@latest` or `ami_type` `AL2023_x86_64_STANDARD`.
#   targets: [ec2_node_classes, node_groups, launch_templates, launch_configurations, instances]
package rules.nodes["node-os-end-of-life"]

import data.rules.lib.naming
import data.rules.lib.node_launches
import data.rules.lib.unknown

findings contains {"ref": class.ref, "field": "ami_family", "message": message} if {
	some class in input.ec2_node_classes
	system := _families[class.ami_family]
	message := sprintf("nodes of %s run %s", [naming.object_of(class), system])
}

findings contains {"ref": term.ref, "field": field, "message": message, "severity": severity} if {
	some class in input.ec2_node_classes
	some term in class.ami_selector_terms
	[field, system, severity] := _system(term)
	message := sprintf("nodes of %s run %s", [naming.object_of(class), system])
}

findings contains {
	"ref": group.ref,
	"field": "ami_type",
	"message": sprintf("nodes of %s run %s", [group.address, _families.AL2]),
} if {
	some group in input.node_groups
	startswith(group.ami_type, "AL2_")
}

# EKS takes it by itself for clusters before 1.30.
findings contains {
	"ref": group.ref,
	"field": "ami_type",
	"message": sprintf("nodes of %s run %s, which is the default of Kubernetes %s", [
		group.address, _families.AL2, _version(group),
	]),
} if {
	some group in input.node_groups
	_eks_decides(group)
	_minor(group) < _first_with_al2023
}

findings contains {
	"ref": launch.ref,
	"field": "",
	"message": sprintf("nodes of %s start by a launch configuration, which AWS develops no further", [launch.address]),
	"severity": "low",
} if {
	some launch in node_launches.of_nodes
	launch.type == "aws_launch_configuration"
}

undecided contains {"ref": group.ref, "field": "ami_type", "reason": reason} if {
	some group in input.node_groups
	reason := _group_why(group)
}

# The id of an image says nothing about what is in it, and the family only how it starts.
undecided contains {"ref": term.ref, "field": "id", "reason": "not-in-input"} if {
	some class in input.ec2_node_classes
	not _of_old_family(class)
	some term in class.ami_selector_terms
	term.id
}

undecided contains {"ref": term.ref, "field": field, "reason": reason} if {
	some class in input.ec2_node_classes
	some term in class.ami_selector_terms
	term.unknown
	some field in ["alias", "name", "ssm_parameter"]
	reason := term.unknown[field]
}

undecided contains {"ref": class.ref, "field": "ami_family", "reason": reason} if {
	some class in input.ec2_node_classes
	reason := class.unknown.ami_family
}

# As of 2026-11; Windows Server 2019 is maintained until 2029-01-09.
_families := {"AL2": "Amazon Linux 2, whose images for EKS ended on 2025-11-26"}

_of_old_family(class) if _families[class.ami_family]

_system(term) := ["alias", _families.AL2, "medium"] if startswith(lower(term.alias), "al2@")

_system(term) := ["ssm_parameter", _families.AL2, "medium"] if {
	regex.match(`/amazon-linux-2(-gpu|-arm64)?/`, term.ssm_parameter)
}

# Images for AL2 have the version behind "node-", later ones the name of the system.
_system(term) := ["name", _families.AL2, "medium"] if {
	regex.match(`^amazon-eks-(gpu-|arm64-)?node-([0-9*]|v[0-9])`, term.name)
}

_system(term) := ["name", _general, "low"] if regex.match(`^(ubuntu/images/|RHEL-)`, term.name)

_general := "an operating system for general purposes that is not made for EKS"

_eks_decides(group) if {
	not group.ami_type
	not unknown.reason(group, "ami_type")
	not _has_image(group)
}

_has_image(group) if group.launch_template.template.image_id

_has_image(group) if group.launch_template.template.unknown.image_id

_has_image(group) if {
	group.launch_template
	not group.launch_template.template
}

_has_image(group) if unknown.reason(group, "launch_template")

_version(group) := version if version := group.version

else := group.cluster.version if not unknown.reason(group, "version")

_minor(group) := to_number(split(_version(group), ".")[1])

_first_with_al2023 := 30

# What the image is, is not known.
_group_why(group) := unknown.reason(group, "ami_type")

_group_why(group) := "not-in-input" if group.ami_type == "CUSTOM"

_group_why(group) := reason if {
	_eks_decides(group)
	not _version(group)
	group.cluster
	reason := min({why |
		why := unknown.reason(group, "version")
	} | {why |
		why := unknown.reason(group.cluster, "version")
	})
}
