package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
)

// bomb is a docx of some kilobytes that would unpack to a third of a gigabyte.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("word/document.xml")
	require.NoError(t, err)
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range 320 {
		_, err := w.Write(chunk)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func TestBadInput_IsRefusedForWhatItIsAndLeavesNoTrace(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		w, _ := newTown(t, p, 1)
		id := w.issue(w.goalOf("目标", "cadre0"))[0]
		officer, leader, cadre := w.as("officer"), w.as("leader"), w.as("cadre0")
		before := cadre.timeline(id)
		step := func(change obj) obj {
			g := w.goalOf("草稿", "cadre0")
			g["weight"] = 100
			s := g["steps"].([]obj)[0]
			for k, v := range change {
				if s[k] = v; v == nil {
					delete(s, k)
				}
			}
			return g
		}
		cyclic := w.goalOf("循环", "cadre0") // titles are told as they are
		cyclic["weight"], cyclic["steps"] = 100, []obj{
			{"key": "a", "title": "A", "lead": w.post("cadre0"), "after": []string{"b"}, "weight": 50, "finish": obj{"n": 5, "unit": "workday"}},
			{"key": "b", "title": "B", "lead": w.post("cadre0"), "after": []string{"a"}, "weight": 50, "finish": obj{"n": 5, "unit": "workday"}},
		}
		submit := commandPath(id, "s1", "submit")
		for name, c := range map[string]struct {
			who    *person
			method string
			path   string
			kind   string
			body   []byte
			status int
			code   string // of the problem, or of one of its fields
		}{
			"20 MB as a report":     {officer, "POST", "/plans/import?filename=a.txt", "application/octet-stream", bytes.Repeat([]byte("督"), 20<<20/3), 413, "too-large"},
			"20 MB as a submission": {cadre, "POST", submit, "application/json", []byte(`{"content":{"note":"` + strings.Repeat("a", 20<<20) + `"}}`), 413, "too-large"},
			"a docx bomb":           {officer, "POST", "/plans/import?filename=a.docx", "application/octet-stream", bomb(t), 422, "report-docx-limit"},
			"a docx that is none":   {officer, "POST", "/plans/import?filename=a.docx", "application/octet-stream", []byte("PK\x03\x04 nothing"), 422, "report-docx-broken"},
			"invalid UTF-8":         {cadre, "POST", submit, "application/json", []byte("{\"content\":{\"note\":\"\xff\xfe\"}}"), 400, "not-text"},
			"a control character":   {cadre, "POST", submit, "application/json", []byte(`{"content":{"note":"a\u0007b"}}`), 422, "not-utf8"},
			"a note too long":       {cadre, "POST", submit, "application/json", raw(t, obj{"content": obj{"note": strings.Repeat("记", plan.MaxText+1)}}), 422, "too-long"},
			"half a JSON":           {cadre, "POST", submit, "application/json", []byte(`{"content":`), 400, "malformed"},
			"not JSON at all":       {cadre, "POST", submit, "text/plain", []byte(`hello`), 415, "media-type"},
			"a field of no meaning": {cadre, "POST", submit, "application/json", []byte(`{"contents":{}}`), 422, "unknown-field"},
			"a date in 2035":        {leader, "POST", commandPath(id, "s1", "set-due"), "application/json", raw(t, obj{"on": "2035-03-01", "reason": "推迟"}), 422, "beyond-calendar"},
			"a day that is none":    {leader, "POST", commandPath(id, "s1", "set-due"), "application/json", raw(t, obj{"on": "2027-02-30", "reason": "推迟"}), 422, "bad-format"},
			"a step that is none":   {cadre, "POST", commandPath(id, "s9", "accept"), "application/json", []byte(`{}`), 404, "no-step"},
			"a goal that is none":   {officer, "POST", commandPath("none", "s1", "accept"), "application/json", []byte(`{}`), 404, "not-found"},
			"a post that is none":   {officer, "POST", commandPath(id, "s1", "assign"), "application/json", raw(t, obj{"lead": "post:none", "reason": "换人"}), 422, "unknown-post"},
			"a plan with a cycle":   {officer, "POST", "/plans", "issue", raw(t, draftOf(cyclic)), 422, "cycle"},
			"a title of 10,000":     {officer, "POST", "/plans", "issue", raw(t, draftOf(step(obj{"title": strings.Repeat("长", 10_000)}))), 422, "too-long"},
			"an unknown post":       {officer, "POST", "/plans", "issue", raw(t, draftOf(step(obj{"lead": "post:nobody"}))), 422, "unknown-post"},
			"a step due in 2035":    {officer, "POST", "/plans", "issue", raw(t, draftOf(step(obj{"finish": nil, "by": "2035-03-01"}))), 422, "beyond-calendar"},
		} {
			t.Run(name, func(t *testing.T) {
				var details []string
				for _, lang := range []string{"zh-CN", "en"} {
					c.who.lang = lang
					path, kind, body := c.path, c.kind, c.body
					if kind == "issue" { // drafts may be wrong; what is issued may not
						path, body, kind = draftOn(t, c.who, body)
					}
					a, err := c.who.sendAs(kind, c.method, path, store.NewID(), body)
					require.NoError(t, err)
					require.Equal(t, c.status, a.status, "%.600s", a.body)
					require.Equal(t, "application/problem+json", a.header.Get("Content-Type"))
					var problem struct {
						Code, Detail string
						Errors       []struct{ Pointer, Code, Detail string }
					}
					a.into(t, &problem)
					codes, detail := []string{problem.Code}, problem.Detail
					for _, e := range problem.Errors {
						codes = append(codes, e.Code)
						if e.Code == c.code {
							detail = e.Detail
							require.NotEmpty(t, e.Pointer)
						}
					}
					require.Contains(t, codes, c.code, "%.600s", a.body)
					details = append(details, detail)
				}
				require.Regexp(t, `\p{Han}`, details[0])
				require.NotRegexp(t, `\p{Han}`, strings.ReplaceAll(details[1], "长", ""), "in English")
				require.NotEqual(t, details[0], details[1])
			})
		}
		require.Equal(t, len(before), len(cadre.timeline(id)), "the goal never heard of any of it")
		cadre.lang = "zh-CN"
		cadre.do(id, "s1", "submit", nil)
	})
}

func raw(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}

func draftOf(goal obj) obj {
	return obj{"year": time.Now().Year(), "title": "草稿", "goals": []obj{goal}}
}

// draftOn stores a draft and returns the request that would issue it. A draft
// that is refused outright is returned as it is.
func draftOn(t *testing.T, who *person, body []byte) (path string, issue []byte, kind string) {
	t.Helper()
	a, err := who.sendAs("application/json", "POST", "/plans", store.NewID(), body)
	require.NoError(t, err)
	if a.status != http.StatusCreated {
		return "/plans", body, "application/json"
	}
	var view struct{ Plan store.Plan }
	a.into(t, &view)
	return "/plans/" + view.Plan.ID + "/issue", raw(t, obj{"version": view.Plan.Version}), "application/json"
}
