package calendar

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// notice2026 is the State Council's notice as newspapers print it.
const notice2026 = `国务院办公厅关于2026年部分节假日安排的通知

新华社北京11月4日电 国务院办公厅关于2026年部分节假日安排的通知，全文如下：
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，确保人民群众祥和平安度过节日假期。

国务院办公厅
2025年11月4日`

func codes(problems []Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Code)
	}
	return all
}

func TestParseNoticeText_ReadsTheNoticeOf2026(t *testing.T) {
	want := year2026()
	for name, text := range map[string]string{
		"as printed":         notice2026,
		"half-width signs":   strings.NewReplacer("（", "(", "）", ")", "：", ":", "，", ",").Replace(notice2026),
		"broken over lines":  strings.ReplaceAll(notice2026, "日", "日\n"),
		"full-width digits":  strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９").Replace(notice2026),
		"with blanks":        strings.ReplaceAll(notice2026, "月", " 月 "),
		"without full stops": strings.ReplaceAll(notice2026, "上班。", "上班"),
	} {
		for _, year := range []int{0, 2026} {
			got, problems, err := ParseNoticeText(text, year)
			require.NoError(t, err, "%s %v", name, problems)
			assert.Empty(t, problems, name)
			assert.Equal(t, want.Off, got.Off, name)
			assert.Equal(t, want.Worked, got.Worked, name)
			assert.Equal(t, Official, got.Status)
			assert.Equal(t, "国务院办公厅关于2026年部分节假日安排的通知", got.Source)
		}
	}
}

func TestParseNoticeText_ReadsTheWordingsOfOtherYears(t *testing.T) {
	for _, c := range []struct {
		year        int
		text        string
		off, worked string
	}{
		{2025, "元旦:1月1日(周三)放假1天,不调休。", "2025-01-01", ""},
		{2019, "2018年12月30日至2019年1月1日放假调休,共3天。2018年12月29日(星期六)上班。", "2018-12-30 2018-12-31 2019-01-01", "2018-12-29"},
		{2019, "12月30日至1月1日放假调休,共3天。12月29日(星期六)上班。", "2018-12-30 2018-12-31 2019-01-01", "2018-12-29"},
		{2023, "一、元旦:2022年12月31日至2023年1月2日放假调休,共3天", "2022-12-31 2023-01-01 2023-01-02", ""},
		{2019, "4月5日放假,与周末连休。", "2019-04-05", ""},
		{2021, "6月14日放假,与周末连休,共3天。", "2021-06-14", ""},
		{2016, "5月1日放假,5月2日(星期一)补休。", "2016-05-01 2016-05-02", ""},
		{2018, "4月29日至5月1日放假调休,共3天。4月28日(星期六)上班。", "2018-04-29 2018-04-30 2018-05-01", "2018-04-28"},
		{2013, "4月4日~6日放假调休,共3天;4月7日(星期日)上班;", "2013-04-04 2013-04-05 2013-04-06", "2013-04-07"},
		{2024, "2月17日至18日放假。鼓励各单位安排职工在除夕(2月9日)休息。", "2024-02-17 2024-02-18", ""},
		{2024, "5月1日、2日和3日放假,4月28日(星期天)上班。", "2024-05-01 2024-05-02 2024-05-03", "2024-04-28"},
	} {
		got, problems, err := ParseNoticeText(c.text, c.year)
		require.NoError(t, err, "%s %v", c.text, problems)
		assert.Equal(t, c.off, strings.Trim(fmt.Sprint(got.Off), "[]"), c.text)
		assert.Equal(t, c.worked, strings.Trim(fmt.Sprint(got.Worked), "[]"), c.text)
	}
}

