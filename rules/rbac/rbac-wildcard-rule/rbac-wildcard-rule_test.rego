package rules.rbac["rbac-wildcard-rule_test"]
