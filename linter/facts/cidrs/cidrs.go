// Package cidrs tells which ranges of addresses let nearly everybody in.
package cidrs

import (
	"net/netip"
	"slices"

	"github.com/ekslint/ekslint/parsers/model"
)

// Compute sets the facts about ranges of clusters and of rules of security groups.
func Compute(m *model.Model) {
	for _, c := range m.Clusters {
		if c.VPCConfig != nil {
			c.VPCConfig.OpenCIDRs = Open(c.VPCConfig.PublicAccessCIDRs)
		}
	}
	for _, list := range m.PrefixLists {
		ranges := make([]string, len(list.Entry))
		for i, entry := range list.Entry {
			ranges[i] = entry.CIDR
		}
		list.Open = Open(ranges) != nil
	}
	networks := map[string][]netip.Prefix{}
	for _, vpc := range m.VPCs {
		if prefix, err := netip.ParsePrefix(vpc.CIDRBlock); err == nil {
			networks[vpc.Root] = append(networks[vpc.Root], prefix.Masked())
		}
	}
	for _, r := range m.SecurityGroupRules {
		r.OpenCIDRBlocks, r.OpenIPv6CIDRBlocks = Open(r.CIDRBlocks), Open(r.IPv6CIDRBlocks)
		r.VPCCIDRBlocks = holding(r.CIDRBlocks, append(slices.Clip(private), networks[r.Root]...))
	}
}

// private are the ranges of private addresses.
//
// Source: RFC 1918.
var private = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
}

// holding returns the indexes of the ranges that hold one of some networks.
func holding(ranges []string, networks []netip.Prefix) []int {
	var indexes []int
	for i, text := range ranges {
		prefix, err := netip.ParsePrefix(text)
		if err == nil && slices.ContainsFunc(networks, func(n netip.Prefix) bool { return prefix.Bits() <= n.Bits() && prefix.Contains(n.Addr()) }) {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// How wide ranges of one family are that let nearly everybody in, together: a quarter of all
// addresses of IPv4, and as many as all global unicast addresses of IPv6.
//
// Source: https://www.iana.org/assignments/ipv6-address-space
const (
	wideIPv4 = 2
	wideIPv6 = 3
)

// span is a prefix with its place in the list that it is from.
type span struct {
	netip.Prefix

	index int
}

// Open returns the indexes of the ranges that let nearly everybody in: those of a family
// that together are at least as wide as a /2 of IPv4 or a /3 of IPv6, without those that
// others hold or that are narrow. What is no range is none of them. The result is sorted,
// and nil if there are none.
func Open(ranges []string) []int {
	var v4, v6 []span
	for i, text := range ranges {
		prefix, err := netip.ParsePrefix(text)
		switch {
		case err != nil:
		case prefix.Addr().Is4():
			v4 = append(v4, span{prefix.Masked(), i})
		default:
			v6 = append(v6, span{prefix.Masked(), i})
		}
	}
	open := append(openOf(v4, wideIPv4), openOf(v6, wideIPv6)...)
	slices.Sort(open)
	return open
}

// openOf returns the indexes of the prefixes of one family if they are wide together.
func openOf(list []span, wide int) []int {
	// narrowest is the longest prefix that counts for itself: a list of hundreds of networks
	// is not the world, even if a provider of clouds owns a quarter of it.
	const narrowest = 8

	slices.SortFunc(list, func(a, b span) int {
		if a.Bits() != b.Bits() {
			return a.Bits() - b.Bits()
		}
		if c := a.Addr().Compare(b.Addr()); c != 0 {
			return c
		}
		return a.index - b.index
	})
	var kept []span
	share := 0.0
	for _, p := range list {
		if p.Bits() > narrowest || slices.ContainsFunc(kept, func(k span) bool { return k.Overlaps(p.Prefix) }) {
			continue // the sorting puts wider ones first, so it lies within the other
		}
		kept = append(kept, p)
		share += 1 / float64(uint64(1)<<p.Bits())
	}
	if share < 1/float64(uint64(1)<<wide) {
		return nil
	}
	indexes := make([]int, len(kept))
	for i, k := range kept {
		indexes[i] = k.index
	}
	return indexes
}
