package kubernetes

import (
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// podSecurityLabel starts the labels of Pod Security Admission.
const podSecurityLabel = "pod-security.kubernetes.io/"

// podSecurityFields are where the fields of a namespace's PodSecurity lie.
var podSecurityFields = map[string]string{
	"pod_security.enforce": podSecurityPath("enforce"), "pod_security.enforce_version": podSecurityPath("enforce-version"),
	"pod_security.audit": podSecurityPath("audit"), "pod_security.audit_version": podSecurityPath("audit-version"),
	"pod_security.warn": podSecurityPath("warn"), "pod_security.warn_version": podSecurityPath("warn-version"),
	"pod_security": "metadata.labels",
}

func podSecurityPath(mode string) string { return joinKey("metadata.labels", podSecurityLabel+mode) }

func (r *reader) namespace(root *tree.Node) {
	n := &model.Namespace{}
	r.newObject(root, &n.Object, clusterScoped)
	n.Ref = r.addObject(root, "", podSecurityFields)
	label := func(mode string) *string {
		value, ok := n.Labels[podSecurityLabel+mode]
		if !ok {
			return nil
		}
		return &value
	}
	n.PodSecurity = model.PodSecurity{
		Enforce: label("enforce"), EnforceVersion: label("enforce-version"),
		Audit: label("audit"), AuditVersion: label("audit-version"),
		Warn: label("warn"), WarnVersion: label("warn-version"),
	}
	r.out.Model.Namespaces = append(r.out.Model.Namespaces, n)
}

func (r *reader) persistentVolume(root *tree.Node) {
	v := &model.PersistentVolume{}
	r.newObject(root, &v.Object, clusterScoped)
	v.Ref = r.addObject(root, "spec", map[string]string{
		"local_path": "spec.local.path", "claim_name": "spec.claimRef.name", "claim_namespace": "spec.claimRef.namespace",
		"host_path.clean": "spec.hostPath.path",
	})
	f := r.spec(root, &v.Object)
	v.HostPath = hostPath(f)
	local := f.inside("local")
	local.prefix = "local_"
	v.LocalPath = local.text("path")
	v.NFS, v.CSI = nfs(f), csiVolume(f)
	v.StorageClassName = f.text("storageClassName")
	claim := f.inside("claimRef")
	claim.prefix = "claim_"
	v.ClaimName, v.ClaimNamespace = claim.text("name"), claim.text("namespace")
	r.out.Model.PersistentVolumes = append(r.out.Model.PersistentVolumes, v)
}

func (r *reader) persistentVolumeClaim(root *tree.Node) {
	c := &model.PersistentVolumeClaim{}
	r.newObject(root, &c.Object, namespaced)
	c.Ref = r.addObject(root, "spec", nil)
	r.claim(c, r.spec(root, &c.Object))
}

// claim reads the spec of a claim.
func (r *reader) claim(c *model.PersistentVolumeClaim, f fields) {
	c.VolumeName = f.text("volumeName")
	c.StorageClassName = f.optionalText("storageClassName")
	c.Selector = labelSelector(f, "selector")
	r.out.Model.PersistentVolumeClaims = append(r.out.Model.PersistentVolumeClaims, c)
}

// claimTemplateFields are the fields of a claim template that do not lie in its spec.
var claimTemplateFields = map[string]string{
	"name": "metadata.name", "labels": "metadata.labels", "annotations": "metadata.annotations",
	"namespace": "^.metadata.namespace", "stateful_set": "^.metadata.name", "bundle": "^", "api_version": "", "kind": "",
}

// claimTemplates reads the claims that a StatefulSet makes for its pods. They lie in its
// namespace.
func (r *reader) claimTemplates(root *tree.Node, set *model.Object) {
	spec := fields{r: r, node: root, into: &set.Node}.inside("spec")
	spec.each("volumeClaimTemplates", func(i int, item *tree.Node, path string) {
		c := &model.PersistentVolumeClaim{StatefulSet: set.Name}
		c.APIVersion, c.Kind = "v1", "PersistentVolumeClaim"
		c.Namespace, c.Bundle = set.Namespace, set.Bundle
		c.Ref = r.out.Anchors.add(anchor{
			object: r.identity, node: item, parent: set.Ref, list: "spec.volumeClaimTemplates", index: i,
			base: "spec", special: claimTemplateFields,
		})
		f := fields{r: r, node: item, into: &c.Node, path: path}
		if why := set.Why("namespace"); why != "" {
			f.note("namespace", why)
		}
		if why := set.Why("name"); why != "" {
			f.note("statefulSet", why)
		}
		metadata := f.inside("metadata")
		c.Name, c.Labels, c.Annotations = metadata.text("name"), metadata.textMap("labels"), metadata.textMap("annotations")
		r.claim(c, f.inside("spec"))
	})
}

// labelSelector reads a selector; nil if there is none.
func labelSelector(f fields, key string) *model.LabelSelector {
	s := f.below(key)
	if s.node == nil {
		return nil
	}
	selector := &model.LabelSelector{MatchLabels: s.textMap("matchLabels")}
	s.each("matchExpressions", func(_ int, item *tree.Node, path string) {
		e := fields{r: f.r, node: item, into: f.into, prefix: s.prefix + "match_expressions.", path: path}
		selector.MatchExpressions = append(selector.MatchExpressions, &model.LabelExpression{
			Key: e.text("key"), Operator: e.text("operator"), Values: e.texts("values"),
		})
	})
	return selector
}

// labelSelectors reads a list of selectors.
func labelSelectors(f fields, key string) []*model.LabelSelector {
	var selectors []*model.LabelSelector
	f.each(key, func(_ int, item *tree.Node, path string) {
		one := &tree.Node{Kind: tree.Mapping, Span: item.Span, Fields: []tree.Field{{Key: key, Value: item}}}
		sf := fields{r: f.r, node: one, into: f.into, prefix: f.prefix, path: path}
		selectors = append(selectors, labelSelector(sf, key))
	})
	return selectors
}

func (r *reader) role(root *tree.Node) {
	role := &model.Role{}
	in := scope(r.identity.Kind == "Role")
	r.newObject(root, &role.Object, in)
	role.Ref = r.addObject(root, "", map[string]string{"aggregation_selectors": "aggregationRule.clusterRoleSelectors"})
	f := fields{r: r, node: root, into: &role.Node}
	role.AggregationSelectors = labelSelectors(f.inside("aggregationRule"), "clusterRoleSelectors")
	f.each("rules", func(i int, item *tree.Node, path string) {
		rule := &model.PolicyRule{}
		rule.Ref = r.addItem(role.Ref, "rules", i, item, nil)
		rf := fields{r: r, node: item, into: &rule.Node, path: path}
		rule.Verbs = rf.texts("verbs")
		rule.APIGroups = rf.texts("apiGroups")
		rule.Resources = rf.texts("resources")
		rule.ResourceNames = rf.texts("resourceNames")
		rule.NonResourceURLs = rf.texts("nonResourceURLs")
		role.Rules = append(role.Rules, rule)
	})
	r.out.Model.Roles = append(r.out.Model.Roles, role)
}

func (r *reader) roleBinding(root *tree.Node) {
	b := &model.RoleBinding{}
	in := scope(r.identity.Kind == "RoleBinding")
	r.newObject(root, &b.Object, in)
	b.Ref = r.addObject(root, "", map[string]string{
		"role_kind": "roleRef.kind", "role_name": "roleRef.name",
	})
	f := fields{r: r, node: root, into: &b.Node}
	ref := f.inside("roleRef")
	ref.prefix = "role_"
	b.RoleKind, b.RoleName = ref.text("kind"), ref.text("name")
	f.each("subjects", func(i int, item *tree.Node, path string) {
		s := &model.Subject{}
		s.Ref = r.addItem(b.Ref, "subjects", i, item, nil)
		sf := fields{r: r, node: item, into: &s.Node, path: path}
		s.Kind, s.Name, s.Namespace = sf.text("kind"), sf.text("name"), sf.text("namespace")
		b.Subjects = append(b.Subjects, s)
	})
	r.out.Model.RoleBindings = append(r.out.Model.RoleBindings, b)
}

func (r *reader) securityGroupPolicy(root *tree.Node) {
	p := &model.SecurityGroupPolicy{}
	r.newObject(root, &p.Object, namespaced)
	p.Ref = r.addObject(root, "spec", map[string]string{
		"group_ids": "spec.securityGroups.groupIds",
	})
	f := r.spec(root, &p.Object)
	p.PodSelector = labelSelector(f, "podSelector")
	p.ServiceAccountSelector = labelSelector(f, "serviceAccountSelector")
	p.GroupIDs = f.inside("securityGroups").texts("groupIds")
	if ids := root.Get("spec").Get("securityGroups").Get("groupIds"); ids != nil {
		for i, id := range ids.Items {
			if id.Kind == tree.String && isTemplate(id.Text) {
				if p.Templates == nil {
					p.Templates = map[int]string{}
				}
				p.Templates[i] = id.Text
			}
		}
	}
	r.out.Model.SecurityGroupPolicies = append(r.out.Model.SecurityGroupPolicies, p)
}
