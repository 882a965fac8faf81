package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// size is the value of a flag that takes a number of bytes, with or without a unit.
type size int64

func (s *size) String() string { return strings.ReplaceAll(humanize.IBytes(uint64(*s)), " ", "") }

// Type is what the help shows if the usage names no value.
func (s *size) Type() string { return "SIZE" }

// Set takes sizes such as 500000, 64MiB or 10 MB.
func (s *size) Set(text string) error {
	bytes, err := humanize.ParseBytes(text)
	if err != nil || bytes == 0 || bytes > 1<<40 {
		return errors.New("it takes a size such as 64MiB, at least one byte and at most 1TiB")
	}
	*s = size(bytes)
	return nil
}

// namespace is the value of a flag that takes the name of one; "" if it is not given.
type namespace string

func (n *namespace) String() string { return string(*n) }

// Type is what the help shows if the usage names no value.
func (n *namespace) Type() string { return "NAME" }

// namespaceName is what a namespace can be called.
//
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names.
var namespaceName = pattern.Lazy(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

// Set takes a name such as shop.
func (n *namespace) Set(text string) error {
	if !namespaceName().MatchString(text) {
		return errors.New("it takes the name of a namespace, such as shop")
	}
	*n = namespace(text)
	return nil
}

// jobs is the value of a flag that takes a number of workers.
type jobs int

func (j *jobs) register(f *flags) {
	f.VarP(j, "jobs", "j", "`N` number of workers (default one per processor)")
}

func (j *jobs) String() string { return strconv.Itoa(int(*j)) }

// Type is what the help shows if the usage names no value.
func (j *jobs) Type() string { return "N" }

// maxJobs is far more than any machine needs, and few enough not to exhaust one.
const maxJobs = 1024

// Set takes a number; 0 leaves the choice to the linter.
func (j *jobs) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxJobs {
		return fmt.Errorf("it takes a number from 1 to %d, or 0 for one worker per processor", maxJobs)
	}
	*j = jobs(n)
	return nil
}

// minor is the value of a flag that takes a version of Kubernetes, of which only the
// minor matters; 0 stands for the newest.
type minor int

func (m *minor) register(f *flags) {
	f.Var(m, "kubernetes-version", fmt.Sprintf("`VERSION` Kubernetes version of the cluster, and that of the Pod Security Standards (default 1.%d)", linter.NewestKubernetesMinor))
}

func (m *minor) String() string {
	if *m == 0 {
		return ""
	}
	return fmt.Sprintf("1.%d", int(*m))
}

// Type is what the help shows if the usage names no value.
func (m *minor) Type() string { return "1.NN" }

// Set takes a version; one that is newer than what the rules know is accepted, since
// clusters are upgraded before their tools are.
func (m *minor) Set(text string) error {
	n, err := linter.KubernetesMinor(text)
	if err != nil {
		return err
	}
	*m = minor(n)
	return nil
}

// known is the minor version that the rules judge by.
func (m minor) known(c *Command, quiet bool) int {
	if int(m) <= linter.NewestKubernetesMinor {
		return int(m)
	}
	if !quiet {
		c.warn("Kubernetes 1.%d is newer than this ekslint; it judges by 1.%d", int(m), linter.NewestKubernetesMinor)
	}
	return linter.NewestKubernetesMinor
}

// repeated is a flag that adds a text each time; unlike a list it does not split it.
type repeated []string

func (r *repeated) Set(text string) error {
	*r = append(*r, text)
	return nil
}
func (*repeated) String() string { return "" }
func (*repeated) Type() string   { return "string" }

// assignments is a flag that sets a name to a value each time.
type assignments map[string]string

func (a *assignments) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if name = strings.TrimSpace(name); !ok || name == "" {
		return errors.New("write NAME=VALUE")
	}
	if *a == nil {
		*a = assignments{}
	}
	(*a)[name] = value
	return nil
}
func (*assignments) String() string { return "" }
func (*assignments) Type() string   { return "string" }
