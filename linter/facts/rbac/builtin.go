package rbac

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/ekslint/ekslint/parsers/model"
)

//go:embed builtin.txt
var builtinText string

// builtin are the roles and bindings that every cluster has.
var builtin = sync.OnceValue(func() *policy {
	p, err := parsePolicy(builtinText)
	if err != nil {
		panic("builtin.txt: " + err.Error()) // it is part of the program, and a test reads it
	}
	return p
})

// policy is a set of roles and bindings.
type policy struct {
	roles    []*model.Role
	bindings []*model.RoleBinding
}

// aggregateLabel starts the labels by which the built-in roles aggregate others.
const aggregateLabel = "rbac.authorization.k8s.io/aggregate-to-"

// parsePolicy reads the form that builtin.txt describes.
func parsePolicy(text string) (*policy, error) {
	p := &policy{}
	var role *model.Role
	for number, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		var err error
		switch {
		case len(words) == 0 || words[0][0] == '#':
		case strings.HasPrefix(line, " ") && role != nil:
			err = parseRule(role, words)
		case len(words) < 2:
			err = fmt.Errorf("%q needs a name", line)
		case words[0] == "clusterrole" || words[0] == "role":
			role = parseRole(words)
			p.roles = append(p.roles, role)
		default:
			var b *model.RoleBinding
			if b, err = parseBinding(words); err == nil {
				p.bindings = append(p.bindings, b)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number+1, err)
		}
	}
	return p, nil
}

func named(kind, name string) model.Object {
	o := model.Object{APIVersion: "rbac.authorization.k8s.io/v1", Kind: kind, Name: name}
	if namespace, rest, found := strings.Cut(name, "/"); found {
		o.Namespace, o.Name = namespace, rest
	}
	return o
}

func parseRole(words []string) *model.Role {
	kind := "Role"
	if words[0] == "clusterrole" {
		kind = clusterRole
	}
	role := &model.Role{Object: named(kind, words[1])}
	for _, word := range words[2:] {
		if to, found := strings.CutPrefix(word, "into:"); found {
			role.Labels = map[string]string{aggregateLabel + to: "true"}
		}
		if from, found := strings.CutPrefix(word, "from:"); found {
			role.AggregationSelectors = []*model.LabelSelector{{MatchLabels: map[string]string{aggregateLabel + from: "true"}}}
		}
	}
	return role
}

func parseRule(role *model.Role, words []string) error {
	if len(words) < 3 {
		return fmt.Errorf("a rule has verbs, groups and resources, and this is %q", words)
	}
	rule := &model.PolicyRule{Verbs: verbs(words[0])}
	role.Rules = append(role.Rules, rule)
	if words[1] == "url" {
		rule.NonResourceURLs = strings.Split(words[2], ",")
		return nil
	}
	rule.APIGroups, rule.Resources = strings.Split(words[1], ","), strings.Split(words[2], ",")
	for i, group := range rule.APIGroups {
		if group == "core" {
			rule.APIGroups[i] = ""
		}
	}
	if len(words) > 3 {
		rule.ResourceNames = strings.Split(strings.TrimPrefix(words[3], "names:"), ",")
	}
	return nil
}

var (
	readVerbs  = []string{"get", "list", "watch"}
	writeVerbs = []string{"create", "delete", "deletecollection", "patch", "update"}
)

func verbs(text string) []string {
	var list []string
	for verb := range strings.SplitSeq(text, ",") {
		switch verb {
		case "read":
			list = append(list, readVerbs...)
		case "write":
			list = append(list, writeVerbs...)
		default:
			list = append(list, verb)
		}
	}
	return list
}

var builtinKinds = map[string]string{
	"clusterrolebinding": clusterRoleBinding, "rolebinding": "RoleBinding",
	"clusterrole": clusterRole, "role": "Role",
	"user": User, "group": Group, "account": ServiceAccount,
}

func parseBinding(words []string) (*model.RoleBinding, error) {
	kind, known := builtinKinds[words[0]]
	if !known || len(words) < 3 {
		return nil, fmt.Errorf("%q is neither a role nor a binding", words)
	}
	b := &model.RoleBinding{Object: named(kind, words[1])}
	roleKind, role, _ := strings.Cut(words[2], ":")
	b.RoleKind, b.RoleName = builtinKinds[roleKind], role
	for _, word := range words[3:] {
		subjectKind, name, _ := strings.Cut(word, ":")
		s := &model.Subject{Kind: builtinKinds[subjectKind], Name: name}
		if s.Kind == ServiceAccount {
			s.Namespace, s.Name, _ = strings.Cut(name, "/")
		}
		b.Subjects = append(b.Subjects, s)
	}
	return b, nil
}
