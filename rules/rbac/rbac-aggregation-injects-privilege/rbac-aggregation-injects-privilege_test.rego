package rules.rbac["rbac-aggregation-injects-privilege_test"]
