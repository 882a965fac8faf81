package model

// Pod is what the containers of a workload share: the object that holds the pod template
// and the pod-level part of that template.
type Pod struct {
	Object
	// PodLabels are the labels of the pod template, or of a Pod itself.
	PodLabels map[string]string `json:"pod_labels,omitempty"`
	// PodAnnotations are the annotations of the pod template, or of a Pod itself.
	PodAnnotations map[string]string `json:"pod_annotations,omitempty"`
	// HostNetwork is spec.hostNetwork; missing means false.
	HostNetwork *bool `json:"host_network,omitempty"`
	// HostPID is spec.hostPID; missing means false.
	HostPID *bool `json:"host_pid,omitempty"`
	// HostIPC is spec.hostIPC; missing means false.
	HostIPC *bool `json:"host_ipc,omitempty"`
	// HostUsers is spec.hostUsers; missing means true.
	HostUsers *bool `json:"host_users,omitempty"`
	// OS is spec.os.name, "linux" or "windows"; missing if not said.
	OS string `json:"os,omitempty"`
	// NodeSelector is spec.nodeSelector.
	NodeSelector map[string]string `json:"node_selector,omitempty"`
	// NodeAffinity are the terms of the required node affinity, of which one must match a
	// node; missing if there are none. Conditions on fields of nodes are left out.
	NodeAffinity []*LabelSelector `json:"node_affinity,omitempty"`
	// Tolerations are spec.tolerations.
	Tolerations []*Toleration `json:"tolerations,omitempty"`
	// ServiceAccountName is spec.serviceAccountName or its old name serviceAccount;
	// missing means "default".
	ServiceAccountName string `json:"service_account_name,omitempty"`
	// EnableServiceLinks is spec.enableServiceLinks; missing means true.
	EnableServiceLinks *bool `json:"enable_service_links,omitempty"`
	// DNSPolicy is spec.dnsPolicy; missing means "ClusterFirst".
	DNSPolicy string `json:"dns_policy,omitempty"`
	// TerminationGracePeriodSeconds is spec.terminationGracePeriodSeconds; missing means 30.
	TerminationGracePeriodSeconds *int64 `json:"termination_grace_period_seconds,omitempty"`
	// SecurityContext is spec.securityContext of the pod.
	SecurityContext *PodSecurityContext `json:"security_context,omitempty"`
	// AutomountServiceAccountToken is spec.automountServiceAccountToken; missing means that
	// of the service account.
	AutomountServiceAccountToken *bool `json:"automount_service_account_token,omitempty"`
	// TokenMounted is whether the pod gets a token of its service account by default: the
	// pod's own setting, else the account's, else true; unknown if the account is not in the
	// unit. A fact of the whole unit.
	TokenMounted *bool `json:"token_mounted,omitempty"`
	// Principal is the service account that the pods run as. A fact of the whole unit.
	Principal *Principal `json:"principal,omitempty"`
	// Network is what the NetworkPolicies leave open for the pods. A fact of the whole unit.
	Network *Network `json:"network,omitempty"`
	// SecurityGroupPolicies are those of the unit that select the pods; unknown if there may
	// be more. A fact of the whole unit.
	SecurityGroupPolicies []Ref `json:"security_group_policies,omitempty"`
	// SecurityGroups are the groups of all these, sorted. A fact of the whole unit.
	SecurityGroups []string `json:"security_groups,omitempty"`
	// Resources are spec.resources, which all containers share (Kubernetes 1.34).
	Resources *Resources `json:"resources,omitempty"`
	// NodeAgent names the well-known node agent that a DaemonSet runs, such as
	// "aws-vpc-cni"; missing for all other workloads. A fact.
	NodeAgent string `json:"node_agent,omitempty"`
	// Services are the Services of the unit that select the pods. A fact of the whole unit.
	Services []*ObjectRef `json:"services,omitempty"`
	// Exposures are the ways by which the internet reaches the pods. A fact of the whole
	// unit.
	Exposures []*Exposure `json:"exposures,omitempty"`
}

// Workload is a pod template and the object that holds it: one of the kinds of Kubernetes,
// or a custom kind. A custom kind with several templates, such as the workers and the head
// of a cluster or the steps of a workflow, is as many workloads of one name.
type Workload struct {
	Pod
	// Containers are all containers of the pod: init, sidecar, main and ephemeral ones.
	Containers []*Container `json:"containers,omitempty"`
	// Volumes are spec.volumes, mounted or not.
	Volumes []*Volume `json:"volumes,omitempty"`
}

