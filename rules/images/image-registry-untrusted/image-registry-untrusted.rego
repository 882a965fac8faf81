# METADATA
# title: Image from an untrusted registry
# description: |
#   Who controls the registry decides what runs. Accounts of Docker Hub belong to anyone, can be
#   taken over or given up, and limit how often nodes may pull; registries that are frozen get no
#   fixes. A registry of one's own holds what somebody has looked at.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, image security
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
#     description: Amazon ECR, pull through cache rules
#   - ref: https://kubernetes.io/blog/2023/03/10/image-registry-redirect/
#     description: Kubernetes, the registry k8s.gcr.io
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Mirror the image into Amazon ECR, by a pull through cache, and name it there.
#   targets: [containers, volumes]
#   params:
#     allowed-registries:
#       description: Registries, or paths on them, from which images may come. Those of EKS add-ons always may.
#       type: strings
#       default: []
package rules.images["image-registry-untrusted"]

import data.rules.lib.naming

findings contains {"ref": container.ref, "field": "image", "message": message, "severity": severity} if {
	some container in input.containers
	container.image
	not container.unknown["image.registry"]
	container.ref in _first
	place := _place(container.image)
	[severity, problem] := _problem(place)
	message := sprintf("%s has its image from %s, %s", [naming.container(container), place, problem])
}

findings contains {"ref": volume.ref, "field": "image.reference", "message": message, "severity": severity} if {
	some volume in input.volumes
	volume.image
	place := _place(volume.image)
	[severity, problem] := _problem(place)
	message := sprintf("%s is the image %s, %s", [naming.volume(volume), place, problem])
}

# Only a list says of images what nobody can foresee.
undecided contains {"ref": container.ref, "field": "image", "reason": reason} if {
	count(_allowed) > 0
	some container in input.containers
	container.unknown
	reason := [why | some at in ["image", "image.registry"]; why := container.unknown[at]][0]
}

_allowed := input.settings.params["image-registry-untrusted"]["allowed-registries"]

# The registry and the repository, as container runtimes complete them.
_place(image) := concat("/", [registry, _repository(image, registry)]) if registry := _registry(image)

_registry(image) := "docker.io" if not image.registry

_registry(image) := "docker.io" if image.registry in {"docker.io", "index.docker.io", "registry-1.docker.io"}

_registry(image) := image.registry if not image.registry in {"docker.io", "index.docker.io", "registry-1.docker.io"}

_repository(image, "docker.io") := concat("/", ["library", image.repository]) if not contains(image.repository, "/")

else := image.repository

_repository(image, registry) := image.repository if registry != "docker.io"

_problem(place) := ["medium", "a registry that is retired"] if _is_retired(place)

else := ["low", "which is not on the list of allowed registries"] if not _is_allowed(place)

else := ["low", "an account that anyone may have made"] if {
	input.settings.profile == "strict"
	startswith(place, "docker.io/")
	not _listed
	not _is_published(place)
}

_listed if count(_allowed) > 0

_is_retired(place) if _starts_with_any(place, _retired)

# Without a list every registry is allowed.
_is_allowed(_) if not _listed

_is_allowed(place) if _starts_with_any(place, _allowed)

_is_allowed(place) if _of_addons(place)

_is_published(place) if split(place, "/")[1] in _publishers

_starts_with_any(place, prefixes) if {
	some prefix in prefixes
	startswith(concat("", [place, "/"]), concat("", [trim_suffix(prefix, "/"), "/"]))
}

_retired := {
	"k8s.gcr.io", "gcr.io/google_containers", "gcr.io/google-containers", "asia.gcr.io/google_containers",
	"eu.gcr.io/google_containers", "us.gcr.io/google_containers",
}

_of_addons(place) if {
	parts := split(place, ".")
	parts[0] in _addon_accounts
	parts[1] in {"dkr", "dkr-ecr"}
	regex.match(`^[^/]*\.(amazonaws\.com|amazonaws\.com\.cn|on\.aws)/`, place)
}

# The accounts from which EKS has its add-ons.
# https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
_addon_accounts := {
	"013241004608", "066635153087", "121268973566", "151610086707", "151742754352", "296578399912",
	"333609536671", "455263428931", "491585149902", "533267051163", "558608220178", "590381155156",
	"602401143452", "730335286997", "759879836304", "761377655185", "800184023465", "877085696533",
	"900612956339", "900889452093", "918309763551", "961992271922",
}

# The official images, and accounts of projects and companies that Docker has verified or
# sponsors as open source, as of 2026-11.
_publishers := {
	"amazon", "amazon-k8s-cni", "apache", "aquasec", "argoproj", "bitnami", "bitnamilegacy", "calico",
	"cilium", "cockroachdb", "confluentinc", "coredns", "curlimages", "datadog", "dynatrace", "elastic",
	"envoyproxy", "falcosecurity", "fluent", "fluxcd", "gitlab", "goharbor", "grafana", "hashicorp",
	"istio", "jaegertracing", "jenkins", "jetstack", "keycloak", "kong", "library", "linkerd",
	"louketo", "minio", "mongodb", "natsio", "newrelic", "nginxinc", "nvidia", "openpolicyagent",
	"openresty", "opensearchproject", "opentelemetry", "oryd", "otel", "percona", "portainer", "prom",
	"rancher", "redislabs", "snyk", "sonatype", "splunk", "strimzi", "sysdig", "temporalio", "tigera",
	"traefik", "velero", "weaveworks",
}

# The first container of each workload with an image.
_first contains ref if {
	some i, [workload, reference, ref] in _users
	not _is_used(i - 1, workload, reference)
}

_is_used(i, workload, reference) if {
	_users[i][0] == workload
	_users[i][1] == reference
}

# An object by workload and image would take time that grows with the square of the containers.
_users := sort([[container.workload.ref, container.image.reference, container.ref] |
	some container in input.containers
	container.image
])
