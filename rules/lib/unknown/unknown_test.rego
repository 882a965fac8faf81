package rules.lib.unknown_test

import data.rules.lib.unknown

test_a_field_is_unknown_itself if {
	unknown.reason({"unknown": {"a.b": "template-value"}}, "a.b") == "template-value"
}

test_a_field_is_unknown_through_what_holds_it if {
	unknown.reason({"unknown": {"a": "wrong-type"}}, "a.b") == "wrong-type"
}

test_a_field_is_known_beside_unknown_ones if {
	not unknown.reason({"unknown": {"a.bc": "template-value", "a.b.c": "template-value"}}, "a.b")
	not unknown.reason({}, "a.b")
}

test_one_reason_of_several_fields if {
	unknown.any_reason({"unknown": {"b": "wrong-type"}}, ["a", "b"]) == "wrong-type"
	not unknown.any_reason({"unknown": {"c": "wrong-type"}}, ["a", "b"])
}

test_the_index_is_that_of_the_model_if_all_elements_are_known if {
	unknown.index({}, "a.add", 2) == 2
	unknown.index({"unknown": {"b.0": "template-value"}}, "a.add", 0) == 0
}

test_unknown_elements_before_count if {
	node := {"unknown": {
		"a.add": "template-value", "a.add.0": "template-value", "a.add.2": "template-value",
		"a.add.3": "template-value",
	}}
	unknown.index(node, "a.add", 0) == 1
	unknown.index(node, "a.add", 1) == 4
	unknown.index(node, "a.add", 2) == 5
}

test_unknown_elements_are_places if {
	node := {"unknown": {"a.add": "template-value", "a.add.0": "template-value", "a.add.2": "wrong-type"}}
	unknown.places(node, "a.add") == {["a.add.0", "template-value"], ["a.add.2", "wrong-type"]}
}

test_an_unknown_list_is_one_place if {
	unknown.places({"unknown": {"a.add": "template-value"}}, "a.add") == {["a.add", "template-value"]}
	unknown.places({"unknown": {"a": "template-value"}}, "a.add") == {["a.add", "template-value"]}
}

test_a_known_list_has_no_unknown_places if {
	not unknown.places({"unknown": {"a.drop": "template-value"}}, "a.add")
	not unknown.places({}, "a.add")
}

test_the_reason_within_a_node if {
	unknown.within({"a": [{"unknown": {"b": "data-source"}}]}) == "data-source"
	unknown.within({"a": [{"b": 1}]}) == "known-after-apply"
}

test_a_collection_misses_resources_of_one_root if {
	gaps := [
		{"root": "prod", "collection": "flow_logs", "reason": "unknown-count"},
		{"root": "dev", "reason": "module-not-seen"},
	]
	every case in [["prod", "flow_logs", "unknown-count"], ["dev", "flow_logs", "module-not-seen"], ["dev", "vpcs", "module-not-seen"]] {
		unknown.missing({"root": case[0]}, case[1]) == case[2] with input as {"missing": gaps}
	}
	not unknown.missing({"root": "prod"}, "vpcs") with input as {"missing": gaps}
	not unknown.missing({"root": "test"}, "vpcs") with input as {"missing": gaps}
	not unknown.missing({"root": "test"}, "vpcs") with input as {}
}
