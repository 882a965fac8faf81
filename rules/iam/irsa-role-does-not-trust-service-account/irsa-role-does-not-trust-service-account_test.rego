package rules.iam["irsa-role-does-not-trust-service-account_test"]

import data.rules.iam["irsa-role-does-not-trust-service-account"] as rule

test_the_arn_of_a_user if {
	rule.findings == {{
		"ref": 1, "field": ["annotations", "eks.amazonaws.com/role-arn"],
		"message": `ServiceAccount "web" asks for the role "arn:aws:iam::111122223333:user/web", which is the ARN of a user`,
	}} with input as _account("arn:aws:iam::111122223333:user/web")
}

test_an_account_is_missing if {
	every arn in ["arn:aws:iam::ACCOUNT_ID:role/web", "arn:aws:iam::<account>:role/web", "arn:aws:iam:::role/web"] {
		_says("which names no account") with input as _account(arn)
	}
}

test_no_arn_of_a_role if {
	every arn in ["web", "arn:aws:s3:::bucket", "arn:aws:iam::111122223333:role/", "arn:aws:iam::111122223333:instance-profile/web", "REPLACE_ME"] {
		_says("which is no ARN of a role") with input as _account(arn)
	}
}

test_arns_of_roles if {
	every arn in [
		"", "arn:aws:iam::111122223333:role/web", "arn:aws-cn:iam::111122223333:role/team/web.v1+a=b,c@d_e-f",
		"arn:aws-us-gov:iam::111122223333:role/web",
	] {
		rule.findings == set() with input as _account(arn)
	}
	rule.findings == set() with input as {"service_accounts": [{"ref": 1, "kind": "ServiceAccount", "name": "web"}]}
}

test_an_association_that_may_be_of_the_account if {
	every case in [["web", 0, {"data-source"}], ["other", 1, set()]] {
		model := object.union(_refused, {"pod_identity_associations": [{
			"ref": 3, "service_account": case[0], "unknown": {"namespace": "data-source"},
		}]})
		count(rule.findings) == case[1] with input as model
		{u.reason | some u in rule.undecided} == case[2] with input as model
	}
}

_refused := {"service_accounts": [{
	"ref": 1, "kind": "ServiceAccount", "name": "web", "namespace": "shop",
	"aws_role": {"ref": 2, "address": "aws_iam_role.web"},
	"trust": {"allowed": "no", "subject": "system:serviceaccount:shop:web"},
}]}

_says(text) if {
	some f in rule.findings
	endswith(f.message, text)
}

_account(arn) := {"service_accounts": [{
	"ref": 1, "kind": "ServiceAccount", "name": "web",
	"annotations": {"eks.amazonaws.com/role-arn": arn},
}]}
