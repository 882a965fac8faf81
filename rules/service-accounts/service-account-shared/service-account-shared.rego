# METADATA
# title: Service account of several applications
# description: |
#   An account that several applications run as holds what all of them need together, and
#   each has what only the others are for. Nobody can take a permission away from one of
#   them, and the audit log does not say which of them used it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/concepts/security/service-accounts/
#     description: Kubernetes, service accounts
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Make a ServiceAccount for each application and name it in `serviceAccountName`.
#   targets: [workloads]
#   scope: unit
package rules["service-accounts"]["service-account-shared"]

import data.rules.lib.accounts
import data.rules.lib.applications
import data.rules.lib.naming

findings contains {
	"ref": other.ref,
	"field": "service_account_name",
	"message": message,
	"severity": _severity(first.principal),
	"related": [{"ref": first.ref, "field": "service_account_name", "message": "the other application"}],
} if {
	some users in _users
	pair := _pair(users)
	first := _by_ref[pair[0]]
	other := _by_ref[pair[1]]
	message := sprintf("%s runs as %s, and so does %s of another application%s", [
		naming.object_of(other), accounts.named(first.principal), naming.object_of(first), _more(first.principal),
	])
}

# Its application may be another one than that of the rest.
undecided contains {"ref": unlabelled.ref, "field": label.field, "reason": label.reason} if {
	some unlabelled in _candidates
	label := applications.label_unknown(unlabelled)
	not unlabelled.principal.ref in _found
}

# The workloads by the account that they share, each with its application and its name.
_users[workload.principal.ref] contains [workload.ref, application, naming.object_of(workload)] if {
	some workload in _candidates
	application := _application(workload)
}

# The accounts that certainly are of several applications.
_found contains account if {
	some account, users in _users
	_pair(users)
}

_candidates := [workload |
	some workload in input.workloads
	accounts.is_named(workload.principal.name)
	count(workload.principal.workloads) > 1
]

_application(workload) := name if name := applications.of(object.remove(workload, ["name"]))

# Without a label the first word of the name has to do: "web" and "web-migrate" are one.
else := split(workload.name, "-")[0] if not applications.label_unknown(workload)

# The refs of the first workload and of the first one of another application. Two of one name
# are variants of one workload, such as those of two overlays.
_pair(users) := [ordered[0][0], other] if {
	count(users) > 1
	applications_of_users := {application | some [_, application, _] in users}
	count(applications_of_users) > 1
	ordered := sort(users)
	own := _stem(ordered[0][1], applications_of_users)
	other := [ref |
		some [ref, application, name] in ordered
		name != ordered[0][2]
		_stem(application, applications_of_users) != own
	][0]
}

# Of names that continue each other the shortest, which comes first in order.
_stem(name, names) := [stem |
	some stem in sort(names)
	startswith(concat("", [name, "-"]), concat("", [stem, "-"]))
][0]

_by_ref[workload.ref] := workload if some workload in _candidates

_severity(principal) := "medium" if _more(principal) != ""

else := "low"

_more(principal) := sprintf("; the account has the IAM role %s", [role]) if role := accounts.aws_role(principal)

else := "; the account can change objects of the cluster" if {
	some binding in principal.bindings
	binding in _writing
}

else := ""

_writing contains binding.ref if {
	some binding in input.role_bindings
	binding.read_only == false
}