func TestParseNoticeText_RefusesAndSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		year int
		code string
	}{
		"no year":             {"1月1日放假。", 0, NoticeRequired},
		"another year":        {notice2026, 2027, NoticeYearOther},
		"wrong weekday":       {"2月15日(周六)放假。", 2026, NoticeWeekday},
		"wrong count":         {"2月15日至22日放假调休,共9天。", 2026, NoticeCount},
		"no such day":         {"2月30日放假。", 2026, NoticeNotADate},
		"a day without month": {"15日放假。", 2026, NoticeNotADate},
		"backwards":           {"2月23日至15日放假。", 2026, NoticeRange},
		"two months long":     {"2月1日至4月1日放假。", 2026, NoticeRange},
		"no verb":             {"2月15日至23日,共9天。2月14日放假。", 2026, NoticeNoVerb},
		"verb far away":       {"11月4日,国务院办公厅发布了关于部分节假日安排的通知,明确放假调休的具体安排。", 2026, NoticeNoVerb},
		"off and worked":      {"2月14日放假。2月14日(周六)上班。", 2026, NoticeConflict},
		"worked on a Monday":  {"1月1日放假。2月23日上班。", 2026, NoticeNotWeekend},
		"a year long past":    {"2024年1月1日放假。", 2026, NoticeOutOfYear},
		"the following year":  {"2027年1月1日放假。", 2026, NoticeOutOfYear},
		"nothing":             {"各省、自治区、直辖市人民政府:", 2026, NoticeEmpty},
		"empty":               {"", 2026, NoticeEmpty},
		"an impossible year":  {"1月1日放假。", 9999, NoticeYearRange},
		"not text":            {"1月1日\xff放假。", 2026, NoticeNotUTF8},
		"a book":              {strings.Repeat("一", maxNotice), 2026, NoticeTooLong},
		"a list without end":  {strings.Repeat("1月1日至31日放假。", 50), 2026, NoticeTooLong},
	} {
		y, problems, err := ParseNoticeText(c.text, c.year)
		assert.ErrorIs(t, err, ErrNotice, name)
		assert.Contains(t, codes(problems), c.code, name)
		assert.Zero(t, y, name)
	}
}

func TestParseNotice_WarnsWhereANoticeDoesNotFitTheStatute(t *testing.T) {
	forgotten := strings.Replace(notice2026, "六、中秋节：9月25日（周五）至27日（周日）放假，共3天。", "", 1)
	y, problems, err := ParseNoticeText(forgotten, 0)
	require.NoError(t, err)
	assert.Equal(t, 2026, y.Year)
	assert.Equal(t, []string{NoticeHolidayLost, NoticeBalance}, codes(problems))
	assert.Equal(t, map[string]string{"date": "2026-09-25", "holiday": "中秋节"}, problems[0].Params)
	assert.True(t, problems[0].Warning)

	_, problems, err = ParseNoticeText(strings.Replace(notice2026, "5月9日（周六）上班。", "", 1), 0)
	require.NoError(t, err)
	require.Equal(t, []string{NoticeBalance}, codes(problems), "a make-up day forgotten")
	assert.Equal(t, map[string]string{"days": "14", "statute": "13"}, problems[0].Params)

	_, problems, err = ParseNoticeText(notice2026+"。1月1日放假。", 0)
	require.NoError(t, err)
	assert.Equal(t, []string{NoticeDuplicate}, codes(problems))
}

// asJSON writes a year in the shape of the public data.
func asJSON(t *testing.T, y Year) []byte {
	type jsonDay struct {
		Name     string `json:"name"`
		Date     Date   `json:"date"`
		IsOffDay bool   `json:"isOffDay"`
	}
	var days []jsonDay
	for _, d := range y.Worked {
		days = append(days, jsonDay{"调休", d, false})
	}
	for _, d := range y.Off {
		days = append(days, jsonDay{"节", d, true})
	}
	b, err := json.Marshal(map[string]any{"$schema": "x", "year": y.Year, "papers": []string{"https://example.org/n"}, "days": days})
	require.NoError(t, err)
	return b
}

