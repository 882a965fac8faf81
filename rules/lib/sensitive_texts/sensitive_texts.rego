# METADATA
# title: Sensitive texts
# description: How rules name the place of a text that should be secret. None of them knows the text.
package rules.lib.sensitive_texts

import data.rules.lib.naming

# METADATA
# description: |
#   Names the place of a text, such as `variable X of container "app" of Pod "web"`.
place(text) := sprintf("%s%s of %s", [_within(text), _entry(text), _holder(text)])

_within(text) := sprintf("%s in ", [text.within]) if text.within

else := ""

_entry(text) := sprintf("%s %s", [_kinds[text.source], text.entry])

_kinds := {"env": "variable", "config-map": "entry", "secret": "entry", "field": "field", "argument": "argument"}

_holder(text) := sprintf("container %q of %s", [text.container, naming.object_of(text)]) if text.container

else := text.kind if text.source == "argument"

else := naming.object_of(text)
