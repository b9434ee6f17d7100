package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

// source is what the Go files declare: types by "package.Name", and the
// string constants of each named type.
type source struct {
	types  map[string]*ast.TypeSpec
	docs   map[string]string
	consts map[string][]string
}

func read(root string, packages ...string) (*source, error) {
	s := &source{types: map[string]*ast.TypeSpec{}, docs: map[string]string{}, consts: map[string][]string{}}
	for _, pkg := range packages {
		files, err := filepath.Glob(filepath.Join(root, pkg, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			s.file(pkg, parsed)
		}
	}
	return s, nil
}

func (s *source) file(pkg string, f *ast.File) {
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				s.types[pkg+"."+spec.Name.Name] = spec
				doc := spec.Doc
				if doc == nil {
					doc = d.Doc
				}
				s.docs[pkg+"."+spec.Name.Name] = sentence(doc)
			case *ast.ValueSpec:
				s.values(pkg, spec)
			}
		}
	}
}

func (s *source) values(pkg string, spec *ast.ValueSpec) {
	named, ok := spec.Type.(*ast.Ident)
	if !ok {
		return
	}
	for _, v := range spec.Values {
		if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				key := pkg + "." + named.Name
				s.consts[key] = append(s.consts[key], text)
			}
		}
	}
}

// sentence is a comment's first paragraph on one line.
func sentence(c *ast.CommentGroup) string {
	if c == nil {
		return ""
	}
	text, _, _ := strings.Cut(c.Text(), "\n\n")
	return strings.Join(strings.Fields(text), " ")
}
