// Package kubernetes turns Kubernetes objects into the normalized model.
//
// Start at [Read]. Every object of a known kind becomes one node of the model, with a
// ref; the [Anchors] tell where the fields of that node are written.
package kubernetes

import (
	"fmt"
	"path"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Objects are the Kubernetes objects of one file.
type Objects struct {
	// Model holds the nodes; its settings are empty.
	Model model.Model
	// Anchors locate the nodes of Model.
	Anchors *Anchors
	// Problems are those of objects that the API server would refuse to read.
	Problems []source.Problem
	// Count is the number of objects, those of a List counted one by one, and those of
	// kinds that the model does not have included.
	Count int
	// Other is the number of documents that are no Kubernetes objects.
	Other int
}

// Origin gives, for a byte offset, the chart's template that the object there was made
// from, and "" if it was not made from one.
type Origin func(offset int) string

// Read turns the documents of a file into model nodes, whose refs follow base. Documents
// that are no Kubernetes objects are only counted.
func Read(file *source.File, docs []tree.Document, origin Origin, base model.Ref) *Objects {
	return ReadInto("", file, docs, origin, base)
}

// ReadInto is Read for objects that whoever applies them puts into a namespace, unless they
// name another one themselves.
func ReadInto(namespace string, file *source.File, docs []tree.Document, origin Origin, base model.Ref) *Objects {
	r := &reader{file: file, origin: origin, assumed: namespace, out: &Objects{Anchors: &Anchors{file: file, base: base}}}
	for _, doc := range docs {
		if !r.document(doc.Root) {
			r.out.Other++
		}
	}
	r.fileNamespaces()
	if r.more > 0 {
		r.out.Problems = append(r.out.Problems, source.Problemf(r.file, source.Span{}, "the file has %d more problems of this sort", r.more))
	}
	return r.out
}

// reader reads the objects of one file. The fields below identity are those of the object
// that is being read.
type reader struct {
	file    *source.File
	origin  Origin
	assumed string // the namespace of objects that name none; "" if that is not known
	out     *Objects

	identity *Identity
	custom   bool // a kind that is not one of Kubernetes

	volumesOf map[string]map[string]string // see volumeFields
	masked    map[*tree.Node]bool          // texts that should be secret
	more      int                          // problems that were too many to keep
}

// document reads a document and reports whether it is a Kubernetes object.
func (r *reader) document(root *tree.Node) bool {
	if root.Kind != tree.Mapping {
		return false
	}
	apiVersion, kind := root.Get("apiVersion"), root.Get("kind")
	if r.isKustomization(kind.Str()) {
		r.kustomization(root)
	}
	switch {
	case apiVersion.IsNull() && kind.IsNull():
		return false
	case apiVersion.IsNull() || kind.IsNull():
		return r.halfNamed(root)
	case apiVersion.Kind != tree.String || kind.Kind != tree.String:
		return r.misnamed(root, apiVersion, kind)
	case isLocal(apiVersion.Text):
		return false
	}
	r.object(root, apiVersion.Text, kind.Text)
	return true
}

// isLocal reports whether objects of an API version never reach the API server, since a
// program on the user's machine reads them.
func isLocal(apiVersion string) bool {
	return group(apiVersion) == "kustomize.config.k8s.io"
}

// misnamed handles a document whose apiVersion or kind is no string. As in halfNamed,
// metadata tells whether it is meant for Kubernetes.
func (r *reader) misnamed(root, apiVersion, kind *tree.Node) bool {
	if !hasMetadata(root) {
		return false
	}
	name, n := "apiVersion", apiVersion
	if n.Kind == tree.String {
		name, n = "kind", kind
	}
	r.problem(r.at(n), "%s must be a string, and this is %s", name, describe(n))
	return true
}

func hasMetadata(root *tree.Node) bool {
	metadata := root.Get("metadata")
	return metadata != nil && metadata.Kind == tree.Mapping
}

// halfNamed handles a document with only one of apiVersion and kind. With metadata it is
// meant for Kubernetes, which would refuse it; without, it is something else, such as
// the Chart.yaml of a Helm chart.
func (r *reader) halfNamed(root *tree.Node) bool {
	if !hasMetadata(root) {
		return false
	}
	has, lacks := "apiVersion", "kind"
	if root.Get(has).IsNull() {
		has, lacks = lacks, has
	}
	r.problem(firstLine(r.file, root), "this object has metadata and %s but no %s; the API server needs both", has, lacks)
	return true
}

// maxProblems is how many problems of a file are reported one by one.
const maxProblems = 1000

func (r *reader) problem(span source.Span, format string, args ...any) {
	if len(r.out.Problems) >= maxProblems {
		r.more++
		return
	}
	r.out.Problems = append(r.out.Problems, source.Problemf(r.file, span, format, args...))
}

// at is the region that a problem with a value points at.
func (r *reader) at(n *tree.Node) source.Span {
	return tight(r.file, &found{inList: true, value: n})
}

// object reads an object, or those of a List.
func (r *reader) object(root *tree.Node, apiVersion, kind string) {
	if items := root.Field("items"); items != nil && strings.HasSuffix(kind, "List") {
		r.list(items.Value, apiVersion, kind)
		return
	}
	r.out.Count++
	r.identify(root, apiVersion, kind)
	for _, name := range []string{apiVersion, kind} {
		if isTemplate(name) {
			r.problem(objectHeader(r.file, root), "the kind of this object is filled in later (%s), so it was not checked; render it first", shorten(name))
			return
		}
	}
	r.custom = !isBuiltIn(group(apiVersion))
	r.sensitive(root, kind)
	if read := r.kind(apiVersion, kind); read != nil {
		read(root)
		return
	}
	if r.custom && mayHoldPods(apiVersion, kind) {
		r.customKind(root)
	}
}

func (r *reader) list(items *tree.Node, apiVersion, kind string) {
	switch items.Kind {
	case tree.Sequence:
		for i, item := range items.Items {
			r.item(item, apiVersion, kind, i)
		}
	case tree.Null: // an empty list
	case tree.Bool, tree.Int, tree.Float, tree.String, tree.Mapping:
		r.problem(r.at(items), "%s: items must be a list, and this is %s", kind, describe(items))
	}
}

// item reads an element of a List. Those of a typed list, such as PodList, may leave out
// what the list's own kind says.
func (r *reader) item(item *tree.Node, apiVersion, listKind string, i int) {
	if item.Kind != tree.Mapping {
		r.problem(r.at(item), "%s: items[%d] must be an object, and this is %s", listKind, i, describe(item))
		return
	}
	kind := item.Get("kind").Str()
	own := item.Get("apiVersion").Str()
	if listKind != "List" {
		if kind == "" {
			kind = strings.TrimSuffix(listKind, "List")
		}
		if own == "" {
			own = apiVersion
		}
	}
	if kind == "" || own == "" {
		r.problem(r.at(item), "%s: items[%d] lacks apiVersion or kind; the API server needs both", listKind, i)
		return
	}
	r.object(item, own, kind)
}

func (r *reader) identify(root *tree.Node, apiVersion, kind string) {
	metadata := root.Get("metadata")
	r.identity = &Identity{
		APIVersion: apiVersion,
		Kind:       kind,
		Namespace:  metadata.Get("namespace").Str(),
		Name:       metadata.Get("name").Str(),
	}
	if r.identity.Name == "" {
		r.identity.Name = metadata.Get("generateName").Str()
	}
	if r.origin != nil {
		r.identity.Source = r.origin(root.Span.Start)
	}
}

// kind returns the function that reads a kind of Kubernetes or of a well-known add-on,
// and nil for all others.
func (r *reader) kind(apiVersion, kind string) func(*tree.Node) {
	in := func(groups ...string) bool {
		for _, g := range groups {
			if g == group(apiVersion) {
				return true
			}
		}
		return false
	}
	if base, ok := podSpecs[kind]; ok && in("", "apps", "batch", "extensions") {
		return func(root *tree.Node) { r.workload(root, base) }
	}
	if read := r.networkPolicyKind(apiVersion, kind); read != nil {
		return read
	}
	if read := r.exposureKind(apiVersion, kind); read != nil {
		return read
	}
	if read := r.backendKind(apiVersion, kind); read != nil {
		return read
	}
	switch {
	case in(""):
		return r.coreKind(kind)
	case kind == "PodSecurityPolicy" && in("policy", "extensions"):
		return r.podSecurityPolicy
	case in("rbac.authorization.k8s.io"):
		return r.rbacKind(kind)
	case in("networking.k8s.io", "extensions", "elbv2.k8s.aws", "eks.amazonaws.com", "gateway.networking.k8s.io"):
		return r.networkKind(kind)
	case kind == "SecurityGroupPolicy" && in("vpcresources.k8s.aws"):
		return r.securityGroupPolicy
	case kind == "StorageClass" && in("storage.k8s.io"):
		return r.storageClass
	case kind == "Tenant" && in("capsule.clastix.io"), kind == "ResourcePool" && in("capsule.clastix.io"),
		(kind == "HierarchicalResourceQuota" || kind == "HNCConfiguration") && in("hnc.x-k8s.io"):
		return r.quotaPropagator
	case kind == "HelmRelease" && in("helm.toolkit.fluxcd.io"), kind == "Application" && in("argoproj.io"):
		return r.chartRelease
	}
	return r.admissionKind(apiVersion, kind)
}

func (r *reader) coreKind(kind string) func(*tree.Node) {
	switch kind {
	case "Namespace":
		return r.namespace
	case "PersistentVolume":
		return r.persistentVolume
	case "PersistentVolumeClaim":
		return r.persistentVolumeClaim
	case "Service":
		return r.service
	case "ServiceAccount":
		return r.serviceAccount
	case "Secret":
		return r.secret
	case "ConfigMap":
		return r.configMap
	case "LimitRange":
		return r.limitRange
	case "ResourceQuota":
		return r.resourceQuota
	}
	return nil
}

func (r *reader) rbacKind(kind string) func(*tree.Node) {
	switch kind {
	case "Role", "ClusterRole":
		return r.role
	case "RoleBinding", "ClusterRoleBinding":
		return r.roleBinding
	}
	return nil
}

func (r *reader) networkKind(kind string) func(*tree.Node) {
	switch kind {
	case "Ingress":
		return r.ingress
	case "IngressClass":
		return r.ingressClass
	case "IngressClassParams":
		return r.ingressClassParams
	case "Gateway":
		return r.gateway
	case "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute":
		return r.route
	}
	return nil
}

// group is the API group of an apiVersion; "" is the core group.
func group(apiVersion string) string {
	name, _, found := strings.Cut(apiVersion, "/")
	if !found {
		return ""
	}
	return name
}

// isBuiltIn reports whether a group belongs to Kubernetes itself, whose types are known.
func isBuiltIn(name string) bool {
	switch name {
	case "", "apps", "batch", "extensions", "policy", "autoscaling":
		return true
	}
	return strings.HasSuffix(name, ".k8s.io") && !strings.HasSuffix(name, ".x-k8s.io")
}

// scope says whether the objects of a kind lie in a namespace.
type scope bool

const (
	namespaced    scope = true
	clusterScoped scope = false
)

// newObject reads what every object has. The ref is still to be set.
func (r *reader) newObject(root *tree.Node, into *model.Object, in scope) {
	into.APIVersion, into.Kind = r.identity.APIVersion, r.identity.Kind
	f := fields{r: r, node: root, into: &into.Node}.inside("metadata")
	into.Name = f.text("name")
	into.Labels = f.textMap("labels")
	into.Annotations = f.textMap("annotations")
	into.Bundle = path.Dir(r.file.Path)
	if in == clusterScoped {
		return
	}
	into.Namespace = f.text("namespace")
	switch {
	case into.Namespace != "" || into.Why("namespace") != "":
	case r.assumed != "":
		into.Namespace = r.assumed
	default:
		f.note("namespace", model.NamespaceLeftOut)
	}
}

// spec returns the fields of an object's spec, which the model keeps in the object's node.
func (r *reader) spec(root *tree.Node, into *model.Object) fields {
	return fields{r: r, node: root, into: &into.Node}.inside("spec")
}

// addObject registers an object whose fields lie in base.
func (r *reader) addObject(root *tree.Node, base string, special map[string]string) model.Ref {
	if special == nil {
		special = objectFields
	}
	return r.out.Anchors.add(anchor{object: r.identity, node: root, index: -1, base: base, special: special})
}

// addItem registers an element of a list below another node.
func (r *reader) addItem(parent model.Ref, list string, index int, n *tree.Node, special map[string]string) model.Ref {
	return r.out.Anchors.add(anchor{
		object: r.identity, node: n, parent: parent, list: list, index: index, special: special,
	})
}

// incomplete notes that a collection misses nodes if the field that would hold them is
// unknown.
func (r *reader) incomplete(collection string, node *model.Node, field string) {
	if why := node.Why(field); why == model.TemplateValue {
		r.out.Model.Incomplete = append(r.out.Model.Incomplete,
			&model.Incomplete{Collection: collection, Ref: node.Ref, Field: field, Reason: why})
	}
}

// String names the object for a message.
func (i *Identity) String() string {
	return fmt.Sprintf("%s %s", i.Kind, quoteName(i.Name))
}
