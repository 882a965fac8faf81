package rules.lib.exposure_test

import data.rules.lib.exposure

test_main_and_sidecar_containers_serve if {
	every type in ["main", "sidecar", "ephemeral"] {
		exposure.serves({"type": type, "workload": _exposed})
	}
}

test_an_init_container_has_ended_before if {
	not exposure.serves({"type": "init", "workload": _exposed})
}

test_nothing_serves_that_is_not_exposed if {
	not exposure.serves({"type": "main", "workload": {}})
	not exposure.serves({"type": "main", "workload": {"exposures": []}})
}

test_names_and_places if {
	exposure.names(_exposed) == `Ingress "shop", Service "web"`
	{[p.ref, p.field] | some p in exposure.places(_exposed)} == {[8, ""], [9, ""]}
}

_exposed := {"exposures": [
	{"ref": 8, "kind": "Ingress", "name": "shop"},
	{"ref": 9, "kind": "Service", "name": "web"},
]}
