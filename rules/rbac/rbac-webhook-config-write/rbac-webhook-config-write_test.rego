package rules.rbac["rbac-webhook-config-write_test"]
