package exposure

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// commaList splits the text of an annotation that holds a list.
func commaList(text string) []string {
	var list []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// worlds are the ranges of all addresses.
var worlds = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}

// isWorld reports whether ranges together hold all addresses of IPv4 or of IPv6, also
// written in parts such as 0.0.0.0/1 and 128.0.0.0/1. What is no CIDR is passed over.
func isWorld(ranges []string) bool {
	var list []netip.Prefix
	for _, text := range ranges {
		if p, err := netip.ParsePrefix(text); err == nil {
			list = append(list, p.Masked())
		}
	}
	return covered(worlds[0], list) || covered(worlds[1], list)
}

func isNoCIDR(text string) bool {
	_, err := netip.ParsePrefix(text)
	return err != nil
}

// covered reports whether ranges together hold a whole range.
func covered(whole netip.Prefix, ranges []netip.Prefix) bool {
	var within []netip.Prefix
	for _, p := range ranges {
		if !p.Overlaps(whole) {
			continue
		}
		if p.Bits() <= whole.Bits() {
			return true
		}
		within = append(within, p)
	}
	if len(within) < 2 { // one narrower range leaves something out
		return false
	}
	low, high := halves(whole)
	return covered(low, within) && covered(high, within)
}

func halves(p netip.Prefix) (low, high netip.Prefix) {
	bits := p.Bits() + 1
	low = netip.PrefixFrom(p.Addr(), bits)
	bytes := p.Addr().AsSlice()
	bytes[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
	addr, _ := netip.AddrFromSlice(bytes)
	return low, netip.PrefixFrom(addr, bits)
}

// sources are the addresses that a load balancer lets in.
type sources struct {
	ranges      []string
	prefixLists []string
	// unknown is why it is not known whether that is all.
	unknown answer
}

// open reports whether addresses of the whole internet are let in. Prefix lists narrow
// what no range opens.
func (s sources) open() answer {
	switch {
	case isWorld(s.ranges):
		return known(truth.Yes)
	case s.unknown.why != "":
		return s.unknown
	case slices.ContainsFunc(s.ranges, isNoCIDR): // such as $RANGES, which is filled in later
		return unknown(model.TemplateValue)
	}
	return known(truth.Of(len(s.ranges) == 0 && len(s.prefixLists) == 0))
}
