package rules.rbac["rbac-pivot-to-aws-role_test"]
