package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestMountsOfHostPaths(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers:
    - name: app
      volumeMounts:
        - {name: logs, mountPath: /a, readOnly: true, recursiveReadOnly: Enabled}
        - {name: logs, mountPath: /b, subPath: pods/../nginx/}
        - {name: logs, mountPath: /c, subPathExpr: $(POD_NAME)}
        - {name: logs, mountPath: /d, subPath: "${SUB}"}
        - {name: templated, mountPath: /e}
        - {name: source, mountPath: /f}
        - {name: "${NAME}", mountPath: /g}
        - {name: pathless, mountPath: /h}
        - {name: data, mountPath: /i}
        - {name: elsewhere, mountPath: /j}
        - {name: drive, mountPath: /k}
        - {name: pipe, mountPath: /l}
  volumes:
    - {name: logs, hostPath: {path: /var/./log/}}
    - {name: templated, hostPath: {path: "${DIR}"}}
    - {name: source, hostPath: "${SOURCE}"}
    - {name: pathless, hostPath: {}}
    - {name: data, emptyDir: {}}
    - {name: drive, hostPath: {path: 'C:\var\lib\kubelet'}}
    - {name: pipe, hostPath: {path: '\\.\pipe\csi-proxy'}}
`)
	type seen struct {
		MountPath, HostPath, RecursiveReadOnly string
		ReadOnly                               bool
		Unknown                                model.Reason
	}
	var got []seen
	for _, m := range u.Model.VolumeMounts {
		got = append(got, seen{m.MountPath, m.HostPath, m.RecursiveReadOnly, m.ReadOnly, m.Why("host_path")})
	}
	want := []seen{
		{MountPath: "/a", HostPath: "/var/log", RecursiveReadOnly: "Enabled", ReadOnly: true},
		{MountPath: "/b", HostPath: "/var/log/nginx"},
		{MountPath: "/c", HostPath: "/var/log/$(POD_NAME)"},
		{MountPath: "/d", Unknown: model.TemplateValue},
		{MountPath: "/e", Unknown: model.TemplateValue},
		{MountPath: "/f", Unknown: model.TemplateValue},
		{MountPath: "/g", Unknown: model.TemplateValue},
		{MountPath: "/h"},
		{MountPath: "/i"},
		{MountPath: "/j"},
		{MountPath: "/k", HostPath: `C:\var\lib\kubelet`},
		{MountPath: "/l", HostPath: `\\.\pipe\csi-proxy`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mounts (-want +got):\n%s", diff)
	}
}

func TestMountsWhoseVolumesAreFilledInLater(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers:
    - name: app
      volumeMounts:
        - {name: data, mountPath: /a}
        - {name: logs, mountPath: /b}
    - name: side
      volumeMounts: ${MOUNTS}
    - ${CONTAINER}
  volumes:
    - {name: data, emptyDir: {}}
    - ${VOLUME}
`)
	var unknown []model.Reason
	for _, m := range u.Model.VolumeMounts {
		unknown = append(unknown, m.Why("host_path"))
	}
	if diff := cmp.Diff([]model.Reason{"", model.TemplateValue}, unknown); diff != "" {
		t.Errorf("unknown paths (-want +got):\n%s", diff)
	}
	var incomplete []string
	for _, gap := range u.Model.Incomplete {
		if gap.Collection == "volume_mounts" {
			incomplete = append(incomplete, gap.Field)
		}
	}
	if diff := cmp.Diff([]string{"volume_mounts", "containers"}, incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

func TestAVolumeOfALaterNameMayBeAnyButAPathOfTheNode(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - {name: app, volumeMounts: [{name: "${NAME}", mountPath: /a}]}
  volumes:
    - {name: data, emptyDir: {}}
`)
	if why := u.Model.VolumeMounts[0].Why("host_path"); why != "" {
		t.Errorf("the path is unknown (%s), though no volume of the pod has one", why)
	}
}
