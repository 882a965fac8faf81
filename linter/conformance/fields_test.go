package conformance

// literal is a scalar in a spelling of YAML that is not the usual one.
type literal struct {
	text  string
	value any
}

// removed stands for a field that is not there.
type removed struct{}

// holder says what has a field: the pod's spec, a container, or either.
type holder uint8

const (
	ofPod holder = 1 << iota
	ofContainer
	ofEither = ofPod | ofContainer
)

// field is a field that a check of the Pod Security Standards looks at, or that changes
// what it says, with the values that are worth trying. Each can be removed as well.
type field struct {
	in     holder
	path   []string
	values []any
}

// fields are those that are judged for each other's absence, presence and value.
//
// Source: the policy/check_*.go of k8s.io/pod-security-admission.
var fields = []field{
	{ofPod, []string{"hostNetwork"}, booleans},
	{ofPod, []string{"hostPID"}, booleans},
	{ofPod, []string{"hostIPC"}, booleans},
	{ofPod, []string{"hostUsers"}, booleans},
	{ofPod, []string{"os"}, []any{nil, mapping{}, named("linux"), named("windows"), named("Windows"), named(""), named(nil)}},
	{ofPod, []string{"nodeSelector"}, []any{mapping{"kubernetes.io/os": "windows"}}},
	{ofEither, []string{"securityContext"}, []any{nil, mapping{}}},
	{ofEither, []string{"securityContext", "runAsNonRoot"}, booleans},
	{ofEither, []string{"securityContext", "runAsUser"}, users},
	{ofEither, []string{"securityContext", "runAsGroup"}, []any{0, 1000, nil}},
	{ofEither, []string{"securityContext", "seccompProfile"}, profiles},
	{ofEither, []string{"securityContext", "appArmorProfile"}, profiles},
	{ofEither, []string{"securityContext", "seLinuxOptions"}, seLinuxOptions()},
	{ofEither, []string{"securityContext", "windowsOptions"}, windowsOptions},
	{ofPod, []string{"securityContext", "sysctls"}, sysctls()},
	{ofPod, []string{"securityContext", "supplementalGroups"}, []any{nil, []any{}, []any{0}, []any{1000, 0}}},
	{ofPod, []string{"securityContext", "fsGroup"}, []any{0, 2000}},
	{ofContainer, []string{"securityContext", "privileged"}, booleans},
	{ofContainer, []string{"securityContext", "allowPrivilegeEscalation"}, booleans},
	{ofContainer, []string{"securityContext", "readOnlyRootFilesystem"}, booleans},
	{ofContainer, []string{"securityContext", "procMount"}, []any{"Default", "Unmasked", "default", "", nil}},
	{ofContainer, []string{"securityContext", "capabilities"}, capabilities()},
	{ofContainer, []string{"ports"}, ports},
	{ofContainer, []string{"livenessProbe"}, probes()},
	{ofContainer, []string{"readinessProbe"}, probes()},
	{ofContainer, []string{"startupProbe"}, probes()},
	{ofContainer, []string{"lifecycle"}, []any{nil, mapping{}}},
	{ofContainer, []string{"lifecycle", "postStart"}, handlers()},
	{ofContainer, []string{"lifecycle", "preStop"}, handlers()},
	{ofContainer, []string{"restartPolicy"}, []any{"Always", nil}},
	{ofContainer, []string{"volumeMounts"}, mounts},
	{ofPod, []string{"volumes"}, volumes()},
}

type mapping = map[string]any

func named(name any) mapping { return mapping{"name": name} }

// booleans are in both spellings of YAML 1.1, which kubectl reads.
var booleans = []any{true, false, nil, literal{"yes", true}, literal{"off", false}}

// users have the user 0 in spellings that are not decimal, and what looks like it.
var users = []any{
	0, 1, 1000, nil, 4294967295,
	literal{"0x0", 0},
	literal{"00", 0},
	literal{"0.0", 0},
	literal{"1e3", 1000},
}

// profiles are seccomp and AppArmor profiles.
var profiles = []any{
	nil,
	mapping{},
	mapping{"type": nil},
	mapping{"type": ""},
	mapping{"type": "RuntimeDefault"},
	mapping{"type": "Localhost", "localhostProfile": "profiles/app.json"},
	mapping{"type": "Unconfined"},
	mapping{"type": "runtimeDefault"},
	mapping{"type": "runtime/default"},
}

