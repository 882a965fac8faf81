package rules["service-accounts"]["privileged-pods-in-shared-namespace_test"]
