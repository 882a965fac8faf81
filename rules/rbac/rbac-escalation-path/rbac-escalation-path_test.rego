package rules.rbac["rbac-escalation-path_test"]
