package rules

import (
	"reflect"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// Schema returns the JSON Schema of the input that rules are compiled against.
func Schema() map[string]any {
	schema := schemaOf(reflect.TypeFor[model.Model]())
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = "The normalized model that the rules of ekslint judge"
	return schema
}

// SchemaFor returns the schema of the input of some rules, with exactly the parameters that
// they declare.
func SchemaFor(some []*Rule) map[string]any {
	schema := Schema()
	byRule := map[string]any{}
	for _, r := range some {
		if len(r.Params) == 0 {
			continue
		}
		properties := map[string]any{}
		for i := range r.Params {
			properties[r.Params[i].Name] = r.Params[i].Type.schema()
		}
		byRule[r.Name] = closedObject(properties)
	}
	properties(properties(schema)["settings"])["params"] = closedObject(byRule)
	return schema
}

// properties are those of the schema of an object.
func properties(schema any) map[string]any {
	return schema.(map[string]any)["properties"].(map[string]any) // schemaOf makes them so
}

func closedObject(properties map[string]any) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

func (t ParamType) schema() map[string]any {
	if t == StringsParam {
		return map[string]any{"type": "array", "items": map[string]any{"type": "string"}}
	}
	return map[string]any{"type": string(t)}
}

func schemaOf(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Interface:
		return map[string]any{} // the value of a parameter; SchemaFor says more
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.Struct:
		properties := map[string]any{}
		required := []any{}
		addProperties(t, properties, &required)
		return map[string]any{
			"type": "object", "properties": properties, "required": required, "additionalProperties": false,
		}
	default:
		panic("the model has a field of kind " + t.Kind().String())
	}
}

func addProperties(t reflect.Type, properties map[string]any, required *[]any) {
	for f := range t.Fields() {
		if f.Anonymous {
			addProperties(f.Type, properties, required)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		properties[name] = schemaOf(f.Type)
		if options == "" {
			*required = append(*required, name)
		}
	}
}

// Collections returns the names of the model's collections in the order of the model.
func Collections() []string {
	var names []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[model.Model]()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type.Kind() == reflect.Slice && name != "-" {
			names = append(names, name)
		}
	}
	return names
}
