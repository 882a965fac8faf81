package model

// The nodes of AWS resources. Names are those of the arguments of Terraform's aws provider,
// in whatever way the resources are declared; a nested block that exists once is a struct,
// which is missing if the block is, and one that can exist several times is a list of nodes.
// Arguments that are not set are missing: AWS decides, by the documented default.
//
// Where an argument names another resource, a field beside it holds that resource if it is
// of the same unit. If it is not known which one it is, Unknown has the reason.
//
// Source of the arguments: https://registry.terraform.io/providers/hashicorp/aws/latest/docs

// The reasons for which a value of Terraform is unknown.
const (
	// VariableWithoutDefault is an input variable that is given no value.
	VariableWithoutDefault Reason = "variable-without-default"
	// KnownAfterApply is decided by the provider.
	KnownAfterApply Reason = "known-after-apply"
	// DataSource is read from the account.
	DataSource Reason = "data-source"
	// ModuleNotSeen is decided by a module whose source is not in the input.
	ModuleNotSeen Reason = "module-not-seen"
	// ModuleVersion differs between the releases of a module that the version constraint of
	// its call admits.
	ModuleVersion Reason = "module-version"
	// UnknownCount depends on a count or for_each that is not known.
	UnknownCount Reason = "unknown-count"
	// NotDeterministic is a function whose result changes.
	NotDeterministic Reason = "not-deterministic"
	// FileNotSeen is the content of a file that is not in the input.
	FileNotSeen Reason = "file-not-seen"
	// EvaluationFailed is an expression that Terraform would refuse.
	EvaluationFailed Reason = "evaluation-failed"
	// LimitReached is an expression that was too large to evaluate.
	LimitReached Reason = "limit-reached"
	// SensitiveValue is a value of a plan that must not be shown.
	SensitiveValue Reason = "sensitive"
	// NotSupported is an expression that only Terraform with its providers can evaluate.
	NotSupported Reason = "not-supported"
)

// Resource is the identity of a resource.
type Resource struct {
	Node
	// Type is the resource type, such as "aws_eks_cluster".
	Type string `json:"type"`
	// Address is its address, such as "module.eks.aws_eks_cluster.this[0]".
	Address string `json:"address"`
	// Root is the root module or the plan that it is of: the directory of the one and the file
	// of the other, relative to the root of the run. Addresses are unique within it.
	Root string `json:"root"`
	// Tags are its tags, without those that the provider adds to all resources.
	Tags map[string]string `json:"tags,omitempty"`
	// Provider is the configuration of the provider that makes it, as the root module names
	// it, such as "aws.west", with the region that the resource itself names behind a slash;
	// missing means the default one.
	Provider string `json:"provider,omitempty"`
}

// AWS are the collections of AWS resources.
type AWS struct {
	// Clusters are EKS clusters.
	Clusters []*Cluster `json:"clusters,omitempty"`
	// NodeGroups are managed node groups.
	NodeGroups []*NodeGroup `json:"node_groups,omitempty"`
	// LaunchTemplates are launch templates.
	LaunchTemplates []*LaunchTemplate `json:"launch_templates,omitempty"`
	// LaunchConfigurations are the nodes of type [LaunchConfiguration].
	LaunchConfigurations []*LaunchConfiguration `json:"launch_configurations,omitempty"`
	// Instances are the nodes of type [Instance].
	Instances []*Instance `json:"instances,omitempty"`
	// AutoscalingGroups are the nodes of type [AutoscalingGroup].
	AutoscalingGroups []*AutoscalingGroup `json:"autoscaling_groups,omitempty"`
	// InstanceMetadataDefaults are the nodes of type [InstanceMetadataDefaults].
	InstanceMetadataDefaults []*InstanceMetadataDefaults `json:"instance_metadata_defaults,omitempty"`
	// FargateProfiles are the nodes of type [FargateProfile].
	FargateProfiles []*FargateProfile `json:"fargate_profiles,omitempty"`
	// Addons are the nodes of type [Addon].
	Addons []*Addon `json:"addons,omitempty"`
	// AccessEntries are the nodes of type [AccessEntry].
	AccessEntries []*AccessEntry `json:"access_entries,omitempty"`
	// AccessPolicyAssociations are the nodes of type [AccessPolicyAssociation].
	AccessPolicyAssociations []*AccessPolicyAssociation `json:"access_policy_associations,omitempty"`
	// PodIdentityAssociations are the nodes of type [PodIdentityAssociation].
	PodIdentityAssociations []*PodIdentityAssociation `json:"pod_identity_associations,omitempty"`
	// IdentityProviderConfigs are the nodes of type [IdentityProviderConfig].
	IdentityProviderConfigs []*IdentityProviderConfig `json:"identity_provider_configs,omitempty"`
	// Capabilities are the nodes of type [Capability].
	Capabilities []*Capability `json:"capabilities,omitempty"`
	// IAMRoles are the nodes of type [IAMRole].
	IAMRoles []*IAMRole `json:"iam_roles,omitempty"`
	// IAMPolicies are the nodes of type [IAMPolicy].
	IAMPolicies []*IAMPolicy `json:"iam_policies,omitempty"`
	// IAMUsers are the nodes of type [IAMUser].
	IAMUsers []*IAMUser `json:"iam_users,omitempty"`
	// IAMGroups are the nodes of type [IAMGroup].
	IAMGroups []*IAMGroup `json:"iam_groups,omitempty"`
	// OutsideAttachments are attachments of policies to identities that are not in the unit.
	OutsideAttachments []*OutsideAttachment `json:"outside_attachments,omitempty"`
	// UserPolicies are the nodes of type [UserPolicy].
	UserPolicies []*UserPolicy `json:"user_policies,omitempty"`
	// AccessKeys are the nodes of type [AccessKey].
	AccessKeys []*AccessKey `json:"access_keys,omitempty"`
	// LoginProfiles are the nodes of type [LoginProfile].
	LoginProfiles []*LoginProfile `json:"login_profiles,omitempty"`
	// MFADevices are the nodes of type [MFADevice].
	MFADevices []*MFADevice `json:"mfa_devices,omitempty"`
	// PasswordPolicies are the nodes of type [PasswordPolicy].
	PasswordPolicies []*PasswordPolicy `json:"password_policies,omitempty"`
	// InstanceProfiles are the nodes of type [InstanceProfile].
	InstanceProfiles []*InstanceProfile `json:"instance_profiles,omitempty"`
	// OIDCProviders are the nodes of type [OIDCProvider].
	OIDCProviders []*OIDCProvider `json:"oidc_providers,omitempty"`
	// SecurityGroups are the nodes of type [SecurityGroup].
	SecurityGroups []*SecurityGroup `json:"security_groups,omitempty"`
	// SecurityGroupRules are the rules of all security groups.
	SecurityGroupRules []*SecurityGroupRule `json:"security_group_rules,omitempty"`
	// PrefixLists are the nodes of type [PrefixList].
	PrefixLists []*PrefixList `json:"prefix_lists,omitempty"`
	// VPCs are the nodes of type [VPC].
	VPCs []*VPC `json:"vpcs,omitempty"`
	// Subnets are the nodes of type [Subnet].
	Subnets []*Subnet `json:"subnets,omitempty"`
	// RouteTables are the nodes of type [RouteTable].
	RouteTables []*RouteTable `json:"route_tables,omitempty"`
	// InternetGateways are the nodes of type [InternetGateway].
	InternetGateways []*InternetGateway `json:"internet_gateways,omitempty"`
	// FlowLogs are the nodes of type [FlowLog].
	FlowLogs []*FlowLog `json:"flow_logs,omitempty"`
	// VPCEndpoints are the nodes of type [VPCEndpoint].
	VPCEndpoints []*VPCEndpoint `json:"vpc_endpoints,omitempty"`
	// LogGroups are the nodes of type [LogGroup].
	LogGroups []*LogGroup `json:"log_groups,omitempty"`
	// MetricAlarms are the nodes of type [MetricAlarm].
	MetricAlarms []*MetricAlarm `json:"metric_alarms,omitempty"`
	// MetricFilters are the nodes of type [MetricFilter].
	MetricFilters []*MetricFilter `json:"metric_filters,omitempty"`
	// KMSKeys are the nodes of type [KMSKey].
	KMSKeys []*KMSKey `json:"kms_keys,omitempty"`
	// EBSVolumes are the nodes of type [EBSVolume].
	EBSVolumes []*EBSVolume `json:"ebs_volumes,omitempty"`
	// EBSEncryptionDefaults are the nodes of type [EBSEncryptionDefault].
	EBSEncryptionDefaults []*EBSEncryptionDefault `json:"ebs_encryption_defaults,omitempty"`
	// EBSSnapshotCopies are the nodes of type [EBSSnapshotCopy].
	EBSSnapshotCopies []*EBSSnapshotCopy `json:"ebs_snapshot_copies,omitempty"`
	// EFSFileSystems are the nodes of type [EFSFileSystem].
	EFSFileSystems []*EFSFileSystem `json:"efs_file_systems,omitempty"`
	// LoadBalancers are the nodes of type [AWSLoadBalancer].
	LoadBalancers []*AWSLoadBalancer `json:"load_balancers,omitempty"`
	// Listeners are the nodes of type [AWSListener].
	Listeners []*AWSListener `json:"listeners,omitempty"`
	// TargetGroups are the nodes of type [TargetGroup].
	TargetGroups []*TargetGroup `json:"target_groups,omitempty"`
	// ClassicLoadBalancers are the nodes of type [ClassicLoadBalancer].
	ClassicLoadBalancers []*ClassicLoadBalancer `json:"classic_load_balancers,omitempty"`
	// ECRRepositories are the nodes of type [ECRRepository].
	ECRRepositories []*ECRRepository `json:"ecr_repositories,omitempty"`
	// ECRCreationTemplates are the nodes of type [ECRCreationTemplate].
	ECRCreationTemplates []*ECRCreationTemplate `json:"ecr_creation_templates,omitempty"`
	// PullThroughCacheRules are the nodes of type [PullThroughCacheRule].
	PullThroughCacheRules []*PullThroughCacheRule `json:"pull_through_cache_rules,omitempty"`
	// RegistryScanning are the nodes of type [RegistryScanning].
	RegistryScanning []*RegistryScanning `json:"registry_scanning,omitempty"`
	// InspectorEnablers are the nodes of type [InspectorEnabler].
	InspectorEnablers []*InspectorEnabler `json:"inspector_enablers,omitempty"`
	// GuardDutyDetectors are the nodes of type [GuardDutyDetector].
	GuardDutyDetectors []*GuardDutyDetector `json:"guardduty_detectors,omitempty"`
	// GuardDutyFeatures are the nodes of type [GuardDutyFeature].
	GuardDutyFeatures []*GuardDutyFeature `json:"guardduty_features,omitempty"`
	// GuardDutyOrganizations are the nodes of type [GuardDutyOrganization].
	GuardDutyOrganizations []*GuardDutyOrganization `json:"guardduty_organizations,omitempty"`
	// CloudTrails are the nodes of type [CloudTrail].
	CloudTrails []*CloudTrail `json:"cloudtrails,omitempty"`
	// Databases are the nodes of type [Database].
	Databases []*Database `json:"databases,omitempty"`
	// SecretsManagerSecrets are the nodes of type [SecretsManagerSecret].
	SecretsManagerSecrets []*SecretsManagerSecret `json:"secrets_manager_secrets,omitempty"`
	// ResourcePolicies are the nodes of type [ResourcePolicy].
	ResourcePolicies []*ResourcePolicy `json:"resource_policies,omitempty"`
	// HelmReleases are the nodes of type [HelmRelease].
	HelmReleases []*HelmRelease `json:"helm_releases,omitempty"`
	// PermissionSets are the nodes of type [PermissionSet].
	PermissionSets []*PermissionSet `json:"permission_sets,omitempty"`
	// UnknownModuleInputs are the nodes of type [UnknownModuleInput].
	UnknownModuleInputs []*UnknownModuleInput `json:"unknown_module_inputs,omitempty"`
	// Missing are the collections that may hold more than is here.
	Missing []*Missing `json:"missing,omitempty"`
}

