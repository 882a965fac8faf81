package terraform

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMapOfSecretsAndKubelets(t *testing.T) {
	root := evaluated(t, ".", map[string]string{
		"main.tf": `
variable "port" {}
provider "aws" {
  alias      = "west"
  access_key = "AKIAQ3EGRIZT5V7WXYZ2"
}
module "nodes" {
  source    = "./nodes"
  providers = { aws = aws.west }
}
resource "aws_launch_template" "t" {
  user_data = base64encode("bootstrap.sh --kubelet-extra-args '--read-only-port=${var.port} --anonymous-auth=true'")
}
resource "aws_instance" "i" {
  user_data_base64 = base64encode("export KEY=AKIAQ3EGRIZT5V7WXYZ2")
}
resource "helm_release" "r" {
  values = [yamlencode({ db = { password = "vT9xQ4mLs2Rk" } })]
  set_sensitive {
    name  = "token"
    value = "vT9xQ4mLs2Rk"
  }
}
`,
		"nodes/main.tf": `
resource "aws_ebs_volume" "v" {}
`,
	}, Options{})
	m := root.Map(0)
	var got []string
	for _, text := range m.SensitiveTexts {
		got = append(got, text.Kind+" "+text.Entry+" "+text.Within+" "+text.Signs[0])
	}
	for _, k := range m.KubeletSettings {
		got = append(got, k.Kind+" "+k.Setting+"="+k.Value+" "+string(k.Why("value")))
	}
	for _, v := range m.AWS.EBSVolumes {
		got = append(got, v.Address+" "+v.Provider)
	}
	for _, v := range m.AWS.HelmReleases[0].Values {
		got = append(got, v.Path+"="+v.Value)
	}
	want := []string{
		"helm_release.r values db.password credential",
		"aws_instance.i user_data_base64  aws-access-key-id",
		"provider.aws.west access_key  aws-access-key-id",
		"aws_launch_template.t readOnlyPort= variable-without-default",
		"aws_launch_template.t authentication.anonymous.enabled=true ",
		"module.nodes.aws_ebs_volume.v aws.west",
		"db.password=(masked)",
		"token=",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what it holds (-want +got):\n%s", diff)
	}
}
