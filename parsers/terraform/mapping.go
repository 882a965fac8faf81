package terraform

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/model"
)

// table says how a resource type becomes a node of the model: which collection it goes to,
// and what is not simply an argument of the field's name.
type table struct {
	add func(*model.AWS) any
	// collection is the JSON name of the collection, for what is incomplete.
	collection string
	// alias gives the argument of fields that are named otherwise; "" for a field that is
	// no argument.
	alias map[string]string
	// joins say which fields hold the resource that an argument names.
	joins []link
	// also are joins of which it is not noted if no resource is named: another one does that.
	also []link
	// base64 are the arguments that hold encoded text.
	base64 []string
	// partial are the arguments of which the known parts are kept, although they are unknown.
	partial []string
	// policies are arguments that hold a policy, by the field that takes its statements.
	policies map[string]string
}

// link is a join: the argument from names the resource that field holds.
type link struct {
	field, from string
	kinds       []string // the resource types that are meant
}

// in makes the function that adds a node to a collection.
func in[T any](list func(*model.AWS) *[]*T) func(*model.AWS) any {
	return func(a *model.AWS) any {
		node := new(T)
		l := list(a)
		*l = append(*l, node)
		return node
	}
}

var (
	ofCluster     = link{"cluster", "cluster_name", []string{"aws_eks_cluster"}}
	instanceJoins = []link{
		{"profile", "iam_instance_profile", []string{"aws_iam_instance_profile"}},
		{"groups", "vpc_security_group_ids", securityGroups},
	}
	securityGroups = []string{"aws_security_group", "aws_default_security_group"}
	vpcs           = []string{"aws_vpc", "aws_default_vpc"}
	subnets        = []string{"aws_subnet", "aws_default_subnet"}
	routeTables    = []string{"aws_route_table", "aws_default_route_table"}
	targetGroups   = []string{"aws_lb_target_group", "aws_alb_target_group"}
	roles          = []string{"aws_iam_role"}
	users          = []string{"aws_iam_user"}
	templates      = []string{"aws_launch_template"}
	prefixLists    = []string{"aws_ec2_managed_prefix_list"}
	groupsOf       = []link{{"groups", "security_groups", securityGroups}}
	ofPolicy       = link{"iam_policy", "policy_arn", []string{"aws_iam_policy"}}
)

func role(field, from string) link { return link{field, from, roles} }

func user(field, from string) link { return link{field, from, users} }

