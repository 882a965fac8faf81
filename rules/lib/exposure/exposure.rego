# METADATA
# title: Exposure to the internet
# description: What rules say about workloads that the internet reaches.
package rules.lib.exposure

import data.rules.lib.naming

# METADATA
# description: Is true for a container that runs while the internet reaches its pod.
serves(container) if {
	container.workload.exposures[0]
	container.type != "init"
}

# METADATA
# description: Names what the internet comes through, such as `Service "web"`.
names(workload) := concat(", ", [naming.object_of(e) | some e in workload.exposures])

# METADATA
# description: Are the places where a workload is opened to the internet, as a finding lists them.
places(workload) := [place |
	some e in workload.exposures
	place := {"ref": e.ref, "field": "", "message": "the internet comes in here"}
]
