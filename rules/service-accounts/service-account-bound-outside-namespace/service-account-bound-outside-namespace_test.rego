package rules["service-accounts"]["service-account-bound-outside-namespace_test"]
