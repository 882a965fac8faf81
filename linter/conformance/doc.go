// Package conformance holds ekslint against the code of Kubernetes that it must agree with:
// the Pod Security admission, label selectors, and the way kubectl reads a stream of
// documents. It has tests only.
//
// It is a module of its own, so that what it needs of Kubernetes never becomes something
// that whoever builds ekslint has to download.
//
// # Pod Security Standards
//
// For every pod that the test makes up, and for every version of the standards that ekslint
// knows, the checks that k8s.io/pod-security-admission finds violated must be those of
// [linter.Finding.PSS], at both levels.
//
// A finding names all checks that its place violates, whatever the level of the namespace.
// Upstream asks level by level: at "baseline" the baseline checks count; at "restricted" the
// restricted ones and those baseline checks that no restricted check of the version
// overrides. Whoever wants the verdict of a level from our findings must do the same, since
// a restricted check can be more lenient than the one that it overrides: a Windows pod is
// let off capabilities_restricted and not capabilities_baseline.
//
// The admission sees a pod after the API server has filled in its defaults, so the oracle
// gets them too.
package conformance