// Exposure is one way by which the internet reaches a workload.
type Exposure struct {
	// Ref is the Service, Ingress or Gateway that is open to the internet.
	Ref Ref `json:"ref"`
	// Kind and Name are those of that object.
	Kind string `json:"kind"`
	// Name is metadata.name of that object.
	Name string `json:"name"`
	// Namespace is that of the object; missing if it is left out.
	Namespace string `json:"namespace,omitempty"`
}

// The types of a container.
const (
	// InitContainer runs to its end before the main containers start.
	InitContainer = "init"
	// SidecarContainer is an init container with restartPolicy Always.
	SidecarContainer = "sidecar"
	// MainContainer is one of spec.containers. In a template of Argo Workflows that is its
	// container, its script and its sidecars, which all run side by side.
	MainContainer = "main"
	// EphemeralContainer is one of spec.ephemeralContainers.
	EphemeralContainer = "ephemeral"
)

// Container is one container of a workload.
type Container struct {
	Node
	// Workload is the workload without its containers.
	Workload *Pod `json:"workload"`
	// Name is the container's name; missing where a custom kind gives it one itself.
	Name string `json:"name,omitempty"`
	// Type is "init", "sidecar", "main" or "ephemeral".
	Type string `json:"type"`
	// Image is the image reference in its parts.
	Image *Image `json:"image,omitempty"`
	// ImagePullPolicy is imagePullPolicy; missing means "Always" for the tag latest or none,
	// and "IfNotPresent" for others.
	ImagePullPolicy string `json:"image_pull_policy,omitempty"`
	// SecurityContext is the container's own securityContext.
	SecurityContext *SecurityContext `json:"security_context,omitempty"`
	// Effective is what holds after the pod's securityContext is taken into account.
	Effective *EffectiveSecurityContext `json:"effective"`
	// Ports are the container's ports.
	Ports []*ContainerPort `json:"ports,omitempty"`
	// Handlers are the probes and lifecycle hooks that make a network request.
	Handlers []*Handler `json:"handlers,omitempty"`
	// Probes are the probes that the container has, of "livenessProbe", "readinessProbe" and
	// "startupProbe".
	Probes []string `json:"probes,omitempty"`
	// SameProbes is whether the liveness and the readiness probe ask the same.
	SameProbes bool `json:"same_probes"`
	// VolumeMounts are the container's mounts.
	VolumeMounts []*VolumeMount `json:"volume_mounts,omitempty"`
	// Resources are resources, as written.
	Resources *Resources `json:"resources,omitempty"`
	// EffectiveResources are what the container has in the end. A fact of the whole unit;
	// missing for ephemeral containers, which have none.
	EffectiveResources *EffectiveResources `json:"effective_resources,omitempty"`
	// Command is command; missing means the image's entry point.
	Command []string `json:"command,omitempty"`
	// Args are args; missing means the image's.
	Args []string `json:"args,omitempty"`
	// Env are the container's environment variables.
	Env []*EnvVar `json:"env,omitempty"`
	// EnvFrom are the sources of further variables.
	EnvFrom []*EnvSource `json:"env_from,omitempty"`
}

// Image is an image reference, split as the reference grammar of the OCI distribution
// specification does. Missing parts are not filled in.
type Image struct {
	// Reference is the text as written.
	Reference string `json:"reference"`
	// Registry is the host, with its port if there is one.
	Registry string `json:"registry,omitempty"`
	// Repository is the path on the registry, without the host.
	Repository string `json:"repository,omitempty"`
	// Tag is the text behind the last colon.
	Tag string `json:"tag,omitempty"`
	// Digest is the text behind the @, such as "sha256:...".
	Digest string `json:"digest,omitempty"`
}

// SecurityContext is securityContext of a container. Missing fields are not set by the
// author; Effective has what follows from that.
type SecurityContext struct {
	// Privileged is privileged; missing means false.
	Privileged *bool `json:"privileged,omitempty"`
	// AllowPrivilegeEscalation is allowPrivilegeEscalation; missing means true.
	AllowPrivilegeEscalation *bool `json:"allow_privilege_escalation,omitempty"`
	// ReadOnlyRootFilesystem is readOnlyRootFilesystem; missing means false.
	ReadOnlyRootFilesystem *bool `json:"read_only_root_filesystem,omitempty"`
	// RunAsNonRoot is runAsNonRoot; missing means the pod's.
	RunAsNonRoot *bool `json:"run_as_non_root,omitempty"`
	// RunAsUser is runAsUser; missing means the pod's.
	RunAsUser *int64 `json:"run_as_user,omitempty"`
	// RunAsGroup is runAsGroup; missing means the pod's.
	RunAsGroup *int64 `json:"run_as_group,omitempty"`
	// ProcMount is procMount; missing means "Default", and "" is no value that it has.
	ProcMount *string `json:"proc_mount,omitempty"`
	// Capabilities are capabilities.
	Capabilities *Capabilities `json:"capabilities,omitempty"`
	// SeccompProfile is seccompProfile; missing means the pod's.
	SeccompProfile *SeccompProfile `json:"seccomp_profile,omitempty"`
	// AppArmorProfile is appArmorProfile; missing means the pod's.
	AppArmorProfile *AppArmorProfile `json:"app_armor_profile,omitempty"`
	// SELinuxOptions are seLinuxOptions; missing means the pod's.
	SELinuxOptions *SELinuxOptions `json:"se_linux_options,omitempty"`
	// WindowsOptions are windowsOptions; missing means the pod's.
	WindowsOptions *WindowsOptions `json:"windows_options,omitempty"`
}

