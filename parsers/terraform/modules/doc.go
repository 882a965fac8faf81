// Package modules knows well-known Terraform modules without their source.
//
// For each module it holds two things: a table of the inputs that every release takes, with
// their types and defaults, and stubs, which are small configurations that make the resources
// of the module as far as they are judged, under the same addresses. [Stub] puts both together
// for the releases that a module call may mean, and the evaluator expands the result like any
// other module.
//
// The stub of a folder of a module lies in stubs/NAMESPACE/NAME/RELEASE/FOLDER, where RELEASE is
// the first release that it is true to; it is used up to the next one that has the folder. A
// folder that only differs from another one in defaults needs no stub of its own. What changed in
// between is written as a condition on var.since_MAJOR_MINOR_PATCH, which is true from that
// release on, and unknown if the call admits releases before and after it;
// var.before_MAJOR_MINOR_PATCH is true if all are before that, and never unknown, for what is not
// worth being unknown. The variables themselves are not written in stubs: they come from the
// table, and so do most policy documents.
//
// The tables are facts about the modules' releases, read from their tags by "ekslintdev
// inputs". The stubs are written for ekslint; "ekslintdev stubs" proves that they give what the
// modules give.
package modules
