package modules_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/terraform/modules"
)

func TestVersions(t *testing.T) {
	const eks = "terraform-aws-modules/eks/aws"
	tests := []struct {
		name            string
		source, version string
		arguments       []string
		release         string // "" if the module is not known
		newer           bool
	}{
		{name: "exact", source: eks, version: "20.8.4", release: "20.8.4"},
		{name: "the newest of a range", source: eks, version: "~> 20.8", release: "20.37.2"},
		{name: "patch releases only", source: eks, version: "~> 20.8.0", release: "20.8.5"},
		{name: "several terms", source: eks, version: ">= 19, < 20", release: "19.21.0"},
		{name: "none is the newest", source: eks, release: "21.19.0"},
		{name: "an exclusion", source: eks, version: "~> 20.0, != 20.37.2", release: "20.37.1"},
		{name: "newer than known", source: eks, version: "~> 21.20", release: "21.19.0", newer: true},
		{name: "a later major version", source: eks, version: ">= 23.0.0", release: "21.19.0", newer: true},
		{name: "a release that is not there", source: eks, version: "20.99.0", release: "20.37.2", newer: true},
		{name: "older than known", source: eks, version: "16.0.0"},
		{name: "not a constraint", source: eks, version: "latest"},
		{name: "the releases that take the arguments", source: eks, version: ">= 19.0", arguments: []string{"cluster_name"}, release: "20.37.2"},
		{name: "arguments that no release takes", source: eks, version: ">= 19.0", arguments: []string{"clustre_name"}, release: "21.19.0"},
		{name: "host of the registry", source: "registry.terraform.io/" + eks, version: "19.0.4", release: "19.0.4"},
		{name: "host of OpenTofu", source: "registry.opentofu.org/" + eks, version: "19.0.4", release: "19.0.4"},
		{name: "Terragrunt", source: "tfr:///" + eks + "?version=20.1.0", release: "20.1.0"},
		{name: "Terragrunt with host", source: "tfr://registry.terraform.io/" + eks + "?version=20.1.0", release: "20.1.0"},
		{name: "submodule", source: eks + "//modules/fargate-profile", version: "20.8.4", release: "20.8.4"},
		{name: "submodule that is gone", source: eks + "//modules/aws-auth", version: "21.0.0"},
		{name: "git with a tag", source: "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.8.4", release: "20.8.4"},
		{name: "git over ssh", source: "git@github.com:terraform-aws-modules/terraform-aws-eks.git?ref=v20.8.4", release: "20.8.4"},
		{name: "git over ssh as URL", source: "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.8.4", release: "20.8.4"},
		{name: "git submodule", source: "github.com/terraform-aws-modules/terraform-aws-eks//modules/fargate-profile?ref=v20.8.4", release: "20.8.4"},
		{name: "git without ref", source: "github.com/terraform-aws-modules/terraform-aws-eks", release: "21.19.0"},
		{name: "default branch", source: "github.com/terraform-aws-modules/terraform-aws-eks?ref=master", release: "21.19.0"},
		{name: "commit of a release", source: "github.com/terraform-aws-modules/terraform-aws-eks?ref=8a0efdbbc84180a26e0bacfd2b6fcfceac53b3b6", release: "20.37.2"},
		{name: "other branch", source: "github.com/terraform-aws-modules/terraform-aws-eks?ref=my-fork"},
		{name: "fork", source: "github.com/example/terraform-aws-eks?ref=v20.8.4"},
		{name: "other module", source: "terraform-aws-modules/rds/aws", version: "6.0.0"},
		{name: "other registry", source: "app.terraform.io/example/eks/aws", version: "20.8.4"},
		{name: "preset that shares a stub", source: "terraform-aws-modules/security-group/aws//modules/ssh", version: "~> 5.0", release: "5.3.1"},
		{name: "preset that a release lacks", source: "terraform-aws-modules/security-group/aws//modules/etcd", version: "4.0.0"},
		{name: "template of presets", source: "terraform-aws-modules/security-group/aws//modules/_templates", version: "5.3.1"},
		{name: "submodule of an older stub", source: eks + "//modules/hybrid-node-role", version: "21.19.0", release: "21.19.0"},
		{name: "karpenter before v20", source: eks + "//modules/karpenter", version: "~> 19.0", release: "19.21.0"},
		{name: "Cloud Posse", source: "cloudposse/eks-cluster/aws", version: "~> 4.0", release: "4.11.0"},
		{name: "moving tag of Cloud Posse", source: "git::https://github.com/cloudposse/terraform-aws-eks-cluster.git?ref=4.11.0", release: "4.11.0"},
		{name: "IRSA of v5", source: "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks", version: "~> 5.0", release: "5.60.0"},
		{name: "IRSA of v5 in a range with v6", source: "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks", version: ">= 5.0", release: "5.60.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			stub, ok := modules.Stub(terraform.Call{Source: test.source, Version: test.version, Arguments: test.arguments})
			if !ok {
				stub = &terraform.Stub{}
			}
			if stub.Release != test.release || stub.Newer != test.newer {
				t.Errorf("release %q, newer %t; want %q, %t", stub.Release, stub.Newer, test.release, test.newer)
			}
		})
	}
}

