package rules.rbac["rbac-node-proxy_test"]
