package rules.rbac["rbac-cluster-admin-binding_test"]
