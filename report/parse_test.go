package report

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const small = "青石镇2027年工作计划\n一、壮大产业\n一是扩种茶园300亩。二是引进企业1家。\n二、建设集镇\n新增车位80个。\n三、守住安全\n每季度排查一次。\n"

func utf16of(s string, big bool) []byte {
	b := []byte{0xFF, 0xFE}
	if big {
		b = []byte{0xFE, 0xFF}
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestParse_ReadsEveryEncodingAlike(t *testing.T) {
	want, err := Parse("r.txt", []byte(small))
	require.NoError(t, err)
	require.Equal(t, "utf-8", want.Encoding)
	require.Len(t, want.Goals, 3)
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(small))
	require.NoError(t, err)
	for encoding, data := range map[string][]byte{
		"utf-8":    append([]byte("\xEF\xBB\xBF"), small...),
		"gb18030":  gb,
		"utf-16le": utf16of(small, false),
		"utf-16be": utf16of(small, true),
	} {
		got, err := Parse("r.txt", data)
		require.NoError(t, err, encoding)
		require.Equal(t, encoding, got.Encoding)
		got.Encoding = want.Encoding
		require.Equal(t, want, got, encoding)
	}
	crlf, err := Parse("r.txt", []byte(strings.ReplaceAll(small, "\n", "\r\n")))
	require.NoError(t, err)
	require.Equal(t, want, crlf)
}

func TestParse_RefusesWhatIsNoText(t *testing.T) {
	gb, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(small))
	require.NoError(t, err)
	for name, c := range map[string]struct {
		file   string
		data   []byte
		code   Code
		params map[string]string
	}{
		"empty":                  {"r.txt", nil, CodeEmpty, nil},
		"too large":              {"r.txt", make([]byte, MaxBytes+1), CodeTooLarge, map[string]string{"max": "20971520", "size": "20971521"}},
		"pdf":                    {"r.txt", []byte("%PDF-1.7 ..."), CodeFormat, map[string]string{"format": "pdf"}},
		"old Word":               {"r.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), CodeFormat, map[string]string{"format": "doc"}},
		"rtf":                    {"r.doc", []byte(`{\rtf1 x}`), CodeFormat, map[string]string{"format": "rtf"}},
		"html":                   {"r.txt", []byte("\n<!DOCTYPE html><html>"), CodeFormat, map[string]string{"format": "html"}},
		"binary":                 {"r.txt", []byte("a\x00b"), CodeFormat, map[string]string{"format": "binary"}},
		"control characters":     {"r.txt", []byte(strings.Repeat("\x01\x02ab", 40)), CodeFormat, map[string]string{"format": "binary"}},
		"UTF-8 with a bad byte":  {"r.txt", []byte(small[:9] + "\xFF" + small[9:]), CodeEncoding, map[string]string{"encoding": "utf-8", "offset": "9"}},
		"BOM and a bad byte":     {"r.txt", []byte("\xEF\xBB\xBF" + small[:3] + "\xC0" + small[3:]), CodeEncoding, map[string]string{"encoding": "utf-8", "offset": "6"}},
		"UTF-8 cut in a letter":  {"r.txt", []byte(small[:len(small)-2]), CodeEncoding, map[string]string{"encoding": "utf-8"}},
		"GBK with a bad byte":    {"r.txt", append(append([]byte{}, gb...), 0xC4, 0x20), CodeEncoding, map[string]string{"encoding": "gb18030"}},
		"UTF-16 of odd length":   {"r.txt", utf16of("计划", false)[:5], CodeEncoding, map[string]string{"encoding": "utf-16le", "offset": "4"}},
		"UTF-16 lone surrogate":  {"r.txt", []byte{0xFE, 0xFF, 0xD8, 0x00, 0x00, 0x41}, CodeEncoding, map[string]string{"encoding": "utf-16be", "offset": "2"}},
		"docx that is something": {"r.docx", []byte("工作总结"), CodeDocxDamaged, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(c.file, c.data)
			var e *Error
			require.True(t, errors.As(err, &e), "%v", err)
			require.Equal(t, c.code, e.Code, "%v", err)
			for k, v := range c.params {
				require.Equal(t, v, e.Params[k], "%v", err)
			}
		})
	}
}

