package rules.rbac["rbac-anonymous-binding_test"]