func seLinuxOptions() []any {
	values := []any{
		nil,
		mapping{},
		mapping{"level": "s0:c1,c2"},
		mapping{"user": "system_u"},
		mapping{"role": "system_r"},
		mapping{"user": "", "role": "", "type": ""},
		mapping{"user": nil, "role": nil, "type": nil},
		mapping{"role": "system_r", "type": "container_t", "level": "s0"},
	}
	for _, name := range []string{"container_t", "container_init_t", "container_kvm_t", "container_engine_t", "spc_t", "container_T"} {
		values = append(values, mapping{"type": name})
	}
	return values
}

var windowsOptions = []any{
	nil,
	mapping{},
	mapping{"hostProcess": true},
	mapping{"hostProcess": false},
	mapping{"hostProcess": nil},
	mapping{"runAsUserName": "ContainerAdministrator"},
}

// sysctlNames are those of all versions of the list, others, and other spellings.
var sysctlNames = []any{
	"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
	"net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
	"net.ipv4.ip_local_reserved_ports",
	"net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
	"net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
	"net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat",
	"kernel.msgmax", "net.core.somaxconn", "net/ipv4/tcp_syncookies", "net.ipv4.tcp_rmem_default", "NET.IPV4.TCP_WMEM", "",
}

func sysctls() []any {
	values := []any{nil, []any{}}
	for i, name := range sysctlNames {
		one := mapping{"name": name, "value": "1"}
		values = append(values, []any{one}, []any{mapping{"name": sysctlNames[i/2], "value": "0"}, one})
	}
	return values
}

// capabilityNames are those that baseline permits, others, and other spellings.
var capabilityNames = []any{
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
	"SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
	"NET_RAW", "NET_ADMIN", "SYS_ADMIN", "SYS_PTRACE", "SYS_TIME", "ALL", "all", "CAP_CHOWN", "chown", "CAP_SYS_ADMIN", "",
}

func capabilities() []any {
	all := []any{"ALL"}
	values := []any{
		nil,
		mapping{},
		mapping{"add": nil, "drop": nil},
		mapping{"add": []any{}, "drop": []any{}},
		mapping{"drop": all},
		mapping{"drop": []any{"all"}},
		mapping{"drop": []any{"CAP_ALL"}},
		mapping{"drop": []any{"NET_RAW"}},
		mapping{"drop": []any{"NET_RAW", "ALL"}},
		mapping{"add": nil, "drop": all},
	}
	for _, name := range capabilityNames {
		values = append(values,
			mapping{"add": []any{name}},
			mapping{"add": []any{name}, "drop": all},
			mapping{"add": []any{"NET_BIND_SERVICE", name}, "drop": []any{name}},
		)
	}
	return values
}

var ports = []any{
	nil,
	[]any{},
	[]any{mapping{"containerPort": 8080}},
	[]any{mapping{"containerPort": 8080, "hostPort": 0}},
	[]any{mapping{"containerPort": 8080, "hostPort": nil}},
	[]any{mapping{"containerPort": 8080, "hostPort": 8080}},
	[]any{mapping{"containerPort": 8080, "hostPort": literal{"0x1F90", 8080}, "hostIP": "127.0.0.1"}},
	[]any{mapping{"containerPort": 80, "name": "http"}, mapping{"containerPort": 443, "hostPort": 443, "protocol": "UDP"}},
	[]any{mapping{"containerPort": 0}},
	[]any{mapping{"containerPort": nil, "hostPort": 0}},
	[]any{mapping{"name": "http"}},
}

var hosts = []any{"", nil, "127.0.0.1", "::1", "localhost", "169.254.169.254", "fd00:ec2::254", "example.com", "0.0.0.0"}

// handlers are what a lifecycle hook can do.
func handlers() []any {
	get := func(host any) mapping { return mapping{"port": 80, "host": host} }
	values := []any{
		nil,
		mapping{},
		mapping{"httpGet": nil},
		mapping{"tcpSocket": nil, "exec": nil},
		mapping{"exec": mapping{"command": []any{"true"}}},
		mapping{"httpGet": mapping{"port": "http", "path": "/ready"}},
		mapping{"httpGet": mapping{"port": 80, "httpHeaders": []any{mapping{"name": "Host", "value": "example.com"}}}},
		mapping{"tcpSocket": mapping{"port": 80}},
		mapping{"httpGet": get(""), "tcpSocket": get("10.0.0.1")},
		mapping{"httpGet": get("10.0.0.1"), "tcpSocket": get("10.0.0.1")},
	}
	for _, host := range hosts {
		values = append(values, mapping{"httpGet": get(host)}, mapping{"tcpSocket": get(host)})
	}
	return values
}

// probes are what a probe can do.
func probes() []any {
	return append(handlers(), mapping{"grpc": mapping{"port": 9090, "service": "ready"}, "periodSeconds": 3})
}

