package command

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/rules"
)

func versionVerb() *verb {
	return &verb{name: "version", about: "print the version", words: func() []string { return nil }, set: func(*flags) runner {
		return func(_ context.Context, c *Command, args []string) (int, error) {
			if err := noArgs("version", args); err != nil {
				return 0, err
			}
			return 0, c.print(fmt.Sprintf("ekslint %s (%s %s/%s)\n%s, Kubernetes up to 1.%d\n", version(),
				runtime.Version(), runtime.GOOS, runtime.GOARCH, counted(len(rules.All()), "rule"), linter.NewestKubernetesMinor))
		}
	}}
}

// unversioned is the version of what was built from a checkout.
const unversioned = "devel"

// version is what the Go command noted when it built the program, so that a release and
// "go install" tell the same.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return unversioned
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}
