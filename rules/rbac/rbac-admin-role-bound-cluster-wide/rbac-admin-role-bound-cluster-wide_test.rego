package rules.rbac["rbac-admin-role-bound-cluster-wide_test"]
