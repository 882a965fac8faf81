# METADATA
# title: PodSecurityPolicy without effect
# description: |
#   Kubernetes 1.25 removed PodSecurityPolicies, and every version that EKS offers is later.
#   The object cannot be created, and nothing that it says is enforced, so that a team which
#   relies on it has no limit on its pods at all.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/
#     description: Migrate from PodSecurityPolicy
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Label the namespaces with a Pod Security level, or use Kyverno or Gatekeeper, and delete the policy.
#   targets: [pod_security_policies]
#   scope: unit
package rules["pod-security"]["psp-not-enforced"]

import data.rules.lib.naming
import data.rules.lib.pod_security
import data.rules.lib.psp

findings contains {
	"ref": policy.ref,
	"field": "",
	"message": sprintf("%s enforces nothing from Kubernetes 1.25 on; the nearest Pod Security level is %s%s", [
		naming.object_of(policy), _nearest(policy), _defaults(policy),
	]),
	"severity": _severity,
} if {
	some policy in input.pod_security_policies
}

_nearest(policy) := "privileged" if psp.beyond_baseline[policy.ref]

else := "baseline, as far as its fields are known" if psp.unknown_of_baseline[policy.ref]

else := "baseline" if _gaps(policy)

else := "restricted, as far as its fields are known" if psp.unknown_of_restricted[policy.ref]

else := "restricted"

_gaps(policy) if {
	some place in psp.below_restricted[policy.ref]
	place.severity != "info"
}

# Pods that relied on what a policy filled in do not start any more.
_defaults(policy) := sprintf(", which does not fill in %s", [concat(", ", mutations)]) if {
	mutations := _mutations(policy)
	count(mutations) > 0
}

_defaults(policy) := "" if count(_mutations(policy)) == 0

_mutations(policy) := sort((({name |
	some name, field in {
		"defaultAddCapabilities": "default_add_capabilities",
		"requiredDropCapabilities": "required_drop_capabilities",
	}
	policy[field]
} | {name |
	some name, field in {
		"fsGroup": "fs_group",
		"runAsGroup": "run_as_group",
		"runAsUser": "run_as_user",
		"seLinux": "se_linux",
		"supplementalGroups": "supplemental_groups",
	}
	policy[field].rule == "MustRunAs"
}) | {"defaultProfileName" |
	policy.annotations[psp.default_seccomp]
}))

# Older versions still enforce it.
_severity := "info" if not psp.gone

_severity := "low" if {
	psp.gone
	_covered
}

_severity := "high" if {
	psp.gone
	not _covered
}

# Every namespace of the input that holds workloads has a level or a policy.
_covered if {
	open := [namespace |
		some namespace in input.namespaces
		namespace.workloads
		not pod_security.for_agents(namespace)
	]
	count(open) > 0
	count([n | some n in input.undefined_namespaces; not n.name in pod_security.agent_namespaces]) == 0
	every namespace in open {
		_guarded(namespace)
	}
}

# One policy that leaves no namespace out covers them all.
_covered if {
	some policy in input.admission_policies
	policy.pod_security
	policy.enforcing
	policy.engine != "validating-admission-policy"
	policy.kind != "Policy"
	not policy.namespace_selector
	not policy.match_namespaces
	not policy.unknown
}

_guarded(namespace) if pod_security.enforced(namespace)

_guarded(namespace) if namespace.policies
