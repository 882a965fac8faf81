# METADATA
# title: Unknown values
# description: What rules need to say where they cannot tell.
package rules.lib.unknown

# METADATA
# scope: document
# description: |
#   Is the reason for which a field of a node is unknown, itself or since what holds it
#   is. Undefined if the field is known or absent.
reason(node, field) := node.unknown[field]

reason(node, field) := min(whys) if {
	not node.unknown[field]
	whys := {why |
		some at, why in node.unknown
		startswith(field, concat("", [at, "."]))
	}
	whys != set()
}

# METADATA
# scope: document
# description: |
#   Is like reason, and also has a value if only a part of the field is unknown, such as one
#   element of a list.
partly(node, field) := reason(node, field)

partly(node, field) := min(whys) if {
	node.unknown
	not reason(node, field)
	whys := {why |
		some at, why in node.unknown
		startswith(at, concat("", [field, "."]))
	}
	whys != set()
}

# METADATA
# description: Is the reason for which one of several fields is unknown.
any_reason(node, fields) := min({why | some field in fields; why := reason(node, field)})

# METADATA
# scope: document
# description: |
#   Is the index that an element of a list has in the file. The model leaves out elements
#   that are unknown, so that those behind them have a smaller one there.
index(node, _, i) := i if not node.unknown

index(node, list, i) := [n |
	some n in numbers.range(0, i + count(node.unknown))
	not node.unknown[sprintf("%s.%d", [list, n])]
][i] if {
	node.unknown
}

# METADATA
# description: |
#   Are the places of a list that are unknown, as pairs of the field and the reason: some of
#   its elements, or else the list as a whole. Undefined if the list is known or absent.
places(node, list) := elements if {
	prefix := concat("", [list, "."])
	elements := {[at, why] |
		some at, why in node.unknown
		startswith(at, prefix)
	}
	elements != set()
} else := {[list, reason(node, list)]}

# METADATA
# description: |
#   Is the reason for which something within a node is unknown, or else that it is known after
#   Terraform applied it.
within(node) := min(_reasons(node)) if {
	_reasons(node) != set()
} else := "known-after-apply"

_reasons(node) := {why |
	walk(node, [path, why])
	count(path) > 1
	path[count(path) - 2] == "unknown"
}

# METADATA
# description: |
#   Is the reason for which a collection may hold more resources of the root module of some
#   resource than are in the input: a resource whose count is not known, or a module whose
#   source is not there. Undefined if what is there is all. Rules that say that something is
#   missing are undecided then.
missing(resource, collection) := min({some_missing.reason |
	some some_missing in input.missing
	some_missing.root == resource.root
	object.get(some_missing, "collection", collection) == collection
})
