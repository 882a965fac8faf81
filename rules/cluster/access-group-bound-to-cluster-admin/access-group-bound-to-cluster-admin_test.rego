package rules.cluster["access-group-bound-to-cluster-admin_test"]
