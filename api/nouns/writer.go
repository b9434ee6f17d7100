package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// writer writes one schema after another, in the order in which they are met.
type writer struct {
	source *source
	out    bytes.Buffer
	queue  []noun
	done   map[string]bool
}

type noun struct {
	key   string // "package.Name"
	input bool
}

// want asks for a schema and returns its name.
func (w *writer) want(key string, input bool) string {
	name := names[key]
	if name == "" {
		var pkg string
		pkg, name, _ = strings.Cut(key, ".")
		if pkg == "templates" && name != "Template" {
			name = "Template" + name // its steps and stages are not a goal's
		}
		if pkg == "assess" && !slices.Contains(plainly, name) {
			name = "Assess" + name
		}
	}
	if given[key] {
		return name
	}
	if input && w.isStruct(key) {
		name += "Input"
	} else {
		input = false
	}
	if !w.done[name] {
		w.done[name] = true
		w.queue = append(w.queue, noun{key, input})
	}
	return name
}

func (w *writer) isStruct(key string) bool {
	spec := w.source.types[key]
	if spec == nil {
		return false
	}
	_, ok := spec.Type.(*ast.StructType)
	return ok
}

func (w *writer) run() error {
	for len(w.queue) > 0 {
		n := w.queue[0]
		w.queue = w.queue[1:]
		if err := w.noun(n); err != nil {
			return fmt.Errorf("%s: %w", n.key, err)
		}
	}
	return nil
}

func (w *writer) noun(n noun) error {
	spec := w.source.types[n.key]
	if spec == nil {
		return fmt.Errorf("no such type")
	}
	pkg, name, _ := strings.Cut(n.key, ".")
	fmt.Fprintf(&w.out, "    %s:\n", w.want(n.key, n.input))
	if doc := w.source.docs[n.key]; doc != "" {
		fmt.Fprintf(&w.out, "      description: %s\n", strconv.Quote(doc))
	}
	if exported := ast.IsExported(name); exported {
		fmt.Fprintf(&w.out, "      x-go-type: %s\n      x-go-type-import: {path: duban/%s}\n", n.key, pkg)
	}
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		schema, err := w.schema(pkg, spec.Type, n.input)
		if err != nil {
			return err
		}
		fmt.Fprintf(&w.out, "      %s\n", strings.ReplaceAll(strings.Trim(schema, "{}"), ", format:", "\n      format:"))
		if values := append(slices.Clone(w.source.consts[n.key]), w.source.consts[more[n.key]]...); len(values) > 0 && strings.Contains(schema, "string") {
			quoted := make([]string, len(values))
			for i, v := range values {
				quoted[i] = strconv.Quote(v)
			}
			fmt.Fprintf(&w.out, "      enum: [%s]\n", strings.Join(quoted, ", "))
		}
		return nil
	}
	return w.object(pkg, st, n.input)
}

func (w *writer) object(pkg string, st *ast.StructType, input bool) error {
	fields, err := w.fields(pkg, st, input)
	if err != nil {
		return err
	}
	fmt.Fprint(&w.out, "      type: object\n      additionalProperties: false\n")
	var required []string
	for _, f := range fields {
		if f.required && !input {
			required = append(required, f.name)
		}
	}
	if len(required) > 0 {
		fmt.Fprintf(&w.out, "      required: [%s]\n", strings.Join(required, ", "))
	}
	fmt.Fprint(&w.out, "      properties:\n")
	for _, f := range fields {
		fmt.Fprintf(&w.out, "        %s: %s\n", f.name, f.schema)
	}
	return nil
}

type field struct {
	name, schema string
	required     bool
}

func (w *writer) fields(pkg string, st *ast.StructType, input bool) ([]field, error) {
	var fields []field
	for _, f := range st.Fields.List {
		if len(f.Names) == 0 { // embedded: its fields are ours
			inner, err := w.embedded(pkg, f.Type, input)
			if err != nil {
				return nil, err
			}
			fields = append(fields, inner...)
			continue
		}
		var tag string
		if f.Tag != nil {
			raw, err := strconv.Unquote(f.Tag.Value)
			if err != nil {
				return nil, err
			}
			tag = reflect.StructTag(raw).Get("json")
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "-" || !f.Names[0].IsExported() {
			continue
		}
		if name == "" {
			return nil, fmt.Errorf("field %s has no JSON name", f.Names[0].Name)
		}
		schema, err := w.schema(pkg, f.Type, input)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", name, err)
		}
		if note := sentence(f.Comment); note != "" && !strings.Contains(schema, "$ref") {
			schema = strings.TrimSuffix(schema, "}") + ", description: " + strconv.Quote(note) + "}"
		}
		fields = append(fields, field{name, schema, !strings.Contains(options, "omit")})
	}
	return fields, nil
}

func (w *writer) embedded(pkg string, t ast.Expr, input bool) ([]field, error) {
	switch e := t.(type) {
	case *ast.Ident:
		t = w.source.types[pkg+"."+e.Name].Type
	case *ast.SelectorExpr:
		pkg = e.X.(*ast.Ident).Name
		t = w.source.types[pkg+"."+e.Sel.Name].Type
	}
	st, ok := t.(*ast.StructType)
	if !ok {
		return nil, fmt.Errorf("embeds something that is no struct")
	}
	return w.fields(pkg, st, input)
}

var plain = map[string]string{
	"string": "{type: string}", "bool": "{type: boolean}", "int": "{type: integer}", "int64": "{type: integer, format: int64}",
	"float64": "{type: number}", "any": "{}",
}

// schema is the flow form of a type's schema.
func (w *writer) schema(pkg string, t ast.Expr, input bool) (string, error) {
	switch t := t.(type) {
	case *ast.Ident:
		if s, ok := plain[t.Name]; ok {
			return s, nil
		}
		return w.ref(pkg+"."+t.Name, input)
	case *ast.SelectorExpr:
		key := t.X.(*ast.Ident).Name + "." + t.Sel.Name
		switch key {
		case "time.Time":
			return "{type: string, format: date-time}", nil
		case "time.Duration":
			return "{type: integer, format: int64}", nil
		case "json.RawMessage":
			return "{}", nil
		}
		return w.ref(key, input)
	case *ast.StarExpr:
		return w.schema(pkg, t.X, input)
	case *ast.ArrayType:
		items, err := w.schema(pkg, t.Elt, input)
		if err != nil {
			return "", err
		}
		return "{type: array, items: " + items + "}", nil
	case *ast.MapType:
		values, err := w.schema(pkg, t.Value, input)
		return "{type: object, additionalProperties: " + values + "}", err
	}
	return "", fmt.Errorf("unknown kind of type %T", t)
}

// text are structs that are one word on the wire.
var text = map[string]string{"templates.Value": "{type: string}"}

func (w *writer) ref(key string, input bool) (string, error) {
	if s, ok := text[key]; ok {
		return s, nil
	}
	if w.source.types[key] == nil {
		return "", fmt.Errorf("unknown type %s", key)
	}
	return fmt.Sprintf("{$ref: '#/components/schemas/%s'}", w.want(key, input)), nil
}
