package report

import (
	"strings"
	"unicode"
)

// source is a report as lines, whatever it came from.
type source struct {
	lines []sourceLine
}

// sourceLine is one paragraph of Word, or one line of plain text.
type sourceLine struct {
	text  string
	level int  // of a heading that the format declares as such; 0 for none
	row   bool // a table row: cells separated by tabs
}

// lineEnds makes every line end a \n; a form feed is a page's end.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n",
	"\v", "\n", "\f", "\n", "&nbsp;", " ", "&emsp;", " ", "&ensp;", " ")

func readPlain(text string, markdown bool) source {
	text = lineEnds.Replace(text)
	lines := splitIndents(strings.Split(text, "\n"))
	markdown = markdown || looksMarkdown(lines)
	src := source{lines: make([]sourceLine, 0, len(lines))}
	if markdown {
		lines = skipFrontMatter(lines)
	}
	for _, l := range lines {
		s := sourceLine{text: tidy(l)}
		if markdown {
			s = plainMarkdown(s.text)
		}
		s.row = s.row || strings.Count(s.text, "\t") >= 2
		src.lines = append(src.lines, s)
	}
	return src
}

// splitIndents breaks lines at the indent of a paragraph, in a text that lost
// its line ends but kept its indents.
func splitIndents(lines []string) []string {
	const long, indent = 600, "\u3000\u3000"
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		if len(l) < long || !strings.Contains(strings.TrimLeft(l, "\u3000 "), indent) {
			out = append(out, l)
			continue
		}
		for _, part := range strings.Split(l, indent) {
			if strings.Trim(part, "\u3000 ") != "" {
				out = append(out, indent+part)
			}
		}
	}
	return out
}

// tidy drops what cannot be seen and makes every space an ordinary one.
func tidy(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\u00A0' || r == '\u3000' || r >= '\u2000' && r <= '\u200A' || r == '\u202F':
			return ' '
		case r == '\uFEFF' || r == '\u00AD' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// looksMarkdown recognises Markdown in a file that is called .txt: bold pairs
// or heading marks on several lines.
func looksMarkdown(lines []string) bool {
	marks := 0
	for _, l := range lines {
		l = strings.TrimLeft(l, " \u3000\t")
		if strings.HasPrefix(l, "## ") || strings.HasPrefix(l, "# ") || strings.HasPrefix(l, "**") && strings.Count(l, "**") >= 2 {
			if marks++; marks >= 2 {
				return true
			}
		}
	}
	return false
}

func skipFrontMatter(lines []string) []string {
	if len(lines) == 0 || strings.TrimSpace(lines[0]) != "---" {
		return lines
	}
	for i := 1; i < len(lines) && i < 60; i++ {
		if strings.TrimSpace(lines[i]) == "---" {
			return lines[i+1:]
		}
	}
	return lines
}

// plainMarkdown takes the markup off one line: what is left is what a reader
// of the rendered page sees, with • for bullets and tabs between table cells.
func plainMarkdown(l string) sourceLine {
	s := strings.TrimSpace(l)
	if isPageNumber(s) && strings.HasPrefix(s, "-") {
		return sourceLine{text: s}
	}
	for strings.HasPrefix(s, ">") {
		s = strings.TrimSpace(s[1:])
	}
	if n := len(s) - len(strings.TrimLeft(s, "#")); n >= 1 && n <= 6 && strings.HasPrefix(s[n:], " ") {
		return sourceLine{text: inlineMarkdown(strings.TrimSpace(strings.TrimRight(s[n:], "# "))), level: n}
	}
	if len(s) >= 3 && strings.Trim(s, "-*_= ") == "" || strings.HasPrefix(s, "```") {
		return sourceLine{}
	}
	if strings.HasPrefix(s, "|") && strings.HasSuffix(s, "|") && len(s) > 1 {
		return tableRow(s)
	}
	for _, b := range []string{"- ", "* ", "+ "} {
		if strings.HasPrefix(s, b) {
			item := strings.TrimSpace(s[2:])
			for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
				item = strings.TrimPrefix(item, box)
			}
			return sourceLine{text: "•" + inlineMarkdown(item)}
		}
	}
	return sourceLine{text: inlineMarkdown(s)}
}

func tableRow(s string) sourceLine {
	if strings.Trim(s, "|-: ") == "" {
		return sourceLine{}
	}
	cells := strings.Split(s[1:len(s)-1], "|")
	for i, c := range cells {
		cells[i] = inlineMarkdown(strings.TrimSpace(c))
	}
	return sourceLine{text: strings.Join(cells, "\t"), row: true}
}

// inlineMarkdown drops emphasis, code marks, images and link targets, and
// undoes backslash escapes.
func inlineMarkdown(s string) string {
	if !strings.ContainsAny(s, "*_`[\\~") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!|~", s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case c == '`':
		case (c == '*' || c == '_' || c == '~') && i+1 < len(s) && s[i+1] == c:
			i++
		case c == '*' && !(i > 0 && s[i-1] == ' ' && i+1 < len(s) && s[i+1] == ' '):
		case c == '[':
			text, skip := linkText(s[i:])
			b.WriteString(text)
			i += skip
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// linkText reads [text](target); skip is how many bytes beyond the first are
// used up. Anything else that starts with a bracket stays as it is.
func linkText(s string) (text string, skip int) {
	const far = 400 // a link longer than this is no link; keeps the scan linear
	s = s[:min(len(s), far)]
	end := strings.Index(s, "](")
	if end < 0 || strings.ContainsAny(s[1:end], "[]") {
		return "[", 0
	}
	closing := strings.IndexByte(s[end:], ')')
	if closing < 0 {
		return "[", 0
	}
	return s[1:end], end + closing
}