// tables are the resource types that are a node of the model.
var tables = map[string]table{
	"aws_eks_cluster": {
		add: in(func(a *model.AWS) *[]*model.Cluster { return &a.Clusters }), collection: "clusters",
		joins: []link{
			role("role", "role_arn"), role("compute_config.node_role", "compute_config.node_role_arn"),
			{"vpc_config.security_groups", "vpc_config.security_group_ids", securityGroups},
			{"vpc_config.subnets", "vpc_config.subnet_ids", subnets},
			{"encryption_config.provider.key", "encryption_config.provider.key_arn", []string{"aws_kms_key"}},
		},
	},
	"aws_eks_node_group": {
		add: in(func(a *model.AWS) *[]*model.NodeGroup { return &a.NodeGroups }), collection: "node_groups",
		joins: []link{
			ofCluster, role("node_role", "node_role_arn"),
			{"subnets", "subnet_ids", subnets},
			{"launch_template.template", "launch_template.id", templates},
			{"launch_template.template", "launch_template.name", templates},
		},
	},
	"aws_launch_template": {
		add: in(func(a *model.AWS) *[]*model.LaunchTemplate { return &a.LaunchTemplates }), collection: "launch_templates",
		base64: []string{"user_data"},
		joins: []link{
			{"security_groups", "vpc_security_group_ids", securityGroups},
			{"iam_instance_profile.profile", "iam_instance_profile.name", []string{"aws_iam_instance_profile"}},
			{"iam_instance_profile.profile", "iam_instance_profile.arn", []string{"aws_iam_instance_profile"}},
		},
	},
	"aws_launch_configuration": {
		add: in(func(a *model.AWS) *[]*model.LaunchConfiguration { return &a.LaunchConfigurations }), collection: "launch_configurations",
		joins: append(instanceJoins[:1:1], groupsOf...),
	},
	"aws_instance": {
		add: in(func(a *model.AWS) *[]*model.Instance { return &a.Instances }), collection: "instances",
		joins: append([]link{
			{"subnet", "subnet_id", subnets},
			{"launch_template.template", "launch_template.id", templates},
			{"launch_template.template", "launch_template.name", templates},
		}, instanceJoins...),
	},
	"aws_autoscaling_group": {
		add: in(func(a *model.AWS) *[]*model.AutoscalingGroup { return &a.AutoscalingGroups }), collection: "autoscaling_groups",
		joins: []link{
			{"launch_template.template", "launch_template.id", templates},
			{"launch_template.template", "launch_template.name", templates},
			{"configuration", "launch_configuration", []string{"aws_launch_configuration"}},
			{"subnets", "vpc_zone_identifier", subnets},
			{"target_groups", "target_group_arns", targetGroups},
		},
	},
	"aws_ec2_instance_metadata_defaults": {
		add: in(func(a *model.AWS) *[]*model.InstanceMetadataDefaults { return &a.InstanceMetadataDefaults }), collection: "instance_metadata_defaults",
	},
	"aws_eks_fargate_profile": {
		add: in(func(a *model.AWS) *[]*model.FargateProfile { return &a.FargateProfiles }), collection: "fargate_profiles",
		joins: []link{ofCluster, role("pod_execution_role", "pod_execution_role_arn")},
	},
	"aws_eks_addon": {
		add: in(func(a *model.AWS) *[]*model.Addon { return &a.Addons }), collection: "addons",
		joins:   []link{ofCluster, role("service_account_role", "service_account_role_arn"), role("pod_identity_association.role", "pod_identity_association.role_arn")},
		partial: []string{"configuration_values"},
	},
	"aws_eks_access_entry": {
		add: in(func(a *model.AWS) *[]*model.AccessEntry { return &a.AccessEntries }), collection: "access_entries",
		joins: []link{ofCluster, role("principal_role", "principal_arn")}, also: []link{user("principal_user", "principal_arn")},
	},
	"aws_eks_access_policy_association": {
		add: in(func(a *model.AWS) *[]*model.AccessPolicyAssociation { return &a.AccessPolicyAssociations }), collection: "access_policy_associations",
		joins: []link{ofCluster, role("principal_role", "principal_arn")}, also: []link{user("principal_user", "principal_arn")},
	},
	"aws_eks_pod_identity_association": {
		add: in(func(a *model.AWS) *[]*model.PodIdentityAssociation { return &a.PodIdentityAssociations }), collection: "pod_identity_associations",
		joins: []link{ofCluster, role("role", "role_arn"), role("target_role", "target_role_arn")},
	},
	"aws_eks_identity_provider_config": {
		add: in(func(a *model.AWS) *[]*model.IdentityProviderConfig { return &a.IdentityProviderConfigs }), collection: "identity_provider_configs",
		joins: []link{ofCluster},
	},
	"aws_eks_capability": {
		add: in(func(a *model.AWS) *[]*model.Capability { return &a.Capabilities }), collection: "capabilities",
		joins: []link{ofCluster, role("role", "role_arn")},
	},
	"aws_iam_role": {
		add: in(func(a *model.AWS) *[]*model.IAMRole { return &a.IAMRoles }), collection: "iam_roles",
		joins:    []link{{"boundary", "permissions_boundary", []string{"aws_iam_policy"}}},
		alias:    map[string]string{"trust": "", "managed_policies": "", "statements": ""},
		policies: map[string]string{"trust": "assume_role_policy"},
	},
	"aws_iam_policy": {
		add: in(func(a *model.AWS) *[]*model.IAMPolicy { return &a.IAMPolicies }), collection: "iam_policies",
		policies: map[string]string{"statements": "policy"},
	},
	"aws_iam_role_policy":  inlinePolicyTable,
	"aws_iam_group_policy": inlinePolicyTable,
	"aws_iam_user":         {add: in(func(a *model.AWS) *[]*model.IAMUser { return &a.IAMUsers }), collection: "iam_users"},
	"aws_iam_group":        {add: in(func(a *model.AWS) *[]*model.IAMGroup { return &a.IAMGroups }), collection: "iam_groups"},
	"aws_iam_user_policy": {
		add: in(func(a *model.AWS) *[]*model.UserPolicy { return &a.UserPolicies }), collection: "user_policies",
		joins: []link{user("iam_users", "user")}, policies: map[string]string{"statements": "policy"},
	},
	"aws_iam_user_policy_attachment": {
		add: in(func(a *model.AWS) *[]*model.UserPolicy { return &a.UserPolicies }), collection: "user_policies",
		joins: []link{user("iam_users", "user"), ofPolicy},
	},
	"aws_iam_policy_attachment": {
		add: in(func(a *model.AWS) *[]*model.UserPolicy { return &a.UserPolicies }), collection: "user_policies",
		joins: []link{user("iam_users", "users"), ofPolicy},
	},
	"aws_iam_access_key": {
		add: in(func(a *model.AWS) *[]*model.AccessKey { return &a.AccessKeys }), collection: "access_keys",
		joins: []link{user("iam_user", "user")},
	},
	"aws_iam_user_login_profile": {
		add: in(func(a *model.AWS) *[]*model.LoginProfile { return &a.LoginProfiles }), collection: "login_profiles",
		joins: []link{user("iam_user", "user")},
	},
	"aws_ssoadmin_permission_set": {
		add: in(func(a *model.AWS) *[]*model.PermissionSet { return &a.PermissionSets }), collection: "permission_sets",
	},
	"aws_iam_virtual_mfa_device": {add: in(func(a *model.AWS) *[]*model.MFADevice { return &a.MFADevices }), collection: "mfa_devices"},
	"aws_iam_account_password_policy": {
		add: in(func(a *model.AWS) *[]*model.PasswordPolicy { return &a.PasswordPolicies }), collection: "password_policies",
	},
	"aws_iam_instance_profile": {
		add: in(func(a *model.AWS) *[]*model.InstanceProfile { return &a.InstanceProfiles }), collection: "instance_profiles",
		joins: []link{role("iam_role", "role")},
	},
	"aws_iam_openid_connect_provider": {
		add: in(func(a *model.AWS) *[]*model.OIDCProvider { return &a.OIDCProviders }), collection: "oidc_providers",
		joins: []link{{"cluster", "url", []string{"aws_eks_cluster"}}},
	},
	"aws_security_group":         securityGroupTable,
	"aws_default_security_group": securityGroupTable,
	"aws_security_group_rule": {
		add: in(func(a *model.AWS) *[]*model.SecurityGroupRule { return &a.SecurityGroupRules }), collection: "security_group_rules",
		alias: map[string]string{"direction": "type", "security_groups": "source_security_group_id", "sources": "", "group": ""},
		joins: []link{{"group", "security_group_id", securityGroups}, {"sources", "source_security_group_id", securityGroups}},
		also:  []link{{"prefix_lists", "prefix_list_ids", prefixLists}},
	},
	"aws_ec2_managed_prefix_list": {
		add: in(func(a *model.AWS) *[]*model.PrefixList { return &a.PrefixLists }), collection: "prefix_lists",
	},
	"aws_vpc_security_group_ingress_rule": vpcRuleTable,
	"aws_vpc_security_group_egress_rule":  vpcRuleTable,
	"aws_vpc":                             {add: in(func(a *model.AWS) *[]*model.VPC { return &a.VPCs }), collection: "vpcs"},
	"aws_default_vpc":                     {add: in(func(a *model.AWS) *[]*model.VPC { return &a.VPCs }), collection: "vpcs"},
	"aws_subnet":                          subnetTable,
	"aws_default_subnet":                  subnetTable,
	"aws_route_table":                     routeTableTable,
	"aws_default_route_table":             routeTableTable,
	"aws_internet_gateway": {
		add: in(func(a *model.AWS) *[]*model.InternetGateway { return &a.InternetGateways }), collection: "internet_gateways",
	},
	"aws_flow_log": {
		add: in(func(a *model.AWS) *[]*model.FlowLog { return &a.FlowLogs }), collection: "flow_logs",
		joins: []link{{"vpc", "vpc_id", vpcs}, {"subnet", "subnet_id", subnets}},
	},
	"aws_vpc_endpoint": {
		add: in(func(a *model.AWS) *[]*model.VPCEndpoint { return &a.VPCEndpoints }), collection: "vpc_endpoints",
		policies: map[string]string{"statements": "policy"}, partial: []string{"service_name"},
	},
	"aws_cloudwatch_log_group": {
		add: in(func(a *model.AWS) *[]*model.LogGroup { return &a.LogGroups }), collection: "log_groups", partial: []string{"name"},
	},
	"aws_cloudwatch_log_metric_filter": {
		add: in(func(a *model.AWS) *[]*model.MetricFilter { return &a.MetricFilters }), collection: "metric_filters",
		joins: []link{{"log_group", "log_group_name", []string{"aws_cloudwatch_log_group"}}}, partial: []string{"log_group_name"},
	},
	"aws_cloudwatch_metric_alarm": {add: in(func(a *model.AWS) *[]*model.MetricAlarm { return &a.MetricAlarms }), collection: "metric_alarms"},
	"aws_kms_key": {
		add: in(func(a *model.AWS) *[]*model.KMSKey { return &a.KMSKeys }), collection: "kms_keys", policies: map[string]string{"statements": "policy"},
	},
	"aws_ebs_volume":                {add: in(func(a *model.AWS) *[]*model.EBSVolume { return &a.EBSVolumes }), collection: "ebs_volumes"},
	"aws_ebs_encryption_by_default": {add: in(func(a *model.AWS) *[]*model.EBSEncryptionDefault { return &a.EBSEncryptionDefaults }), collection: "ebs_encryption_defaults"},
	"aws_ebs_snapshot_copy":         {add: in(func(a *model.AWS) *[]*model.EBSSnapshotCopy { return &a.EBSSnapshotCopies }), collection: "ebs_snapshot_copies"},
	"aws_efs_file_system":           {add: in(func(a *model.AWS) *[]*model.EFSFileSystem { return &a.EFSFileSystems }), collection: "efs_file_systems"},
	"aws_lb":                        loadBalancerTable,
	"aws_alb":                       loadBalancerTable,
	"aws_lb_listener":               listenerTable,
	"aws_alb_listener":              listenerTable,
	"aws_lb_target_group":           {add: in(func(a *model.AWS) *[]*model.TargetGroup { return &a.TargetGroups }), collection: "target_groups"},
	"aws_alb_target_group":          {add: in(func(a *model.AWS) *[]*model.TargetGroup { return &a.TargetGroups }), collection: "target_groups"},
	"aws_elb": {
		add: in(func(a *model.AWS) *[]*model.ClassicLoadBalancer { return &a.ClassicLoadBalancers }), collection: "classic_load_balancers",
		joins: groupsOf,
	},
	"aws_ecr_repository": {add: in(func(a *model.AWS) *[]*model.ECRRepository { return &a.ECRRepositories }), collection: "ecr_repositories"},
	"aws_ecr_repository_creation_template": {
		add:        in(func(a *model.AWS) *[]*model.ECRCreationTemplate { return &a.ECRCreationTemplates }),
		collection: "ecr_creation_templates", policies: map[string]string{"statements": "repository_policy"},
	},
	"aws_ecr_pull_through_cache_rule": {
		add:        in(func(a *model.AWS) *[]*model.PullThroughCacheRule { return &a.PullThroughCacheRules }),
		collection: "pull_through_cache_rules",
	},
	"aws_ecr_registry_scanning_configuration": {
		add: in(func(a *model.AWS) *[]*model.RegistryScanning { return &a.RegistryScanning }), collection: "registry_scanning",
	},
	"aws_inspector2_enabler": {add: in(func(a *model.AWS) *[]*model.InspectorEnabler { return &a.InspectorEnablers }), collection: "inspector_enablers"},
	"aws_guardduty_detector": {add: in(func(a *model.AWS) *[]*model.GuardDutyDetector { return &a.GuardDutyDetectors }), collection: "guardduty_detectors"},
	"aws_guardduty_organization_configuration": {
		add:        in(func(a *model.AWS) *[]*model.GuardDutyOrganization { return &a.GuardDutyOrganizations }),
		collection: "guardduty_organizations",
	},
	"aws_guardduty_detector_feature":                   featureTable,
	"aws_guardduty_organization_configuration_feature": featureTable,
	"aws_cloudtrail":                    {add: in(func(a *model.AWS) *[]*model.CloudTrail { return &a.CloudTrails }), collection: "cloudtrails"},
	"aws_db_instance":                   databaseTable,
	"aws_rds_cluster":                   databaseTable,
	"aws_docdb_cluster":                 databaseTable,
	"aws_neptune_cluster":               databaseTable,
	"aws_redshift_cluster":              databaseOf("vpc_security_group_ids", "encrypted"),
	"aws_elasticache_cluster":           databaseOf("security_group_ids", ""),
	"aws_elasticache_replication_group": databaseOf("security_group_ids", "at_rest_encryption_enabled"),
	"aws_opensearch_domain":             databaseOf("vpc_options.security_group_ids", "encrypt_at_rest.enabled"),
	"aws_elasticsearch_domain":          databaseOf("vpc_options.security_group_ids", "encrypt_at_rest.enabled"),
	"aws_msk_cluster":                   databaseOf("broker_node_group_info.security_groups", ""),
	"aws_memorydb_cluster":              databaseOf("security_group_ids", ""),
	"aws_secretsmanager_secret": {
		add: in(func(a *model.AWS) *[]*model.SecretsManagerSecret { return &a.SecretsManagerSecrets }), collection: "secrets_manager_secrets",
	},
	"helm_release": {
		add: in(func(a *model.AWS) *[]*model.HelmRelease { return &a.HelmReleases }), collection: "helm_releases",
		alias: map[string]string{"values": ""},
	},
	"aws_s3_bucket_policy":             resourcePolicyTable,
	"aws_sqs_queue_policy":             resourcePolicyTable,
	"aws_sns_topic_policy":             resourcePolicyTable,
	"aws_secretsmanager_secret_policy": resourcePolicyTable,
	"aws_ecr_registry_policy":          resourcePolicyTable,
	"aws_ecr_repository_policy":        resourcePolicyTable,
	"aws_vpc_endpoint_policy":          resourcePolicyTable,
}