// Missing says that a collection may hold resources of a root module which are not here, so
// that a rule cannot say that there is none.
type Missing struct {
	// Root is the root module or plan, as in [Resource].
	Root string `json:"root"`
	// Collection is the JSON name of the collection; missing means that it can be any.
	Collection string `json:"collection,omitempty"`
	// Reason says why they are not known: the count of a resource, or the source of a module
	// that is not here.
	Reason Reason `json:"reason"`
}

// UnknownModuleInput is an argument of a call of a known module that the module does not
// take, or a key within one that its type does not have.
type UnknownModuleInput struct {
	Node
	// Address is the address of the call without instance keys, such as "module.eks".
	Address string `json:"address"`
	// Module is the module as the registry names it.
	Module string `json:"module"`
	// Release is the release that the call means.
	Release string `json:"release"`
	// Input is the argument.
	Input string `json:"input"`
	// Path leads to the key within the argument, with dots; missing for the argument.
	Path string `json:"path,omitempty"`
	// Instead is the name that is likely meant; missing if there is none.
	Instead string `json:"instead,omitempty"`
}

// Cluster is an aws_eks_cluster.
type Cluster struct {
	Resource
	// Name is the name of the cluster.
	Name string `json:"name,omitempty"`
	// Version is the Kubernetes version; missing means the newest when it is created.
	Version string `json:"version,omitempty"`
	// RoleARN is the ARN of the role of the control plane.
	RoleARN string `json:"role_arn,omitempty"`
	// Role is the role that role_arn names.
	Role *IAMRole `json:"role,omitempty"`
	// EnabledClusterLogTypes are the control plane logs that are on; missing means none.
	EnabledClusterLogTypes []string `json:"enabled_cluster_log_types,omitempty"`
	// DeletionProtection missing means false.
	DeletionProtection *bool `json:"deletion_protection,omitempty"`
	// BootstrapSelfManagedAddons missing means true.
	BootstrapSelfManagedAddons *bool `json:"bootstrap_self_managed_addons,omitempty"`
	// VPCConfig is the network of the cluster.
	VPCConfig *ClusterVPC `json:"vpc_config,omitempty"`
	// AccessConfig is how principals are admitted; missing means CONFIG_MAP, with the creator as administrator.
	AccessConfig *ClusterAccess `json:"access_config,omitempty"`
	// EncryptionConfig is the envelope encryption of Kubernetes secrets; missing means with a key of AWS.
	EncryptionConfig *ClusterEncryption `json:"encryption_config,omitempty"`
	// KubernetesNetworkConfig is the address range of services.
	KubernetesNetworkConfig *ClusterNetwork `json:"kubernetes_network_config,omitempty"`
	// ComputeConfig is EKS Auto Mode; missing means off.
	ComputeConfig *ClusterCompute `json:"compute_config,omitempty"`
	// UpgradePolicy is the support that the cluster gets.
	UpgradePolicy *ClusterUpgrade `json:"upgrade_policy,omitempty"`
	// OutpostConfig is there for a local cluster on Outposts.
	OutpostConfig *ClusterOutpost `json:"outpost_config,omitempty"`
	// RemoteNetworkConfig is there if the cluster can have hybrid nodes.
	RemoteNetworkConfig *ClusterRemoteNetwork `json:"remote_network_config,omitempty"`
	// ARN is its ARN, which only a plan of a cluster that exists has.
	ARN string `json:"arn,omitempty"`
	// ProviderRole is whether the provider that makes it assumes a role for that: "yes", or
	// "unknown"; missing if not.
	ProviderRole string `json:"provider_role,omitempty"`
	// Account is the AWS account that it is in, if that is known. A fact.
	Account string `json:"account,omitempty"`
}

// ClusterVPC is vpc_config of a cluster.
type ClusterVPC struct {
	// EndpointPublicAccess missing means true.
	EndpointPublicAccess *bool `json:"endpoint_public_access,omitempty"`
	// EndpointPrivateAccess missing means false.
	EndpointPrivateAccess *bool `json:"endpoint_private_access,omitempty"`
	// PublicAccessCIDRs are the ranges that reach the public endpoint; missing means 0.0.0.0/0.
	PublicAccessCIDRs []string `json:"public_access_cidrs,omitempty"`
	// OpenCIDRs are the indexes of those of PublicAccessCIDRs that together let nearly
	// everybody in. A fact, see package cidrs.
	OpenCIDRs []int `json:"open_cidrs,omitempty"`
	// SecurityGroupIDs are the additional security groups of the control plane.
	SecurityGroupIDs []string `json:"security_group_ids,omitempty"`
	// SecurityGroups are those that security_group_ids names.
	SecurityGroups []*SecurityGroup `json:"security_groups,omitempty"`
	// SubnetIDs are the subnets of the control plane.
	SubnetIDs []string `json:"subnet_ids,omitempty"`
	// Subnets are those that subnet_ids names.
	Subnets []*Subnet `json:"subnets,omitempty"`
}

// ClusterAccess is access_config of a cluster.
type ClusterAccess struct {
	// AuthenticationMode is "CONFIG_MAP", "API" or "API_AND_CONFIG_MAP"; missing means CONFIG_MAP.
	AuthenticationMode string `json:"authentication_mode,omitempty"`
	// BootstrapClusterCreatorAdminPermissions missing means false within the block.
	BootstrapClusterCreatorAdminPermissions *bool `json:"bootstrap_cluster_creator_admin_permissions,omitempty"`
}

// ClusterEncryption is encryption_config of a cluster.
type ClusterEncryption struct {
	// Resources are what is encrypted: "secrets".
	Resources []string `json:"resources,omitempty"`
	// Provider is the key.
	Provider *ClusterKey `json:"provider,omitempty"`
}

// ClusterKey is the provider of encryption_config.
type ClusterKey struct {
	// KeyARN is the ARN of the KMS key.
	KeyARN string `json:"key_arn,omitempty"`
	// Key is the key that key_arn names.
	Key *KMSKey `json:"key,omitempty"`
}

// ClusterNetwork is kubernetes_network_config of a cluster.
type ClusterNetwork struct {
	// IPFamily is "ipv4" or "ipv6"; missing means ipv4.
	IPFamily string `json:"ip_family,omitempty"`
	// ServiceIPv4CIDR is the range of services.
	ServiceIPv4CIDR string `json:"service_ipv4_cidr,omitempty"`
	// ElasticLoadBalancing is the load balancing of Auto Mode.
	ElasticLoadBalancing *Switch `json:"elastic_load_balancing,omitempty"`
}

// Switch is a nested block with nothing but a switch.
type Switch struct {
	// Enabled missing means false.
	Enabled *bool `json:"enabled,omitempty"`
}

// ClusterCompute is compute_config of a cluster.
type ClusterCompute struct {
	// Enabled missing means false.
	Enabled *bool `json:"enabled,omitempty"`
	// NodePools are the built-in node pools.
	NodePools []string `json:"node_pools,omitempty"`
	// NodeRoleARN is the ARN of the role of the nodes.
	NodeRoleARN string `json:"node_role_arn,omitempty"`
	// NodeRole is the role that node_role_arn names.
	NodeRole *IAMRole `json:"node_role,omitempty"`
}

// ClusterUpgrade is upgrade_policy of a cluster.
type ClusterUpgrade struct {
	// SupportType is "STANDARD" or "EXTENDED"; missing means EXTENDED.
	SupportType string `json:"support_type,omitempty"`
}

// ClusterOutpost is outpost_config of a cluster.
type ClusterOutpost struct {
	// OutpostARNs are the Outposts.
	OutpostARNs []string `json:"outpost_arns,omitempty"`
}

// ClusterRemoteNetwork is remote_network_config of a cluster.
type ClusterRemoteNetwork struct {
	// RemoteNodeNetworks are the networks of hybrid nodes.
	RemoteNodeNetworks *RemoteNetworks `json:"remote_node_networks,omitempty"`
}

// RemoteNetworks is a set of networks outside of the VPC.
type RemoteNetworks struct {
	// CIDRs are their ranges.
	CIDRs []string `json:"cidrs,omitempty"`
}

// NodeGroup is an aws_eks_node_group.
type NodeGroup struct {
	Resource
	// NodeGroupName is its name.
	NodeGroupName string `json:"node_group_name,omitempty"`
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// NodeRoleARN is the ARN of the role of its nodes.
	NodeRoleARN string `json:"node_role_arn,omitempty"`
	// NodeRole is the role that node_role_arn names.
	NodeRole *IAMRole `json:"node_role,omitempty"`
	// SubnetIDs are the subnets of its nodes.
	SubnetIDs []string `json:"subnet_ids,omitempty"`
	// Subnets are those that subnet_ids names.
	Subnets []*Subnet `json:"subnets,omitempty"`
	// AMIType is the kind of image, such as "AL2023_x86_64_STANDARD".
	AMIType string `json:"ami_type,omitempty"`
	// ReleaseVersion is the version of the image.
	ReleaseVersion string `json:"release_version,omitempty"`
	// Version is the Kubernetes version of the nodes.
	Version string `json:"version,omitempty"`
	// CapacityType is "ON_DEMAND", "SPOT" or "CAPACITY_BLOCK".
	CapacityType string `json:"capacity_type,omitempty"`
	// InstanceTypes are the types of its nodes.
	InstanceTypes []string `json:"instance_types,omitempty"`
	// DiskSize is the size of the root volume in GiB, without a launch template.
	DiskSize *int64 `json:"disk_size,omitempty"`
	// Labels are the labels of its nodes.
	Labels map[string]string `json:"labels,omitempty"`
	// Taint are the taints of its nodes.
	Taint []*NodeGroupTaint `json:"taint,omitempty"`
	// RemoteAccess is access by SSH; missing means none, but a launch template may give one.
	RemoteAccess *RemoteAccess `json:"remote_access,omitempty"`
	// LaunchTemplate is the launch template; missing means the one that EKS makes.
	LaunchTemplate *LaunchTemplateUse `json:"launch_template,omitempty"`
	// Metadata is the instance metadata service of its nodes in effect. A fact.
	Metadata *InstanceMetadata `json:"metadata,omitempty"`
}

// NodeGroupTaint is a taint of a node group.
type NodeGroupTaint struct {
	Node
	// Key is its key.
	Key string `json:"key,omitempty"`
	// Value is its value.
	Value string `json:"value,omitempty"`
	// Effect is "NO_SCHEDULE", "NO_EXECUTE" or "PREFER_NO_SCHEDULE".
	Effect string `json:"effect,omitempty"`
}

// RemoteAccess is remote_access of a node group.
type RemoteAccess struct {
	// EC2SSHKey is the name of the key pair.
	EC2SSHKey string `json:"ec2_ssh_key,omitempty"`
	// SourceSecurityGroupIDs are the groups that may connect; missing means the whole internet, if there is a key.
	SourceSecurityGroupIDs []string `json:"source_security_group_ids,omitempty"`
}

