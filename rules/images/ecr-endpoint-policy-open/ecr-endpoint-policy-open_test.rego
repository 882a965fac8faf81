package rules.images["ecr-endpoint-policy-open_test"]

import data.rules.images["ecr-endpoint-policy-open"] as rule

test_no_policy if {
	every service in ["com.amazonaws.eu-west-1.ecr.api", "com.amazonaws.${data.aws_region.current.name}.ecr.dkr"] {
		count(rule.findings) == 1 with input as _endpoints([{"service_name": service}])
	}
	rule.findings == set() with input as _endpoints([{"service_name": "com.amazonaws.eu-west-1.sts"}])
}

test_the_gateway_of_s3 if {
	s3 := {"service_name": "com.amazonaws.eu-west-1.s3"}
	closed := object.union(_ecr, _statement({}))
	count(rule.findings) == 1 with input as _endpoints([s3, closed])
	count(rule.findings) == 1 with input as _endpoints([object.union(s3, {"vpc_endpoint_type": "Gateway"}), closed])
	rule.findings == set() with input as _endpoints([s3])
	rule.findings == set() with input as _endpoints([s3, object.union(closed, {"root": "b"})])
	rule.findings == set() with input as _endpoints([object.union(s3, {"vpc_endpoint_type": "Interface"}), closed])
}

test_statements if {
	open := {"everyone": "yes", "writes": "yes", "pinned": "no"}
	count(rule.findings) == 1 with input as _endpoints([object.union(_ecr, _statement(open))])
	every change in [{"everyone": "no"}, {"writes": "no"}, {"pinned": "yes"}] {
		model := _endpoints([object.union(_ecr, _statement(object.union(open, change)))])
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
	every change in [{"everyone": "unknown"}, {"writes": "unknown"}, {"pinned": "unknown"}] {
		model := _endpoints([object.union(_ecr, _statement(object.union(open, change)))])
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

test_unknown_policies if {
	every field in ["policy", "statements"] {
		model := _endpoints([object.union(_ecr, {"unknown": {field: "data-source"}})])
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
	unseen := object.union(_endpoints([_ecr]), {"missing": [{"root": "a", "reason": "module-not-seen"}]})
	rule.findings == set() with input as unseen
	count(rule.undecided) == 1 with input as unseen
	others := object.union(_endpoints([_ecr]), {"missing": [{"root": "a", "collection": "resource_policies", "reason": "unknown-count"}]})
	count(rule.findings) == 1 with input as others
}

_ecr := {"service_name": "com.amazonaws.eu-west-1.ecr.api"}

_statement(access) := {"statements": [{"ref": 9, "access": object.union(
	{"everyone": "no", "writes": "no", "pinned": "no"},
	access,
)}]}

_endpoints(list) := {
	"vpc_endpoints": [object.union({"ref": i, "root": "a", "address": "aws_vpc_endpoint.this"}, fields) | some i, fields in list],
}
