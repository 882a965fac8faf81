package linter

import (
	"fmt"
	"strconv"

	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// versions are 1.33, v1.33, 1.33.2 and what EKS appends, such as 1.33.2-eks-1a2b3c4 or the
// 1.33+ of kubectl.
var versions = pattern.Lazy(`^v?1\.(\d{1,3})(\.\d+)?\+?([-+][0-9A-Za-z.+-]+)?$`)

// KubernetesMinor returns the NN of a version of Kubernetes, such as 1.NN, or 0 for
// "latest". One that is newer than what the rules know is none that New accepts.
func KubernetesMinor(version string) (int, error) {
	if version == "latest" {
		return 0, nil
	}
	match := versions().FindStringSubmatch(version)
	if match == nil {
		return 0, fmt.Errorf("it takes a version of Kubernetes such as 1.%d", NewestKubernetesMinor)
	}
	n, _ := strconv.Atoi(match[1]) // the expression lets only digits through
	if n < OldestKubernetesMinor {
		return 0, fmt.Errorf("the rules know the versions from 1.%d to 1.%d", OldestKubernetesMinor, NewestKubernetesMinor)
	}
	return n, nil
}