// PodSecurityContext is securityContext of a pod.
type PodSecurityContext struct {
	// RunAsNonRoot is runAsNonRoot; missing means false.
	RunAsNonRoot *bool `json:"run_as_non_root,omitempty"`
	// RunAsUser is runAsUser; missing means the image's user.
	RunAsUser *int64 `json:"run_as_user,omitempty"`
	// RunAsGroup is runAsGroup; missing means the image's group.
	RunAsGroup *int64 `json:"run_as_group,omitempty"`
	// FSGroup is fsGroup.
	FSGroup *int64 `json:"fs_group,omitempty"`
	// SupplementalGroups are supplementalGroups.
	SupplementalGroups []int64 `json:"supplemental_groups,omitempty"`
	// Sysctls are sysctls.
	Sysctls []*Sysctl `json:"sysctls,omitempty"`
	// SeccompProfile is seccompProfile.
	SeccompProfile *SeccompProfile `json:"seccomp_profile,omitempty"`
	// AppArmorProfile is appArmorProfile.
	AppArmorProfile *AppArmorProfile `json:"app_armor_profile,omitempty"`
	// SELinuxOptions are seLinuxOptions.
	SELinuxOptions *SELinuxOptions `json:"se_linux_options,omitempty"`
	// WindowsOptions are windowsOptions.
	WindowsOptions *WindowsOptions `json:"windows_options,omitempty"`
}

// EffectiveSecurityContext is what the kubelet applies to a container: its own field if
// set, else the pod's. Fields that neither sets are missing. Each origin is "container"
// or "pod".
type EffectiveSecurityContext struct {
	// RunAsNonRoot is the effective runAsNonRoot.
	RunAsNonRoot *bool `json:"run_as_non_root,omitempty"`
	// RunAsNonRootOrigin says where RunAsNonRoot is set.
	RunAsNonRootOrigin string `json:"run_as_non_root_origin,omitempty"`
	// RunAsUser is the effective runAsUser.
	RunAsUser *int64 `json:"run_as_user,omitempty"`
	// RunAsUserOrigin says where RunAsUser is set.
	RunAsUserOrigin string `json:"run_as_user_origin,omitempty"`
	// RunAsGroup is the effective runAsGroup.
	RunAsGroup *int64 `json:"run_as_group,omitempty"`
	// RunAsGroupOrigin says where RunAsGroup is set.
	RunAsGroupOrigin string `json:"run_as_group_origin,omitempty"`
	// SeccompProfile is the effective seccompProfile.
	SeccompProfile *SeccompProfile `json:"seccomp_profile,omitempty"`
	// SeccompProfileOrigin says where SeccompProfile is set.
	SeccompProfileOrigin string `json:"seccomp_profile_origin,omitempty"`
	// AppArmorProfile is the effective appArmorProfile.
	AppArmorProfile *AppArmorProfile `json:"app_armor_profile,omitempty"`
	// AppArmorProfileOrigin says where AppArmorProfile is set.
	AppArmorProfileOrigin string `json:"app_armor_profile_origin,omitempty"`
}

// Capabilities are the Linux capabilities that a container adds and drops, as written.
type Capabilities struct {
	// Add is capabilities.add.
	Add []string `json:"add,omitempty"`
	// Drop is capabilities.drop.
	Drop []string `json:"drop,omitempty"`
}

// SeccompProfile is seccompProfile of a pod or container.
type SeccompProfile struct {
	// Type is "RuntimeDefault", "Localhost" or "Unconfined".
	Type string `json:"type,omitempty"`
}

// AppArmorProfile is appArmorProfile of a pod or container.
type AppArmorProfile struct {
	// Type is "RuntimeDefault", "Localhost" or "Unconfined".
	Type string `json:"type,omitempty"`
}

// SELinuxOptions are seLinuxOptions of a pod or container.
type SELinuxOptions struct {
	// User is the SELinux user.
	User string `json:"user,omitempty"`
	// Role is the SELinux role.
	Role string `json:"role,omitempty"`
	// Type is the SELinux type.
	Type string `json:"type,omitempty"`
	// Level is the SELinux level.
	Level string `json:"level,omitempty"`
}

