# METADATA
# title: Node agents
# description: |
#   Well-known programs that run on every node and need access to it, such as the VPC CNI.
#   What they need is worth knowing and no cause for alarm.
package rules.lib.agents

# METADATA
# scope: document
# description: Is "info" for a node agent, and otherwise the severity that is given.
severity(workload, _) := "info" if workload.node_agent

severity(workload, otherwise) := otherwise if not workload.node_agent