// LaunchTemplateUse is a launch_template block of whatever uses one.
type LaunchTemplateUse struct {
	// ID is the ID of the template.
	ID string `json:"id,omitempty"`
	// Name is the name of the template.
	Name string `json:"name,omitempty"`
	// Version is its version.
	Version string `json:"version,omitempty"`
	// Template is the template that id or name names.
	Template *LaunchTemplate `json:"template,omitempty"`
}

// LaunchTemplate is an aws_launch_template.
type LaunchTemplate struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// ImageID is the image.
	ImageID string `json:"image_id,omitempty"`
	// InstanceType is the type of the instances.
	InstanceType string `json:"instance_type,omitempty"`
	// KeyName is the name of the key pair.
	KeyName string `json:"key_name,omitempty"`
	// UserData is the user data, decoded from base64, with ${ADDRESS} for what is not known of it.
	UserData string `json:"user_data,omitempty"`
	// VPCSecurityGroupIDs are the security groups.
	VPCSecurityGroupIDs []string `json:"vpc_security_group_ids,omitempty"`
	// SecurityGroups are those that vpc_security_group_ids names.
	SecurityGroups []*SecurityGroup `json:"security_groups,omitempty"`
	// MetadataOptions is the instance metadata service; missing means as the account or the image says.
	MetadataOptions *InstanceMetadataOptions `json:"metadata_options,omitempty"`
	// Metadata is the instance metadata service in effect. A fact.
	Metadata *InstanceMetadata `json:"metadata,omitempty"`
	// Monitoring is detailed monitoring.
	Monitoring *Switch `json:"monitoring,omitempty"`
	// BlockDeviceMappings are the volumes.
	BlockDeviceMappings []*BlockDevice `json:"block_device_mappings,omitempty"`
	// NetworkInterfaces are the network interfaces.
	NetworkInterfaces []*NetworkInterface `json:"network_interfaces,omitempty"`
	// IAMInstanceProfile is the instance profile.
	IAMInstanceProfile *InstanceProfileUse `json:"iam_instance_profile,omitempty"`
}

// InstanceMetadataOptions is metadata_options of an instance or of a template for instances.
type InstanceMetadataOptions struct {
	// HTTPEndpoint is "enabled" or "disabled"; missing means enabled.
	HTTPEndpoint string `json:"http_endpoint,omitempty"`
	// HTTPTokens is "required" or "optional"; missing means as the account or the image says.
	HTTPTokens string `json:"http_tokens,omitempty"`
	// HTTPPutResponseHopLimit is how many hops a response may take.
	HTTPPutResponseHopLimit *int64 `json:"http_put_response_hop_limit,omitempty"`
	// HTTPProtocolIPv6 is "enabled" or "disabled"; missing means disabled.
	HTTPProtocolIPv6 string `json:"http_protocol_ipv6,omitempty"`
	// InstanceMetadataTags is "enabled" or "disabled"; missing means disabled.
	InstanceMetadataTags string `json:"instance_metadata_tags,omitempty"`
}

// InstanceMetadata are the options of the instance metadata service that instances have in
// effect: those of the launch, else those of the account, else those of AWS. What is missing is
// not known, for the reason in Unknown. A fact.
type InstanceMetadata struct {
	// HTTPEndpoint is "enabled" or "disabled".
	HTTPEndpoint string `json:"http_endpoint,omitempty"`
	// HTTPTokens is "required" or "optional".
	HTTPTokens string `json:"http_tokens,omitempty"`
	// HTTPPutResponseHopLimit is how many hops a response may take.
	HTTPPutResponseHopLimit *int64 `json:"http_put_response_hop_limit,omitempty"`
	// HTTPProtocolIPv6 is "enabled" or "disabled".
	HTTPProtocolIPv6 string `json:"http_protocol_ipv6,omitempty"`
	// Unknown has the reasons of the options that are not known, by their names.
	Unknown map[string]Reason `json:"unknown,omitempty"`
	// Account are the defaults of the account that decide something, if any do.
	Account Ref `json:"account,omitempty"`
}

// BlockDevice is a volume of an instance.
type BlockDevice struct {
	Node
	// DeviceName is its device.
	DeviceName string `json:"device_name,omitempty"`
	// NoDevice is set to suppress a device of the image.
	NoDevice string `json:"no_device,omitempty"`
	// VirtualName is that of an instance store.
	VirtualName string `json:"virtual_name,omitempty"`
	// EBS is the EBS volume.
	EBS *EBSDevice `json:"ebs,omitempty"`
}

// EBSDevice is the EBS volume of a block device.
type EBSDevice struct {
	// Encrypted missing means as the account, the snapshot or the image says.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// SnapshotID is the snapshot that it is made of.
	SnapshotID string `json:"snapshot_id,omitempty"`
	// VolumeSize is in GiB.
	VolumeSize *int64 `json:"volume_size,omitempty"`
	// VolumeType is the type.
	VolumeType string `json:"volume_type,omitempty"`
}

// NetworkInterface is a network interface of a launch template.
type NetworkInterface struct {
	Node
	// AssociatePublicIPAddress missing means as the subnet says.
	AssociatePublicIPAddress *bool `json:"associate_public_ip_address,omitempty"`
	// SecurityGroups are the IDs of its security groups.
	SecurityGroups []string `json:"security_groups,omitempty"`
	// Groups are those that security_groups names.
	Groups []*SecurityGroup `json:"groups,omitempty"`
	// SubnetID is its subnet.
	SubnetID string `json:"subnet_id,omitempty"`
}

// InstanceProfileUse is a reference to an instance profile.
type InstanceProfileUse struct {
	// Name is its name.
	Name string `json:"name,omitempty"`
	// ARN is its ARN.
	ARN string `json:"arn,omitempty"`
	// Profile is the profile.
	Profile *InstanceProfile `json:"profile,omitempty"`
}

// LaunchConfiguration is an aws_launch_configuration.
type LaunchConfiguration struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// ImageID is the image.
	ImageID string `json:"image_id,omitempty"`
	// InstanceType is the type of the instances.
	InstanceType string `json:"instance_type,omitempty"`
	// KeyName is the name of the key pair.
	KeyName string `json:"key_name,omitempty"`
	// UserData is the user data.
	UserData string `json:"user_data,omitempty"`
	// SecurityGroups are the security groups.
	SecurityGroups []string `json:"security_groups,omitempty"`
	// Groups are those that security_groups names.
	Groups []*SecurityGroup `json:"groups,omitempty"`
	// AssociatePublicIPAddress missing means as the subnet says.
	AssociatePublicIPAddress *bool `json:"associate_public_ip_address,omitempty"`
	// EnableMonitoring missing means true.
	EnableMonitoring *bool `json:"enable_monitoring,omitempty"`
	// IAMInstanceProfile is the name of the instance profile.
	IAMInstanceProfile string `json:"iam_instance_profile,omitempty"`
	// Profile is the profile that iam_instance_profile names.
	Profile *InstanceProfile `json:"profile,omitempty"`
	// MetadataOptions is the instance metadata service.
	MetadataOptions *InstanceMetadataOptions `json:"metadata_options,omitempty"`
	// Metadata is the instance metadata service in effect. A fact.
	Metadata *InstanceMetadata `json:"metadata,omitempty"`
	// RootBlockDevice is the root volume.
	RootBlockDevice *RootVolume `json:"root_block_device,omitempty"`
	// EBSBlockDevice are the other volumes.
	EBSBlockDevice []*AttachedVolume `json:"ebs_block_device,omitempty"`
}

// RootVolume is the root volume that is declared within an instance.
type RootVolume struct {
	// Encrypted missing means as the account, the snapshot or the image says.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// VolumeSize is in GiB.
	VolumeSize *int64 `json:"volume_size,omitempty"`
	// VolumeType is the type.
	VolumeType string `json:"volume_type,omitempty"`
}

// AttachedVolume is a further volume that is declared within an instance.
type AttachedVolume struct {
	Node
	// DeviceName is its device.
	DeviceName string `json:"device_name,omitempty"`
	// Encrypted missing means as the account, the snapshot or the image says.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// SnapshotID is the snapshot that it is made of.
	SnapshotID string `json:"snapshot_id,omitempty"`
}

// Instance is an aws_instance.
type Instance struct {
	Resource
	// AMI is the image.
	AMI string `json:"ami,omitempty"`
	// InstanceType is the type.
	InstanceType string `json:"instance_type,omitempty"`
	// KeyName is the name of the key pair.
	KeyName string `json:"key_name,omitempty"`
	// UserData is the user data, decoded.
	UserData string `json:"user_data,omitempty"`
	// VPCSecurityGroupIDs are the security groups.
	VPCSecurityGroupIDs []string `json:"vpc_security_group_ids,omitempty"`
	// Groups are those that vpc_security_group_ids names.
	Groups []*SecurityGroup `json:"groups,omitempty"`
	// SubnetID is the subnet.
	SubnetID string `json:"subnet_id,omitempty"`
	// Subnet is the one that subnet_id names.
	Subnet *Subnet `json:"subnet,omitempty"`
	// LaunchTemplate is the launch template; missing means none.
	LaunchTemplate *LaunchTemplateUse `json:"launch_template,omitempty"`
	// AssociatePublicIPAddress missing means as the subnet says.
	AssociatePublicIPAddress *bool `json:"associate_public_ip_address,omitempty"`
	// Monitoring missing means false.
	Monitoring *bool `json:"monitoring,omitempty"`
	// IAMInstanceProfile is the name of the instance profile.
	IAMInstanceProfile string `json:"iam_instance_profile,omitempty"`
	// Profile is the profile that iam_instance_profile names.
	Profile *InstanceProfile `json:"profile,omitempty"`
	// MetadataOptions is the instance metadata service.
	MetadataOptions *InstanceMetadataOptions `json:"metadata_options,omitempty"`
	// Metadata is the instance metadata service in effect. A fact.
	Metadata *InstanceMetadata `json:"metadata,omitempty"`
	// RootBlockDevice is the root volume.
	RootBlockDevice *RootVolume `json:"root_block_device,omitempty"`
	// EBSBlockDevice are the other volumes.
	EBSBlockDevice []*AttachedVolume `json:"ebs_block_device,omitempty"`
}

// AutoscalingGroup is an aws_autoscaling_group.
type AutoscalingGroup struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// VPCZoneIdentifier are the IDs of the subnets.
	VPCZoneIdentifier []string `json:"vpc_zone_identifier,omitempty"`
	// Subnets are those that vpc_zone_identifier names.
	Subnets []*Subnet `json:"subnets,omitempty"`
	// EnabledMetrics are the group metrics that are collected.
	EnabledMetrics []string `json:"enabled_metrics,omitempty"`
	// MetricsGranularity is how often they are; missing means "1Minute".
	MetricsGranularity string `json:"metrics_granularity,omitempty"`
	// HealthCheckType is "EC2" or "ELB"; missing means EC2.
	HealthCheckType string `json:"health_check_type,omitempty"`
	// TargetGroupARNs are the target groups that its instances join.
	TargetGroupARNs []string `json:"target_group_arns,omitempty"`
	// TargetGroups are those that target_group_arns or an attachment names.
	TargetGroups []*TargetGroup `json:"target_groups,omitempty"`
	// LoadBalancers are the names of the classic load balancers that its instances join.
	LoadBalancers []string `json:"load_balancers,omitempty"`
	// LaunchConfiguration is the name of the launch configuration.
	LaunchConfiguration string `json:"launch_configuration,omitempty"`
	// Configuration is the launch configuration that launch_configuration names.
	Configuration *LaunchConfiguration `json:"configuration,omitempty"`
	// LaunchTemplate is the launch template.
	LaunchTemplate *LaunchTemplateUse `json:"launch_template,omitempty"`
	// Templates are the launch templates that launch_template and mixed_instances_policy
	// name, those of its overrides included.
	Templates []*LaunchTemplate `json:"templates,omitempty"`
	// Tag are its tags.
	Tag []*GroupTag `json:"tag,omitempty"`
}

