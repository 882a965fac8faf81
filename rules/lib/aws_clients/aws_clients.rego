# METADATA
# title: Clients of AWS
# description: |
#   Which workloads call APIs of AWS, told by their images, their arguments and their environment,
#   and which of them bring credentials along.
# related_resources:
#   - ref: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
#   - ref: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
# schemas:
#   - input: schema
package rules.lib.aws_clients

# METADATA
# scope: document
# description: |
#   Names the well-known program of a workload that calls AWS, such as
#   "aws-load-balancer-controller"; undefined for all others.
program(workload) := [name |
	some container in workload.containers
	name := _images[_last(container.image.repository)]
	_calls_aws(name, workload, container)
][0]

_last(repository) := regex.replace(repository, `^.*/`, "")

_images := {
	"aws-alb-ingress-controller": "aws-load-balancer-controller",
	"aws-load-balancer-controller": "aws-load-balancer-controller",
	"aws-ebs-csi-driver": "aws-ebs-csi-driver",
	"aws-efs-csi-driver": "aws-efs-csi-driver",
	"aws-fsx-csi-driver": "aws-fsx-csi-driver",
	"aws-for-fluent-bit": "fluent-bit",
	"cert-manager-controller": "cert-manager",
	"cluster-autoscaler": "cluster-autoscaler",
	"controller": "karpenter",
	"external-dns": "external-dns",
	"external-secrets": "external-secrets",
	"fluent-bit": "fluent-bit",
	"velero": "velero",
}

# Some of them serve other clouds as well, or call AWS in one of their parts only.
_calls_aws("aws-load-balancer-controller", _, _)

_calls_aws("karpenter", _, container) if endswith(container.image.repository, "karpenter/controller")

_calls_aws(name, workload, _) if {
	name in {"aws-ebs-csi-driver", "aws-efs-csi-driver", "aws-fsx-csi-driver"}
	workload.kind != "DaemonSet"
}

_calls_aws("cluster-autoscaler", _, container) if _says(container, "--cloud-provider=aws")

_calls_aws("external-dns", _, container) if _says(container, "--provider=aws")

_calls_aws("external-dns", _, container) if {
	some variable in container.env
	variable.name == "EXTERNAL_DNS_PROVIDER"
	variable.value == "aws"
}

_calls_aws("velero", workload, _) if {
	some container in workload.containers
	_last(container.image.repository) == "velero-plugin-for-aws"
}

_calls_aws(name, _, _) if {
	name in {"cert-manager", "external-secrets"}
	some backend in input.aws_backends
	backend.controller == name
	not backend.names_credentials
}

_calls_aws("fluent-bit", workload, _) if {
	some map in input.config_maps
	map.namespace == workload.namespace
	some text in map.data
	regex.match(`(?im)^\s*name:?\s+cloudwatch`, text)
}

_says(container, argument) if {
	some list in ["command", "args"]
	some text in container[list]
	contains(text, argument)
}

# METADATA
# description: |
#   Is a container whose environment shows that its program calls AWS: a region, and what else only
#   an SDK of AWS or the name of a service of it is good for. A region alone proves nothing.
sdk(workload) := [container |
	some container in workload.containers
	names := {variable.name | some variable in container.env}
	count(names & {"AWS_REGION", "AWS_DEFAULT_REGION"}) > 0
	_speaks_of_aws(names)
	not _calls_elsewhere(container)
][0]

_speaks_of_aws(names) if {
	count(names & {"AWS_ROLE_SESSION_NAME", "AWS_SDK_LOAD_CONFIG", "AWS_STS_REGIONAL_ENDPOINTS"}) > 0
}

_speaks_of_aws(names) if {
	some name in names
	regex.match(_services, name)
}

_services := `(^|_)(ATHENA|BEDROCK|DYNAMO|DYNAMODB|EVENTBRIDGE|FIREHOSE|KINESIS|KMS|S3|SECRETSMANAGER|SES|SNS|SQS|SSM)(_|$)`

# A service that speaks the protocol of one of AWS, such as MinIO.
_calls_elsewhere(container) if {
	some variable in container.env
	contains(variable.name, "ENDPOINT")
	variable.name != "AWS_STS_REGIONAL_ENDPOINTS"
	not _of_aws(variable)
}

_of_aws(variable) if contains(variable.value, "amazonaws.com")

_of_aws(variable) if variable.value == ""

# METADATA
# scope: document
# description: Is true for a workload that brings credentials along, or is told where they are.
brings_credentials(workload) if {
	some container in workload.containers
	some variable in container.env
	variable.name in _credentials
}

_credentials := {
	"AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_PROFILE",
	"AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE",
}

# METADATA
# description: |
#   Is the reason for which a workload may bring credentials along: its environment is that of a
#   Secret or ConfigMap as a whole.
credentials_unknown(workload) := "not-in-input" if {
	some container in workload.containers
	container.env_from[0]
}
