package cidrs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/cidrs"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestOpenPrefixLists(t *testing.T) {
	list := func(ranges ...string) *model.PrefixList {
		l := &model.PrefixList{}
		for _, r := range ranges {
			l.Entry = append(l.Entry, &model.PrefixListEntry{CIDR: r})
		}
		return l
	}
	m := &model.Model{}
	m.PrefixLists = []*model.PrefixList{list(), list("10.0.0.0/8"), list("10.0.0.0/8", "0.0.0.0/0"), list("0.0.0.0/1", "128.0.0.0/1")}
	cidrs.Compute(m)
	for i, want := range []bool{false, false, true, true} {
		if m.PrefixLists[i].Open != want {
			t.Errorf("list %d is open: %v", i, !want)
		}
	}
}

func TestRangesThatHoldTheNetwork(t *testing.T) {
	m := &model.Model{}
	vpc, rule := &model.VPC{CIDRBlock: "10.1.0.0/16"}, &model.SecurityGroupRule{
		CIDRBlocks: []string{"10.1.0.0/16", "10.0.0.0/8", "10.1.1.0/24", "0.0.0.0/0", "172.16.0.0/12", "10.2.0.0/16", "x"},
	}
	other := &model.SecurityGroupRule{CIDRBlocks: []string{"10.1.0.0/16"}}
	other.Root = "other"
	m.VPCs, m.SecurityGroupRules = []*model.VPC{vpc}, []*model.SecurityGroupRule{rule, other}
	cidrs.Compute(m)
	if diff := cmp.Diff([]int{0, 1, 3, 4}, rule.VPCCIDRBlocks); diff != "" {
		t.Errorf("indexes (-want +got):\n%s", diff)
	}
	if other.VPCCIDRBlocks != nil {
		t.Errorf("the network of another root module counts: %v", other.VPCCIDRBlocks)
	}
}

func TestOpen(t *testing.T) {
	for _, test := range []struct {
		name   string
		ranges []string
		want   []int
	}{
		{"none", nil, nil},
		{"everybody", []string{"0.0.0.0/0"}, []int{0}},
		{"everybody of IPv6", []string{"::/0"}, []int{0}},
		{"everybody, with host bits", []string{"10.0.0.1/0"}, []int{0}},
		{"all global unicast addresses", []string{"2000::/3"}, []int{0}},
		{"two halves", []string{"0.0.0.0/1", "128.0.0.0/1"}, []int{0, 1}},
		{"one half is enough", []string{"10.0.0.0/8", "0.0.0.0/1"}, []int{1}},
		{"a quarter", []string{"64.0.0.0/2"}, []int{0}},
		{"less than a quarter", []string{"64.0.0.0/3"}, nil},
		{"two eighths", []string{"64.0.0.0/3", "96.0.0.0/3"}, []int{0, 1}},
		{"one eighth twice", []string{"64.0.0.0/3", "64.0.0.0/3"}, nil},
		{"what others hold does not count", []string{"0.0.0.0/0", "10.0.0.0/8"}, []int{0}},
		{"both families", []string{"0.0.0.0/0", "::/0"}, []int{0, 1}},
		{"private networks", []string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}, nil},
		{"unique local addresses", []string{"fc00::/7"}, nil},
		{"not a range", []string{"0.0.0.0", "everybody", ""}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, cidrs.Open(test.ranges)); diff != "" {
				t.Errorf("Open(%q) (-want +got):\n%s", test.ranges, diff)
			}
		})
	}
}
