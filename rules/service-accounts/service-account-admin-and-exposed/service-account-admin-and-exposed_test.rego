package rules["service-accounts"]["service-account-admin-and-exposed_test"]
