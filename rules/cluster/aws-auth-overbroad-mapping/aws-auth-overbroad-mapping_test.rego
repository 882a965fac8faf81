package rules.cluster["aws-auth-overbroad-mapping_test"]