// GroupTag is a tag of an autoscaling group.
type GroupTag struct {
	Node
	// Key is its key.
	Key string `json:"key,omitempty"`
	// Value is its value.
	Value string `json:"value,omitempty"`
	// PropagateAtLaunch is whether instances get it.
	PropagateAtLaunch *bool `json:"propagate_at_launch,omitempty"`
}

// InstanceMetadataDefaults is an aws_ec2_instance_metadata_defaults: what instances of the region get.
type InstanceMetadataDefaults struct {
	Resource
	// HTTPEndpoint is "enabled", "disabled" or "no-preference".
	HTTPEndpoint string `json:"http_endpoint,omitempty"`
	// HTTPTokens is "required", "optional" or "no-preference".
	HTTPTokens string `json:"http_tokens,omitempty"`
	// HTTPPutResponseHopLimit is how many hops a response may take.
	HTTPPutResponseHopLimit *int64 `json:"http_put_response_hop_limit,omitempty"`
}

// FargateProfile is an aws_eks_fargate_profile.
type FargateProfile struct {
	Resource
	// FargateProfileName is its name.
	FargateProfileName string `json:"fargate_profile_name,omitempty"`
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// PodExecutionRoleARN is the ARN of the role.
	PodExecutionRoleARN string `json:"pod_execution_role_arn,omitempty"`
	// PodExecutionRole is the role that pod_execution_role_arn names.
	PodExecutionRole *IAMRole `json:"pod_execution_role,omitempty"`
	// SubnetIDs are the subnets of its pods.
	SubnetIDs []string `json:"subnet_ids,omitempty"`
	// Selector are the pods that it takes.
	Selector []*FargateSelector `json:"selector,omitempty"`
}

// FargateSelector is a selector of a Fargate profile.
type FargateSelector struct {
	Node
	// Namespace is the namespace.
	Namespace string `json:"namespace,omitempty"`
	// Labels are the labels that a pod must have.
	Labels map[string]string `json:"labels,omitempty"`
}

// Addon is an aws_eks_addon.
type Addon struct {
	Resource
	// AddonName is its name.
	AddonName string `json:"addon_name,omitempty"`
	// AddonVersion is its version.
	AddonVersion string `json:"addon_version,omitempty"`
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// ConfigurationValues is its configuration, in JSON or YAML, with ${ADDRESS} for what is not
	// known of it.
	ConfigurationValues string `json:"configuration_values,omitempty"`
	// ServiceAccountRoleARN is the ARN of the role of its service account.
	ServiceAccountRoleARN string `json:"service_account_role_arn,omitempty"`
	// ServiceAccountRole is the role that service_account_role_arn names.
	ServiceAccountRole *IAMRole `json:"service_account_role,omitempty"`
	// ResolveConflictsOnCreate is "OVERWRITE" or "NONE".
	ResolveConflictsOnCreate string `json:"resolve_conflicts_on_create,omitempty"`
	// ResolveConflictsOnUpdate is "OVERWRITE", "NONE" or "PRESERVE".
	ResolveConflictsOnUpdate string `json:"resolve_conflicts_on_update,omitempty"`
	// PodIdentityAssociation are the roles that its service accounts get by EKS Pod Identity.
	PodIdentityAssociation []*AddonRole `json:"pod_identity_association,omitempty"`
	// Trust is a fact: whether the role that service_account_role_arn names lets its service
	// account in, if that is known.
	Trust *AccountTrust `json:"trust,omitempty"`
}

// AddonRole is a pod_identity_association of an add-on.
type AddonRole struct {
	Node
	// ServiceAccount is the service account.
	ServiceAccount string `json:"service_account,omitempty"`
	// RoleARN is the ARN of the role.
	RoleARN string `json:"role_arn,omitempty"`
	// Role is the role that role_arn names.
	Role *IAMRole `json:"role,omitempty"`
}

// AccessEntry is an aws_eks_access_entry.
type AccessEntry struct {
	Resource
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// PrincipalARN is the principal that is admitted.
	PrincipalARN string `json:"principal_arn,omitempty"`
	// PrincipalRole is the role that principal_arn names.
	PrincipalRole *IAMRole `json:"principal_role,omitempty"`
	// PrincipalUser is the IAM user that principal_arn names.
	PrincipalUser *IAMUser `json:"principal_user,omitempty"`
	// PrincipalKind is "role" or "user" if that is known, also of a principal that is not of
	// the unit; missing otherwise.
	PrincipalKind string `json:"principal_kind,omitempty"`
	// Creator is whether a module makes it for whoever applies Terraform, since its argument
	// enable_cluster_creator_admin_permissions says so.
	Creator bool `json:"creator,omitempty"`
	// Type is "STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX" or "HYPERPOD_LINUX"; missing means STANDARD.
	Type string `json:"type,omitempty"`
	// UserName is the Kubernetes user.
	UserName string `json:"user_name,omitempty"`
	// KubernetesGroups are the Kubernetes groups.
	KubernetesGroups []string `json:"kubernetes_groups,omitempty"`
}

// AccessPolicyAssociation is an aws_eks_access_policy_association.
type AccessPolicyAssociation struct {
	Resource
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// PrincipalARN is the principal that gets the policy.
	PrincipalARN string `json:"principal_arn,omitempty"`
	// PrincipalRole is the role that principal_arn names.
	PrincipalRole *IAMRole `json:"principal_role,omitempty"`
	// PrincipalUser is the IAM user that principal_arn names.
	PrincipalUser *IAMUser `json:"principal_user,omitempty"`
	// PrincipalKind is "role" or "user" if that is known, also of a principal that is not of
	// the unit; missing otherwise.
	PrincipalKind string `json:"principal_kind,omitempty"`
	// PolicyARN is the access policy.
	PolicyARN string `json:"policy_arn,omitempty"`
	// Creator is whether a module makes it for whoever applies Terraform, since its argument
	// enable_cluster_creator_admin_permissions says so.
	Creator bool `json:"creator,omitempty"`
	// AccessScope is where it holds.
	AccessScope *AccessScope `json:"access_scope,omitempty"`
}

// AccessScope is access_scope of an access policy association.
type AccessScope struct {
	// Type is "cluster" or "namespace".
	Type string `json:"type,omitempty"`
	// Namespaces are the namespaces.
	Namespaces []string `json:"namespaces,omitempty"`
}

// PodIdentityAssociation is an aws_eks_pod_identity_association.
type PodIdentityAssociation struct {
	Resource
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// Namespace is the namespace of the service account.
	Namespace string `json:"namespace,omitempty"`
	// ServiceAccount is the service account.
	ServiceAccount string `json:"service_account,omitempty"`
	// RoleARN is the ARN of the role.
	RoleARN string `json:"role_arn,omitempty"`
	// Role is the role that role_arn names.
	Role *IAMRole `json:"role,omitempty"`
	// TargetRoleARN is a role that is assumed from there.
	TargetRoleARN string `json:"target_role_arn,omitempty"`
	// TargetRole is the role that target_role_arn names.
	TargetRole *IAMRole `json:"target_role,omitempty"`
	// DisableSessionTags missing means false.
	DisableSessionTags *bool `json:"disable_session_tags,omitempty"`
	// Policy is a session policy, in JSON, which bounds what the role may do for these pods.
	Policy string `json:"policy,omitempty"`
}

// IdentityProviderConfig is an aws_eks_identity_provider_config.
type IdentityProviderConfig struct {
	Resource
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// OIDC is the provider.
	OIDC *OIDCConfig `json:"oidc,omitempty"`
}

// OIDCConfig is the provider of an identity provider configuration.
type OIDCConfig struct {
	// IssuerURL is its issuer.
	IssuerURL string `json:"issuer_url,omitempty"`
	// ClientID is the audience.
	ClientID string `json:"client_id,omitempty"`
	// GroupsClaim is the claim that has the groups.
	GroupsClaim string `json:"groups_claim,omitempty"`
	// GroupsPrefix is put before groups.
	GroupsPrefix string `json:"groups_prefix,omitempty"`
	// UsernameClaim is the claim that has the user.
	UsernameClaim string `json:"username_claim,omitempty"`
	// UsernamePrefix is put before the user.
	UsernamePrefix string `json:"username_prefix,omitempty"`
	// RequiredClaims are claims that a token must have, with their values.
	RequiredClaims map[string]string `json:"required_claims,omitempty"`
}

// Capability is an aws_eks_capability.
type Capability struct {
	Resource
	// CapabilityName is its name.
	CapabilityName string `json:"capability_name,omitempty"`
	// ClusterName is the name of its cluster.
	ClusterName string `json:"cluster_name,omitempty"`
	// Cluster is the cluster that cluster_name names.
	Cluster *Cluster `json:"cluster,omitempty"`
	// Type is the kind of capability.
	Type string `json:"type,omitempty"`
	// RoleARN is the ARN of its role.
	RoleARN string `json:"role_arn,omitempty"`
	// Role is the role that role_arn names.
	Role *IAMRole `json:"role,omitempty"`
}

// IAMRole is an aws_iam_role with the policies that the unit attaches to it.
type IAMRole struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Path is its path; missing means "/".
	Path string `json:"path,omitempty"`
	// MaxSessionDuration is in seconds; missing means 3600.
	MaxSessionDuration *int64 `json:"max_session_duration,omitempty"`
	// PermissionsBoundary is the ARN of the policy that bounds it.
	PermissionsBoundary string `json:"permissions_boundary,omitempty"`
	// Boundary is the policy of the unit that permissions_boundary names.
	Boundary *IAMPolicy `json:"boundary,omitempty"`
	// AssumeRolePolicy is the trust policy, in JSON.
	AssumeRolePolicy string `json:"assume_role_policy,omitempty"`
	// Trust are the statements of the trust policy.
	Trust []*PolicyStatement `json:"trust,omitempty"`
	// ManagedPolicies are the policies of AWS and of others that are attached to it.
	ManagedPolicies []*ManagedPolicy `json:"managed_policies,omitempty"`
	// Statements are the statements of all its policies that are in the unit.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// Denied is a fact: "everything" or "iam" if a statement surely denies that.
	Denied string `json:"denied,omitempty"`
	// Pods is a fact: "yes" if pods can take it, "unknown" if they may be able to.
	Pods string `json:"pods,omitempty"`
	// Infrastructure is a fact: whether it is the role of nodes, of Fargate or of a capability.
	Infrastructure bool `json:"infrastructure,omitempty"`
	// ARN is its ARN, which only a plan of a role that exists has.
	ARN string `json:"arn,omitempty"`
	// Account is the AWS account that it is in, if that is known. A fact.
	Account string `json:"account,omitempty"`
	// Administers are the grants that make it an administrator of a cluster. A fact of the
	// whole unit.
	Administers []*AdminGrant `json:"administers,omitempty"`
	// Uses are a fact: "nodes", "fargate", "capability" and "cluster", as far as the unit
	// shows that it is the role of those.
	Uses []string `json:"uses,omitempty"`
	// Abilities are a fact: what sensitive actions its policies allow.
	Abilities []*Ability `json:"abilities,omitempty"`
	// Controllers are a fact: the well-known controllers whose published policies its
	// policies have, such as "external-dns".
	Controllers []string `json:"controllers,omitempty"`
}

