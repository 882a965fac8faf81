package command

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"

	"github.com/ekslint/ekslint/linter"
)

// git is the only program that ekslint ever starts, and only for --new-from. What the
// repository and the user have configured must neither start another one nor change the
// form of the output.
func git(ctx context.Context, folder string, args ...string) ([]byte, error) {
	settings := []string{"-c", "core.fsmonitor=false", "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "diff.relative=false"}
	cmd := exec.CommandContext(ctx, "git", append(settings, args...)...)
	cmd.Dir = folder
	cmd.Env = append(cmd.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case err == nil:
		return out, nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, context.Cause(ctx)
	case ctx.Err() != nil:
		return nil, errInterrupted
	case errors.Is(err, exec.ErrNotFound):
		return nil, usagef("lint", "--new-from needs git, and there is none here; give the changes with --new-from-patch")
	}
	said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
	if said == "" {
		said = err.Error()
	}
	return nil, errors.New(strings.TrimPrefix(said, "fatal: "))
}

// changesSince asks git what changed between the commit at which the branch left a
// revision and the files as they are now, those included that git does not track yet.
func changesSince(ctx context.Context, c *Command, t *tree, revision string) (*linter.Changes, error) {
	switch {
	case !t.git:
		return nil, usagef("lint", "--new-from %s: the paths lie in no git work tree; give the changes with --new-from-patch", revision)
	case strings.HasPrefix(revision, "-"):
		return nil, usagef("lint", "--new-from %s: it is no revision", revision)
	}
	patch, err := git(ctx, t.folder.Name(), "diff", "--unified=0", "--merge-base", "--no-color", "--no-ext-diff", "--no-textconv",
		"--find-renames", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", revision, "--")
	if err != nil {
		return nil, cannotDiff(revision, err)
	}
	changes, err := linter.ParsePatch(bytes.NewReader(patch))
	if err != nil {
		return nil, usagef("lint", "--new-from %s: what git says is not understood: %v", revision, err)
	}
	tracked, err := openIndex(c, t.folder.Name())
	if err != nil {
		return nil, usagef("lint", "--new-from %s: which files git tracks cannot be read: %v; or give the changes with --new-from-patch", revision, err)
	}
	changes.Tracked = tracked.has
	return changes, nil
}

// cannotDiff says what git said, and what helps in most cases.
func cannotDiff(revision string, err error) error {
	if usage := (*usageError)(nil); errors.As(err, &usage) || errors.Is(err, errInterrupted) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return usagef("lint", "--new-from %s: git says: %v; if the clone is shallow, fetch its history (fetch-depth: 0)", revision, err)
}
