package rules.rbac["rbac-authenticated-binding_test"]
