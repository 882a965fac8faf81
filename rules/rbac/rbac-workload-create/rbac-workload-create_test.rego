package rules.rbac["rbac-workload-create_test"]
