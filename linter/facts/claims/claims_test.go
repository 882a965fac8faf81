package claims_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/claims"
	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/parsers/model"
)

// The volume of most cases, without its spec's last line.
const volume = `
apiVersion: v1
kind: PersistentVolume
metadata: {name: v, labels: {disk: fast}}
spec:
  hostPath: {path: /data}
`

func claim(metadata, spec string) string {
	return "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {" + metadata + "}, spec: {" + spec + "}}\n"
}

func set(metadata, claim string) string {
	return "---\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {" + metadata + "}, " +
		"spec: {volumeClaimTemplates: [{" + claim + "}]}}\n"
}

func TestClaim(t *testing.T) {
	tests := []struct {
		name   string
		unit   string
		want   string // kind and name of the claim; "" if there is none
		why    model.Reason
		reason string
	}{
		{
			name: "no claim", unit: volume, want: "",
			reason: "a volume that nothing in the unit claims is not known to be used",
		},
		{
			name: "named by the volume",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("name: c, namespace: shop", "storageClassName: other"),
			want: "PersistentVolumeClaim c", reason: "the controller does not look at the class of a claim that the volume names",
		},
		{
			name: "other name",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("name: d, namespace: shop", `storageClassName: ""`),
			want: "", reason: "a volume that names its claim is for no other",
		},
		{
			name: "other namespace",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("name: c, namespace: test", ""),
			want: "", reason: "the volume names the namespace as well",
		},
		{
			name: "namespace left out",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("name: c", ""),
			why:  model.NamespaceLeftOut, reason: "the claim may go to any namespace",
		},
		{
			name: "namespace of the reference left out",
			unit: volume + "  claimRef: {name: c}\n" + claim("name: c, namespace: shop", ""),
			why:  model.NamespaceLeftOut, reason: "the API server wants it, so it is filled in later",
		},
		{
			name: "named, and asks for another volume",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("name: c, namespace: shop", "volumeName: w"),
			want: "", reason: "claim and volume must agree",
		},
		{
			name: "template in the reference",
			unit: volume + "  claimRef: {namespace: shop, name: \"${CLAIM}\"}\n" + claim("name: c, namespace: shop", ""),
			why:  model.TemplateValue, reason: "it may be this claim",
		},
		{
			name: "template of the whole reference",
			unit: volume + "  claimRef: ${CLAIM}\n" + claim("name: c, namespace: shop", ""),
			why:  model.TemplateValue, reason: "it may be this claim",
		},
		{
			name: "template in the name of the claim",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("name: \"${NAME}\", namespace: shop", ""),
			why:  model.TemplateValue, reason: "it may be the one that is named",
		},
		{
			name: "generated name of the claim",
			unit: volume + "  claimRef: {namespace: shop, name: c}\n" + claim("generateName: c, namespace: shop", ""),
			want: "", reason: "a generated name has more characters",
		},
		{
			name: "asks by name", unit: volume + claim("name: c", "volumeName: v"),
			want: "PersistentVolumeClaim c", reason: "the name says it whatever the namespace",
		},
		{
			name: "asks by name, in another class", unit: volume + claim("name: c", "volumeName: v, storageClassName: gp3"),
			want: "", reason: "the controller refuses volumes of another class",
		},
		{
			name: "asks for another volume", unit: volume + claim("name: c", `volumeName: w, storageClassName: ""`),
			want: "", reason: "it is bound to that one or to none",
		},
		{
			name: "asks for a template", unit: volume + claim("name: c", "volumeName: \"${VOLUME}\""),
			why: model.TemplateValue, reason: "it may be this volume",
		},
		{
			name: "no class", unit: volume + claim("name: c", `storageClassName: ""`),
			want: "PersistentVolumeClaim c", reason: "it takes any volume without a class",
		},
		{
			name: "class left out", unit: volume + claim("name: c", ""),
			why: model.NotInInput, reason: "a cluster with a default class makes a new volume",
		},
		{
			name: "same class",
			unit: volume + "  storageClassName: manual\n" + claim("name: c", "storageClassName: manual"),
			want: "PersistentVolumeClaim c", reason: "the class is all that the claim asks for",
		},
		{
			name: "same class in the annotation",
			unit: volume + "  storageClassName: manual\n" +
				claim("name: c, annotations: {volume.beta.kubernetes.io/storage-class: manual}", "storageClassName: gp3"),
			want: "PersistentVolumeClaim c", reason: "the annotation wins",
		},
		{
			name: "other class",
			unit: volume + "  storageClassName: manual\n" + claim("name: c", "storageClassName: gp3"),
			want: "", reason: "no claim gets a volume of another class",
		},
		{
			name: "template in the class",
			unit: volume + "  storageClassName: manual\n" + claim("name: c", "storageClassName: \"${CLASS}\""),
			why:  model.TemplateValue, reason: "it may be the same",
		},
		{
			name: "selected", unit: volume + claim("name: c", `storageClassName: "", selector: {matchLabels: {disk: fast}}`),
			want: "PersistentVolumeClaim c", reason: "the labels are those that are asked for",
		},
		{
			name: "not selected", unit: volume + claim("name: c", `storageClassName: "", selector: {matchLabels: {disk: slow}}`),
			want: "", reason: "the labels are others",
		},
		{
			name: "not selected in a class left out", unit: volume + claim("name: c", `selector: {matchLabels: {disk: slow}}`),
			want: "", reason: "the labels are others whatever the class is",
		},
		{
			name: "template in the selector",
			unit: volume + claim("name: c", `storageClassName: "", selector: {matchLabels: {disk: "${DISK}"}}`),
			why:  model.TemplateValue, reason: "it may select the volume",
		},
		{
			name: "the first of several",
			unit: volume + claim("name: a", "") + claim("name: b", `storageClassName: ""`) + claim("name: c", `storageClassName: ""`),
			want: "PersistentVolumeClaim b", reason: "one is enough, and an unknown one before it does not matter",
		},
		{
			name: "template of a StatefulSet named by the volume",
			unit: volume + "  claimRef: {namespace: shop, name: data-db-0}\n" + set("name: db, namespace: shop", "metadata: {name: data}"),
			want: "StatefulSet db", reason: "that is the name of the claim of its first pod",
		},
		{
			name: "template of another StatefulSet",
			unit: volume + "  claimRef: {namespace: shop, name: data-db-main}\n" + set("name: db, namespace: shop", "metadata: {name: data}"),
			want: "", reason: "a claim from the template ends in a number",
		},
		{
			name: "template of a StatefulSet without a known name",
			unit: volume + "  claimRef: {namespace: shop, name: data-db-0}\n" +
				set("name: \"${NAME}\", namespace: shop", "metadata: {name: data}"),
			why: model.TemplateValue, reason: "it may be db",
		},
		{
			name: "template of a StatefulSet by its class",
			unit: volume + "  storageClassName: local\n" + set("name: db", "metadata: {name: data}, spec: {storageClassName: local}"),
			want: "StatefulSet db", reason: "claims of a template ask as all others do",
		},
		{
			name: "local volume",
			unit: "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {local: {path: /}}}\n" +
				claim("name: c", "volumeName: v"),
			want: "PersistentVolumeClaim c", reason: "it lies on the node as well",
		},
		{
			name: "volume elsewhere",
			unit: "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {csi: {driver: efs.csi.aws.com}}}\n" +
				claim("name: c", "volumeName: v"),
			want: "", reason: "nobody asks who takes it",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := factstest.Read(t, test.unit)
			claims.Compute(m)
			v := m.PersistentVolumes[0]
			got := ""
			if v.Claim != nil {
				got = v.Claim.Kind + " " + v.Claim.Name
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("claim, since %s (-want +got):\n%s", test.reason, diff)
			}
			if diff := cmp.Diff(test.why, v.Why("claim")); diff != "" {
				t.Errorf("reason why it is unknown, since %s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestClaimRefersToItsObject(t *testing.T) {
	m := factstest.Read(t, volume+claim("name: a", "volumeName: w")+claim("name: b", "volumeName: v"))
	claims.Compute(m)
	if got, want := m.PersistentVolumes[0].Claim.Ref, m.PersistentVolumeClaims[1].Ref; got != want {
		t.Errorf("the ref is %d, want %d", got, want)
	}
}