var (
	securityGroupTable = table{
		add: in(func(a *model.AWS) *[]*model.SecurityGroup { return &a.SecurityGroups }), collection: "security_groups",
	}
	vpcRuleTable = table{
		add: in(func(a *model.AWS) *[]*model.SecurityGroupRule { return &a.SecurityGroupRules }), collection: "security_group_rules",
		alias: map[string]string{
			"direction": "", "protocol": "ip_protocol", "cidr_blocks": "cidr_ipv4", "ipv6_cidr_blocks": "cidr_ipv6", "prefix_list_ids": "prefix_list_id",
			"security_groups": "referenced_security_group_id", "self": "", "sources": "", "group": "",
		},
		joins: []link{{"group", "security_group_id", securityGroups}, {"sources", "referenced_security_group_id", securityGroups}},
		also:  []link{{"prefix_lists", "prefix_list_id", prefixLists}},
	}
	subnetTable = table{
		add: in(func(a *model.AWS) *[]*model.Subnet { return &a.Subnets }), collection: "subnets",
		joins: []link{{"vpc", "vpc_id", vpcs}},
	}
	routeTableTable = table{
		add: in(func(a *model.AWS) *[]*model.RouteTable { return &a.RouteTables }), collection: "route_tables",
	}
	featureTable = table{
		add: in(func(a *model.AWS) *[]*model.GuardDutyFeature { return &a.GuardDutyFeatures }), collection: "guardduty_features",
		joins: []link{{"detector", "detector_id", []string{"aws_guardduty_detector"}}},
	}
	loadBalancerTable = table{
		add: in(func(a *model.AWS) *[]*model.AWSLoadBalancer { return &a.LoadBalancers }), collection: "load_balancers", joins: groupsOf,
	}
	listenerTable = table{
		add: in(func(a *model.AWS) *[]*model.AWSListener { return &a.Listeners }), collection: "listeners",
		joins: []link{{"load_balancer", "load_balancer_arn", []string{"aws_lb", "aws_alb"}}},
	}
	databaseTable = table{
		add: in(func(a *model.AWS) *[]*model.Database { return &a.Databases }), collection: "databases",
		joins: []link{{"groups", "vpc_security_group_ids", securityGroups}},
	}
	inlinePolicyTable = table{
		add: in(func(a *model.AWS) *[]*model.IAMPolicy { return &a.IAMPolicies }), collection: "iam_policies",
		policies: map[string]string{"statements": "policy"},
	}
	resourcePolicyTable = table{
		add: in(func(a *model.AWS) *[]*model.ResourcePolicy { return &a.ResourcePolicies }), collection: "resource_policies",
		policies: map[string]string{"statements": "policy"},
	}
)

