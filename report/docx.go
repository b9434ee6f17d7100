package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Limits of a Word file. A report of 5 MB of text stays far below each.
const (
	docxMaxEntries = 4096      // files in the zip
	docxMaxPart    = 64 << 20  // bytes of one part, unpacked
	docxMaxTotal   = 256 << 20 // bytes of all files, as the zip declares them
	docxMaxRatio   = 400       // unpacked to packed, of a part beyond a megabyte
	docxMaxDepth   = 256       // XML elements inside each other
)

// readWord reads the paragraphs of a docx as Word prints them: numbers of
// automatic lists rebuilt, deletions gone, insertions in.
func readWord(data []byte) (source, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return source{}, refuse(CodeDocxDamaged, "part", "zip").because(err)
	}
	a := archive{files: map[string]*zip.File{}}
	if len(z.File) > docxMaxEntries {
		return source{}, refuse(CodeDocxLimit, "limit", "entries", "max", count(docxMaxEntries))
	}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > docxMaxTotal || f.UncompressedSize64 > docxMaxTotal {
			return source{}, refuse(CodeDocxLimit, "limit", "size", "max", count(docxMaxTotal))
		}
		name := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")
		if a.files[name] == nil {
			a.files[name] = f
		}
	}
	main, err := a.mainPart()
	if err != nil {
		return source{}, err
	}
	if a.files[main] == nil {
		return source{}, refuse(CodeFormat, "format", "zip")
	}
	n, err := a.numbering(path.Dir(main))
	if err != nil {
		return source{}, err
	}
	body, err := a.read(main)
	if err != nil {
		return source{}, err
	}
	return readBody(main, body, n)
}

// archive is the opened zip.
type archive struct {
	files map[string]*zip.File
}

// read unpacks one part; nil without an error when there is none.
func (a archive) read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > docxMaxPart {
		return nil, refuse(CodeDocxLimit, "limit", "size", "max", count(docxMaxPart))
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse(CodeDocxDamaged, "part", name).because(err)
	}
	defer r.Close()
	limit := int64(docxMaxPart)
	if packed := int64(f.CompressedSize64); packed < limit/docxMaxRatio {
		limit = max(1<<20, packed*docxMaxRatio)
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, limit+1))
	if n > limit {
		if limit == docxMaxPart {
			return nil, refuse(CodeDocxLimit, "limit", "size", "max", count(docxMaxPart))
		}
		return nil, refuse(CodeDocxLimit, "limit", "ratio", "max", count(docxMaxRatio))
	}
	if err != nil {
		return nil, refuse(CodeDocxDamaged, "part", name).because(err)
	}
	return b.Bytes(), nil
}

// mainPart finds the document through the package's relationships; nearly
// always word/document.xml.
func (a archive) mainPart() (string, error) {
	const usual = "word/document.xml"
	rels, err := a.read("_rels/.rels")
	if err != nil {
		return "", err
	}
	main := usual
	err = walk("_rels/.rels", rels, func(e element, open bool) {
		if open && e.name == "Relationship" && strings.HasSuffix(e.attr("Type"), "/officeDocument") {
			if t := strings.TrimPrefix(path.Clean("/"+e.attr("Target")), "/"); a.files[t] != nil {
				main = t
			}
		}
	}, nil)
	return main, err
}

// element is an XML element as far as a Word file needs it: names without
// their namespace.
type element struct {
	space string
	name  string
	attrs []xml.Attr
}

// attr is the value of an attribute, whatever its namespace; "" when absent.
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isWord: the element belongs to the word processing vocabulary, in its
// transitional or strict namespace (or none that is declared).
func (e element) isWord() bool {
	return strings.Contains(e.space, "wordprocessingml") || e.space == "w" || e.space == ""
}

// walk reads a part element by element. It refuses document types (and so
// entities) and nesting beyond the limit; nothing outside the file is read.
func walk(part string, data []byte, visit func(e element, open bool), text func(s []byte)) error {
	if data == nil {
		return nil
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, errors.New("charset " + charset)
	}
	depth := 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return refuse(CodeDocxDamaged, "part", part).because(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > docxMaxDepth {
				return refuse(CodeDocxLimit, "limit", "depth", "max", count(docxMaxDepth))
			}
			visit(element{space: t.Name.Space, name: t.Name.Local, attrs: t.Attr}, true)
		case xml.EndElement:
			depth--
			visit(element{space: t.Name.Space, name: t.Name.Local}, false)
		case xml.CharData:
			if text != nil {
				text(t)
			}
		case xml.Directive:
			return refuse(CodeDocxEntity, "part", part)
		}
	}
}
