package api

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"time"

	"duban/calendar"
)

//go:embed paper.html
var paperHTML string

// paper is what every paper that is printed from the record has: A4 with the
// margins and letters of GB/T 9704, and no scripts.
type paper struct {
	Nonce, Office, To string
	Number, Of        string // its number, or what it belongs to where papers have none
}

// paperOf is a paper whose title and body are defined in a text.
func paperOf(text string) *template.Template {
	return template.Must(template.Must(template.New("").Parse(paperHTML)).Parse(text))
}

// printed makes the page of a paper; what it says includes the paper itself.
func printed(ctx context.Context, page *template.Template, p *paper, says any) (*bytes.Buffer, error) {
	c := ginOf(ctx)
	p.Nonce = c.GetString(nonceKey)
	c.Writer.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'nonce-"+p.Nonce+"'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	var b bytes.Buffer
	err := page.ExecuteTemplate(&b, "paper", says)
	return &b, err
}

func chineseDay(at time.Time) string { return chineseDate(calendar.DateOf(at)) }

func chineseDate(d calendar.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

func chineseBudget(b calendar.Budget) string {
	unit := map[calendar.Unit]string{calendar.Workday: "个工作日", calendar.Day: "日", calendar.Hour: "个工作小时"}[b.Unit]
	return fmt.Sprintf("%d%s", b.N, unit)
}
