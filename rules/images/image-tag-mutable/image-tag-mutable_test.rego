package rules.images["image-tag-mutable_test"]

import data.rules.images["image-tag-mutable"] as rule

test_no_tag if {
	found := rule.findings with input as _image({"reference": "nginx"})
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "image",
		`container "app" of Deployment "web" uses the image "nginx", which has no tag`,
	]}
}

test_the_tag_latest if {
	found := rule.findings with input as _image({"reference": "nginx:latest", "tag": "latest"})
	{f.message | some f in found} == {`container "app" of Deployment "web" uses the image "nginx:latest", whose tag always moves`}
}

test_a_version if {
	rule.findings == set() with input as _image({"reference": "nginx:1.27", "tag": "1.27"})
}

test_with_a_digest_the_tag_does_not_matter if {
	every tag in [{}, {"tag": "latest"}] {
		image := object.union({"reference": "nginx@sha256:aa", "digest": "sha256:aa"}, tag)
		rule.findings == set() with input as _image(image)
		rule.findings == set() with input as _strict({"image": image, "image_pull_policy": "Never"})
	}
}

test_one_finding_for_each_image_of_a_workload if {
	other := _container({"ref": 6, "image": {"reference": "nginx"}})
	elsewhere := _container({"ref": 8, "image": {"reference": "nginx"}, "workload": {"ref": 2, "kind": "Pod", "name": "x"}})
	third := _container({"ref": 9, "image": {"reference": "redis"}})
	containers := [_container({"image": {"reference": "nginx"}}), other, elsewhere, third]
	{f.ref | some f in rule.findings} == {6, 8, 9} with input as _input(containers, "default")
}

test_an_image_as_a_volume if {
	volume := {
		"ref": 5, "name": "model", "workload": {"ref": 1, "kind": "Pod", "name": "web"},
		"image": {"reference": "example.com/model"},
	}
	found := rule.findings with input as {"settings": {"profile": "default"}, "volumes": [volume]}
	{[f.ref, f.field, f.message] | some f in found} == {[
		5, "image.reference",
		`volume "model" of Pod "web" is the image "example.com/model", which has no tag`,
	]}
	unknown := object.union(object.remove(volume, ["image"]), {"unknown": {"image": "template-value"}})
	{[u.ref, u.field] | some u in rule.undecided} == {[5, "image.reference"]} with input as {"volumes": [unknown]}
}

test_images_without_a_digest_in_the_strict_profile if {
	found := rule.findings with input as _strict({"image": {"reference": "nginx:1.27", "tag": "1.27"}})
	{[f.severity, f.message] | some f in found} == {[
		"info",
		`container "app" of Deployment "web" uses the image "nginx:1.27" without a digest`,
	]}
}

test_moving_tags_that_are_kept_in_the_strict_profile if {
	image := {"reference": "web:Stable", "tag": "Stable"}
	every policy in ["IfNotPresent", "Never"] {
		found := rule.findings with input as _strict({"image": image, "image_pull_policy": policy})
		{[f.field, f.severity, f.message] | some f in found; f.severity == "low"} == {[
			"image_pull_policy", "low",
			`container "app" of Deployment "web" keeps what a node has of the image "web:Stable", whose tag moves`,
		]}
	}
	{f.severity | some f in rule.findings} == {"info"} with input as _strict({"image": image, "image_pull_policy": "Always"})
	{f.severity | some f in rule.findings} == {"info"} with input as _strict({"image": image})
	version := {"image": {"reference": "web:1", "tag": "1"}, "image_pull_policy": "Never"}
	{f.severity | some f in rule.findings} == {"info"} with input as _strict(version)
}

test_an_image_that_is_unknown_is_undecided if {
	model := _input([_container({"unknown": {"image": "template-value"}})], "default")
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "image", "reason": "template-value"}} with input as model
}

test_a_tag_that_kustomize_sets_is_undecided if {
	kustomized := {"image": {"reference": "controller:latest", "tag": "latest"}, "unknown": {"image.tag": "not-evaluated"}}
	every profile in ["default", "strict"] {
		model := _input([_container(kustomized)], profile)
		rule.findings == set() with input as model
		{u.reason | some u in rule.undecided} == {"not-evaluated"} with input as model
	}
	digest := object.union(kustomized, {"image": {"digest": "sha256:aa"}})
	rule.undecided == set() with input as _input([_container(digest)], "default")
}

_image(image) := _input([_container({"image": image})], "default")

_strict(container) := _input([_container(container)], "strict")

_input(containers, profile) := {"settings": {"profile": profile}, "containers": containers}

_container(more) := object.union(
	{"ref": 7, "name": "app", "type": "main", "workload": {"ref": 1, "kind": "Deployment", "name": "web"}},
	more,
)