// databaseOf is the table of a database whose arguments for its security groups and for its
// encryption are named otherwise; "" stands for an argument that it does not have.
func databaseOf(groups, encrypted string) table {
	return table{
		add: in(func(a *model.AWS) *[]*model.Database { return &a.Databases }), collection: "databases",
		alias: map[string]string{"vpc_security_group_ids": groups, "storage_encrypted": encrypted},
		joins: []link{{"groups", groups, securityGroups}},
	}
}

// Mapped is a root as nodes of the model.
type Mapped struct {
	// AWS are the nodes.
	AWS model.AWS
	// SensitiveTexts are the arguments that hold what should be secret.
	SensitiveTexts []*model.SensitiveText
	// KubeletSettings are the settings of the kubelet in what instances start by.
	KubeletSettings []*model.KubeletSetting
	// Incomplete are the collections that miss nodes which may exist.
	Incomplete []*model.Incomplete
	// Anchors locate the nodes.
	Anchors *Anchors

	// named are the nodes by the placeholders of the attributes that name them.
	named map[string]*mapped
}

// Map turns the resources of the root into nodes of the model, whose refs follow base.
func (root *Root) Map(base model.Ref) *Mapped {
	m := &mapper{
		root: root, anchors: &Anchors{base: base}, out: &Mapped{},
		byAddress: map[string]*mapped{}, byName: map[string][]*mapped{}, statements: map[string]*policyText{},
		documents: map[string]*Resource{},
	}
	for _, r := range root.Resources {
		if r.Data && r.Type == "aws_iam_policy_document" {
			m.documents[r.Address] = r
		}
		m.resource(r)
	}
	m.index()
	for _, at := range m.all {
		m.join(at)
	}
	for _, at := range m.all {
		m.ownPolicies(at)
	}
	m.attach()
	m.startup()
	m.providerKeys()
	m.own()
	m.name()
	m.missing()
	m.out.Anchors = m.anchors
	return m.out
}