// AdminGrant makes an IAM principal an administrator of a cluster.
type AdminGrant struct {
	// Ref and Field are where it is written.
	Ref   Ref    `json:"ref"`
	Field string `json:"field"`
	// By says by what: "an access policy", "group \"system:masters\"" or the name of another group.
	By string `json:"by"`
}

// Ability is a sensitive action that an identity is allowed, or may be. What is denied again,
// and what the permissions boundary of the unit does not allow, is left out.
type Ability struct {
	// Ref is that of the statement that allows it or, for a policy that AWS manages, of the
	// policy that is attached; Field is where that one says so.
	Ref   Ref    `json:"ref"`
	Field string `json:"field"`
	// Action is the action, such as "iam:PassRole". It is missing if it is not known: then
	// pattern is what is written.
	Action string `json:"action,omitempty"`
	// Pattern is the text that names the action, such as "iam:*".
	Pattern string `json:"pattern,omitempty"`
	// Resource is the widest resource.
	Resource string `json:"resource,omitempty"`
	// Reach is on how much: "all" that there is of the kind in an account, what has the
	// "own" identity in it, "some" or "unknown".
	Reach string `json:"reach"`
	// Allowed is "yes", or "unknown" if it may be something else that the statement says.
	Allowed string `json:"allowed"`
	// Keys are the keys, in lower case, of the conditions that narrow it and fail closed.
	Keys []string `json:"keys,omitempty"`
	// Services are those to which iam:PassedToService limits iam:PassRole; missing means all.
	Services []string `json:"services,omitempty"`
	// Policy is the name of the policy that allows it, if that is one that AWS manages.
	Policy string `json:"policy,omitempty"`
}

// ManagedPolicy is a policy that is attached by its ARN and is not in the unit.
type ManagedPolicy struct {
	Node
	// PolicyARN is its ARN.
	PolicyARN string `json:"policy_arn,omitempty"`
	// PolicyName is the name in its ARN, if it is one that AWS manages.
	PolicyName string `json:"policy_name,omitempty"`
}

// PolicyStatement is a statement of a policy. What is only known in part is written with ${ADDRESS} for what is not.
type PolicyStatement struct {
	Node
	// SID is its ID.
	SID string `json:"sid,omitempty"`
	// Effect is "Allow" or "Deny".
	Effect string `json:"effect,omitempty"`
	// Actions are the actions that it is about.
	Actions []string `json:"actions,omitempty"`
	// NotActions are the actions that it is not about.
	NotActions []string `json:"not_actions,omitempty"`
	// Resources are the resources that it is about.
	Resources []string `json:"resources,omitempty"`
	// NotResources are the resources that it is not about.
	NotResources []string `json:"not_resources,omitempty"`
	// Principals are those who it is about; missing in a policy of a principal.
	Principals []*PolicyPrincipal `json:"principals,omitempty"`
	// NotPrincipals are those who it is not about.
	NotPrincipals []*PolicyPrincipal `json:"not_principals,omitempty"`
	// Conditions are what must hold.
	Conditions []*PolicyCondition `json:"conditions,omitempty"`
	// WebIdentity is a fact: how it lets in pods, if it is of the trust policy of a role and
	// may be about the OpenID Connect provider of a cluster.
	WebIdentity *WebIdentityTrust `json:"web_identity,omitempty"`
	// Audience is a fact: whether it lets in only tokens made for STS, "yes", "no" or
	// "unknown", if there is a web_identity.
	Audience string `json:"audience,omitempty"`
	// Admits are a fact: whom it lets in, if it is an Allow of the trust policy of a role.
	Admits []*Admission `json:"admits,omitempty"`
	// Demands is a fact: what its conditions ask of whom it lets in, if it is an Allow of the
	// trust policy of a role.
	Demands *TrustDemands `json:"demands,omitempty"`
	// Open is a fact: how it lets in everyone, if it is of the trust policy of a role and may
	// do so.
	Open *OpenTrust `json:"open,omitempty"`
	// Grants is a fact: how much it allows, if it is of an identity policy and may allow
	// nearly everything.
	Grants *PolicyGrants `json:"grants,omitempty"`
	// Access is a fact: what it gives to whom, if it may allow anything and is of the policy
	// of a repository, of a registry or of an endpoint.
	Access *ResourceAccess `json:"access,omitempty"`
	// PodIdentity is a fact: whether it says for which clusters or service accounts EKS Pod
	// Identity may take the role, "yes", "no" or "unknown", if it lets that in.
	PodIdentity string `json:"pod_identity,omitempty"`
	// Controllers are a fact: the well-known controllers whose published policies have all of
	// its actions.
	Controllers []string `json:"controllers,omitempty"`
}

// ResourceAccess says what a statement of the policy of a resource gives, and to whom. Those
// of its fields that are texts are "yes", "no" or "unknown".
type ResourceAccess struct {
	// Everyone is whether it lets in all accounts.
	Everyone string `json:"everyone"`
	// Pinned is whether a condition says who has to come or, for an endpoint, to whom.
	Pinned string `json:"pinned"`
	// WeaklyPinned is whether an address says so.
	WeaklyPinned string `json:"weakly_pinned"`
	// Push is whether it lets in who pushes or deletes images or changes the policy.
	Push string `json:"push"`
	// Everything is whether it allows all actions of ECR.
	Everything string `json:"everything"`
	// Writes is whether it lets everything be written: all repositories, or all of S3.
	Writes string `json:"writes"`
	// WholeAccount is whether it lets in all principals of an account.
	WholeAccount string `json:"whole_account"`
	// OwnAccount is whether it names the account that the resource is in, as far as that
	// can be seen.
	OwnAccount string `json:"own_account"`
	// Accounts are the accounts that it names by number, each once.
	Accounts []string `json:"accounts,omitempty"`
}

// Admission is one principal that a trust policy lets in.
type Admission struct {
	// Ref is the principal; that of the statement if it is not known who he is.
	Ref Ref `json:"ref"`
	// Who is what kind of principal it is: "instances" (EC2), "pods" (tokens of a cluster, or
	// Pod Identity), "capabilities" (those of EKS), "service" (any other of AWS), "account" (all
	// principals of one), "principal" (a role or user), "ci" (a provider of tokens for
	// pipelines), "federation" (any other identity provider), "everyone", or "unknown".
	Who string `json:"who"`
	// Name is the principal as it is written, or the host of the provider of tokens.
	Name string `json:"name,omitempty"`
	// Own is whether an account or principal is of the account of the role: "yes", "no" or
	// "unknown".
	Own string `json:"own,omitempty"`
	// Subject is how a condition restricts the pipelines: "missing" if it does not, "wide" if
	// those of several repositories or projects match, "ref" if any branch of one does, "narrow",
	// or "unknown".
	Subject string `json:"subject,omitempty"`
	// Pattern is the subject that is the widest, if one is known.
	Pattern string `json:"pattern,omitempty"`
	// Reason says why the principal or its account is unknown.
	Reason Reason `json:"reason,omitempty"`
}

// TrustDemands says what the conditions of a statement ask for, in a way that fails closed.
// Its fields are "yes", "no" or "unknown".
type TrustDemands struct {
	// MFA is whether who comes must have used a second factor.
	MFA string `json:"mfa"`
	// ExternalID is whether he must know an external ID.
	ExternalID string `json:"external_id"`
	// Organization is whether he must be of an organization.
	Organization string `json:"organization"`
	// ARN is whether his ARN must match one that is not everybody's.
	ARN string `json:"arn"`
	// Tag is whether he must have a tag.
	Tag string `json:"tag"`
}

// OpenTrust says how a statement of a trust policy lets in everyone. Its fields are "yes",
// "no" or "unknown".
type OpenTrust struct {
	// Everyone is whether it lets in all accounts.
	Everyone string `json:"everyone"`
	// Services is whether it lets in all services of AWS.
	Services string `json:"services"`
	// Pinned is whether a condition says who has to come.
	Pinned string `json:"pinned"`
	// WeaklyPinned is whether an external ID or an address says so.
	WeaklyPinned string `json:"weakly_pinned"`
}

// PolicyGrants says how much a statement allows. Its fields are "yes", "no" or "unknown".
type PolicyGrants struct {
	// Everything is whether it allows all actions on all resources.
	Everything string `json:"everything"`
	// IAM is whether it allows everything but some things that are not IAM.
	IAM string `json:"iam"`
}

// WebIdentityTrust says how an Allow of a trust policy lets in tokens of service accounts.
// Its fields are "yes", "no" or "unknown".
type WebIdentityTrust struct {
	// EKS is whether the tokens are of a cluster.
	EKS string `json:"eks"`
	// Subject is whether something restricts which service accounts are let in, in a way
	// that nobody gets around.
	Subject string `json:"subject"`
	// Denied is whether a Deny beside it takes all but some service accounts away.
	Denied string `json:"denied"`
}

// PolicyPrincipal is one principal of a statement.
type PolicyPrincipal struct {
	Node
	// Type is "AWS", "Service", "Federated", "CanonicalUser" or "*".
	Type string `json:"type,omitempty"`
	// Identifier is the principal; "*" is everyone.
	Identifier string `json:"identifier,omitempty"`
	// Provider is the identity provider that identifier names.
	Provider *OIDCProvider `json:"provider,omitempty"`
	// Role is the role that identifier names.
	Role *Resource `json:"role,omitempty"`
}

// PolicyCondition is one condition of a statement.
type PolicyCondition struct {
	Node
	// Test is the operator, such as "StringEquals".
	Test string `json:"test,omitempty"`
	// Variable is the condition key.
	Variable string `json:"variable,omitempty"`
	// Values are the values, of which one must match.
	Values []string `json:"values,omitempty"`
	// Issuer is the cluster or identity provider whose issuer the key starts with.
	Issuer *Resource `json:"issuer,omitempty"`
}

// IAMPolicy is an aws_iam_policy.
type IAMPolicy struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Policy is the policy, in JSON.
	Policy string `json:"policy,omitempty"`
	// Statements are its statements.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// Denied is a fact: "everything" or "iam" if a statement surely denies that.
	Denied string `json:"denied,omitempty"`
	// Abilities are a fact: what sensitive actions it allows.
	Abilities []*Ability `json:"abilities,omitempty"`
}

// IAMUser is an aws_iam_user with the policies that the unit attaches to it.
type IAMUser struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// PermissionsBoundary is the ARN of the policy that bounds it.
	PermissionsBoundary string `json:"permissions_boundary,omitempty"`
	// ForceDestroy missing means false.
	ForceDestroy *bool `json:"force_destroy,omitempty"`
	// Statements are the statements of all its policies that are in the unit.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// ManagedPolicies are the other policies that are attached to it.
	ManagedPolicies []*ManagedPolicy `json:"managed_policies,omitempty"`
	// Denied is a fact: "everything" or "iam" if a statement surely denies that.
	Denied string `json:"denied,omitempty"`
	// Groups are the groups that it is a member of.
	Groups []*IAMGroup `json:"groups,omitempty"`
	// ARN is its ARN, which only a plan of a user that exists has.
	ARN string `json:"arn,omitempty"`
	// MFA is a fact: how its policies and those of its groups demand a second factor.
	MFA *UserMFA `json:"mfa,omitempty"`
	// Administers are the grants that make it an administrator of a cluster. A fact of the
	// whole unit.
	Administers []*AdminGrant `json:"administers,omitempty"`
	// Abilities are a fact: what sensitive actions it allows.
	Abilities []*Ability `json:"abilities,omitempty"`
}

