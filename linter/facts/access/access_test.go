package access_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/access"
	"github.com/ekslint/ekslint/parsers/model"
)

const admin = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

func adminOf(root string) *model.IAMRole {
	r := &model.IAMRole{Name: "admin"}
	r.Root, r.Address = root, "aws_iam_role.admin"
	return r
}

// grants are those of a role, each as a text.
func grants(list []*model.AdminGrant) string {
	var texts []string
	for _, g := range list {
		texts = append(texts, g.Field+" "+g.By)
	}
	return strings.Join(texts, "; ")
}

func TestAdministrators(t *testing.T) {
	masters := []string{"view", "system:masters"}
	yes := true
	tests := []struct {
		name string
		add  func(m *model.Model, r *model.IAMRole)
		want string
	}{
		{"policy", func(m *model.Model, r *model.IAMRole) {
			m.AccessPolicyAssociations = []*model.AccessPolicyAssociation{{PolicyARN: admin, PrincipalRole: r, AccessScope: &model.AccessScope{Type: "cluster"}}}
		}, "policy_arn AmazonEKSClusterAdminPolicy"},
		{"policy in a namespace", func(m *model.Model, r *model.IAMRole) {
			m.AccessPolicyAssociations = []*model.AccessPolicyAssociation{{PolicyARN: admin, PrincipalRole: r, AccessScope: &model.AccessScope{Type: "namespace"}}}
		}, ""},
		{"another policy", func(m *model.Model, r *model.IAMRole) {
			policy := strings.Replace(admin, "ClusterAdmin", "View", 1)
			m.AccessPolicyAssociations = []*model.AccessPolicyAssociation{{PolicyARN: policy, PrincipalRole: r, AccessScope: &model.AccessScope{Type: "cluster"}}}
		}, ""},
		{"group of an entry", func(m *model.Model, r *model.IAMRole) {
			m.Principals = []*model.Principal{{Kind: "Group", Name: "ops", AdminEquivalent: &yes}}
			m.AccessEntries = []*model.AccessEntry{{PrincipalRole: r, KubernetesGroups: []string{"view", "ops"}}}
		}, `kubernetes_groups.1 group "ops", which administers the cluster`},
		{"group that does not", func(m *model.Model, r *model.IAMRole) {
			m.Principals = []*model.Principal{{Kind: "Group", Name: "ops"}, {Kind: "User", Name: "view", AdminEquivalent: &yes}}
			m.AccessEntries = []*model.AccessEntry{{PrincipalRole: r, KubernetesGroups: []string{"view", "ops"}}}
		}, ""},
		{"masters of aws-auth", func(m *model.Model, r *model.IAMRole) {
			m.AWSAuths = []*model.AWSAuth{{Mappings: []*model.AWSAuthMapping{{Kind: "role", Role: r, Groups: masters}}}}
		}, `groups.1 group "system:masters" of ConfigMap "aws-auth"`},
		{"by ARN", func(m *model.Model, _ *model.IAMRole) {
			m.AWSAuths = []*model.AWSAuth{{Mappings: []*model.AWSAuthMapping{{Kind: "role", ARN: "arn:aws:iam::111122223333:role/admin", Groups: masters}}}}
		}, `groups.1 group "system:masters" of ConfigMap "aws-auth"`},
		{"by the ARN of a user", func(m *model.Model, _ *model.IAMRole) {
			m.AWSAuths = []*model.AWSAuth{{Mappings: []*model.AWSAuthMapping{{Kind: "role", ARN: "arn:aws:iam::111122223333:user/admin", Groups: masters}}}}
		}, ""},
		{"several roles of that name", func(m *model.Model, _ *model.IAMRole) {
			m.IAMRoles = append(m.IAMRoles, adminOf("staging"))
			m.AWSAuths = []*model.AWSAuth{{Mappings: []*model.AWSAuthMapping{{Kind: "role", ARN: "arn:aws:iam::111122223333:role/admin", Groups: masters}}}}
		}, ""},
		{"several, of which one is of the root", func(m *model.Model, _ *model.IAMRole) {
			m.IAMRoles = append(m.IAMRoles, adminOf("staging"))
			auth := &model.AWSAuth{Mappings: []*model.AWSAuthMapping{{Kind: "role", ARN: "arn:aws:iam::111122223333:role/admin", Groups: masters}}}
			auth.Root = "prod"
			m.AWSAuths = []*model.AWSAuth{auth}
		}, `groups.1 group "system:masters" of ConfigMap "aws-auth"`},
		{"aws-auth of any namespace", func(m *model.Model, r *model.IAMRole) {
			auth := &model.AWSAuth{Mappings: []*model.AWSAuthMapping{{Kind: "role", Role: r, Groups: masters}}}
			auth.Note("namespace", model.NamespaceLeftOut)
			m.AWSAuths = []*model.AWSAuth{auth}
		}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, m := adminOf("prod"), &model.Model{}
			m.IAMRoles = []*model.IAMRole{r}
			test.add(m, r)
			access.Compute(m)
			if diff := cmp.Diff(test.want, grants(r.Administers)); diff != "" {
				t.Errorf("grants (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAccounts(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:iam::111122223333:role/a": "111122223333", "arn:aws-cn:iam::111122223333:root": "111122223333",
		"arn:aws:iam::aws:policy/x": "", "arn:aws:iam::${var.account}:root": "", "111122223333": "", "": "",
	} {
		if got := access.Account(arn); got != want {
			t.Errorf("Account(%q) = %q, want %q", arn, got, want)
		}
	}
	r, m := adminOf("prod"), &model.Model{}
	cluster := &model.Cluster{RoleARN: "arn:aws:iam::444455556666:role/eks"}
	m.IAMRoles, m.Clusters = []*model.IAMRole{r}, []*model.Cluster{cluster}
	m.AccessEntries = []*model.AccessEntry{{PrincipalRole: r, PrincipalARN: "arn:aws:iam::111122223333:role/admin"}}
	access.Compute(m)
	if r.Account != "111122223333" || cluster.Account != "444455556666" {
		t.Errorf("the accounts are %q and %q", r.Account, cluster.Account)
	}
}

func TestTheClusterOfAWSAuth(t *testing.T) {
	cluster := func(root string) *model.Cluster {
		c := &model.Cluster{}
		c.Root = root
		return c
	}
	tests := []struct {
		name     string
		root     string // of aws-auth
		clusters []string
		missing  []*model.Missing
		want     int // the number of the cluster, -1 for none
	}{
		{"the only one", "", []string{"prod"}, nil, 0},
		{"one of two", "", []string{"prod", "dev"}, nil, -1},
		{"that of the root", "dev", []string{"prod", "dev"}, nil, 1},
		{"none", "", nil, nil, -1},
		{"there may be more", "", []string{"prod"}, []*model.Missing{{Root: "dev", Collection: "clusters"}}, -1},
		{"there may be more elsewhere", "prod", []string{"prod"}, []*model.Missing{{Root: "dev"}}, 0},
		{"there may be more of other kinds", "prod", []string{"prod"}, []*model.Missing{{Root: "prod", Collection: "vpcs"}}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, auth := &model.Model{}, &model.AWSAuth{}
			auth.Root, m.Missing = test.root, test.missing
			m.AWSAuths = []*model.AWSAuth{auth}
			for _, root := range test.clusters {
				m.Clusters = append(m.Clusters, cluster(root))
			}
			access.Compute(m)
			got := -1
			for i, c := range m.Clusters {
				if c == auth.Cluster {
					got = i
				}
			}
			if got != test.want {
				t.Errorf("the cluster is number %d, want %d", got, test.want)
			}
		})
	}
}
