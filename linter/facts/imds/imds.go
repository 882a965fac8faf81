// Package imds computes what the EC2 instance metadata service of nodes is like in effect.
//
// An option of the launch counts before the default of the account for the region, and that
// before what the image says, which cannot be seen. It judges nothing.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
package imds

import (
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// Compute sets the metadata of launch templates, launch configurations, instances and managed
// node groups.
func Compute(m *model.Model) {
	for _, t := range m.LaunchTemplates {
		t.Metadata = resolve(m, &t.Resource, false, source{&t.Node, t.MetadataOptions})
	}
	for _, c := range m.LaunchConfigurations {
		c.Metadata = resolve(m, &c.Resource, true, source{&c.Node, c.MetadataOptions})
	}
	for _, i := range m.Instances {
		sources := []source{{&i.Node, i.MetadataOptions}}
		if use := i.LaunchTemplate; use != nil && use.Template != nil {
			sources = append(sources, source{&use.Template.Node, use.Template.MetadataOptions})
		} else if use != nil || i.Why("launch_template") != "" {
			sources = append(sources, source{&model.Node{Unknown: map[string]model.Reason{"metadata_options": model.NotInInput}}, nil})
		}
		i.Metadata = resolve(m, &i.Resource, false, sources...)
	}
	for _, g := range m.NodeGroups {
		g.Metadata = ofGroup(m, g)
	}
}

// source is a place where options can be written.
type source struct {
	node    *model.Node
	options *model.InstanceMetadataOptions
}

// The names of the options.
const (
	endpoint = "http_endpoint"
	tokens   = "http_tokens"
	hopLimit = "http_put_response_hop_limit"
	ipv6     = "http_protocol_ipv6"
)

// resolver fills the options of one launch.
type resolver struct {
	into     *model.InstanceMetadata
	sources  []source
	defaults []*model.InstanceMetadataDefaults // those of the account and region
	others   []*model.InstanceMetadataDefaults // those of other root modules
}

// resolve resolves the options of a launch, of which the first source that has one decides.
func resolve(m *model.Model, of *model.Resource, configuration bool, sources ...source) *model.InstanceMetadata {
	r := newResolver(m, of)
	r.sources = sources
	image := "" // which the image decides
	if configuration {
		image = "optional" // no image asks for tokens there
	}
	r.text(endpoint, &r.into.HTTPEndpoint, "enabled")
	r.text(tokens, &r.into.HTTPTokens, image)
	r.text(ipv6, &r.into.HTTPProtocolIPv6, "disabled")
	r.limit()
	return r.into
}

func newResolver(m *model.Model, of *model.Resource) *resolver {
	r := &resolver{into: &model.InstanceMetadata{}}
	for _, d := range m.InstanceMetadataDefaults {
		switch {
		case d.Root == of.Root && d.Provider == of.Provider:
			r.defaults = append(r.defaults, d)
		case d.Root != of.Root:
			r.others = append(r.others, d)
		}
	}
	return r
}

// text resolves an option that is a text; byDefault is what AWS makes of it, and "" if that
// depends on the image.
func (r *resolver) text(name string, into *string, byDefault string) {
	for _, s := range r.sources {
		if why := s.node.Why("metadata_options." + name); why != "" {
			r.unknown(name, why)
			return
		}
		if value := textOf(s.options, name); value != "" {
			*into = value
			return
		}
	}
	for _, d := range r.defaults {
		if why := d.Why(name); why != "" {
			r.unknown(name, why)
			return
		}
		if value := defaultOf(d, name); value != "" {
			*into, r.into.Account = value, d.Ref
			return
		}
	}
	switch {
	case byDefault == "" || r.elsewhere(name):
		r.unknown(name, model.NotInInput)
	default:
		*into = byDefault
	}
}

// limit resolves the hop limit, which depends on the image if nobody sets it.
func (r *resolver) limit() {
	for _, s := range r.sources {
		if why := s.node.Why("metadata_options." + hopLimit); why != "" {
			r.unknown(hopLimit, why)
			return
		}
		if s.options != nil && s.options.HTTPPutResponseHopLimit != nil {
			r.into.HTTPPutResponseHopLimit = s.options.HTTPPutResponseHopLimit
			return
		}
	}
	for _, d := range r.defaults {
		if why := d.Why(hopLimit); why != "" {
			r.unknown(hopLimit, why)
			return
		}
		if d.HTTPPutResponseHopLimit != nil && *d.HTTPPutResponseHopLimit > 0 {
			r.into.HTTPPutResponseHopLimit, r.into.Account = d.HTTPPutResponseHopLimit, d.Ref
			return
		}
	}
	r.unknown(hopLimit, model.NotInInput)
}

func (r *resolver) unknown(name string, why model.Reason) {
	if r.into.Unknown == nil {
		r.into.Unknown = map[string]model.Reason{}
	}
	r.into.Unknown[name] = why
}

// elsewhere reports whether defaults of another root module, which may be of the same account,
// say something.
func (r *resolver) elsewhere(name string) bool {
	for _, d := range r.others {
		if d.Why(name) != "" || defaultOf(d, name) != "" {
			return true
		}
	}
	return false
}

func textOf(o *model.InstanceMetadataOptions, name string) string {
	switch {
	case o == nil:
		return ""
	case name == endpoint:
		return o.HTTPEndpoint
	case name == tokens:
		return o.HTTPTokens
	}
	return o.HTTPProtocolIPv6
}

// defaultOf is what defaults say of an option; "" for no preference.
func defaultOf(d *model.InstanceMetadataDefaults, name string) string {
	value := ""
	switch name {
	case endpoint:
		value = d.HTTPEndpoint
	case tokens:
		value = d.HTTPTokens
	}
	if value == "no-preference" {
		return ""
	}
	return value
}

// ofGroup resolves the options of a managed node group: those of its template or, if it has
// none, those that EKS gives the one that it makes.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/al2023.html
func ofGroup(m *model.Model, g *model.NodeGroup) *model.InstanceMetadata {
	switch {
	case g.LaunchTemplate != nil && g.LaunchTemplate.Template != nil:
		return g.LaunchTemplate.Template.Metadata
	case g.LaunchTemplate != nil || g.Why("launch_template") != "":
		return allUnknown(cmpReason(g.WhyBelow("launch_template")))
	case g.Why("ami_type") != "":
		return allUnknown(g.Why("ami_type"))
	}
	r := newResolver(m, &g.Resource)
	for _, d := range append(r.defaults, r.others...) {
		if d.Why(tokens) != "" || d.Why(hopLimit) != "" || defaultOf(d, tokens) != "" || d.HTTPPutResponseHopLimit != nil {
			return allUnknown(model.NotInInput)
		}
	}
	one, two := int64(1), int64(2)
	switch {
	case strings.HasPrefix(g.AMIType, "AL2_"):
		return &model.InstanceMetadata{HTTPEndpoint: "enabled", HTTPTokens: "optional", HTTPPutResponseHopLimit: &two, HTTPProtocolIPv6: "disabled"}
	case strings.HasPrefix(g.AMIType, "AL2023_"):
		return &model.InstanceMetadata{HTTPEndpoint: "enabled", HTTPTokens: "required", HTTPPutResponseHopLimit: &one, HTTPProtocolIPv6: "disabled"}
	}
	return allUnknown(model.NotInInput)
}

func cmpReason(why model.Reason) model.Reason {
	if why == "" {
		return model.NotInInput
	}
	return why
}

func allUnknown(why model.Reason) *model.InstanceMetadata {
	return &model.InstanceMetadata{Unknown: map[string]model.Reason{endpoint: why, tokens: why, hopLimit: why, ipv6: why}}
}