// evaluate evaluates a root of one file, and others beside it.
func evaluate(t *testing.T, main string, files map[string]string, opts terraform.Options) *terraform.Root {
	t.Helper()
	tree := fstest.MapFS{"main.tf": {Data: []byte(main)}}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	if opts.Stubs == nil {
		opts.Stubs = modules.Stub
	}
	root := terraform.NewLoader(tree).Evaluate(context.Background(), ".", opts)
	for _, p := range root.Problems {
		t.Errorf("problem: %s", p.Message)
	}
	for _, file := range root.Files {
		if strings.Contains(file.Path, "@") {
			t.Errorf("the stub %s is listed as a file of the user's", file.Path)
		}
	}
	return root
}

func TestDefaults(t *testing.T) {
	tests := []struct {
		name                                  string
		version, arguments                    string
		public, private                       bool
		mode, tokens                          string
		hops                                  int64
		logs                                  int
		encrypted                             bool
		monitoring                            bool
		unknown                               []string // of the cluster
		groups, templates, policies, entities int
	}{
		{
			name: "v21", version: "21.19.0", arguments: `name = "a"`,
			private: true, mode: "API_AND_CONFIG_MAP", tokens: "required", hops: 1, logs: 3, encrypted: true,
		},
		{
			name: "v20", version: "20.37.2", arguments: `cluster_name = "a"`,
			private: true, mode: "API_AND_CONFIG_MAP", tokens: "required", hops: 2, logs: 3, encrypted: true, monitoring: true,
		},
		{
			name: "v19", version: "19.21.0", arguments: `cluster_name = "a"`,
			private: true, tokens: "required", hops: 2, logs: 3, encrypted: true, monitoring: true,
		},
		{
			name: "v18", version: "18.31.2", arguments: "cluster_name = \"a\"\n vpc_id = \"v\"",
			public: true, tokens: "required", hops: 2, logs: 3, monitoring: true,
		},
		{
			name: "open", version: "~> 20.0", arguments: "cluster_name = \"a\"\n cluster_endpoint_public_access = true\n cluster_endpoint_private_access = false",
			public: true, mode: "API_AND_CONFIG_MAP", tokens: "required", hops: 2, logs: 3, encrypted: true, monitoring: true,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluate(t, `module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "`+test.version+`"
  `+test.arguments+`
  eks_managed_node_groups = { main = {} }
}`, nil, terraform.Options{})
			aws := root.Map(0).AWS
			if len(aws.Clusters) != 1 || len(aws.LaunchTemplates) != 1 || len(aws.NodeGroups) != 1 {
				t.Fatalf("%d clusters, %d launch templates, %d node groups", len(aws.Clusters), len(aws.LaunchTemplates), len(aws.NodeGroups))
			}
			cluster, template := aws.Clusters[0], aws.LaunchTemplates[0]
			if cluster.Address != "module.eks.aws_eks_cluster.this[0]" {
				t.Errorf("the cluster is %s", cluster.Address)
			}
			if got := *cluster.VPCConfig.EndpointPublicAccess; got != test.public {
				t.Errorf("public is %t", got)
			}
			if got := *cluster.VPCConfig.EndpointPrivateAccess; got != test.private {
				t.Errorf("private is %t", got)
			}
			mode := ""
			if cluster.AccessConfig != nil {
				mode = cluster.AccessConfig.AuthenticationMode
			}
			if mode != test.mode {
				t.Errorf("mode is %q, want %q", mode, test.mode)
			}
			if len(cluster.EnabledClusterLogTypes) != test.logs {
				t.Errorf("logs are %q", cluster.EnabledClusterLogTypes)
			}
			if (cluster.EncryptionConfig != nil) != test.encrypted {
				t.Errorf("encryption is %v", cluster.EncryptionConfig)
			}
			if test.encrypted && cluster.EncryptionConfig.Provider.Key == nil {
				t.Error("the key of the cluster is not joined")
			}
			options := template.MetadataOptions
			if options.HTTPTokens != test.tokens || *options.HTTPPutResponseHopLimit != test.hops {
				t.Errorf("tokens %q, hop limit %d", options.HTTPTokens, *options.HTTPPutResponseHopLimit)
			}
			if (template.Monitoring != nil) != test.monitoring {
				t.Errorf("monitoring is %v", template.Monitoring)
			}
			if aws.NodeGroups[0].NodeRole == nil || len(aws.NodeGroups[0].NodeRole.ManagedPolicies) != 3 {
				t.Errorf("the role of the nodes is %v", aws.NodeGroups[0].NodeRole)
			}
		})
	}
}

