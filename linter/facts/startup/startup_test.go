package startup_test

import (
	"testing"

	"github.com/ekslint/ekslint/linter/facts/startup"
)

func TestJoinsCluster(t *testing.T) {
	for text, want := range map[string]bool{
		"#!/bin/bash\n/etc/eks/bootstrap.sh shop":                         true,
		"apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig":             true,
		"& $EKSBootstrapScriptFile; Start-EKSBootstrap -EKSClusterName x": true,
		"[settings.kubernetes]\ncluster-name = \"shop\"":                  true,
		"#!/bin/bash\n/opt/bootstrap.sh":                                  false,
		"[settings.host-containers.admin]\nenabled = false":               false,
		"": false,
	} {
		if got := startup.JoinsCluster(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}
