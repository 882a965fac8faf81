package rules.lib.profiles_test

import data.rules.lib.profiles

test_known_types_are_allowed if {
	not profiles.refused({}, {"type": "RuntimeDefault"}, "p")
	not profiles.refused({}, {"type": "Localhost"}, "p")
}

test_all_others_are_refused if {
	profiles.refused({}, {"type": "Unconfined"}, "p")
	profiles.refused({}, {"type": "runtime/default"}, "p")
	profiles.refused({}, {"type": "runtimeDefault"}, "p")
	profiles.refused({}, {}, "p")
}

test_an_unknown_type_is_not_refused if {
	not profiles.refused({"unknown": {"p.type": "template-value"}}, {}, "p")
	not profiles.refused({"unknown": {"p.type": "wrong-type"}}, {}, "p")
	profiles.refused({"unknown": {"q.type": "template-value"}}, {}, "p")
}

test_names if {
	profiles.named({"type": "Unconfined"}) == `profile "Unconfined"`
	profiles.named({}) == "profile without a type"
}
