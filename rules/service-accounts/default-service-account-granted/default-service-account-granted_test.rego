package rules["service-accounts"]["default-service-account-granted_test"]
