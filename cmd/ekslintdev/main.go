// Command ekslintdev is for those who work on ekslint itself.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

const usage = `ekslintdev is for those who work on ekslint itself. Run it at the root of the checkout.

  ekslintdev generate               compile the rules into what the binary carries
  ekslintdev new CATEGORY/RULE      write the files of a new rule
  ekslintdev test [RULE...]         run the tests and fixtures of rules as they are on disk
  ekslintdev plans SOURCES PLANS    compare what ekslint evaluates with plans of Terraform
  ekslintdev stubs SOURCES          compare the stubs of modules with the modules
  ekslintdev inputs ...             write the table of the inputs of a Terraform module
`

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "ekslintdev:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	switch verb {
	case "generate":
		return generate(".")
	case "new":
		if len(args) != 2 {
			return fmt.Errorf("new takes CATEGORY/RULE, such as pod-security/host-network")
		}
		return scaffold(".", args[1], stdout)
	case "test":
		return test(ctx, ".", args[1:], stdout)
	case "plans":
		return comparePlans(ctx, args[1:], stdout)
	case "stubs":
		return compareStubs(ctx, args[1:], stdout)
	case "inputs":
		return moduleInputs(ctx, args[1:], stdout)
	case "", "help", "-h", "--help":
		_, err := io.WriteString(stdout, usage)
		return err
	}
	return fmt.Errorf("no verb is named %q\n\n%s", verb, strings.TrimSpace(usage))
}
