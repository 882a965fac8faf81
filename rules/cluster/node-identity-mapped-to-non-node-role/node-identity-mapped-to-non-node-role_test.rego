package rules.cluster["node-identity-mapped-to-non-node-role_test"]
