package rules.rbac["rbac-pod-exec_test"]