// UserMFA says how policies demand a second factor of a user.
type UserMFA struct {
	// Demanded is "yes" if nothing but the setup of the second factor is possible without it,
	// "console" if that does not hold for access keys, "no", or "unknown".
	Demanded string `json:"demanded"`
	// Flaw says what looks like a demand and is none; missing if nothing does.
	Flaw string `json:"flaw,omitempty"`
	// Reason says why it is unknown.
	Reason Reason `json:"reason,omitempty"`
}

// IAMGroup is an aws_iam_group with the policies that the unit attaches to it.
type IAMGroup struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Statements are the statements of all its policies that are in the unit.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// ManagedPolicies are the other policies that are attached to it.
	ManagedPolicies []*ManagedPolicy `json:"managed_policies,omitempty"`
	// Denied is a fact: "everything" or "iam" if a statement surely denies that.
	Denied string `json:"denied,omitempty"`
	// Abilities are a fact: what sensitive actions it allows.
	Abilities []*Ability `json:"abilities,omitempty"`
}

// OutsideAttachment attaches policies to identities that are not in the unit.
type OutsideAttachment struct {
	Resource
	// Holders are the names of those identities, as far as they are known.
	Holders []string `json:"holders,omitempty"`
	// Policies are the policies of the unit among them.
	Policies []*Resource `json:"policies,omitempty"`
	// ManagedPolicies are the others.
	ManagedPolicies []*ManagedPolicy `json:"managed_policies,omitempty"`
}

// UserPolicy is a policy that is attached to a user directly: aws_iam_user_policy, aws_iam_user_policy_attachment or aws_iam_policy_attachment.
type UserPolicy struct {
	Resource
	// User is the name of the user.
	User string `json:"user,omitempty"`
	// Users are the names of the users.
	Users []string `json:"users,omitempty"`
	// PolicyARN is the policy; missing for an inline one.
	PolicyARN string `json:"policy_arn,omitempty"`
	// IAMUsers are those of the unit that user or users name.
	IAMUsers []*Resource `json:"iam_users,omitempty"`
	// Statements are the statements of an inline policy.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// IAMPolicy is the policy that policy_arn names.
	IAMPolicy *IAMPolicy `json:"iam_policy,omitempty"`
}

// AccessKey is an aws_iam_access_key.
type AccessKey struct {
	Resource
	// User is the name of the user.
	User string `json:"user,omitempty"`
	// Status is "Active" or "Inactive"; missing means Active.
	Status string `json:"status,omitempty"`
	// PGPKey is the key that encrypts the secret; missing means that the secret is in the state.
	PGPKey string `json:"pgp_key,omitempty"`
	// IAMUser is the user of the unit that user names.
	IAMUser *IAMUser `json:"iam_user,omitempty"`
	// PassedTo are the resources of Kubernetes and Helm that the key is handed to.
	PassedTo []*Resource `json:"passed_to,omitempty"`
}

// LoginProfile is an aws_iam_user_login_profile.
type LoginProfile struct {
	Resource
	// User is the name of the user.
	User string `json:"user,omitempty"`
	// PasswordResetRequired missing means false.
	PasswordResetRequired *bool `json:"password_reset_required,omitempty"`
	// PGPKey is the key that encrypts the password.
	PGPKey string `json:"pgp_key,omitempty"`
	// IAMUser is the user of the unit that user names.
	IAMUser *IAMUser `json:"iam_user,omitempty"`
}

// PermissionSet is an aws_ssoadmin_permission_set, of IAM Identity Center.
type PermissionSet struct {
	Resource
	// Name is its name, which is part of that of the roles that are made of it.
	Name string `json:"name,omitempty"`
	// SessionDuration is how long a session lasts, as an ISO 8601 duration; missing means PT1H.
	SessionDuration string `json:"session_duration,omitempty"`
}

// MFADevice is an aws_iam_virtual_mfa_device.
type MFADevice struct {
	Resource
	// VirtualMFADeviceName is its name.
	VirtualMFADeviceName string `json:"virtual_mfa_device_name,omitempty"`
}

// PasswordPolicy is an aws_iam_account_password_policy.
type PasswordPolicy struct {
	Resource
	// MinimumPasswordLength missing means 6.
	MinimumPasswordLength *int64 `json:"minimum_password_length,omitempty"`
	// RequireLowercaseCharacters missing means false.
	RequireLowercaseCharacters *bool `json:"require_lowercase_characters,omitempty"`
	// RequireUppercaseCharacters missing means false.
	RequireUppercaseCharacters *bool `json:"require_uppercase_characters,omitempty"`
	// RequireNumbers missing means false.
	RequireNumbers *bool `json:"require_numbers,omitempty"`
	// RequireSymbols missing means false.
	RequireSymbols *bool `json:"require_symbols,omitempty"`
	// AllowUsersToChangePassword missing means true.
	AllowUsersToChangePassword *bool `json:"allow_users_to_change_password,omitempty"`
	// MaxPasswordAge is in days; missing means that passwords do not expire.
	MaxPasswordAge *int64 `json:"max_password_age,omitempty"`
	// PasswordReusePrevention is how many passwords are remembered; missing means none.
	PasswordReusePrevention *int64 `json:"password_reuse_prevention,omitempty"`
	// HardExpiry missing means false.
	HardExpiry *bool `json:"hard_expiry,omitempty"`
}

// InstanceProfile is an aws_iam_instance_profile.
type InstanceProfile struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Role is the name of its role.
	Role string `json:"role,omitempty"`
	// IAMRole is the role that role names.
	IAMRole *IAMRole `json:"iam_role,omitempty"`
}

// OIDCProvider is an aws_iam_openid_connect_provider.
type OIDCProvider struct {
	Resource
	// URL is the issuer.
	URL string `json:"url,omitempty"`
	// ClientIDList are the audiences.
	ClientIDList []string `json:"client_id_list,omitempty"`
	// ThumbprintList are the thumbprints of its certificates.
	ThumbprintList []string `json:"thumbprint_list,omitempty"`
	// Cluster is the cluster whose issuer it is.
	Cluster *Resource `json:"cluster,omitempty"`
}

// SecurityGroup is an aws_security_group or aws_default_security_group with the rules that the unit adds to it.
type SecurityGroup struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Description is its description.
	Description string `json:"description,omitempty"`
	// VPCID is its VPC.
	VPCID string `json:"vpc_id,omitempty"`
	// Rules are its rules, inline ones and others.
	Rules []*SecurityGroupRule `json:"rules,omitempty"`
	// ID is its ID, which only a plan of a group that exists has.
	ID string `json:"id,omitempty"`
	// Uses are what has the group. A fact of the whole unit.
	Uses []*GroupUse `json:"uses,omitempty"`
}

// GroupUse is something that has a security group.
type GroupUse struct {
	// Kind is "cluster", "nodes", "pods", "load-balancer", "database" or "instance".
	Kind string `json:"kind"`
	// Name is what a message calls it: the address of a resource, or an object of Kubernetes.
	Name string `json:"name"`
	// Ref is the node.
	Ref Ref `json:"ref"`
}

// SecurityGroupRule is one rule of a security group.
type SecurityGroupRule struct {
	Resource
	// Direction is "ingress" or "egress".
	Direction string `json:"direction,omitempty"`
	// Protocol is "tcp", "udp", "icmp", a number, or "-1" for all.
	Protocol string `json:"protocol,omitempty"`
	// FromPort is the first port, or the ICMP type.
	FromPort *int64 `json:"from_port,omitempty"`
	// ToPort is the last port, or the ICMP code.
	ToPort *int64 `json:"to_port,omitempty"`
	// CIDRBlocks are the IPv4 ranges.
	CIDRBlocks []string `json:"cidr_blocks,omitempty"`
	// IPv6CIDRBlocks are the IPv6 ranges.
	IPv6CIDRBlocks []string `json:"ipv6_cidr_blocks,omitempty"`
	// OpenCIDRBlocks and OpenIPv6CIDRBlocks are the indexes of those of CIDRBlocks and
	// IPv6CIDRBlocks that together stand for nearly everybody. A fact, see package cidrs.
	OpenCIDRBlocks     []int `json:"open_cidr_blocks,omitempty"`
	OpenIPv6CIDRBlocks []int `json:"open_ipv6_cidr_blocks,omitempty"`
	// VPCCIDRBlocks are the indexes of those of CIDRBlocks that hold a whole VPC of the root
	// module, or a whole range of private addresses. A fact, see package cidrs.
	VPCCIDRBlocks []int `json:"vpc_cidr_blocks,omitempty"`
	// PrefixListIDs are the prefix lists.
	PrefixListIDs []string `json:"prefix_list_ids,omitempty"`
	// PrefixLists are those of the unit that prefix_list_ids names.
	PrefixLists []*PrefixList `json:"prefix_lists,omitempty"`
	// SecurityGroups are the IDs of groups.
	SecurityGroups []string `json:"security_groups,omitempty"`
	// Self is whether the group itself is meant.
	Self *bool `json:"self,omitempty"`
	// Description is its description.
	Description string `json:"description,omitempty"`
	// Sources are the groups of the unit that security_groups names.
	Sources []*Resource `json:"sources,omitempty"`
	// Group is the security group that the rule belongs to.
	Group *Resource `json:"group,omitempty"`
	// Cluster is the cluster whose own security group, which EKS makes, the rule belongs to.
	Cluster *Resource `json:"cluster,omitempty"`
	// SourceClusters are the clusters whose own security group is named as a source.
	SourceClusters []*Resource `json:"source_clusters,omitempty"`
}

// PrefixList is an aws_ec2_managed_prefix_list with the entries that the unit adds to it.
type PrefixList struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Entry are its entries, inline ones and others.
	Entry []*PrefixListEntry `json:"entry,omitempty"`
	// Open is whether its ranges together stand for nearly everybody. A fact, see package
	// cidrs.
	Open bool `json:"open,omitempty"`
}

// PrefixListEntry is one range of a prefix list.
type PrefixListEntry struct {
	Node
	// CIDR is the range.
	CIDR string `json:"cidr,omitempty"`
}

// VPC is an aws_vpc or aws_default_vpc.
type VPC struct {
	Resource
	// CIDRBlock is its range.
	CIDRBlock string `json:"cidr_block,omitempty"`
}

// Subnet is an aws_subnet or aws_default_subnet.
type Subnet struct {
	Resource
	// VPCID is its VPC.
	VPCID string `json:"vpc_id,omitempty"`
	// VPC is the one that vpc_id names.
	VPC *VPC `json:"vpc,omitempty"`
	// RouteTable is the route table that is associated with it.
	RouteTable *RouteTable `json:"route_table,omitempty"`
	// CIDRBlock is its range.
	CIDRBlock string `json:"cidr_block,omitempty"`
	// MapPublicIPOnLaunch missing means false.
	MapPublicIPOnLaunch *bool `json:"map_public_ip_on_launch,omitempty"`
	// AssignIPv6AddressOnCreation missing means false.
	AssignIPv6AddressOnCreation *bool `json:"assign_ipv6_address_on_creation,omitempty"`
}

// RouteTable is an aws_route_table or aws_default_route_table with the routes that the unit
// adds to it.
type RouteTable struct {
	Resource
	// VPCID is its VPC.
	VPCID string `json:"vpc_id,omitempty"`
	// Routes are its routes, inline ones and others.
	Routes []*TableRoute `json:"routes,omitempty"`
}