// mapper turns the resources of one root into nodes.
type mapper struct {
	root       *Root
	anchors    *Anchors
	out        *Mapped
	all        []*mapped
	byAddress  map[string]*mapped
	byName     map[string][]*mapped // by type and name
	statements map[string]*policyText
	documents  map[string]*Resource // the policy documents, by address
	others     []*Resource          // resources that only change others
}

// mapped is a resource with its node.
type mapped struct {
	r     *Resource
	table table
	value reflect.Value // pointer to the node's struct
	node  *model.Node
	view  view
}

func (at *mapped) identity() *model.Resource {
	return at.value.Elem().FieldByName("Resource").Addr().Interface().(*model.Resource)
}

func (m *mapper) resource(r *Resource) {
	if r.Data {
		return
	}
	t, ok := tables[r.Type]
	if !ok || r.Maybe {
		m.maybe(r, t)
		m.others = append(m.others, r)
		return
	}
	at := &mapped{r: r, table: t, value: reflect.ValueOf(t.add(&m.out.AWS)), view: view{body: r.Body()}}
	at.node = nodeOf(at.value)
	anchor := anchor{r: r, alias: at.fieldAliases()}
	at.node.Ref = m.anchors.add(anchor)
	identity := at.identity()
	identity.Type, identity.Address, identity.Root, identity.Provider = r.Type, r.Address, m.root.Dir, at.provider()
	f := filler{m: m, node: at.node, at: anchor, alias: t.alias}
	if tags := at.view.get("tags"); tags != cty.NilVal {
		f.textMap(reflect.ValueOf(&identity.Tags).Elem(), "tags", tags)
	}
	f.fill(at.value.Elem(), at.view)
	m.decode(at)
	m.all = append(m.all, at)
	m.byAddress[r.Address] = at
}

