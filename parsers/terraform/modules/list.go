package modules

import "strings"

// Module is a module that ekslint knows.
type Module struct {
	// Name is that in the registry, such as "terraform-aws-modules/eks/aws".
	Name string
	// Repository is where it is on GitHub: "terraform-aws-modules/terraform-aws-eks".
	Repository string

	t *table
}

// Input is an input of a module in one release.
type Input struct {
	Name string
	// Type is the type constraint on one line, Default the default as an expression; it is
	// "" for an input that must be given.
	Type, Default string
}

// Known lists the modules that ekslint knows, by name.
func Known() []Module {
	var list []Module
	for _, t := range tables() {
		list = append(list, Module{Name: t.name, Repository: t.repository, t: t})
	}
	return list
}

// Folders lists the module itself, ".", and its submodules that a stub stands in for in a
// release, sorted. There are none if the release is not known.
func (m Module) Folders(release string) []string {
	i := m.release(release)
	if i < 0 {
		return nil
	}
	var folders []string
	for _, folder := range sortedKeys(m.t.folders) {
		if len(m.t.inputs(folder, i)) > 0 && !internal(folder) && m.t.stubDir(folder, i) != "" {
			folders = append(folders, folder)
		}
	}
	return folders
}

// Inputs lists the inputs of the module or one of its submodules in a release, by name.
func (m Module) Inputs(folder, release string) []Input {
	i := m.release(release)
	if i < 0 {
		return nil
	}
	var list []Input
	for _, name := range m.t.inputs(folder, i) {
		d, _ := at(m.t.folders[folder][name], i)
		list = append(list, Input{Name: name, Type: d.kind, Default: d.fallback})
	}
	return list
}

func (m Module) release(version string) int {
	for i, r := range m.t.releases {
		if r.version.String() == version {
			return i
		}
	}
	return -1
}

// Releases lists the releases that are known, the oldest first.
func (m Module) Releases() []string {
	list := make([]string, 0, len(m.t.releases))
	for _, r := range m.t.releases {
		list = append(list, r.version.String())
	}
	return list
}

// At returns the release that a commit of the repository is, "" if it is none.
func (m Module) At(commit string) string {
	for _, r := range m.t.releases {
		if strings.HasPrefix(commit, r.commit) {
			return r.version.String()
		}
	}
	return ""
}
