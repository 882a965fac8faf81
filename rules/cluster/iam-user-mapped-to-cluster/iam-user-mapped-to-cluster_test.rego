package rules.cluster["iam-user-mapped-to-cluster_test"]
