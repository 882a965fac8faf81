# METADATA
# title: Port of administrators or of a database open to the world
# description: |
#   Everybody on the internet can talk to a service that is not made for that: a shell, a database, or
#   the kubelet. The ports are scanned all the time, and one weak password or one hole is enough.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: VPC User Guide, security group rules
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove the rule and use Session Manager, or name the security groups that need access.
#   targets: [security_group_rules]
package rules["security-groups"]["sg-admin-port-open-to-world"]

import data.rules.lib.security_groups

findings contains {
	"ref": rule.ref,
	"field": field,
	"message": sprintf("%s lets %s in on %s, %s%s", [
		rule.address,
		range,
		security_groups.ports(rule),
		_told(rule, worst[0].names),
		security_groups.by_whom(rule, security_groups.of_clusters),
	]),
	"severity": worst[0].severity,
} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	[field, range] := security_groups.world(rule)
	not _others_have_it(rule)
	worst := _hits(rule)
	worst != []
}

# The kubelet for all of a private network, which may be a whole company.
findings contains {
	"ref": rule.ref,
	"field": sprintf("cidr_blocks.%d", [i]),
	"message": sprintf("%s lets all of %s in on port 10250, which is the kubelet%s", [
		rule.address,
		range,
		security_groups.by_whom(rule, security_groups.of_clusters),
	]),
	"severity": "info",
} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	not rule.unknown
	not security_groups.world(rule)
	security_groups.touches(rule, "tcp", 10250, 10250)
	_of_cluster(rule)
	some i, range in rule.cidr_blocks
	range in {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	rule.unknown
	not security_groups.world(rule)
	not _others_have_it(rule)
	_hits(rule) != []
	some [field, reason] in security_groups.ranges_unknown(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	rule.unknown
	security_groups.world(rule)
	some [field, reason] in security_groups.ports_unknown(rule)
}

# What opens all ports is reported by sg-ingress-open-to-world.
_others_have_it(rule) if security_groups.all_ports(rule)

_others_have_it(rule) if security_groups.ports_unknown(rule) != set()

# What the rule includes, the worst first.
_hits(rule) := [{"severity": severity, "names": names} |
	some severity in ["high", "medium"]
	names := [name |
		some name, port in _ports
		port.severity == severity
		security_groups.touches(rule, port.protocol, port.first, port.last)
		_meant(rule, port)
	]
	names != []
]

_meant(_, port) if port.on == set()

_meant(rule, port) if {
	port.on != set()
	security_groups.uses(rule, port.on) != []
}

_of_cluster(rule) if security_groups.uses(rule, security_groups.of_clusters) != []

# The ports that are nobody's business on any group, and those that are none on groups of nodes,
# pods and the control plane. Load balancers that send traffic on to instances leave the addresses
# of clients as they are, so that node ports need those.
_ports := {
	"SSH": {"protocol": "tcp", "first": 22, "last": 22, "severity": "high", "on": set()},
	"RDP": {"protocol": "tcp", "first": 3389, "last": 3389, "severity": "high", "on": set()},
	"SQL Server": {"protocol": "tcp", "first": 1433, "last": 1433, "severity": "high", "on": set()},
	"Oracle": {"protocol": "tcp", "first": 1521, "last": 1521, "severity": "high", "on": set()},
	"MySQL": {"protocol": "tcp", "first": 3306, "last": 3306, "severity": "high", "on": set()},
	"PostgreSQL": {"protocol": "tcp", "first": 5432, "last": 5432, "severity": "high", "on": set()},
	"Redshift": {"protocol": "tcp", "first": 5439, "last": 5439, "severity": "high", "on": set()},
	"Redis": {"protocol": "tcp", "first": 6379, "last": 6379, "severity": "high", "on": set()},
	"Cassandra": {"protocol": "tcp", "first": 9042, "last": 9042, "severity": "high", "on": set()},
	"OpenSearch": {"protocol": "tcp", "first": 9200, "last": 9200, "severity": "high", "on": set()},
	"Memcached": {"protocol": "tcp", "first": 11211, "last": 11211, "severity": "high", "on": set()},
	"Memcached over UDP": {"protocol": "udp", "first": 11211, "last": 11211, "severity": "high", "on": set()},
	"MongoDB": {"protocol": "tcp", "first": 27017, "last": 27017, "severity": "high", "on": set()},
	"the kubelet": {"protocol": "tcp", "first": 10250, "last": 10250, "severity": "high", "on": _clusters},
	"the open kubelet": {"protocol": "tcp", "first": 10255, "last": 10255, "severity": "high", "on": _clusters},
	"Docker or etcd": {"protocol": "tcp", "first": 2375, "last": 2379, "severity": "high", "on": _clusters},
	"a Kubernetes API": {"protocol": "tcp", "first": 6443, "last": 6443, "severity": "high", "on": _clusters},
	"the node exporter": {"protocol": "tcp", "first": 9100, "last": 9100, "severity": "high", "on": _clusters},
	"node ports": {"protocol": "tcp", "first": 30000, "last": 32767, "severity": "medium", "on": _clusters},
	"node ports over UDP": {"protocol": "udp", "first": 30000, "last": 32767, "severity": "medium", "on": _clusters},
	"the API of the cluster": {"protocol": "tcp", "first": 443, "last": 443, "severity": "medium", "on": {"cluster"}},
}

_clusters := security_groups.of_clusters

_told(rule, names) := sprintf("which is %s%s", [_list(names), _note(names)]) if rule.from_port == rule.to_port

_told(rule, names) := sprintf("which include %s%s", [_list(names), _note(names)]) if rule.from_port != rule.to_port

_list(names) := concat(", ", names) if count(names) <= 4

_list(names) := sprintf("%s and %d more", [concat(", ", array.slice(names, 0, 3)), count(names) - 3]) if {
	count(names) > 4
}

_note(names) := " (an NLB with instance targets needs them, but only for the ranges of the clients)" if {
	some name in names
	startswith(name, "node ports")
} else := ""
