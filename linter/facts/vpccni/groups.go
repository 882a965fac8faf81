package vpccni

import (
	"cmp"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// policy is a SecurityGroupPolicy, ready to be asked.
type policy struct {
	*model.SecurityGroupPolicy
	pods, accounts     selectors.Selector
	byPods, byAccounts bool
	podErr, accountErr error
}

// groups ties SecurityGroupPolicies and workloads to each other.
func groups(m *model.Model) {
	accounts := map[string][]*model.ServiceAccount{}
	for _, a := range m.ServiceAccounts {
		accounts[a.Name] = append(accounts[a.Name], a)
	}
	for _, p := range m.SecurityGroupPolicies {
		c := compile(p)
		for _, w := range m.Workloads {
			c.tie(w, accounts[cmp.Or(w.ServiceAccountName, "default")])
		}
	}
	for _, w := range m.Workloads {
		slices.Sort(w.SecurityGroups)
		w.SecurityGroups = slices.Compact(w.SecurityGroups)
	}
}

// compile prepares a policy and fills the facts about it alone. A selector that is not
// given does not narrow; without any, or without groups, the policy is passed over.
//
// Source: filterPodSecurityGroups in github.com/aws/amazon-vpc-resource-controller-k8s.
func compile(p *model.SecurityGroupPolicy) *policy {
	c := &policy{SecurityGroupPolicy: p}
	c.byPods = p.PodSelector != nil || p.Why("pod_selector") != ""
	c.byAccounts = p.ServiceAccountSelector != nil || p.Why("service_account_selector") != ""
	c.pods, c.podErr = selectors.Parse(&p.Node, "pod_selector", p.PodSelector)
	c.accounts, c.accountErr = selectors.Parse(&p.Node, "service_account_selector", p.ServiceAccountSelector)
	switch {
	case !c.byPods && !c.byAccounts:
		p.Ignored = "it has neither podSelector nor serviceAccountSelector"
	case len(p.GroupIDs) == 0 && p.Why("group_ids") == "" && p.Why("security_groups") == "":
		p.Ignored = "it names no security groups"
	case c.podErr != nil:
		p.Ignored = c.podErr.Error()
	case c.accountErr != nil:
		p.Ignored = c.accountErr.Error()
	}
	all := func(given bool, s selectors.Selector) bool { return !given || s.IsEverything() }
	p.SelectsAll = p.Ignored == "" && all(c.byPods, c.pods) && all(c.byAccounts, c.accounts)
	return c
}

// tie notes whether the policy selects the pods of a workload.
func (p *policy) tie(w *model.Workload, accounts []*model.ServiceAccount) {
	if p.Ignored != "" {
		return
	}
	selects, why := p.selects(w, accounts)
	switch selects {
	case truth.Yes:
		p.Selects = append(p.Selects, w.Ref)
		w.SecurityGroupPolicies = append(w.SecurityGroupPolicies, p.Ref)
		w.SecurityGroups = append(w.SecurityGroups, p.GroupIDs...)
		if why := cmp.Or(p.Why("group_ids"), p.Why("security_groups")); why != "" {
			w.Note("security_groups", why)
		}
	case truth.Unknown:
		p.Note("selects", why)
		w.Note("security_group_policies", why)
		w.Note("security_groups", why)
	case truth.No:
	}
}

func (p *policy) selects(w *model.Workload, accounts []*model.ServiceAccount) (truth.Value, model.Reason) {
	there := namespaces.Same(&p.Object, &w.Object)
	if there == truth.No {
		return truth.No, ""
	}
	result, why := there, cmp.Or(p.Why("namespace"), w.Why("namespace"), model.NamespaceLeftOut)
	if p.byPods {
		pods := p.pods.Matches(selectors.OfPod(&w.Pod))
		if pods == truth.Unknown && result != truth.Unknown {
			why = cmp.Or(p.WhyBelow("pod_selector"), w.WhyBelow("pod_labels"), model.TemplateValue)
		}
		result = truth.All(result, pods)
	}
	if p.byAccounts && result != truth.No {
		account, reason := p.selectsAccount(w, accounts)
		if account == truth.Unknown && result != truth.Unknown {
			why = reason
		}
		result = truth.All(result, account)
	}
	return result, why
}

// selectsAccount reports whether the labels of the workload's service account match; they
// are not known if the account is not in the unit.
func (p *policy) selectsAccount(w *model.Workload, accounts []*model.ServiceAccount) (truth.Value, model.Reason) {
	if why := cmp.Or(w.Why("service_account_name"), w.Why("service_account")); why != "" {
		return truth.Unknown, why
	}
	result, why := truth.Unknown, model.NotInInput
	if open := p.accounts.Matches(selectors.Labels{}.Open()); open != truth.Unknown {
		return open, ""
	}
	for _, a := range accounts {
		switch namespaces.Same(&a.Object, &w.Object) {
		case truth.Yes:
			result = p.accounts.Matches(selectors.LabelsOf(&a.Node, "labels", a.Labels))
			return result, cmp.Or(p.WhyBelow("service_account_selector"), a.WhyBelow("labels"), model.TemplateValue)
		case truth.Unknown:
			why = cmp.Or(a.Why("namespace"), w.Why("namespace"), model.NamespaceLeftOut)
		case truth.No:
		}
	}
	return result, why
}