// TableRoute is one route of a route table.
type TableRoute struct {
	Resource
	// CIDRBlock is the IPv4 range that it is for.
	CIDRBlock string `json:"cidr_block,omitempty"`
	// IPv6CIDRBlock is the IPv6 range that it is for.
	IPv6CIDRBlock string `json:"ipv6_cidr_block,omitempty"`
	// GatewayID is an internet gateway, or "local".
	GatewayID string `json:"gateway_id,omitempty"`
	// Gateway is the internet gateway that gateway_id names.
	Gateway *InternetGateway `json:"gateway,omitempty"`
}

// InternetGateway is an aws_internet_gateway.
type InternetGateway struct {
	Resource
	// VPCID is its VPC.
	VPCID string `json:"vpc_id,omitempty"`
}

// FlowLog is an aws_flow_log.
type FlowLog struct {
	Resource
	// VPCID is the VPC.
	VPCID string `json:"vpc_id,omitempty"`
	// VPC is the VPC that vpc_id names.
	VPC *VPC `json:"vpc,omitempty"`
	// SubnetID is the subnet.
	SubnetID string `json:"subnet_id,omitempty"`
	// Subnet is the one that subnet_id names.
	Subnet *Subnet `json:"subnet,omitempty"`
	// ENIID is the network interface.
	ENIID string `json:"eni_id,omitempty"`
	// TrafficType is "ACCEPT", "REJECT" or "ALL".
	TrafficType string `json:"traffic_type,omitempty"`
	// LogDestinationType is where it goes.
	LogDestinationType string `json:"log_destination_type,omitempty"`
}

// VPCEndpoint is an aws_vpc_endpoint.
type VPCEndpoint struct {
	Resource
	// ServiceName is the service, with ${ADDRESS} for what is not known of it.
	ServiceName string `json:"service_name,omitempty"`
	// VPCID is its VPC.
	VPCID string `json:"vpc_id,omitempty"`
	// VPCEndpointType is "Gateway", "Interface" or another; missing means Gateway.
	VPCEndpointType string `json:"vpc_endpoint_type,omitempty"`
	// Policy is the policy, in JSON; missing means full access, if no other resource sets one.
	Policy string `json:"policy,omitempty"`
	// Statements are the statements of the policy, be it its own or that of an
	// aws_vpc_endpoint_policy.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// SecurityGroupIDs are its security groups.
	SecurityGroupIDs []string `json:"security_group_ids,omitempty"`
	// PrivateDNSEnabled missing means false.
	PrivateDNSEnabled *bool `json:"private_dns_enabled,omitempty"`
}

// LogGroup is an aws_cloudwatch_log_group.
type LogGroup struct {
	Resource
	// Name is its name, with ${ADDRESS} for what is not known of it.
	Name string `json:"name,omitempty"`
	// RetentionInDays missing or 0 means for ever.
	RetentionInDays *int64 `json:"retention_in_days,omitempty"`
	// KMSKeyID is the key; missing means one of AWS.
	KMSKeyID string `json:"kms_key_id,omitempty"`
}

// MetricAlarm is an aws_cloudwatch_metric_alarm.
type MetricAlarm struct {
	Resource
	// AlarmName is its name.
	AlarmName string `json:"alarm_name,omitempty"`
	// Namespace is the namespace of the metric.
	Namespace string `json:"namespace,omitempty"`
	// MetricName is the metric.
	MetricName string `json:"metric_name,omitempty"`
	// Dimensions are the dimensions of the metric.
	Dimensions map[string]string `json:"dimensions,omitempty"`
	// MetricQuery are the metrics of an alarm on several.
	MetricQuery []*MetricQuery `json:"metric_query,omitempty"`
}

// MetricQuery is a metric_query of an alarm.
type MetricQuery struct {
	Node
	// Metric is the metric; missing for an expression.
	Metric *AlarmMetric `json:"metric,omitempty"`
}

// AlarmMetric is the metric of a metric_query.
type AlarmMetric struct {
	// Namespace is the namespace of the metric.
	Namespace string `json:"namespace,omitempty"`
	// MetricName is the metric.
	MetricName string `json:"metric_name,omitempty"`
}

// MetricFilter is an aws_cloudwatch_log_metric_filter.
type MetricFilter struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Pattern is what it looks for.
	Pattern string `json:"pattern,omitempty"`
	// LogGroupName is the log group, with ${ADDRESS} for what is not known of it.
	LogGroupName string `json:"log_group_name,omitempty"`
	// LogGroup is the one that log_group_name names.
	LogGroup *LogGroup `json:"log_group,omitempty"`
}

// KMSKey is an aws_kms_key.
type KMSKey struct {
	Resource
	// Description is its description.
	Description string `json:"description,omitempty"`
	// EnableKeyRotation missing means false.
	EnableKeyRotation *bool `json:"enable_key_rotation,omitempty"`
	// IsEnabled missing means true.
	IsEnabled *bool `json:"is_enabled,omitempty"`
	// DeletionWindowInDays missing means 30.
	DeletionWindowInDays *int64 `json:"deletion_window_in_days,omitempty"`
	// KeyUsage is what it is for; missing means ENCRYPT_DECRYPT.
	KeyUsage string `json:"key_usage,omitempty"`
	// CustomerMasterKeySpec is the kind of key; missing means SYMMETRIC_DEFAULT.
	CustomerMasterKeySpec string `json:"customer_master_key_spec,omitempty"`
	// MultiRegion missing means false.
	MultiRegion *bool `json:"multi_region,omitempty"`
	// CustomKeyStoreID is the custom key store; missing means that KMS holds the key.
	CustomKeyStoreID string `json:"custom_key_store_id,omitempty"`
	// XKSKeyID is the key in an external key store.
	XKSKeyID string `json:"xks_key_id,omitempty"`
	// UsedBy are the resources of the unit that encrypt with it, each once.
	UsedBy []*Resource `json:"used_by,omitempty"`
	// Policy is the key policy, in JSON; missing means that the account decides.
	Policy string `json:"policy,omitempty"`
	// Statements are the statements of the key policy.
	Statements []*PolicyStatement `json:"statements,omitempty"`
}

// EBSVolume is an aws_ebs_volume.
type EBSVolume struct {
	Resource
	// Encrypted missing means as the account says.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// SnapshotID is the snapshot that it is made of.
	SnapshotID string `json:"snapshot_id,omitempty"`
}

// EBSEncryptionDefault is an aws_ebs_encryption_by_default.
type EBSEncryptionDefault struct {
	Resource
	// Enabled missing means true.
	Enabled *bool `json:"enabled,omitempty"`
}

// EBSSnapshotCopy is an aws_ebs_snapshot_copy.
type EBSSnapshotCopy struct {
	Resource
	// Encrypted missing means false.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
}

// EFSFileSystem is an aws_efs_file_system.
type EFSFileSystem struct {
	Resource
	// Encrypted missing means false.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// Policies are the statements of its policy.
	Policies []*PolicyStatement `json:"policies,omitempty"`
	// MountTargets are where it is mounted from.
	MountTargets []*MountTarget `json:"mount_targets,omitempty"`
}

// MountTarget is an aws_efs_mount_target.
type MountTarget struct {
	Resource
	// SubnetID is its subnet.
	SubnetID string `json:"subnet_id,omitempty"`
	// Subnet is the one that subnet_id names.
	Subnet *Subnet `json:"subnet,omitempty"`
}

// AWSLoadBalancer is an aws_lb or aws_alb.
type AWSLoadBalancer struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Internal missing means false.
	Internal *bool `json:"internal,omitempty"`
	// LoadBalancerType is "application", "network" or "gateway"; missing means application.
	LoadBalancerType string `json:"load_balancer_type,omitempty"`
	// SecurityGroups are its security groups.
	SecurityGroups []string `json:"security_groups,omitempty"`
	// Groups are those that security_groups names.
	Groups []*SecurityGroup `json:"groups,omitempty"`
	// AccessLogs are its access logs; missing means none.
	AccessLogs *AccessLogs `json:"access_logs,omitempty"`
	// DropInvalidHeaderFields missing means false.
	DropInvalidHeaderFields *bool `json:"drop_invalid_header_fields,omitempty"`
}

// AccessLogs is access_logs of a load balancer.
type AccessLogs struct {
	// Enabled missing means false for aws_lb and true for aws_elb.
	Enabled *bool `json:"enabled,omitempty"`
	// Bucket is the bucket.
	Bucket string `json:"bucket,omitempty"`
}

// AWSListener is an aws_lb_listener or aws_alb_listener.
type AWSListener struct {
	Resource
	// LoadBalancerARN is the load balancer.
	LoadBalancerARN string `json:"load_balancer_arn,omitempty"`
	// LoadBalancer is the one that load_balancer_arn names.
	LoadBalancer *AWSLoadBalancer `json:"load_balancer,omitempty"`
	// Protocol is the protocol.
	Protocol string `json:"protocol,omitempty"`
	// Port is the port.
	Port *int64 `json:"port,omitempty"`
	// SSLPolicy is the TLS policy.
	SSLPolicy string `json:"ssl_policy,omitempty"`
	// CertificateARN is the certificate.
	CertificateARN string `json:"certificate_arn,omitempty"`
	// DefaultAction are what it does.
	DefaultAction []*ListenerAction `json:"default_action,omitempty"`
}

// ListenerAction is an action of a listener.
type ListenerAction struct {
	Node
	// Type is "forward", "redirect", "fixed-response" or another.
	Type string `json:"type,omitempty"`
	// Redirect is the redirection.
	Redirect *Redirect `json:"redirect,omitempty"`
}

// Redirect is the redirection of a listener.
type Redirect struct {
	// Protocol is the protocol.
	Protocol string `json:"protocol,omitempty"`
	// Port is the port.
	Port string `json:"port,omitempty"`
	// StatusCode is the status.
	StatusCode string `json:"status_code,omitempty"`
}

// TargetGroup is an aws_lb_target_group or aws_alb_target_group.
type TargetGroup struct {
	Resource
	// Protocol is the protocol.
	Protocol string `json:"protocol,omitempty"`
	// Port is the port.
	Port *int64 `json:"port,omitempty"`
	// TargetType is the kind of target.
	TargetType string `json:"target_type,omitempty"`
	// HealthCheck is the health check.
	HealthCheck *HealthCheck `json:"health_check,omitempty"`
}

// HealthCheck is the health check of a target group or a classic load balancer.
type HealthCheck struct {
	// Enabled missing means true.
	Enabled *bool `json:"enabled,omitempty"`
	// Protocol is the protocol.
	Protocol string `json:"protocol,omitempty"`
	// Path is the path.
	Path string `json:"path,omitempty"`
	// Target is the target of a classic one.
	Target string `json:"target,omitempty"`
}

// ClassicLoadBalancer is an aws_elb.
type ClassicLoadBalancer struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Internal missing means false.
	Internal *bool `json:"internal,omitempty"`
	// AccessLogs are its access logs; missing means none.
	AccessLogs *AccessLogs `json:"access_logs,omitempty"`
	// SecurityGroups are its security groups.
	SecurityGroups []string `json:"security_groups,omitempty"`
	// Groups are those that security_groups names.
	Groups []*SecurityGroup `json:"groups,omitempty"`
	// Listener are its listeners.
	Listener []*ClassicListener `json:"listener,omitempty"`
	// HealthCheck is the health check.
	HealthCheck *HealthCheck `json:"health_check,omitempty"`
}

