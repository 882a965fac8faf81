// Package kubelet reads the settings of the kubelet out of what starts a node: command
// lines, the configuration of nodeadm, user data of Amazon Linux and of Bottlerocket.
//
// Only settings that decide about the security of the node are read. Start at [UserData]
// and [Config].
package kubelet

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Setting is one setting of the kubelet.
type Setting struct {
	// Name is its path in a KubeletConfiguration, such as "authentication.anonymous.enabled".
	Name string
	// Value is the value as text.
	Value string
	// Path leads to it in the value that was read; nil in a text.
	Path []string
}

// flags are the flags of the kubelet, each with the path of its setting. Bottlerocket gives
// settings the names of flags.
//
// Source: https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/ and
// https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
var flags = map[string]string{
	"anonymous-auth":                    "authentication.anonymous.enabled",
	"authorization-mode":                "authorization.mode",
	"client-ca-file":                    "authentication.x509.clientCAFile",
	"read-only-port":                    "readOnlyPort",
	"streaming-connection-idle-timeout": "streamingConnectionIdleTimeout",
	"make-iptables-util-chains":         "makeIPTablesUtilChains",
	"event-qps":                         "eventRecordQPS",
	"rotate-certificates":               "rotateCertificates",
	"protect-kernel-defaults":           "protectKernelDefaults",
	"seccomp-default":                   "seccompDefault",
}

// serverCertificate is a feature gate, which is a setting of its own.
const serverCertificate = "featureGates.RotateKubeletServerCertificate"

// Config reads a KubeletConfiguration, or a part of one as nodeadm takes it.
func Config(config *tree.Node) []Setting {
	var settings []Setting
	for _, name := range names() {
		n, path := config, strings.Split(name, ".")
		for _, key := range path {
			n = n.Get(key)
		}
		if n == nil || n.Kind == tree.Mapping || n.Kind == tree.Sequence || n.Kind == tree.Null {
			continue
		}
		settings = append(settings, Setting{Name: name, Value: n.Text, Path: path})
	}
	return settings
}

// names are the names of all settings, sorted.
func names() []string {
	list := []string{serverCertificate}
	for _, name := range flags {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// NodeConfig reads the kubelet of a NodeConfig, which nodeadm starts a node by.
//
// Source: https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
func NodeConfig(root *tree.Node) []Setting {
	kubelet := root.Get("spec").Get("kubelet")
	var settings []Setting
	for _, s := range Config(kubelet.Get("config")) {
		s.Path = append([]string{"spec", "kubelet", "config"}, s.Path...)
		settings = append(settings, s)
	}
	list := kubelet.Get("flags")
	if list == nil || list.Kind != tree.Sequence {
		return settings
	}
	for i, item := range list.Items {
		for _, s := range CommandLine(item.Str()) {
			s.Path = []string{"spec", "kubelet", "flags", strconv.Itoa(i)}
			settings = append(settings, s)
		}
	}
	return settings
}

// quotes are what surrounds values, and flags that are given as the value of another one.
var quotes = strings.NewReplacer(`"`, " ", `'`, " ", `\`, " ")

// CommandLine reads the flags in a command line or a script.
func CommandLine(text string) []Setting {
	if !strings.Contains(text, "--") {
		return nil
	}
	var settings []Setting
	words := strings.Fields(quotes.Replace(text))
	for i, word := range words {
		name, ok := strings.CutPrefix(word, "--")
		if !ok {
			continue
		}
		name, value, given := strings.Cut(name, "=")
		if !given && i+1 < len(words) && !strings.HasPrefix(words[i+1], "--") {
			value, given = words[i+1], true
		}
		if !given {
			value = "true" // a switch without a value is on
		}
		if name == "feature-gates" {
			settings = append(settings, gate(value)...)
		}
		if setting, known := flags[name]; known && (!strings.Contains(value, "$") || placeholder().MatchString(value)) {
			settings = append(settings, Setting{Name: setting, Value: value})
		}
	}
	return settings
}

// placeholder stands for what Terraform does not know of a text, such as ${var.port}. Other
// values with a dollar sign are decided on the node.
var placeholder = pattern.Lazy(`\$\{[a-z_]+\.`)

func gate(list string) []Setting {
	for one := range strings.SplitSeq(list, ",") {
		if value, ok := strings.CutPrefix(one, "RotateKubeletServerCertificate="); ok {
			return []Setting{{Name: serverCertificate, Value: value}}
		}
	}
	return nil
}

// UserData reads the user data of a node: a script that calls bootstrap.sh, the settings of
// Bottlerocket, or parts of a MIME message of which some are for nodeadm. It may be in
// base64 and compressed.
func UserData(text string) []Setting {
	text = decoded(text)
	if settings, ok := bottlerocket(text); ok {
		return settings
	}
	var settings []Setting
	script := text
	for _, document := range nodeConfigs(text) {
		script = strings.Replace(script, document, "", 1)
		file := source.NewFile("user-data", []byte(document))
		docs, _ := tree.Parse(file, tree.Limits{}) // what is broken starts no node
		for _, doc := range docs {
			for _, s := range NodeConfig(doc.Root) {
				settings = append(settings, Setting{Name: s.Name, Value: s.Value})
			}
		}
	}
	for line := range strings.Lines(strings.ReplaceAll(script, "\\\n", " ")) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			settings = append(settings, CommandLine(line)...)
		}
	}
	return settings
}

// maxUserData is how much user data may be once it is decompressed; EC2 takes 16 KiB of it.
const maxUserData = 1 << 20

func decoded(text string) string {
	data := []byte(text)
	if raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), "")); err == nil && len(raw) > 0 {
		data = raw
	}
	if r, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		if plain, err := io.ReadAll(io.LimitReader(r, maxUserData)); err == nil {
			return string(plain)
		}
	}
	return string(data)
}

// nodeConfigs are the NodeConfigs in a text, be it one itself or a MIME message. A part of
// a message ends where the line of its boundary begins.
func nodeConfigs(text string) []string {
	var list []string
	var part strings.Builder
	end := func() {
		if strings.Contains(part.String(), "node.eks.aws/") {
			list = append(list, strings.TrimLeft(part.String(), "\n"))
		}
		part.Reset()
	}
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "--") && !strings.Contains(trimmed, " ") || strings.HasPrefix(trimmed, "Content-"), strings.HasPrefix(trimmed, "MIME-Version"):
			end()
		default:
			part.WriteString(line)
		}
	}
	end()
	return list
}

var (
	section = pattern.Lazy(`^\s*\[([\w."-]+)\]`)
	entry   = pattern.Lazy(`^\s*"?([a-z-]+)"?\s*=\s*"?([^"#\s]*)"?`)
)

// bottlerocket reads the settings of Bottlerocket, which are in TOML: those of the section
// settings.kubernetes. ok is false if the text is something else.
func bottlerocket(text string) (settings []Setting, ok bool) {
	in := ""
	for line := range strings.Lines(text) {
		if found := section().FindStringSubmatch(line); found != nil {
			in = strings.ReplaceAll(found[1], `"`, "")
			ok = ok || strings.HasPrefix(in, "settings.")
			continue
		}
		found := entry().FindStringSubmatch(line)
		if in != "settings.kubernetes" || found == nil {
			continue
		}
		if name, known := flags[found[1]]; known {
			settings = append(settings, Setting{Name: name, Value: found[2]})
		}
	}
	return settings, ok
}
