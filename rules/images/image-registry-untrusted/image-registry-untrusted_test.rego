package rules.images["image-registry-untrusted_test"]

import data.rules.images["image-registry-untrusted"] as rule

test_a_retired_registry if {
	found := rule.findings with input as _image({"registry": "k8s.gcr.io", "repository": "pause"}, [], "default")
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "image", "medium",
		`container "app" of Pod "web" has its image from k8s.gcr.io/pause, a registry that is retired`,
	]}
	google := {"registry": "gcr.io", "repository": "google_containers/pause"}
	count(rule.findings) == 1 with input as _image(google, [], "default")
	other := {"registry": "gcr.io", "repository": "google_containers_of_mine/pause"}
	rule.findings == set() with input as _image(other, [], "default")
}

test_without_a_list_other_registries_are_fine if {
	every image in [{"repository": "someone/app"}, {"registry": "quay.io", "repository": "a/b"}] {
		rule.findings == set() with input as _image(image, [], "default")
	}
}

test_accounts_of_docker_hub_in_the_strict_profile if {
	found := rule.findings with input as _image({"repository": "someone/app"}, [], "strict")
	{[f.severity, f.message] | some f in found} == {[
		"low",
		`container "app" of Pod "web" has its image from docker.io/someone/app, an account that anyone may have made`,
	]}
	every registry in ["docker.io", "index.docker.io", "registry-1.docker.io"] {
		count(rule.findings) == 1 with input as _image({"registry": registry, "repository": "someone/app"}, [], "strict")
	}
	every repository in ["nginx", "library/nginx", "grafana/grafana"] {
		rule.findings == set() with input as _image({"repository": repository}, [], "strict")
	}
	rule.findings == set() with input as _image({"registry": "quay.io", "repository": "someone/app"}, [], "strict")
}

test_a_list_of_registries if {
	list := ["quay.io/shop/", "docker.io/library"]
	found := rule.findings with input as _image({"registry": "quay.io", "repository": "shopping/app"}, list, "default")
	{[f.severity, f.message] | some f in found} == {[
		"low",
		concat("", [
			`container "app" of Pod "web" has its image from quay.io/shopping/app, `,
			`which is not on the list of allowed registries`,
		]),
	]}
	rule.findings == set() with input as _image({"registry": "quay.io", "repository": "shop/app"}, list, "strict")
	rule.findings == set() with input as _image({"repository": "nginx"}, list, "strict")
	count(rule.findings) == 1 with input as _image({"repository": "grafana/grafana"}, list, "strict")
}

test_add_ons_of_eks_are_always_allowed if {
	every registry in [
		"602401143452.dkr.ecr.eu-west-1.amazonaws.com", "918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn",
		"602401143452.dkr-ecr.eu-west-1.on.aws",
	] {
		rule.findings == set() with input as _image({"registry": registry, "repository": "eks/coredns"}, ["quay.io"], "default")
	}
	other := {"registry": "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "repository": "app"}
	count(rule.findings) == 1 with input as _image(other, ["quay.io"], "default")
}

test_one_finding_for_each_image_of_a_workload if {
	image := {"reference": "k8s.gcr.io/pause", "registry": "k8s.gcr.io", "repository": "pause"}
	two := {
		"settings": _settings([], "default"),
		"containers": [_container({"image": image}), _container({"image": image, "ref": 8})],
	}
	{f.ref | some f in rule.findings} == {7} with input as two
}

test_an_image_as_a_volume if {
	volume := {
		"ref": 5, "name": "model", "workload": {"ref": 1, "kind": "Pod", "name": "web"},
		"image": {"reference": "someone/model", "repository": "someone/model"},
	}
	found := rule.findings with input as {"settings": _settings([], "strict"), "volumes": [volume]}
	{[f.ref, f.field, f.message] | some f in found} == {[
		5, "image.reference",
		`volume "model" of Pod "web" is the image docker.io/someone/model, an account that anyone may have made`,
	]}
}

test_an_unknown_image_is_undecided_if_there_is_a_list if {
	every at in ["image", "image.registry"] {
		container := _container({"unknown": {at: "template-value"}})
		model := {"settings": _settings(["quay.io"], "default"), "containers": [container]}
		rule.undecided == {{"ref": 7, "field": "image", "reason": "template-value"}} with input as model
		without := {"settings": _settings([], "default"), "containers": [container]}
		rule.undecided == set() with input as without
	}
}

test_a_name_that_kustomize_sets_is_not_found if {
	container := _container({
		"image": {"reference": "k8s.gcr.io/a", "registry": "k8s.gcr.io", "repository": "a"},
		"unknown": {"image.registry": "not-evaluated"},
	})
	rule.findings == set() with input as {"settings": _settings([], "default"), "containers": [container]}
}

_settings(allowed, profile) := {
	"profile": profile,
	"params": {"image-registry-untrusted": {"allowed-registries": allowed}},
}

_image(image, allowed, profile) := {
	"settings": _settings(allowed, profile),
	"containers": [_container({"image": object.union({"reference": "r"}, image)})],
}

_container(more) := object.union(
	{"ref": 7, "name": "app", "type": "main", "workload": {"ref": 1, "kind": "Pod", "name": "web"}},
	more,
)
