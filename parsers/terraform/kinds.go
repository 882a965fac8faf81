package terraform

import "strings"

// typedKind is the Kubernetes kind that a typed resource stands for.
type typedKind struct{ apiVersion, kind string }

// typedKinds are the typed resources of the Kubernetes provider whose objects are judged,
// by the name without and with a version.
//
// Source: https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
var typedKinds = versioned(map[string]typedKind{
	"kubernetes_pod":                              {"v1", "Pod"},
	"kubernetes_deployment":                       {"apps/v1", "Deployment"},
	"kubernetes_daemonset":                        {"apps/v1", "DaemonSet"},
	"kubernetes_daemon_set":                       {"apps/v1", "DaemonSet"},
	"kubernetes_stateful_set":                     {"apps/v1", "StatefulSet"},
	"kubernetes_replication_controller":           {"v1", "ReplicationController"},
	"kubernetes_job":                              {"batch/v1", "Job"},
	"kubernetes_cron_job":                         {"batch/v1", "CronJob"},
	"kubernetes_namespace":                        {"v1", "Namespace"},
	"kubernetes_service":                          {"v1", "Service"},
	"kubernetes_service_account":                  {"v1", "ServiceAccount"},
	"kubernetes_default_service_account":          {"v1", "ServiceAccount"},
	"kubernetes_config_map":                       {"v1", "ConfigMap"},
	"kubernetes_config_map_v1_data":               {"v1", "ConfigMap"},
	"kubernetes_secret":                           {"v1", "Secret"},
	"kubernetes_persistent_volume":                {"v1", "PersistentVolume"},
	"kubernetes_persistent_volume_claim":          {"v1", "PersistentVolumeClaim"},
	"kubernetes_role":                             {"rbac.authorization.k8s.io/v1", "Role"},
	"kubernetes_cluster_role":                     {"rbac.authorization.k8s.io/v1", "ClusterRole"},
	"kubernetes_role_binding":                     {"rbac.authorization.k8s.io/v1", "RoleBinding"},
	"kubernetes_cluster_role_binding":             {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding"},
	"kubernetes_network_policy":                   {"networking.k8s.io/v1", "NetworkPolicy"},
	"kubernetes_ingress":                          {"networking.k8s.io/v1", "Ingress"},
	"kubernetes_ingress_class":                    {"networking.k8s.io/v1", "IngressClass"},
	"kubernetes_pod_security_policy":              {"policy/v1beta1", "PodSecurityPolicy"},
	"kubernetes_storage_class":                    {"storage.k8s.io/v1", "StorageClass"},
	"kubernetes_validating_webhook_configuration": {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"},
	"kubernetes_mutating_webhook_configuration":   {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"},
})

// versioned adds the names with a version, which stand for the same kinds.
func versioned(kinds map[string]typedKind) map[string]typedKind {
	all := make(map[string]typedKind, 2*len(kinds))
	for name, kind := range kinds {
		all[name] = kind
		version := kind.apiVersion[strings.LastIndexByte(kind.apiVersion, '/')+1:]
		all[name+"_"+version] = kind
	}
	return all
}

// providerArguments are the arguments at the top of a typed resource that only the
// provider takes.
var providerArguments = map[string]bool{
	"wait_for_rollout": true, "wait_for_load_balancer": true, "wait_for_completion": true, "wait_until_bound": true,
	"wait_for_default_service_account": true, "wait_for_service_account_token": true, "id": true, "binary_data_wo": true, "data_wo": true,
	"force": true, "field_manager": true,
}

// clusterScoped are the kinds of typedKinds whose objects are in no namespace.
var clusterScoped = map[string]bool{
	"Namespace": true, "ClusterRole": true, "ClusterRoleBinding": true, "PersistentVolume": true, "IngressClass": true,
	"PodSecurityPolicy": true, "StorageClass": true, "ValidatingWebhookConfiguration": true, "MutatingWebhookConfiguration": true,
}

// flatBlocks are blocks that the API does not have: what they hold belongs to their parent.
var flatBlocks = map[string]bool{"persistent_volume_source": true}

// numericArguments are numbers that the provider takes as text.
var numericArguments = map[string]bool{
	"run_as_user": true, "run_as_group": true, "fs_group": true, "replicas": true, "target_port": true, "number": true, "port": true,
	"end_port": true, "supplemental_groups": true,
}

// listBlocks are the blocks that stand for one element of a list each.
var listBlocks = map[string]bool{
	"container": true, "init_container": true, "env": true, "env_from": true, "port": true, "ports": true, "volume": true, "volume_mount": true,
	"volume_device": true, "toleration": true, "image_pull_secrets": true, "host_aliases": true, "rule": true, "subject": true, "match_expressions": true,
	"match_fields": true, "ingress": true, "egress": true, "from": true, "to": true, "path": true, "tls": true, "topology_spread_constraint": true,
	"readiness_gate": true, "sysctl": true, "http_header": true, "items": true, "sources": true, "node_selector_term": true, "secret": true,
	"image_pull_secret": true, "volume_claim_template": true, "preferred_during_scheduling_ignored_during_execution": true,
	"required_during_scheduling_ignored_during_execution": true, "webhook": true, "aggregation_rule_selector": true, "cluster_role_selectors": true,
	"allowed_host_paths": true, "allowed_flex_volumes": true, "host_ports": true, "range": true, "allowed_topologies": true,
	"match_label_expressions": true, "option": true,
}

// singleHere reports whether a block that is a list elsewhere is single below others.
func singleHere(name string, way []string) bool {
	parent := ""
	if len(way) > 0 {
		parent = way[len(way)-1]
	}
	switch name {
	case "secret": // a volume has one, a service account a list
		return parent != ""
	case "port": // the port of a backend
		return parent == "service" && len(way) > 1 && way[len(way)-2] == "backend"
	case "required_during_scheduling_ignored_during_execution": // that of node affinity holds terms
		return parent == "node_affinity"
	case "rule":
		return parent == "run_as_user" || parent == "run_as_group" || parent == "fs_group" || parent == "supplemental_groups" || parent == "se_linux"
	case "path":
		return parent != "http"
	}
	return false
}

// plurals are the names that the API gives to lists.
var plurals = map[string]string{
	"container": "containers", "init_container": "initContainers", "env": "env", "env_from": "envFrom", "port": "ports", "ports": "ports",
	"volume": "volumes", "volume_mount": "volumeMounts", "volume_device": "volumeDevices", "toleration": "tolerations",
	"image_pull_secrets": "imagePullSecrets", "image_pull_secret": "imagePullSecrets", "host_aliases": "hostAliases", "rule": "rules",
	"subject": "subjects", "path": "paths", "topology_spread_constraint": "topologySpreadConstraints", "readiness_gate": "readinessGates",
	"sysctl": "sysctls", "http_header": "httpHeaders", "node_selector_term": "nodeSelectorTerms", "secret": "secrets",
	"volume_claim_template": "volumeClaimTemplates", "webhook": "webhooks", "range": "ranges", "option": "options",
}

// apiNames are the names of the API that camel case does not give.
var apiNames = map[string]string{
	"host_pid": "hostPID", "host_ipc": "hostIPC", "cluster_ip": "clusterIP", "cluster_ips": "clusterIPs", "external_ips": "externalIPs",
	"load_balancer_ip": "loadBalancerIP", "non_resource_urls": "nonResourceURLs", "host_ip": "hostIP", "pod_cidr": "podCIDR",
	"ca_bundle": "caBundle", "api_version": "apiVersion", "se_linux_options": "seLinuxOptions", "se_linux": "seLinux", "fs_group": "fsGroup",
	"ip_block": "ipBlock", "provider_id": "providerID", "volume_id": "volumeID", "pd_name": "pdName", "scale_io": "scaleIO",
	"allow_privilege_escalation": "allowPrivilegeEscalation", "storage_provisioner": "provisioner",
}