// maybe records a resource that may exist: the collection that it would be in misses it.
func (m *mapper) maybe(r *Resource, t table) {
	if !r.Maybe || t.collection == "" {
		return
	}
	ref := m.anchors.add(anchor{r: r})
	m.out.Incomplete = append(m.out.Incomplete, &model.Incomplete{Collection: t.collection, Ref: ref, Reason: model.UnknownCount})
}

// missing lists the collections that may hold more, each once.
func (m *mapper) missing() {
	add := func(collection string, reason model.Reason) {
		some := &model.Missing{Root: m.root.Dir, Collection: collection, Reason: reason}
		if !slices.ContainsFunc(m.out.AWS.Missing, func(other *model.Missing) bool { return *other == *some }) {
			m.out.AWS.Missing = append(m.out.AWS.Missing, some)
		}
	}
	if len(m.root.Unseen) > 0 {
		add("", model.ModuleNotSeen)
	}
	for _, gap := range m.out.Incomplete {
		add(gap.Collection, gap.Reason)
	}
}

// fieldAliases are the arguments in which fields are written that are named otherwise.
func (at *mapped) fieldAliases() map[string]string {
	aliases := map[string]string{}
	for field, source := range at.table.alias {
		if source != "" {
			aliases[field] = source
		}
	}
	for _, l := range at.table.joins {
		if aliases[l.field] == "" {
			aliases[l.field] = l.from
		}
	}
	maps.Copy(aliases, at.table.policies)
	return aliases
}

