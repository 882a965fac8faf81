// Package startup tells what instances become by their user data.
package startup

import "github.com/ekslint/ekslint/parsers/source/pattern"

var join = pattern.Lazy(`/etc/eks/bootstrap\.sh|nodeadm|node\.eks\.aws|Start-EKSBootstrap|\[settings\.kubernetes\]`)

// JoinsCluster reports whether user data makes a node of an instance: that of Amazon Linux,
// Windows or Bottlerocket.
//
// Source: https://github.com/awslabs/amazon-eks-ami,
// https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-windows-ami.html
// and https://bottlerocket.dev/en/os/latest/#/api/settings/kubernetes/.
func JoinsCluster(userData string) bool { return join().MatchString(userData) }