func TestParseNotice_ReadsThePublicShape(t *testing.T) {
	for _, want := range []Year{year2025(), year2026()} {
		got, problems, err := ParseNotice(asJSON(t, want))
		require.NoError(t, err, problems)
		assert.Empty(t, problems)
		want.Source = "https://example.org/n"
		assert.Equal(t, want, got)
	}
	got, _, err := ParseNotice([]byte(`{"year":2027,"days":[{"name":"元旦","date":"2026-12-31","isOffDay":true},{"name":"元旦","date":"2026-12-27","isOffDay":false}]}`))
	require.NoError(t, err)
	c, err := Default().With(got)
	require.NoError(t, err)
	worked, err := c.Workday(day(t, "2026-12-27"))
	require.NoError(t, err)
	assert.True(t, worked, "a Sunday of December worked by next year's notice")
}

func TestParseNotice_RefusesAndPointsAtTheFault(t *testing.T) {
	for name, c := range map[string]struct{ json, pointer, code string }{
		"no JSON":        {`{"year":`, "", NoticeNotJSON},
		"two documents":  {`{"year":2027}{}`, "", NoticeNotJSON},
		"wrong type":     {`{"year":"2027"}`, "", NoticeNotJSON},
		"no year":        {`{"days":[]}`, "/year", NoticeRequired},
		"far year":       {`{"year":3000,"days":[]}`, "/year", NoticeYearRange},
		"no days":        {`{"year":2027,"days":[]}`, "/days", NoticeEmpty},
		"no date":        {`{"year":2027,"days":[{"isOffDay":true}]}`, "/days/0/date", NoticeNotADate},
		"not a date":     {`{"year":2027,"days":[{"date":"2027-01-01","isOffDay":true},{"date":"1月1日","isOffDay":true}]}`, "/days/1/date", NoticeNotADate},
		"off or not":     {`{"year":2027,"days":[{"date":"2027-01-01"}]}`, "/days/0/isOffDay", NoticeRequired},
		"another year":   {`{"year":2027,"days":[{"date":"2026-11-30","isOffDay":true}]}`, "/days/0/date", NoticeOutOfYear},
		"worked Monday":  {`{"year":2027,"days":[{"date":"2027-02-08","isOffDay":false}]}`, "/days/0/date", NoticeNotWeekend},
		"both":           {`{"year":2027,"days":[{"date":"2027-02-06","isOffDay":true},{"date":"2027-02-06","isOffDay":false}]}`, "/days/1/date", NoticeConflict},
		"too many days":  {`{"year":2027,"days":[` + strings.Repeat(`{},`, maxDays) + `{}]}`, "/days", NoticeTooLong},
		"too many bytes": {`"` + strings.Repeat("x", maxNotice) + `"`, "", NoticeTooLong},
	} {
		y, problems, err := ParseNotice([]byte(c.json))
		require.ErrorIs(t, err, ErrNotice, name)
		assert.Zero(t, y, name)
		found := false
		for _, p := range problems {
			found = found || p.Pointer == c.pointer && p.Code == c.code
			assert.NotEmpty(t, p.Error())
		}
		assert.True(t, found, "%s: %v", name, problems)
	}
}

func TestParseNotice_KeepsTheFirstHundredProblems(t *testing.T) {
	var days []string
	for range maxDays {
		days = append(days, `{"date":"x","isOffDay":true}`)
	}
	_, problems, err := ParseNotice([]byte(`{"year":2027,"days":[` + strings.Join(days, ",") + `]}`))
	require.ErrorIs(t, err, ErrNotice)
	assert.Len(t, problems, maxFaults)
}

func FuzzParseNoticeText(f *testing.F) {
	f.Add(notice2026, 0)
	f.Add("12月30日—1月1日放假,共3天;29日上班", 2019)
	f.Add("至日月99日(周)放假999天", 2026)
	f.Fuzz(func(t *testing.T, text string, year int) {
		y, problems, err := ParseNoticeText(text, year)
		if err != nil {
			require.NotEmpty(t, problems)
			return
		}
		require.NoError(t, y.validate())
		require.True(t, utf8.ValidString(y.Source))
	})
}

func FuzzParseNotice(f *testing.F) {
	f.Add([]byte(`{"year":2027,"papers":["p"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		y, problems, err := ParseNotice(data)
		if err != nil {
			require.NotEmpty(t, problems)
			return
		}
		require.NoError(t, y.validate())
	})
}
