package report

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the largest file that Parse reads.
const MaxBytes = 20 << 20

// Parse reads a report. The format follows from the content where that is
// unmistakable (Word, PDF, …), else from the name's ending; text without a
// telling name is read as plain text.
//
// An *Error says that the file could not be read. A file that could be read
// but holds no plan is no error: Outline.Reason then says why. The same bytes
// always give the same outline.
func Parse(name string, data []byte) (Outline, error) {
	if len(data) > MaxBytes {
		return Outline{}, refuse(CodeTooLarge, "max", count(MaxBytes), "size", count(len(data)))
	}
	if len(data) == 0 {
		return Outline{}, refuse(CodeEmpty)
	}
	format, err := formatOf(name, data)
	if err != nil {
		return Outline{}, err
	}
	out := Outline{Format: format}
	var src source
	switch format {
	case FormatWord:
		if src, err = readWord(data); err != nil {
			return Outline{}, err
		}
	default:
		text, encoding, err := decode(data)
		if err != nil {
			return Outline{}, err
		}
		out.Encoding = encoding
		src = readPlain(text, format == FormatMarkdown)
	}
	outline(src, &out)
	return out, nil
}

// outline fills in what the text says.
func outline(src source, out *Outline) {
	d := paragraphs(src)
	out.Text = string(d.text)
	out.Goals = []Goal{}
	d.build()
	sec := d.choose()
	if sec == nil {
		if t := d.taskTable(); t != nil {
			out.Section, out.Goals = t.section, t.goals
			return
		}
		out.Reason = d.whyNone()
		return
	}
	goals, span := d.goals(sec)
	if len(goals) == 0 {
		if t := d.taskTable(); t != nil {
			out.Section, out.Goals = t.section, t.goals
			return
		}
		out.Section = &Section{Title: d.printed(sec), Span: span}
		out.Reason = &Reason{Code: ReasonNoGoals, Params: map[string]string{"title": out.Section.Title}}
		return
	}
	out.Section = &Section{Title: d.printed(sec), Span: span}
	out.Goals = goals
}

// magic is how files that are no text begin.
var magic = []struct {
	start  string
	format string
}{
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "doc"}, // also a docx under a password
	{"%PDF-", "pdf"},
	{"{\\rtf", "rtf"},
	{"\x89PNG", "image"},
	{"\xFF\xD8\xFF", "image"},
	{"\x1F\x8B", "gzip"},
	{"Rar!", "rar"},
	{"7z\xBC\xAF", "7z"},
}

func formatOf(name string, data []byte) (Format, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		return FormatWord, nil
	}
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.start)) {
			return "", refuse(CodeFormat, "format", m.format)
		}
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	head = bytes.ToLower(head)
	if bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) {
		return "", refuse(CodeFormat, "format", "html")
	}
	if !utf8.ValidString(name) {
		name = ""
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".docx", ".docm":
		return "", refuse(CodeDocxDamaged, "part", "zip")
	case ".md", ".markdown":
		return FormatMarkdown, nil
	}
	return FormatText, nil
}
