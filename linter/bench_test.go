package linter_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/linter"
)

// hardened is a Deployment as careful teams write it, %d being its number.
const hardened = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-%[1]d
  namespace: team-%[1]d
  labels: {app.kubernetes.io/name: web-%[1]d, app.kubernetes.io/part-of: shop}
spec:
  replicas: 2
  selector:
    matchLabels: {app.kubernetes.io/name: web-%[1]d}
  template:
    metadata:
      labels: {app.kubernetes.io/name: web-%[1]d, app.kubernetes.io/part-of: shop}
    spec:
      serviceAccountName: web-%[1]d
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      initContainers:
        - name: migrate
          image: registry.example.com/shop/migrate@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          args: ["--wait", "--timeout=60s"]
          securityContext: &restricted
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          resources:
            requests: {cpu: 10m, memory: 32Mi}
            limits: {memory: 64Mi}
      containers:
        - name: app
          image: registry.example.com/shop/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: DATABASE_HOST
              valueFrom:
                configMapKeyRef: {name: web, key: database-host}
          securityContext: *restricted
          livenessProbe:
            httpGet: {path: /healthz, port: http}
            periodSeconds: 10
          readinessProbe:
            httpGet: {path: /ready, port: http}
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            - name: config
              mountPath: /etc/web
              readOnly: true
      volumes:
        - name: tmp
          emptyDir: {}
        - name: config
          configMap:
            name: web
`

// careless is one as most are written.
const careless = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api-%[1]d
spec:
  selector:
    matchLabels: {app: api-%[1]d}
  template:
    metadata:
      labels: {app: api-%[1]d}
    spec:
      containers:
        - name: api
          image: example.com/api:latest
          ports: [{containerPort: 8080}]
          env:
            - {name: MODE, value: production}
        - name: agent
          image: example.com/agent:1.2
          securityContext: {privileged: true}
          volumeMounts:
            - {name: docker, mountPath: /var/run/docker.sock}
      volumes:
        - name: docker
          hostPath: {path: /var/run/docker.sock}
`

func manifests(text string, n int) fstest.MapFS {
	files := fstest.MapFS{}
	for i := range n {
		files[fmt.Sprintf("%d/deployment.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, text, i)}
	}
	return files
}

// BenchmarkLint measures whole runs, start included, beside what only reading the same
// files into nodes of the YAML library costs.
func BenchmarkLint(b *testing.B) {
	for _, input := range []struct {
		name, text string
		files      int
	}{{"one", hardened, 1}, {"hardened", hardened, 1000}, {"careless", careless, 1000}} {
		files := manifests(input.text, input.files)
		b.Run(input.name+"/read by the YAML library", func(b *testing.B) {
			for b.Loop() {
				for name := range files {
					readNodes(b, files[name].Data)
				}
			}
		})
		b.Run(input.name+"/lint", func(b *testing.B) {
			for b.Loop() {
				l, err := linter.New(linter.Options{FS: files, Jobs: 1})
				if err != nil {
					b.Fatal(err)
				}
				r, err := l.Lint(b.Context())
				if err != nil || len(r.Problems) > 0 {
					b.Fatal(err, r.Problems)
				}
			}
		})
	}
}

func readNodes(b *testing.B, data []byte) {
	b.Helper()
	for decoder := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var node yaml.Node
		if err := decoder.Decode(&node); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
