package rules.rbac["rbac-token-request_test"]
