package rules.rbac["rbac-secrets-read_test"]
