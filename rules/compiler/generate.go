package compiler

import "github.com/ekslint/ekslint/rules/wire"

// The files that [Set.Generate] makes for package rules.
const (
	// BinaryFile holds the compiled rules.
	BinaryFile = "compiled.bin"
	// TableFile holds the metadata as Go source.
	TableFile = "metadata_gen.go"
)

// Generate compiles the rules and returns the content of the two files.
func (s *Set) Generate() (binary, table []byte, err error) {
	compiled, err := s.Compile()
	if err != nil {
		return nil, nil, err
	}
	modules, err := Ordered(compiled)
	if err != nil {
		return nil, nil, err
	}
	if binary, err = wire.Encode(modules); err != nil {
		return nil, nil, err
	}
	table, err = s.Table()
	return binary, table, err
}