// WindowsOptions are windowsOptions of a pod or container.
type WindowsOptions struct {
	// HostProcess is hostProcess; missing means the pod's, and false there.
	HostProcess *bool `json:"host_process,omitempty"`
	// RunAsUserName is runAsUserName.
	RunAsUserName string `json:"run_as_user_name,omitempty"`
}

// Sysctl is one entry of securityContext.sysctls.
type Sysctl struct {
	Node
	// Name is the kernel parameter.
	Name string `json:"name,omitempty"`
	// Value is what it is set to.
	Value string `json:"value,omitempty"`
}

// ContainerPort is one entry of a container's ports.
type ContainerPort struct {
	Node
	// Name is the port's name.
	Name string `json:"name,omitempty"`
	// ContainerPort is the port in the container.
	ContainerPort *int64 `json:"container_port,omitempty"`
	// HostPort is the port on the node; missing or 0 means none.
	HostPort *int64 `json:"host_port,omitempty"`
	// Protocol is "TCP", "UDP" or "SCTP"; missing means "TCP".
	Protocol string `json:"protocol,omitempty"`
}

// Handler is a probe or lifecycle hook that makes an HTTP or gRPC request or opens a TCP
// connection. Its fields are those of its httpGet, tcpSocket or grpc.
type Handler struct {
	Node
	// Use is the field that holds it: "livenessProbe", "readinessProbe", "startupProbe",
	// "lifecycle.postStart" or "lifecycle.preStop".
	Use string `json:"use"`
	// Action is "httpGet", "tcpSocket" or "grpc"; the last has no host.
	Action string `json:"action"`
	// Host is host; missing means the pod itself.
	Host string `json:"host,omitempty"`
}

// Volume is one entry of a pod's spec.volumes.
type Volume struct {
	Node
	// Workload is the workload without its containers and volumes.
	Workload *Pod `json:"workload"`
	// Name is the volume's name.
	Name string `json:"name,omitempty"`
	// Type is the volume's source as the API spells it, such as "hostPath". A volume
	// without a source, or with a null one, is "emptyDir", as the API server makes it.
	Type string `json:"type"`
	// HostPath is set for volumes of that type.
	HostPath *HostPath `json:"host_path,omitempty"`
	// NFS is set for volumes of that type.
	NFS *NFS `json:"nfs,omitempty"`
	// Image is the reference of a volume of type image, in its parts.
	Image *Image `json:"image,omitempty"`
	// ServiceAccountTokens are the tokens of a projected volume.
	ServiceAccountTokens []*ServiceAccountToken `json:"service_account_tokens,omitempty"`
	// Mounted is whether a container mounts the volume. A fact of the pod.
	Mounted bool `json:"mounted"`
}

// HostPath is a path on the node.
type HostPath struct {
	// Path is the path as written.
	Path string `json:"path,omitempty"`
	// Clean is the path without "..", "." and doubled or trailing slashes.
	Clean string `json:"clean,omitempty"`
}

// NFS is a share of an NFS server.
type NFS struct {
	// Server is the host name or address.
	Server string `json:"server,omitempty"`
	// Path is the exported path.
	Path string `json:"path,omitempty"`
}

// VolumeMount is one entry of a container's volumeMounts.
type VolumeMount struct {
	Node
	// Container is the name of the container.
	Container string `json:"container,omitempty"`
	// ContainerRef is the container.
	ContainerRef Ref `json:"container_ref"`
	// Workload is the workload without its containers and volumes.
	Workload *Pod `json:"workload"`
	// Name is the name of the volume.
	Name string `json:"name,omitempty"`
	// VolumeRef is the volume; missing if the pod has none of that name.
	VolumeRef *Ref `json:"volume_ref,omitempty"`
	// MountPath is the path in the container.
	MountPath string `json:"mount_path,omitempty"`
	// SubPath is the path within the volume; missing means its root.
	SubPath string `json:"sub_path,omitempty"`
	// SubPathExpr is as SubPath with variables of the container in it.
	SubPathExpr string `json:"sub_path_expr,omitempty"`
	// ReadOnly is whether readOnly is true. False if it is missing.
	ReadOnly bool `json:"read_only"`
	// RecursiveReadOnly is recursiveReadOnly, "Disabled", "IfPossible" or "Enabled"; missing
	// means "Disabled". The latter two are only valid if ReadOnly is true.
	RecursiveReadOnly string `json:"recursive_read_only,omitempty"`
	// HostPath is the path on the node that the mount shows, cleaned, SubPath included;
	// missing if the volume is not a hostPath.
	HostPath string `json:"host_path,omitempty"`
}