// ClassicListener is a listener of a classic load balancer.
type ClassicListener struct {
	Node
	// LBProtocol is the protocol.
	LBProtocol string `json:"lb_protocol,omitempty"`
	// LBPort is the port.
	LBPort *int64 `json:"lb_port,omitempty"`
	// InstancePort is that of the instances.
	InstancePort *int64 `json:"instance_port,omitempty"`
	// InstanceProtocol is that of the instances.
	InstanceProtocol string `json:"instance_protocol,omitempty"`
	// SSLCertificateID is the certificate.
	SSLCertificateID string `json:"ssl_certificate_id,omitempty"`
}

// ECRRepository is an aws_ecr_repository.
type ECRRepository struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// ImageTagMutability is "MUTABLE", "IMMUTABLE" or with exclusions; missing means MUTABLE.
	ImageTagMutability string `json:"image_tag_mutability,omitempty"`
	// ImageTagMutabilityExclusionFilter are the tags that are excluded.
	ImageTagMutabilityExclusionFilter []*RepositoryFilter `json:"image_tag_mutability_exclusion_filter,omitempty"`
	// ImageScanningConfiguration is scanning; missing means off.
	ImageScanningConfiguration *ImageScanning `json:"image_scanning_configuration,omitempty"`
	// EncryptionConfiguration is encryption; missing means AES256.
	EncryptionConfiguration *ECREncryption `json:"encryption_configuration,omitempty"`
	// Statements are the statements of its policy.
	Statements []*PolicyStatement `json:"statements,omitempty"`
	// LifecyclePolicy is whether the unit has a lifecycle policy for it.
	LifecyclePolicy *bool `json:"lifecycle_policy,omitempty"`
}

// ECRCreationTemplate is an aws_ecr_repository_creation_template: what repositories are like
// that ECR makes by itself.
type ECRCreationTemplate struct {
	Resource
	// Prefix is how the names of the repositories begin; "ROOT" is for all others.
	Prefix string `json:"prefix,omitempty"`
	// AppliedFor are the occasions: "PULL_THROUGH_CACHE", "REPLICATION" or "CREATE_ON_PUSH".
	AppliedFor []string `json:"applied_for,omitempty"`
	// ImageTagMutability is as that of a repository; missing means MUTABLE.
	ImageTagMutability string `json:"image_tag_mutability,omitempty"`
	// ImageTagMutabilityExclusionFilter are the tags that are excluded.
	ImageTagMutabilityExclusionFilter []*RepositoryFilter `json:"image_tag_mutability_exclusion_filter,omitempty"`
	// LifecyclePolicy is the lifecycle policy, in JSON; missing means none.
	LifecyclePolicy string `json:"lifecycle_policy,omitempty"`
	// RepositoryPolicy is the policy, in JSON; missing means none.
	RepositoryPolicy string `json:"repository_policy,omitempty"`
	// Statements are the statements of repository_policy.
	Statements []*PolicyStatement `json:"statements,omitempty"`
}

// PullThroughCacheRule is an aws_ecr_pull_through_cache_rule.
type PullThroughCacheRule struct {
	Resource
	// ECRRepositoryPrefix is how the names of the repositories begin; "ROOT" is for all.
	ECRRepositoryPrefix string `json:"ecr_repository_prefix,omitempty"`
	// UpstreamRegistryURL is where images come from.
	UpstreamRegistryURL string `json:"upstream_registry_url,omitempty"`
}

// ImageScanning is image_scanning_configuration of a repository.
type ImageScanning struct {
	// ScanOnPush missing means false.
	ScanOnPush *bool `json:"scan_on_push,omitempty"`
}

// ECREncryption is encryption_configuration of a repository.
type ECREncryption struct {
	// EncryptionType is "AES256", "KMS" or "KMS_DSSE"; missing means AES256.
	EncryptionType string `json:"encryption_type,omitempty"`
	// KMSKey is the key.
	KMSKey string `json:"kms_key,omitempty"`
}

// RegistryScanning is an aws_ecr_registry_scanning_configuration.
type RegistryScanning struct {
	Resource
	// ScanType is "BASIC" or "ENHANCED".
	ScanType string `json:"scan_type,omitempty"`
	// Rule are the rules.
	Rule []*ScanningRule `json:"rule,omitempty"`
}

// ScanningRule is a rule of the scanning of a registry.
type ScanningRule struct {
	Node
	// ScanFrequency is "SCAN_ON_PUSH", "CONTINUOUS_SCAN" or "MANUAL".
	ScanFrequency string `json:"scan_frequency,omitempty"`
	// RepositoryFilter are the repositories.
	RepositoryFilter []*RepositoryFilter `json:"repository_filter,omitempty"`
}

// RepositoryFilter names repositories.
type RepositoryFilter struct {
	Node
	// Filter is the pattern.
	Filter string `json:"filter,omitempty"`
	// FilterType is "WILDCARD".
	FilterType string `json:"filter_type,omitempty"`
}

// InspectorEnabler is an aws_inspector2_enabler.
type InspectorEnabler struct {
	Resource
	// ResourceTypes are what is scanned.
	ResourceTypes []string `json:"resource_types,omitempty"`
}

// GuardDutyDetector is an aws_guardduty_detector.
type GuardDutyDetector struct {
	Resource
	// Enable missing means true.
	Enable *bool `json:"enable,omitempty"`
	// Datasources are the old switches of its features.
	Datasources *GuardDutyDatasources `json:"datasources,omitempty"`
	// Feature are its features.
	Feature []*GuardDutyFeature `json:"feature,omitempty"`
}

// GuardDutyDatasources is datasources of a detector.
type GuardDutyDatasources struct {
	// Kubernetes is about EKS.
	Kubernetes *GuardDutyKubernetes `json:"kubernetes,omitempty"`
}

// GuardDutyKubernetes is datasources.kubernetes of a detector.
type GuardDutyKubernetes struct {
	// AuditLogs is about audit logs.
	AuditLogs *GuardDutyAuditLogs `json:"audit_logs,omitempty"`
}

// GuardDutyAuditLogs is datasources.kubernetes.audit_logs of a detector.
type GuardDutyAuditLogs struct {
	// Enable is whether it is on.
	Enable *bool `json:"enable,omitempty"`
}

// GuardDutyFeature is an aws_guardduty_detector_feature or
// aws_guardduty_organization_configuration_feature.
type GuardDutyFeature struct {
	Resource
	// Name is its name, such as "EKS_AUDIT_LOGS" or "RUNTIME_MONITORING".
	Name string `json:"name,omitempty"`
	// Status is "ENABLED" or "DISABLED"; missing for an organization.
	Status string `json:"status,omitempty"`
	// AutoEnable is "ALL", "NEW" or "NONE", for an organization.
	AutoEnable string `json:"auto_enable,omitempty"`
	// DetectorID is the detector.
	DetectorID string `json:"detector_id,omitempty"`
	// Detector is the identity of the one that detector_id names.
	Detector *Resource `json:"detector,omitempty"`
	// AdditionalConfiguration are its options.
	AdditionalConfiguration []*GuardDutyOption `json:"additional_configuration,omitempty"`
}

// GuardDutyOption is an option of a feature of a detector.
type GuardDutyOption struct {
	Node
	// Name is its name, such as "EKS_ADDON_MANAGEMENT".
	Name string `json:"name,omitempty"`
	// Status is "ENABLED" or "DISABLED"; missing for an organization.
	Status string `json:"status,omitempty"`
	// AutoEnable is "ALL", "NEW" or "NONE", for an organization.
	AutoEnable string `json:"auto_enable,omitempty"`
}

// GuardDutyOrganization is an aws_guardduty_organization_configuration.
type GuardDutyOrganization struct {
	Resource
	// Datasources are the old switches of its features.
	Datasources *GuardDutyDatasources `json:"datasources,omitempty"`
}

// CloudTrail is an aws_cloudtrail.
type CloudTrail struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// InsightSelector are the insights that are on; missing means none.
	InsightSelector []*InsightSelector `json:"insight_selector,omitempty"`
	// EnableLogging missing means true.
	EnableLogging *bool `json:"enable_logging,omitempty"`
	// IsMultiRegionTrail missing means false.
	IsMultiRegionTrail *bool `json:"is_multi_region_trail,omitempty"`
	// IncludeGlobalServiceEvents missing means true.
	IncludeGlobalServiceEvents *bool `json:"include_global_service_events,omitempty"`
	// EnableLogFileValidation missing means false.
	EnableLogFileValidation *bool `json:"enable_log_file_validation,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// S3BucketName is the bucket.
	S3BucketName string `json:"s3_bucket_name,omitempty"`
}

// InsightSelector is an insight_selector of a trail.
type InsightSelector struct {
	Node
	// InsightType is "ApiCallRateInsight" or "ApiErrorRateInsight".
	InsightType string `json:"insight_type,omitempty"`
}

// Database is an aws_db_instance, aws_rds_cluster or aws_elasticache_replication_group.
type Database struct {
	Resource
	// VPCSecurityGroupIDs are its security groups.
	VPCSecurityGroupIDs []string `json:"vpc_security_group_ids,omitempty"`
	// Groups are those that vpc_security_group_ids names.
	Groups []*SecurityGroup `json:"groups,omitempty"`
	// PubliclyAccessible missing means false.
	PubliclyAccessible *bool `json:"publicly_accessible,omitempty"`
	// Port is its port.
	Port *int64 `json:"port,omitempty"`
	// Engine is its engine.
	Engine string `json:"engine,omitempty"`
	// StorageEncrypted missing means false.
	StorageEncrypted *bool `json:"storage_encrypted,omitempty"`
}

// SecretsManagerSecret is an aws_secretsmanager_secret.
type SecretsManagerSecret struct {
	Resource
	// Name is its name.
	Name string `json:"name,omitempty"`
	// Rotated is whether the unit has a rotation for it.
	Rotated *bool `json:"rotated,omitempty"`
	// ReadBy are the roles of pods that may read it. A fact.
	ReadBy []*Resource `json:"read_by,omitempty"`
	// ReadUnknown is why it is not known if one may; missing if that is known. A fact.
	ReadUnknown Reason `json:"read_unknown,omitempty"`
	// KMSKeyID is the key.
	KMSKeyID string `json:"kms_key_id,omitempty"`
}

// ResourcePolicy is a policy of a bucket, queue, topic, secret, registry or another resource.
type ResourcePolicy struct {
	Resource
	// Policy is the policy, in JSON.
	Policy string `json:"policy,omitempty"`
	// Statements are its statements.
	Statements []*PolicyStatement `json:"statements,omitempty"`
}

// HelmRelease is a helm_release.
type HelmRelease struct {
	Resource
	// Name is the name of the release.
	Name string `json:"name,omitempty"`
	// Chart is the chart.
	Chart string `json:"chart,omitempty"`
	// Repository is where the chart is.
	Repository string `json:"repository,omitempty"`
	// Version is the version of the chart.
	Version string `json:"version,omitempty"`
	// Namespace is the namespace; missing means "default".
	Namespace string `json:"namespace,omitempty"`
	// CreateNamespace missing means false.
	CreateNamespace *bool `json:"create_namespace,omitempty"`
	// Values are the values that are set, those of set blocks after those of files.
	Values []*HelmValue `json:"values,omitempty"`
}

// HelmValue is one value of a Helm release.
type HelmValue struct {
	Node
	// Path is the way to it, with dots.
	Path string `json:"path,omitempty"`
	// Value is the value as text.
	Value string `json:"value,omitempty"`
	// Place is the argument that sets it: "values", "set", "set_list" or "set_sensitive".
	Place string `json:"place,omitempty"`
}