func TestModuleVersionIsUnknown(t *testing.T) {
	root := evaluate(t, `module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = ">= 18.31, < 19.1"
  cluster_name = "a"
}
module "pinned" {
  source  = "terraform-aws-modules/eks/aws"
  version = "19.0.4"
  cluster_name = "b"
}`, nil, terraform.Options{})
	for _, cluster := range root.Map(0).AWS.Clusters {
		why := cluster.Why("vpc_config.endpoint_public_access")
		switch {
		case strings.HasPrefix(cluster.Address, "module.eks.") && why != model.ModuleVersion:
			t.Errorf("%s: public access, on up to v18 and off from then on, is %q", cluster.Address, why)
		case strings.HasPrefix(cluster.Address, "module.pinned.") && why != "":
			t.Errorf("%s: public access is unknown: %s", cluster.Address, why)
		}
		if len(cluster.EnabledClusterLogTypes) != 3 {
			t.Errorf("%s: what is the same in all releases is not known", cluster.Address)
		}
	}
}

func TestPlaces(t *testing.T) {
	main := `module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"
  cluster_name = "a"
  cluster_endpoint_public_access = true
  eks_managed_node_groups = {
    main = {
      metadata_options = {
        http_tokens = "optional"
      }
    }
  }
}`
	root := evaluate(t, main, nil, terraform.Options{})
	mapped := root.Map(0)
	cluster, template := mapped.AWS.Clusters[0], mapped.AWS.LaunchTemplates[0]
	tests := []struct {
		name       string
		ref        model.Ref
		field      string
		want, what string
	}{
		{name: "argument", ref: cluster.Ref, field: "vpc_config.0.endpoint_public_access", want: "cluster_endpoint_public_access = true", what: ""},
		{name: "key in an argument", ref: template.Ref, field: "metadata_options.0.http_tokens", want: `http_tokens = "optional"`},
		{name: "default", ref: cluster.Ref, field: "vpc_config.0.endpoint_private_access", want: `source  = "terraform-aws-modules/eks/aws"`},
		{name: "resource", ref: cluster.Ref, want: `source  = "terraform-aws-modules/eks/aws"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var field []string
			if test.field != "" {
				field = strings.Split(test.field, ".")
			}
			place, ok := mapped.Anchors.Locate(test.ref, field)
			if !ok {
				t.Fatal("no place")
			}
			if got := string(place.File.Data[place.Span.Start:place.Span.End]); got != test.want {
				t.Errorf("the place is %q, want %q", got, test.want)
			}
		})
	}
	for _, r := range root.Resources {
		if r.Address != cluster.Address {
			continue
		}
		if at, _ := r.Mend("vpc_config", 0, "endpoint_private_access"); at.What != "module default since v19.0.0" {
			t.Errorf("the link says %q", at.What)
		}
	}
}

// rule finds the only security group rule in a direction.
func rule(t *testing.T, root *terraform.Root, direction string) *model.SecurityGroupRule {
	t.Helper()
	var found []*model.SecurityGroupRule
	for _, r := range root.Map(0).AWS.SecurityGroupRules {
		if r.Direction == direction {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d rules", len(found))
	}
	return found[0]
}

func TestNamedRules(t *testing.T) {
	const group = "terraform-aws-modules/security-group/aws"
	tests := []struct {
		name, source, version, arguments string
		from, to                         int64
		protocol, description            string
		unknown                          string // the description's reason
	}{
		{name: "by name", source: group, version: "5.3.1", arguments: `ingress_rules = ["saltstack-tcp"]`, from: 4505, to: 4506, protocol: "tcp", description: "SaltStack"},
		{name: "in a range of releases", source: group, version: "~> 5.0", arguments: `ingress_rules = ["ssh-tcp"]`, from: 22, to: 22, protocol: "tcp", description: "SSH"},
		{name: "named otherwise before", source: group, version: ">= 4.0.0, < 5.0.0", arguments: `ingress_rules = ["kafka-broker-tcp"]`, unknown: string(model.ModuleVersion)},
		{name: "beside what was named otherwise", source: group, version: ">= 4.0.0, < 5.0.0", arguments: `ingress_rules = ["mysql-tcp"]`, from: 3306, to: 3306, protocol: "tcp", description: "MySQL/Aurora"},
		{name: "preset", source: group + "//modules/ssh", version: "5.3.1", arguments: `auto_ingress_with_self = []`, from: 22, to: 22, protocol: "tcp", description: "SSH"},
		{name: "own rules", source: group, version: "5.3.1", arguments: `rules = { own = [1, 2, "udp", "own"] }
  ingress_rules = ["own"]`, from: 1, to: 2, protocol: "udp", description: "own"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluate(t, "module \"g\" {\n source = \""+test.source+"\"\n version = \""+test.version+"\"\n name = \"g\"\n "+test.arguments+"\n}", nil, terraform.Options{})
			r := rule(t, root, "ingress")
			if why := string(r.Why("description")); why != test.unknown {
				t.Fatalf("the description is unknown for %q, want %q", why, test.unknown)
			}
			if test.unknown != "" {
				return
			}
			if *r.FromPort != test.from || *r.ToPort != test.to || r.Protocol != test.protocol || r.Description != test.description {
				t.Errorf("the rule is %d-%d %s %q", *r.FromPort, *r.ToPort, r.Protocol, r.Description)
			}
			if r.Group == nil {
				t.Error("the rule is of no group")
			}
		})
	}
}

func TestUnknownInputs(t *testing.T) {
	tests := []struct {
		name, source, version, arguments string
		want                             []string // PATH > INSTEAD
	}{
		{name: "none", source: "terraform-aws-modules/eks/aws", version: "~> 20.0", arguments: `cluster_name = "a"`},
		{name: "renamed", source: "terraform-aws-modules/eks/aws", version: "~> 21.0", arguments: "cluster_name = \"a\"\n cluster_version = \"1.33\"\n cluster_endpoint_public_access = true\n vpc_id = \"v\"", want: []string{"cluster_endpoint_public_access > endpoint_public_access", "cluster_name > name", "cluster_version > kubernetes_version"}},
		{name: "too new", source: "terraform-aws-modules/eks/aws", version: "~> 20.0", arguments: `endpoint_public_access = true`, want: []string{"endpoint_public_access > cluster_endpoint_public_access"}},
		{name: "misspelt", source: "terraform-aws-modules/eks/aws", version: "~> 20.0", arguments: `cluster_endpoint_public_acces = true`, want: []string{"cluster_endpoint_public_acces > cluster_endpoint_public_access"}},
		{name: "gone", source: "terraform-aws-modules/eks/aws", version: "~> 21.0", arguments: `eks_managed_node_group_defaults = {}`, want: []string{"eks_managed_node_group_defaults > "}},
		{name: "key that the type drops", source: "terraform-aws-modules/eks/aws", version: "~> 21.0", arguments: "eks_managed_node_groups = {\n a = { metadata_options = { http_token = \"optional\" }, ami_typ = \"x\" }\n }", want: []string{"eks_managed_node_groups.a.ami_typ > ami_type", "eks_managed_node_groups.a.metadata_options.http_token > http_tokens"}},
		{name: "a release that is newer than what is known may take anything", source: "terraform-aws-modules/eks/aws", version: ">= 99.0", arguments: "something_new = true\n eks_managed_node_groups = { a = { something_else = 1 } }"},
		{name: "meta arguments", source: "terraform-aws-modules/eks/aws", version: "~> 21.0", arguments: "count = 1\n depends_on = []\n providers = { aws = aws }"},
		{name: "IRSA of v6", source: "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts", version: "~> 6.0", arguments: `role_name = "a"`, want: []string{"role_name > name"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluate(t, "module \"m\" {\n source = \""+test.source+"\"\n version = \""+test.version+"\"\n "+test.arguments+"\n}", nil, terraform.Options{})
			var got []string
			for _, input := range root.UnknownInputs {
				name := input.Input
				if input.Path != "" {
					name += "." + input.Path
				}
				got = append(got, name+" > "+input.Instead)
				written := string(input.File.Data[input.Span.Start:input.Span.End])
				last := name[strings.LastIndexByte(name, '.')+1:]
				if !strings.HasPrefix(written, last) {
					t.Errorf("the place of %s is %q", name, written)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("inputs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPrecedence(t *testing.T) {
	const call = `module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"
}`
	const own = `resource "aws_eks_cluster" "own" {}`
	mapped := func(terraform.Call) (terraform.Source, bool) { return terraform.Source{Dir: "mirror"}, true }
	tests := []struct {
		name  string
		main  string
		files map[string]string
		opts  terraform.Options
		want  string
		stubs int
	}{
		{name: "stub", main: call, want: "module.eks.aws_eks_cluster.this[0]", stubs: 1},
		{name: "mapped folder", main: call, files: map[string]string{"mirror/main.tf": own}, opts: terraform.Options{Modules: mapped}, want: "module.eks.aws_eks_cluster.own"},
		{
			name: "installed", main: call, want: "module.eks.aws_eks_cluster.own",
			files: map[string]string{
				".terraform/modules/modules.json": `{"Modules":[{"Key":"eks","Dir":".terraform/modules/eks"}]}`,
				".terraform/modules/eks/main.tf":  own,
			},
		},
		{name: "local", main: "module \"eks\" {\n source = \"./eks\"\n}", files: map[string]string{"eks/main.tf": own}, want: "module.eks.aws_eks_cluster.own"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluate(t, test.main, test.files, test.opts)
			clusters := root.Map(0).AWS.Clusters
			if len(clusters) != 1 || clusters[0].Address != test.want {
				t.Errorf("clusters are %v, want %s", clusters, test.want)
			}
			if len(root.Stubs) != test.stubs || len(root.Unseen) != 0 {
				t.Errorf("%d stubs, %d not seen", len(root.Stubs), len(root.Unseen))
			}
		})
	}
}

func TestUnknownStaysUnknown(t *testing.T) {
	root := evaluate(t, `variable "open" { type = bool }
variable "nodes" { type = any }
module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "20.37.2"
  cluster_endpoint_public_access = var.open
  create_node_security_group = var.open
  eks_managed_node_groups = var.nodes
}`, nil, terraform.Options{})
	mapped := root.Map(0)
	cluster := mapped.AWS.Clusters[0]
	if cluster.VPCConfig.EndpointPublicAccess != nil || cluster.Why("vpc_config.endpoint_public_access") != model.VariableWithoutDefault {
		t.Errorf("public access is %v, %q", cluster.VPCConfig.EndpointPublicAccess, cluster.Why("vpc_config.endpoint_public_access"))
	}
	missing := map[string]bool{}
	for _, i := range mapped.Incomplete {
		missing[i.Collection] = true
	}
	for _, collection := range []string{"node_groups", "launch_templates", "iam_roles", "security_groups", "security_group_rules"} {
		if !missing[collection] {
			t.Errorf("%s may miss nodes and do not say so", collection)
		}
	}
}

func TestOutputs(t *testing.T) {
	root := evaluate(t, `module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "20.37.2"
  cluster_name = "demo"
}
resource "aws_eks_addon" "a" {
  cluster_name  = module.eks.cluster_name
  addon_name    = module.eks.no_such_output
  addon_version = try(module.eks.other, "v1")
}`, nil, terraform.Options{})
	addon := root.Map(0).AWS.Addons[0]
	if addon.Cluster == nil || addon.ClusterName != "demo" {
		t.Errorf("the addon is of cluster %q, %v", addon.ClusterName, addon.Cluster)
	}
	for _, field := range []string{"addon_name", "addon_version"} {
		if why := addon.Why(field); why != model.ModuleNotSeen {
			t.Errorf("%s is unknown for %q", field, why)
		}
	}
}

func TestPolicies(t *testing.T) {
	tests := []struct {
		name, source, version, arguments string
		action, resource                 string
		unknown                          model.Reason
	}{
		{
			name: "wide default of v5", source: "iam-role-for-service-accounts-eks", version: "5.60.0",
			arguments: "role_name = \"a\"\n attach_external_secrets_policy = true",
			action:    "secretsmanager:GetSecretValue", resource: "arn:aws:secretsmanager:*:*:secret:*",
		},
		{
			name: "narrowed", source: "iam-role-for-service-accounts-eks", version: "5.60.0",
			arguments: "role_name = \"a\"\n attach_external_secrets_policy = true\n external_secrets_secrets_manager_arns = [\"arn:aws:secretsmanager:eu-west-1:1:secret:a\"]",
			action:    "secretsmanager:GetSecretValue", resource: "arn:aws:secretsmanager:eu-west-1:1:secret:a",
		},
		{
			name: "differs in the range", source: "iam-role-for-service-accounts-eks", version: "~> 5.0",
			arguments: "role_name = \"a\"\n attach_ebs_csi_policy = true", unknown: model.ModuleVersion,
		},
		{
			name: "v6", source: "iam-role-for-service-accounts", version: "6.5.0",
			arguments: "name = \"a\"\n attach_velero_policy = true\n velero_s3_bucket_arns = [\"arn:aws:s3:::b\"]",
			action:    "s3:ListBucket", resource: "arn:aws:s3:::b",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluate(t, "module \"m\" {\n source = \"terraform-aws-modules/iam/aws//modules/"+test.source+"\"\n version = \""+test.version+"\"\n "+test.arguments+"\n}", nil, terraform.Options{})
			roles := root.Map(0).AWS.IAMRoles
			if len(roles) != 1 {
				t.Fatalf("%d roles", len(roles))
			}
			if why := roles[0].Why("statements"); why != test.unknown {
				t.Fatalf("the statements are unknown for %q, want %q", why, test.unknown)
			}
			if test.unknown != "" {
				return
			}
			if !slices.ContainsFunc(roles[0].Statements, func(s *model.PolicyStatement) bool {
				return slices.Contains(s.Actions, test.action) && slices.Contains(s.Resources, test.resource)
			}) {
				t.Errorf("no statement allows %s on %s", test.action, test.resource)
			}
		})
	}
}

func TestEveryStub(t *testing.T) {
	for _, m := range modules.Known() {
		releases := m.Releases()
		for i, release := range releases {
			if i%8 != 0 && i < len(releases)-1 {
				continue // all take half a minute
			}
			for _, folder := range m.Folders(release) {
				source := m.Name
				if folder != "." {
					source += "//" + folder
				}
				t.Run(source+"@"+release, func(t *testing.T) {
					evaluate(t, "module \"m\" {\n source = \""+source+"\"\n version = \""+release+"\"\n}", nil, terraform.Options{})
				})
			}
		}
	}
}