func TestParse_SaysWhyThereIsNoPlan(t *testing.T) {
	long, err := os.ReadFile(filepath.Join("testdata", "R07.txt"))
	require.NoError(t, err)
	for name, c := range map[string]struct {
		text string
		want Reason
	}{
		"blank":       {" \n\u3000\n\t\n", Reason{Code: ReasonNoText}},
		"prose":       {"今天天气很好。我们去公园散步。\n回来的路上下了雨。", Reason{Code: ReasonNoStructure}},
		"review only": {"青石镇2026年工作总结\n一、产业发展情况\n新建大棚12座。\n二、2026年民生工作情况\n完成改厕。\n", Reason{Code: ReasonReviewOnly, Params: map[string]string{"year": "2026"}}},
		"five years":  {string(long), Reason{Code: ReasonLongTermOnly}},
		"first page": {"青石镇政府工作报告\n2026年工作回顾\n一、产业提质。" + strings.Repeat("新建大棚12座。", 30) + "\n二、民生改善。" + strings.Repeat("完成改厕。", 30) +
			"\n上一页\n1\n2\n3\n下一页\n", Reason{Code: ReasonFirstPage, Params: map[string]string{"pages": "3"}}},
		"another text": {"关于召开会议的通知\n一、会议时间\n周一上午。\n二、会议地点\n三楼会议室。\n", Reason{Code: ReasonNoPlan}},
		"no goals":     {"一、2026年工作回顾\n（一）产业。完成了改造。\n（二）民生。完成了改厕。\n二、2027年工作计划\n我们将继续努力，力争取得新成绩，确保各项任务完成。\n", Reason{Code: ReasonNoGoals, Params: map[string]string{"title": "二、2027年工作计划"}}},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := Parse("r.txt", []byte(c.text))
			require.NoError(t, err)
			require.Equal(t, out.Reason.Code == ReasonNoGoals, out.Section != nil)
			require.Equal(t, []Goal{}, out.Goals)
			require.Equal(t, &c.want, out.Reason)
		})
	}
}

func TestParse_GivesPositionsInCodePoints(t *testing.T) {
	out, err := Parse("r.txt", []byte("\xEF\xBB\xBF\r\n"+"　　😀镇2027年工作计划\r\n一、壮大产业\r\n今年要做两件事。一是扩种茶园。二是引进企业。\r\n二、建设集镇\r\n新增车位。\r\n"))
	require.NoError(t, err)
	text := []rune(out.Text)
	at := func(s Span) string { return string(text[s.Start:s.End]) }
	require.Equal(t, "😀镇2027年工作计划", out.Section.Title)
	require.Equal(t, "一、壮大产业\n今年要做两件事。一是扩种茶园。二是引进企业。", at(out.Goals[0].Span))
	require.Equal(t, "今年要做两件事。", out.Goals[0].Intro)
	require.Equal(t, "一是扩种茶园。", at(out.Goals[0].Measures[0].Span))
	require.Equal(t, "新增车位。", out.Goals[1].Intro)
	require.True(t, strings.HasSuffix(at(out.Section.Span), "新增车位。"))
}

func TestOutline_IsTheDocumentedJSON(t *testing.T) {
	out, err := Parse("r.txt", []byte("2027年工作计划\n一、壮大产业\n一是扩种。二是引进。\n二、建设集镇\n"))
	require.NoError(t, err)
	raw, err := json.Marshal(out)
	require.NoError(t, err)
	require.JSONEq(t, `{"section":{"title":"2027年工作计划","start":0,"end":34},"goals":[
		{"number":"一、","title":"壮大产业","start":10,"end":27,"measures":[
			{"marker":"一是","title":"扩种","text":"一是扩种。","start":17,"end":22},
			{"marker":"二是","title":"引进","text":"二是引进。","start":22,"end":27}]},
		{"number":"二、","title":"建设集镇","start":28,"end":34,"measures":[]}],
		"format":"txt","encoding":"utf-8","text":"2027年工作计划\n一、壮大产业\n一是扩种。二是引进。\n二、建设集镇\n"}`, string(raw))
}

func TestError_NamesCodeAndParameters(t *testing.T) {
	cause := errors.New("zip: not a valid zip file")
	err := refuse(CodeDocxDamaged, "part", "zip").because(cause)
	require.EqualError(t, err, `report-docx-broken part="zip": zip: not a valid zip file`)
	require.ErrorIs(t, err, cause)
}
