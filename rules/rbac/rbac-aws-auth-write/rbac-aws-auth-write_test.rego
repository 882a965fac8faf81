package rules.rbac["rbac-aws-auth-write_test"]
