package groups_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/groups"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestUses(t *testing.T) {
	group := &model.SecurityGroup{}
	list := []*model.SecurityGroup{group}
	named := func(address string) model.Resource { return model.Resource{Address: address} }
	template := &model.LaunchTemplateUse{Template: &model.LaunchTemplate{SecurityGroups: list}}
	interfaces := &model.LaunchTemplateUse{Template: &model.LaunchTemplate{NetworkInterfaces: []*model.NetworkInterface{{Groups: list}}}}
	clusterTag := []*model.GroupTag{{Key: "kubernetes.io/cluster/main", Value: "owned"}}
	tests := []struct {
		name string
		add  func(m *model.Model)
		want []string
	}{
		{"nothing", func(*model.Model) {}, nil},
		{"cluster", func(m *model.Model) {
			m.Clusters = []*model.Cluster{{Resource: named("c"), VPCConfig: &model.ClusterVPC{SecurityGroups: list}}, {Resource: named("d")}}
		}, []string{"cluster c"}},
		{"node group", func(m *model.Model) {
			m.NodeGroups = []*model.NodeGroup{{Resource: named("n"), LaunchTemplate: template}, {Resource: named("o")}}
		}, []string{"nodes n"}},
		{"node group with interfaces", func(m *model.Model) {
			m.NodeGroups = []*model.NodeGroup{{Resource: named("n"), LaunchTemplate: interfaces}}
		}, []string{"nodes n"}},
		{"autoscaling group", func(m *model.Model) {
			m.AutoscalingGroups = []*model.AutoscalingGroup{{Resource: named("a"), LaunchTemplate: template}}
		}, []string{"instance a"}},
		{"autoscaling group of a cluster", func(m *model.Model) {
			m.AutoscalingGroups = []*model.AutoscalingGroup{{
				Resource: named("a"), Tag: clusterTag, Configuration: &model.LaunchConfiguration{Groups: list},
			}}
		}, []string{"nodes a"}},
		{"autoscaling group that starts nodes", func(m *model.Model) {
			m.AutoscalingGroups = []*model.AutoscalingGroup{{
				Resource: named("a"), Configuration: &model.LaunchConfiguration{Groups: list, UserData: "/etc/eks/bootstrap.sh main"},
			}}
		}, []string{"nodes a"}},
		{"instance", func(m *model.Model) {
			m.Instances = []*model.Instance{{Resource: named("i"), Groups: list}}
		}, []string{"instance i"}},
		{"load balancers", func(m *model.Model) {
			m.LoadBalancers = []*model.AWSLoadBalancer{{Resource: named("l"), Groups: list}}
			m.ClassicLoadBalancers = []*model.ClassicLoadBalancer{{Resource: named("e"), Groups: list}}
		}, []string{"load-balancer e", "load-balancer l"}},
		{"database", func(m *model.Model) {
			m.Databases = []*model.Database{{Resource: named("d"), Groups: list}}
		}, []string{"database d"}},
		{"pods", func(m *model.Model) {
			policy := &model.SecurityGroupPolicy{Groups: []*model.PolicyGroup{{Group: group}, {Cluster: &model.Resource{}}, {Group: group}}}
			policy.Kind, policy.Name = "SecurityGroupPolicy", "web"
			m.SecurityGroupPolicies = []*model.SecurityGroupPolicy{policy}
		}, []string{`pods SecurityGroupPolicy "web"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.SecurityGroups = list
			test.add(m)
			groups.Compute(m)
			var got []string
			for _, use := range group.Uses {
				got = append(got, use.Kind+" "+use.Name)
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("uses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGroupsOfPolicies(t *testing.T) {
	known := &model.SecurityGroup{ID: "sg-1"}
	by := func(field string) *model.PolicyGroup {
		return &model.PolicyGroup{Field: field, Group: &model.SecurityGroup{}}
	}
	unknown := func(field string) model.Object {
		object := model.Object{}
		object.Note(field, model.TemplateValue)
		return object
	}
	tests := []struct {
		name   string
		policy model.SecurityGroupPolicy
		fields []string
		others bool
	}{
		{"none", model.SecurityGroupPolicy{}, nil, false},
		{"ID of a plan", model.SecurityGroupPolicy{GroupIDs: []string{"sg-2", "sg-1"}}, []string{"group_ids.1"}, true},
		{"only that", model.SecurityGroupPolicy{GroupIDs: []string{"sg-1"}}, []string{"group_ids.0"}, false},
		{"a reference before it", model.SecurityGroupPolicy{
			GroupIDs: []string{"sg-1"}, Templates: map[int]string{0: "${a.id}"}, Groups: []*model.PolicyGroup{by("group_ids.0")},
		}, []string{"group_ids.0", "group_ids.1"}, false},
		{"a reference to something else", model.SecurityGroupPolicy{Templates: map[int]string{0: "${var.a}"}}, nil, true},
		{"a list that is not known", model.SecurityGroupPolicy{Object: unknown("group_ids")}, nil, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.SecurityGroups, m.SecurityGroupPolicies = []*model.SecurityGroup{known}, []*model.SecurityGroupPolicy{&test.policy}
			groups.Compute(m)
			var fields []string
			for _, g := range test.policy.Groups {
				fields = append(fields, g.Field)
			}
			if diff := cmp.Diff(test.fields, fields); diff != "" || test.policy.OtherGroups != test.others {
				t.Errorf("others = %v, and the fields (-want +got):\n%s", test.policy.OtherGroups, diff)
			}
		})
	}
}
