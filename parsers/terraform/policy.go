package terraform

import "github.com/zclconf/go-cty/cty"

func (r *Resource) policyJSON() cty.Value { return r.computed("json") }
