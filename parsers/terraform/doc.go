// Package terraform evaluates Terraform and OpenTofu configurations as those tools do,
// without running them.
//
// A [Loader] reads directories; [Loader.Evaluate] expands one root module with its module
// calls, counts and for_each into a [Root], whose [Resource] values have every argument
// evaluated. What a plan would only know after apply is a cty unknown that says why and
// which attribute it is, see [Origin].
//
// Everything is read through the fs.FS of the loader. Nothing is fetched or started: a
// module that is not there is a record in [Root.Unseen] and its outputs are unknown.
package terraform
