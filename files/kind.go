package files

import (
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
)

// kind is one sort of file that is taken.
type kind struct {
	Type     string   // what it is kept and told as
	Contents []string // what its content may be found to be
	Inspect  func(io.ReaderAt, int64) *Error
}

// kinds are the files taken, by extension. Archives are not among them: nobody
// can see in a list what they hold.
var kinds = map[string]kind{
	"jpg":  {Type: "image/jpeg", Contents: []string{"image/jpeg"}},
	"jpeg": {Type: "image/jpeg", Contents: []string{"image/jpeg"}},
	"png":  {Type: "image/png", Contents: []string{"image/png"}},
	"webp": {Type: "image/webp", Contents: []string{"image/webp"}},
	"pdf":  {Type: "application/pdf", Contents: []string{"application/pdf"}, Inspect: startsWith("pdf", "%PDF-")},
	"doc":  {Type: "application/msword", Contents: []string{"application/msword", "application/x-ole-storage"}},
	"xls":  {Type: "application/vnd.ms-excel", Contents: []string{"application/vnd.ms-excel", "application/x-ole-storage"}},
	"docx": {Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Contents: packed, Inspect: office("docx", "word/document.xml")},
	"xlsx": {Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Contents: packed, Inspect: office("xlsx", "xl/workbook.xml")},
	"txt":  {Type: "text/plain", Contents: []string{"text/plain", "text/csv", "text/tab-separated-values"}, Inspect: plainText},
}

// packed is what an office file may be found to be: the detector looks at its
// beginning only, office looks at all of it.
var packed = []string{
	"application/zip",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// Extensions lists what is taken, in alphabetical order.
func Extensions() string {
	var all []string
	for e := range kinds {
		all = append(all, e)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// kindOf finds the kind of a file: its name and its content must agree.
func kindOf(name string, content io.ReaderAt, size int64) (kind, *Error) {
	extension := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	k, ok := kinds[extension]
	if !ok {
		return k, refuse(CodeExtension, "extension", extension, "allowed", Extensions())
	}
	found, err := mimetype.DetectReader(io.NewSectionReader(content, 0, size))
	if err != nil {
		return k, refuse(CodeBroken, "extension", extension)
	}
	media, _, _ := strings.Cut(found.String(), ";")
	if !slices.Contains(k.Contents, media) {
		return k, refuse(CodeContent, "extension", extension, "found", media)
	}
	if k.Inspect != nil {
		if refusal := k.Inspect(content, size); refusal != nil {
			return k, refusal
		}
	}
	return k, nil
}

// maxName bounds the name of a file, in characters.
const maxName = 120

// CleanName is the last part of whatever path a name holds, without characters
// that cannot be seen or turn the text around.
func CleanName(name string) string {
	if !utf8.ValidString(name) {
		return ""
	}
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	extension := path.Ext(name)
	stem := []rune(strings.TrimSpace(strings.TrimSuffix(name, extension)))
	if len(stem) == 0 || len(extension) < 2 || len(extension) > 10 {
		return ""
	}
	return string(stem[:min(len(stem), maxName-len(extension))]) + extension
}

func startsWith(extension, head string) func(io.ReaderAt, int64) *Error {
	return func(content io.ReaderAt, _ int64) *Error {
		b := make([]byte, len(head))
		if _, err := content.ReadAt(b, 0); err != nil || string(b) != head {
			return refuse(CodeBroken, "extension", extension)
		}
		return nil
	}
}

// plainText refuses a text that holds bytes no text has, in any encoding used
// for Chinese.
func plainText(content io.ReaderAt, size int64) *Error {
	r := io.NewSectionReader(content, 0, size)
	b := make([]byte, 32<<10)
	for {
		n, err := r.Read(b)
		if bytes.ContainsFunc(b[:n], func(c rune) bool { return c < ' ' && !strings.ContainsRune("\t\n\f\r\x1b", c) }) {
			return refuse(CodeContent, "extension", "txt", "found", "application/octet-stream")
		}
		if err != nil {
			return nil
		}
	}
}
