package modules

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/terraform"
)

// renames are inputs that were renamed otherwise than by losing the word that the module is
// about, by module and old name.
var renames = map[string]map[string]string{
	"terraform-aws-modules/eks/aws": {
		"cluster_version": "kubernetes_version", "subnets": "subnet_ids", "worker_groups": "self_managed_node_groups",
		"worker_groups_launch_template": "self_managed_node_groups", "node_groups": "eks_managed_node_groups",
		"create_eks": "create", "map_roles": "access_entries", "map_users": "access_entries",
		"aws_auth_roles": "access_entries", "aws_auth_users": "access_entries",
		"cluster_log_retention_in_days": "cloudwatch_log_group_retention_in_days",
		"cluster_log_kms_key_id":        "cloudwatch_log_group_kms_key_id",
		"permissions_boundary":          "iam_role_permissions_boundary",
	},
	"terraform-aws-modules/iam/aws": {
		"role_name": "name", "role_path": "path", "role_description": "description", "role_policy_arns": "policies",
		"role_permissions_boundary_arn": "permissions_boundary", "assume_role_condition_test": "trust_condition_test",
		"oidc_fully_qualified_subjects": "oidc_subjects", "oidc_subjects_with_wildcards": "oidc_wildcard_subjects",
		"oidc_fully_qualified_audiences": "oidc_audiences", "create_role": "create", "create_user": "create",
		"create_iam_access_key": "create_access_key", "create_iam_user_login_profile": "create_login_profile",
	},
}

// renamedKeys are keys of maps that were renamed, by module and old name, with the names that
// took their place; that which a map has is meant.
var renamedKeys = map[string]map[string][]string{
	"terraform-aws-modules/eks/aws": {
		"additional_security_group_ids": {"vpc_security_group_ids"}, "asg_desired_capacity": {"desired_size"},
		"asg_max_size": {"max_size"}, "asg_min_size": {"min_size"}, "additional_userdata": {"post_bootstrap_user_data"},
		"desired_capacity": {"desired_size"}, "max_capacity": {"max_size"}, "min_capacity": {"min_size"},
		"k8s_labels": {"labels"}, "bootstrap_env": {"pre_bootstrap_user_data"},
		"resolve_conflicts":           {"resolve_conflicts_on_update"},
		"resolve_conflicts_on_create": {"resolve_conflicts"}, "resolve_conflicts_on_update": {"resolve_conflicts"},
		"root_encrypted": {"block_device_mappings"}, "root_volume_size": {"block_device_mappings"}, "root_volume_type": {"block_device_mappings"},
		"version": {"addon_version", "cluster_version"}, "kubernetes_version": {"cluster_version"}, "subnets": {"subnet_ids"},
		"release_version": {"ami_release_version"}, "taint": {"taints"}, "node_group_name": {"name"}, "name": {"identity_provider_config_name"},
		"most_recent_version": {"most_recent"}, "create_role": {"create_iam_role"},
	},
	"aws-ia/eks-blueprints-addons/aws": {"version": {"chart_version", "addon_version"}, "helm_version": {"chart_version"}},
}

// key is the key, of those that a place has, that is meant by another name; "" if there is
// none.
func (r *reference) key(name string, known []string) string {
	for _, renamed := range renamedKeys[r.table.name][name] {
		if slices.Contains(known, renamed) {
			return renamed
		}
	}
	return terraform.Nearest(name, known)
}

// input reports whether the folder takes an input in a release, and else which one is meant.
func (r *reference) input(name string, release int) (instead string, ok bool) {
	folder := r.folder
	declared := r.table.folders[folder]
	has := func(name string) bool {
		_, ok := at(declared[name], release)
		return ok
	}
	if has(name) {
		return "", true
	}
	if renamed := renames[r.table.name][name]; has(renamed) {
		return renamed, false
	}
	if declared[name] != nil || strings.HasPrefix(name, "cluster_") {
		// It is of another release, in which names had a prefix that those of later ones lack.
		if short := strings.TrimPrefix(name, "cluster_"); has(short) {
			return short, false
		}
	}
	if long := "cluster_" + name; has(long) {
		return long, false
	}
	for old, renamed := range renames[r.table.name] {
		if renamed == name && has(old) && strings.HasPrefix(old, "cluster_") {
			return old, false
		}
	}
	if declared[name] != nil {
		return "", false // it is gone, and what looks like it means something else
	}
	return terraform.Nearest(name, r.table.inputs(folder, release)), false
}
