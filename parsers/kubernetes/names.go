package kubernetes

import "strings"

// irregular are the field names whose two spellings do not follow from each other by
// rule: an abbreviation in capitals.
var irregular = map[string]string{
	"hostPID":         "host_pid",
	"hostIPC":         "host_ipc",
	"apiVersion":      "api_version",
	"apiGroups":       "api_groups",
	"nonResourceURLs": "non_resource_urls",
	"dnsPolicy":       "dns_policy",
	"clusterIP":       "cluster_ip",
	"externalIPs":     "external_ips",
	"inboundCIDRs":    "inbound_cidrs",
	"prefixListsIDs":  "prefix_lists_ids",
	"certificateARNs": "certificate_arns",

	"httpProtocolIPv6":         "http_protocol_ipv6",
	"kmsKeyID":                 "kms_key_id",
	"snapshotID":               "snapshot_id",
	"associatePublicIPAddress": "associate_public_ip_address",
}

// regularized is irregular the other way round.
var regularized = func() map[string]string {
	names := make(map[string]string, len(irregular))
	for api, ours := range irregular {
		names[ours] = api
	}
	return names
}()

// snake turns a field name of the API into that of the model.
func snake(name string) string {
	if ours, ok := irregular[name]; ok {
		return ours
	}
	var b strings.Builder
	for _, r := range name {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte('_')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// camel turns a field name of the model into that of the API.
func camel(name string) string {
	if api, ok := regularized[name]; ok {
		return api
	}
	parts := strings.Split(name, "_")
	for i, part := range parts[1:] {
		if part != "" {
			parts[i+1] = strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return strings.Join(parts, "")
}