// decode reads arguments that hold encoded text.
func (m *mapper) decode(at *mapped) {
	m.userData(at)
	for _, name := range at.table.partial {
		m.knownParts(at, name)
	}
	for _, name := range at.table.base64 {
		field := fieldOf(at.value, name)
		if !field.IsValid() || field.String() == "" || at.node.Why(name) != "" {
			continue
		}
		decoded, err := base64Decode([]cty.Value{cty.StringVal(field.String())})
		if err != nil || !plain(decoded).IsKnown() {
			field.SetString("")
			note(at.node, name, model.WrongType)
			continue
		}
		field.SetString(plain(decoded).AsString())
	}
	if rule, ok := reflect.TypeAssert[*model.SecurityGroupRule](at.value); ok && rule.Direction == "" {
		rule.Direction = "egress"
		if at.r.Type == "aws_vpc_security_group_ingress_rule" {
			rule.Direction = "ingress"
		}
	}
}

// userData sets user data of which only parts are known, so that what is known of it can
// be judged. It is noted as unknown all the same.
func (m *mapper) userData(at *mapped) {
	m.knownParts(at, "user_data")
}

// knownParts sets text of which only parts are known. It is noted as unknown all the same.
func (m *mapper) knownParts(at *mapped, name string) {
	field := fieldOf(at.value, name)
	v := at.view.get(name)
	if !field.IsValid() || v == cty.NilVal {
		return
	}
	bare, origin := unmarked(v)
	if bare.IsKnown() || origin == nil || origin.Text == nil || origin.Base64 != slices.Contains(at.table.base64, name) {
		return
	}
	if text := textWithHoles(partial(origin.Text, "", false)); !m.root.Sensitive(text) {
		field.SetString(text)
	}
}

// provider names the configuration of the provider of a resource, and "" for the default.
func (at *mapped) provider() string {
	name := at.r.provider()
	if region, ok := knownText(at.view.get("region")); ok && name != "" {
		name += "/" + region
	}
	if name == "aws" {
		return ""
	}
	return name
}

// fieldOf finds a field of a struct by its JSON path; nested structs that are missing
// have no fields.
func fieldOf(v reflect.Value, path string) reflect.Value {
	for name := range strings.SplitSeq(path, ".") {
		for v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return reflect.Value{}
			}
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return reflect.Value{}
		}
		found := reflect.Value{}
		for i := range v.NumField() {
			if tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); tag == name {
				found = v.Field(i)
			}
		}
		if !found.IsValid() {
			return found
		}
		v = found
	}
	return v
}
