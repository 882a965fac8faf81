package rules.rbac["rbac-csr-approve_test"]
