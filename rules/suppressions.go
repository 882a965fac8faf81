package rules

// The rules about the words by which a team accepts findings. They look at comments and
// at the configuration, which the model does not have, so that they are not written in
// Rego; package linter judges them.
const (
	// BadSuppression is a directive that cannot be understood.
	BadSuppression = "bad-suppression"
	// ExpiredSuppression is a directive whose last day is over.
	ExpiredSuppression = "expired-suppression"
	// UnusedSuppression is a directive that covers nothing that a rule finds.
	UnusedSuppression = "unused-suppression"
)

var suppressionRules = []*Rule{
	{
		Name: BadSuppression, Category: "suppressions", Title: "Bad suppression",
		Description: "A comment, annotation or exception is meant to accept a finding, but cannot be understood, so it accepts nothing.",
		Remedy:      "Write `# ekslint:ignore RULE[,RULE...] [until=YYYY-MM-DD] -- reason`.",
		Severity:    Medium, Since: "0.1.0", Profile: DefaultProfile, Scope: UnitScope,
	},
	{
		Name: ExpiredSuppression, Category: "suppressions", Title: "Expired suppression",
		Description: "The last day until which a finding was accepted is over, so it counts again.",
		Remedy:      "Mend what is accepted, or agree on a later date.",
		Severity:    Low, Since: "0.1.0", Profile: DefaultProfile, Scope: UnitScope,
	},
	{
		Name: UnusedSuppression, Category: "suppressions", Title: "Unused suppression",
		Description: "A comment, annotation or exception accepts a finding that is not there: it was mended, or the directive stands at the wrong place. It would hide the next one.",
		Remedy:      "Remove it, or move it to the value that it is about.",
		Severity:    Low, Since: "0.1.0", Profile: DefaultProfile, Scope: UnitScope,
	},
}
