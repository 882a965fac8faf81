// Ekslint finds what is insecure in what is written down for an EKS cluster.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/ekslint/ekslint/linter/command"
)

func main() {
	deferGarbage()
	os.Exit(run())
}

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	c := command.Command{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.LookupEnv}
	return c.Run(ctx)
}
