package api

import (
	"archive/zip"
	"bytes"
	"context"
	_ "embed"
	"encoding/xml"
	"io"
	"strings"
	"text/template"
	"time"

	"duban/store"
)

//go:embed bulletin.xml
var bulletinXML string

// bulletinPage is the text of the bulletin as Word keeps it. Every value goes
// through esc: none can be anything but a text.
var bulletinPage = template.Must(template.New("bulletin").Funcs(template.FuncMap{"esc": escaped}).Parse(bulletinXML))

func escaped(text string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(text))
	return b.String(), err
}

// bulletin is what the notice of results 考核结果公示 says.
type bulletin struct {
	Office, Title, Period, From, Until, On string
	Ranked                                 bool
	Rows                                   []bulletinRow
}

// Bulletin is what is public of the results as a Word document, in Chinese.
func (s *server) Bulletin(ctx context.Context, r BulletinRequestObject) (BulletinResponseObject, error) {
	c, rows, err := s.bulletinOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	b := bulletin{Office: store.OfficeName.In(values), Title: c.Cycle.Title, Rows: rows, On: chineseDay(s.now()),
		Period: daysIn(c.Cycle.Period.From(), c.Cycle.Period.To())}
	if v := c.results(); v.PublishedAt != nil && v.PublicUntil != nil {
		b.From, b.Until = chineseDay(*v.PublishedAt), chineseDay(*v.PublicUntil)
	}
	for _, row := range rows {
		b.Ranked = b.Ranked || row.Rank > 0
	}
	var text bytes.Buffer
	if err := bulletinPage.Execute(&text, b); err != nil {
		return nil, err
	}
	doc, err := docx(text.Bytes())
	if err != nil {
		return nil, err
	}
	s.attached(ctx, "考核公示 "+c.Cycle.Title+".docx")
	return Bulletin200ApplicationvndOpenxmlformatsOfficedocumentWordprocessingmlDocumentResponse{Body: doc, ContentLength: int64(doc.Len())}, nil
}

const (
	docxTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docxRelations = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
)

// docx packs the text of a document as Word expects it.
func docx(text []byte) (*bytes.Buffer, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []struct {
		name string
		text []byte
	}{{"[Content_Types].xml", []byte(docxTypes)}, {"_rels/.rels", []byte(docxRelations)}, {"word/document.xml", text}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = io.Copy(w, bytes.NewReader(part.text))
		}
		if err != nil {
			return nil, err
		}
	}
	return &b, z.Close()
}
