package exposure

import (
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// clusterController is what the unit says about who makes the load balancers of Services
// that name no class.
type clusterController struct {
	// name is LoadBalancerController or AutoMode; "" if neither is in the unit, or the
	// former leaves such Services alone.
	name string
	// leaves is whether the AWS Load Balancer Controller is there and leaves such Services
	// to the cloud controller.
	leaves bool
	// scheme is the controller's own default.
	scheme string
}

// The marks by which the controllers are known.
//
// Source: the Helm chart of the AWS Load Balancer Controller, and
// https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
const (
	controllerImage  = "aws-load-balancer-controller"
	olderImage       = "aws-alb-ingress-controller"
	serviceMutator   = "mservice.elbv2.k8s.aws"
	controllerHooks  = ".elbv2.k8s.aws"
	defaultingMinor  = 5 // from 2.5 on the controller claims Services without a class
	schemeFlag       = "default-load-balancer-scheme"
	autoModeGroup    = "eks.amazonaws.com/"
	autoModeALB      = "eks.amazonaws.com/alb"
	controllerALB    = "ingress.k8s.aws/alb"
	albGateway       = "gateway.k8s.aws/alb"
	nlbGateway       = "gateway.k8s.aws/nlb"
	latticeGateway   = "application-networking.k8s.aws/gateway-api-controller"
	latticeClassName = "amazon-vpc-lattice"
)

// findController looks for the controllers in the unit.
func findController(m *model.Model) clusterController {
	for _, c := range m.IngressClasses {
		if c.Controller == autoModeALB {
			return clusterController{name: model.AutoMode, scheme: model.Internal}
		}
	}
	for _, p := range m.IngressClassParams {
		if strings.HasPrefix(p.APIVersion, autoModeGroup) {
			return clusterController{name: model.AutoMode, scheme: model.Internal}
		}
	}
	for _, w := range m.Workloads {
		for _, c := range w.Containers {
			if runs(c, controllerImage) || runs(c, olderImage) {
				return installed(m, c)
			}
		}
	}
	return clusterController{scheme: model.Internal}
}

// installed judges the AWS Load Balancer Controller that runs in a container. Its webhook
// for Services is left out of the chart if enableServiceMutatorWebhook is false.
func installed(m *model.Model, c *model.Container) clusterController {
	found := clusterController{name: model.LoadBalancerController, scheme: model.Internal}
	if flag(c, schemeFlag) == model.InternetFacing {
		found.scheme = model.InternetFacing
	}
	hooks := false
	for _, w := range m.AdmissionWebhooks {
		if w.WebhookName == serviceMutator {
			return found
		}
		hooks = hooks || strings.HasSuffix(w.WebhookName, controllerHooks)
	}
	if hooks || tooOld(c) {
		found.name, found.leaves = "", true
	}
	return found
}

var version = pattern.Lazy(`^v?(\d+)\.(\d+)`)

// tooOld reports whether the version of an AWS Load Balancer Controller is known and does
// not claim Services without a class.
func tooOld(c *model.Container) bool {
	parts := version().FindStringSubmatch(c.Image.Tag)
	if parts == nil {
		return false
	}
	major, _ := strconv.Atoi(parts[1]) // digits; too many of them are no old version
	minor, _ := strconv.Atoi(parts[2])
	return major < 2 || major == 2 && minor < defaultingMinor
}

// runs reports whether the image of a container is one of a name, wherever it is kept.
func runs(c *model.Container, name string) bool {
	return c.Image != nil && (c.Image.Repository == name || strings.HasSuffix(c.Image.Repository, "/"+name))
}

// flag returns the value of a command line flag of a container, given as --name=value,
// -name=value or --name value; "" if it is not there.
func flag(c *model.Container, name string) string {
	if name == "" {
		return ""
	}
	args := append(append([]string{}, c.Command...), c.Args...)
	for i, arg := range args {
		given, value, joined := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch {
		case given != name || !strings.HasPrefix(arg, "-"):
		case joined:
			return value
		case i+1 < len(args):
			return args[i+1]
		}
	}
	return ""
}