// sources are all sources of a volume, each with what the type asks for.
//
// Source: VolumeSource in k8s.io/api/core/v1.
var sources = mapping{
	"awsElasticBlockStore":  mapping{"volumeID": "vol-1"},
	"azureDisk":             mapping{"diskName": "d", "diskURI": "/d"},
	"azureFile":             mapping{"secretName": "s", "shareName": "n"},
	"cephfs":                mapping{"monitors": []any{"10.0.0.1"}},
	"cinder":                mapping{"volumeID": "v"},
	"configMap":             mapping{"name": "c"},
	"csi":                   mapping{"driver": "secrets-store.csi.k8s.io"},
	"downwardAPI":           mapping{"items": []any{}},
	"emptyDir":              mapping{"medium": "Memory"},
	"ephemeral":             mapping{"volumeClaimTemplate": mapping{"spec": mapping{"accessModes": []any{"ReadWriteOnce"}}}},
	"fc":                    mapping{"lun": 1},
	"flexVolume":            mapping{"driver": "example.com/d"},
	"flocker":               mapping{"datasetName": "d"},
	"gcePersistentDisk":     mapping{"pdName": "p"},
	"gitRepo":               mapping{"repository": "https://example.com/r.git"},
	"glusterfs":             mapping{"endpoints": "e", "path": "p"},
	"hostPath":              mapping{"path": "/data"},
	"image":                 mapping{"reference": "example.com/files:1.0"},
	"iscsi":                 mapping{"targetPortal": "10.0.0.1", "iqn": "iqn.2001-04.com.example:s", "lun": 0},
	"nfs":                   mapping{"server": "10.0.0.1", "path": "/"},
	"persistentVolumeClaim": mapping{"claimName": "p"},
	"photonPersistentDisk":  mapping{"pdID": "p"},
	"portworxVolume":        mapping{"volumeID": "v"},
	"projected":             mapping{"sources": []any{mapping{"serviceAccountToken": mapping{"path": "t"}}}},
	"quobyte":               mapping{"registry": "r:1", "volume": "v"},
	"rbd":                   mapping{"monitors": []any{"10.0.0.1"}, "image": "i"},
	"scaleIO":               mapping{"gateway": "https://example.com", "system": "s", "secretRef": mapping{"name": "s"}},
	"secret":                mapping{"secretName": "s"},
	"storageos":             mapping{"volumeName": "v"},
	"vsphereVolume":         mapping{"volumePath": "p"},
}

// hostPaths are those that rules beyond the standards tell apart.
var hostPaths = []any{
	"/", "/var/run/docker.sock", "/run/containerd", "/etc", "/var/lib/../lib/kubelet", "/var/log/pods/", "/lib/modules", "data", "", nil,
}

func volumes() []any {
	one := func(source mapping) []any {
		source["name"] = "v"
		return []any{source}
	}
	values := []any{nil, []any{}, one(mapping{})}
	for _, name := range sorted(sources) {
		values = append(values, one(mapping{name: sources[name]}), one(mapping{name: mapping{}}), one(mapping{name: nil}))
	}
	for _, path := range hostPaths {
		values = append(values, one(mapping{"hostPath": mapping{"path": path, "type": ""}}))
	}
	return append(values, one(mapping{"hostPath": nil, "nfs": mapping{"server": "s", "path": "/"}}), one(mapping{"nfs": nil, "emptyDir": mapping{}}))
}

// mounts are those of the volume above.
var mounts = []any{
	nil, []any{}, []any{mapping{"name": "v", "mountPath": "/v"}}, []any{mapping{"name": "v", "mountPath": "/v", "readOnly": true}},
}

// appArmorAnnotation and seccompAnnotation are followed by the name of a container.
const (
	appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/"
	seccompAnnotation  = "container.seccomp.security.alpha.kubernetes.io/"
)

var (
	annotationKeys = []string{
		appArmorAnnotation + "app", appArmorAnnotation + "nobody", appArmorAnnotation, "container.apparmor.security.beta.kubernetes.io",
		seccompAnnotation + "app", seccompAnnotation + "nobody", "seccomp.security.alpha.kubernetes.io/pod", "example.com/note",
	}
	annotationValues = []any{
		"runtime/default", "localhost/app", "localhost/", "localhost", "unconfined", "RuntimeDefault", "docker/default", "", nil,
	}
)

// images tell node agents from other programs.
var images = []any{
	"nginx", "example.com/team/app:1.0", "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.0", "registry.k8s.io/kube-proxy:v1.33.0",
}
