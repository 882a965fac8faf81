package rules.rbac["rbac-guardrail-write_test"]
