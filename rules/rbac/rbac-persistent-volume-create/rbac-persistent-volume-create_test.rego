package rules.rbac["rbac-persistent-volume-create_test"]
