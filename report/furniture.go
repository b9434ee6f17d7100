package report

import "strings"

// What pages of the web print round an article. Before it:
var headFurniture = []string{"时间：", "来源：", "作者：", "阅读：", "评论：", "内容摘要：", "发布时间：", "发布日期：", "信息来源：",
	"浏览次数：", "浏览：", "点击数：", "字体：", "字号：", "索引号：", "发文机关：", "成文日期："}

// And after it: the first of these ends the article.
var tailFurniture = []string{"分享到", "上一篇", "下一篇", "上一页", "下一页", "相关文章", "相关阅读", "相关链接", "相关新闻", "相关稿件",
	"相关信息", "相关附件", "免责声明", "责任编辑", "打印本页", "【打印", "关闭窗口", "扫一扫", "阅读排行", "版权所有", "网站地图", "主办单位：", "承办：",
	"主办：", "本栏最新", "标签："}

// dropFurniture marks the lines that a page adds to a report: its navigation,
// page numbers, running heads.
func (d *document) dropFurniture() {
	body := 0
	for _, l := range d.lines {
		if !l.skip {
			body += l.end - l.start
		}
	}
	seen, cut, summary, pager := 0, false, false, false
	heads := d.runningHeads()
	for i := range d.lines {
		l := &d.lines[i]
		if l.skip {
			continue
		}
		n := l.end - l.start
		s := ""
		if n <= 80 {
			s = string(d.text[l.start:l.end])
		}
		switch {
		case cut:
			l.skip = true
			if pager {
				d.pages = max(d.pages, atoi(s))
			}
			pager = pager && s != "下一页"
		case summary || n <= 12 && isPageNumber(s) || n <= 80 && isContents(s) || heads[s]:
			l.skip = true
			summary = false
		case n <= 80 && startsWithAny(s, tailFurniture) && seen*2 > body:
			l.skip, cut = true, true
			pager = s == "上一页"
			if s == "下一页" {
				d.pages = max(d.pages, 2)
			}
		case n <= 80 && startsWithAny(s, headFurniture) && seen*2 < body:
			l.skip = true
			summary = strings.HasPrefix(s, "内容摘要：") && n <= 6
		}
		seen += n
	}
}

// isContents knows a line of a table of contents: dots, then a page number.
func isContents(s string) bool {
	t := strings.TrimRight(s, "0123456789 ")
	if len(t) == len(s) {
		return s == "目录" || s == "目 录"
	}
	return strings.HasSuffix(t, "……") || strings.HasSuffix(t, "....") || strings.HasSuffix(t, "····") || strings.HasSuffix(t, "-----")
}

// atoi reads a page number of one or two digits; 0 for anything else.
func atoi(s string) int {
	if len(s) == 0 || len(s) > 2 {
		return 0
	}
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func startsWithAny(s string, starts []string) bool {
	for _, p := range starts {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// runningHeads are short lines without a stop that come back again and again,
// each time right beside a page number.
func (d *document) runningHeads() map[string]bool {
	times := map[string]int{}
	for i, l := range d.lines {
		n := l.end - l.start
		if l.skip || n < 2 || n > 40 || l.row || isStop(d.text[l.end-1]) {
			continue
		}
		if d.pageNumberAt(i-1) || d.pageNumberAt(i+1) {
			times[string(d.text[l.start:l.end])]++
		}
	}
	heads := map[string]bool{}
	for s, n := range times {
		if n >= 2 {
			heads[s] = true
		}
	}
	return heads
}

func (d *document) pageNumberAt(i int) bool {
	if i < 0 || i >= len(d.lines) {
		return false
	}
	l := d.lines[i]
	return l.end-l.start <= 12 && l.end > l.start && isPageNumber(string(d.text[l.start:l.end]))
}

// isPageNumber knows 12, - 12 -, —12—, 第12页, 第12页 共30页, 12/30.
func isPageNumber(s string) bool {
	digits, other := 0, 0
	for _, r := range s {
		switch {
		case isDigit(r):
			digits++
		case strings.ContainsRune(" -—–－_·/／|第共页Page", r):
		default:
			other++
		}
	}
	return other == 0 && digits > 0 && digits <= 8
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// dropCounters recognises text from document-sharing sites, which puts a
// running number 1、2、3、 before every page and breaks the text there, even in
// the middle of a word. The numbers go and the pages are joined. They give
// themselves away by numbering the lines from the first one on while a line
// in between ends in the middle of a sentence.
func (d *document) dropCounters() {
	next, torn, prev := 1, false, -1
	var starts, lines []int
	for i, l := range d.lines {
		if l.skip {
			continue
		}
		n, width := counterAt(d.text[l.start:l.end])
		if n != next {
			if prev < 0 {
				return
			}
			prev = i
			continue
		}
		if prev >= 0 && !isStop(d.text[d.lines[prev].end-1]) && d.lines[prev].end-d.lines[prev].start > 30 {
			torn = true
		}
		starts, lines = append(starts, l.start+width), append(lines, i)
		next++
		prev = i
	}
	if !torn || len(starts) < 2 {
		return
	}
	for k, i := range lines {
		d.lines[i].start = starts[k]
		d.lines[i].joined = k > 0
		d.lines[i].skip = d.lines[i].start >= d.lines[i].end
	}
}

func counterAt(s []rune) (n, width int) {
	for width < len(s) && width < 3 && s[width] >= '0' && s[width] <= '9' {
		n = n*10 + int(s[width]-'0')
		width++
	}
	if width == 0 || width >= len(s) || s[width] != '、' {
		return -1, 0
	}
	return n, width + 1
}
