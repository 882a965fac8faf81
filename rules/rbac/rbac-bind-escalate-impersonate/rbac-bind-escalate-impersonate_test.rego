package rules.rbac["rbac-bind-escalate-impersonate_test"]
