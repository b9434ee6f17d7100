package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ParseNoticeText reads a year's notice as the State Council's General Office
// words it, typed in or pasted, in whole or only its list:
//
//	二、春节:2月15日(农历腊月二十八、周日)至23日(周一)放假调休,共9天。2月14日(周六)、2月28日(周六)上班。
//
// With year 0 the text itself must name the year. A day of December without a
// year belongs to the year before. What the text says about weekdays and counts
// is checked. Problems point at "/text"; otherwise the contract is
// ParseNotice's.
func ParseNoticeText(text string, year int) (Year, []Problem, error) {
	r := textReader{notice: notice{year: year}}
	switch {
	case len(text) > maxNotice:
		r.fault("/text", NoticeTooLong, "max", fmt.Sprint(maxNotice))
		return r.finish("")
	case !utf8.ValidString(text):
		r.fault("/text", NoticeNotUTF8)
		return r.finish("")
	}
	text = noticeDateline.ReplaceAllString(plainWidth(text), "")
	named := 0
	if m := noticeYear.FindStringSubmatch(text); m != nil {
		named, _ = strconv.Atoi(m[1]) // four digits
	}
	switch {
	case year == 0 && named == 0:
		r.fault("/year", NoticeRequired)
		return r.finish("")
	case year == 0:
		r.year = named
	case named != 0 && named != year:
		r.fault("/year", NoticeYearOther, "text", fmt.Sprint(named), "year", fmt.Sprint(year))
		return r.finish("")
	}
	sentences := strings.FieldsFunc(text, func(c rune) bool { return c == '。' || c == ';' })
	for _, s := range sentences {
		if !strings.Contains(s, "鼓励") { // advice on annual leave names days that are not off
			r.sentence(s)
		}
	}
	return r.finish(noticeTitle.FindString(text))
}

var (
	noticeYear     = regexp.MustCompile(`(\d{4})年(?:部分节假日|节假日|元旦)`)
	noticeTitle    = regexp.MustCompile(`国务院办公厅关于\d{4}年.{0,20}?的通知`)
	noticeDateline = regexp.MustCompile(`\d{1,2}月\d{1,2}日电`)                                        // of a news agency
	noticeToken    = regexp.MustCompile(`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?` + // a day
		`|(放假|补休|休息|上班)(?:(\d{1,3})天)?` + // off or worked, for how long
		`|共(\d{1,3})天`)
	noticeWeekday = regexp.MustCompile(`(?:周|星期)([一二三四五六日天])`)
)

// plainWidth drops white space and turns full-width signs into plain ones.
func plainWidth(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return -1
		case c >= '\uFF01' && c <= '\uFF5E':
			return c - '\uFF01' + '!'
		}
		return c
	}, s)
}

// textReader reads sentence by sentence.
type textReader struct {
	notice
	text    string // the sentence, for messages
	pending []Date // named, not yet said to be off or worked
	lastOff int    // days in the last group that is off
}

// farVerb is how many bytes may lie between a day and the word that says what
// it is; a word further away belongs to something else.
const farVerb = 36

// sentence reads the days of one sentence: each group of days is followed by
// the word that says what they are. Only the date on which the notice was
// signed may stand without one.
func (r *textReader) sentence(s string) {
	r.text, r.pending, r.lastOff = cut(s, 60), nil, 0
	var year, month, end int
	dated := false // the last day came with its year
	for _, m := range noticeToken.FindAllStringSubmatchIndex(s, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		switch {
		case group(3) != "":
			dated = group(1) != ""
			year, month = r.inherit(group(1), group(2), year, month)
			r.day(year, month, group(3), group(4), isRange(s[end:m[0]]))
			end = m[1]
		case group(5) != "":
			if m[0]-end <= farVerb {
				r.verb(group(5) != "上班")
			}
			r.count(group(6), s)
		default:
			r.count(group(7), s)
		}
	}
	signed := dated && len(r.pending) == 1 && r.pending[0].Year < r.year
	if len(r.pending) > 0 && !signed {
		r.fault("/text", NoticeNoVerb, "text", r.text)
	}
}

// inherit fills in what a day leaves to the day named before it.
func (r *textReader) inherit(y, m string, year, month int) (int, int) {
	if m != "" {
		month, _ = strconv.Atoi(m) // one or two digits
		year = r.year
		if month == int(time.December) {
			year--
		}
	}
	if y != "" {
		year, _ = strconv.Atoi(y) // four digits
	}
	return year, month
}

func isRange(between string) bool {
	switch strings.Trim(between, "-") {
	case "至", "到", "~", "—", "——", "–":
		return true
	case "":
		return between != ""
	}
	return false
}

// day takes one day, or with upTo also every day between the one before and it.
func (r *textReader) day(year, month int, digits, remark string, upTo bool) {
	number, _ := strconv.Atoi(digits) // one or two digits
	d := On(year, time.Month(month), number)
	if !d.Valid() {
		r.fault("/text", NoticeNotADate, "value", fmt.Sprintf("%d年%d月%d日", year, month, number))
		return
	}
	if m := noticeWeekday.FindStringSubmatch(remark); m != nil {
		said := "周" + strings.Replace(m[1], "天", "日", 1)
		if is := chineseWeekday(d); said != is {
			r.fault("/text", NoticeWeekday, "date", d.String(), "said", said, "weekday", is)
		}
	}
	if !upTo || len(r.pending) == 0 {
		r.pending = append(r.pending, d)
		return
	}
	first := r.pending[len(r.pending)-1]
	if n := first.DaysUntil(d); n < 1 || n > 31 {
		r.fault("/text", NoticeRange, "from", first.String(), "to", d.String())
		return
	}
	for first != d {
		first = first.AddDays(1)
		r.pending = append(r.pending, first)
	}
}

// verb says what the pending days are.
func (r *textReader) verb(off bool) {
	if len(r.days)+len(r.pending) > maxDays {
		r.fault("/text", NoticeTooLong, "max", fmt.Sprint(maxDays))
		r.pending = nil
	}
	for _, d := range r.pending {
		r.days = append(r.days, noticeDay{d, off, "/text"})
	}
	if off && len(r.pending) > 0 {
		r.lastOff = len(r.pending)
	}
	r.pending = nil
}

// count compares the announced number of days. A holiday that only joins the
// weekend (与周末连休) counts that in.
func (r *textReader) count(digits, sentence string) {
	said, err := strconv.Atoi(digits)
	if err != nil {
		return // no number was given
	}
	if r.lastOff > 0 && said != r.lastOff && !strings.Contains(sentence, "连休") {
		r.fault("/text", NoticeCount, "said", digits, "counted", fmt.Sprint(r.lastOff), "text", r.text)
	}
}
