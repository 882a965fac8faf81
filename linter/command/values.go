package command

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/ekslint/ekslint/linter"
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

// jobs is the value of a flag that takes a number of workers.
type jobs int

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

func (m *minor) String() string {
	if *m == 0 {
		return ""
	}
	return fmt.Sprintf("1.%d", int(*m))
}

// Type is what the help shows if the usage names no value.
func (m *minor) Type() string { return "1.NN" }

// versions are 1.33, v1.33, 1.33.2 and what EKS appends, such as 1.33.2-eks-1a2b3c4 or the
// 1.33+ of kubectl.
var versions = regexp.MustCompile(`^v?1\.(\d{1,3})(\.\d+)?\+?([-+][0-9A-Za-z.+-]+)?$`)

// Set takes a version; one that is newer than what the rules know is accepted, since
// clusters are upgraded before their tools are.
func (m *minor) Set(text string) error {
	if text == "latest" {
		*m = 0
		return nil
	}
	match := versions.FindStringSubmatch(text)
	if match == nil {
		return fmt.Errorf("it takes a version of Kubernetes such as 1.%d", linter.NewestKubernetesMinor)
	}
	n, _ := strconv.Atoi(match[1]) // the expression lets only digits through
	if n < linter.OldestKubernetesMinor {
		return fmt.Errorf("the rules know the versions from 1.%d to 1.%d", linter.OldestKubernetesMinor, linter.NewestKubernetesMinor)
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
