package api

import (
	_ "embed"
	"net/http"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
	textlanguage "golang.org/x/text/language"

	"duban/calendar"
	"duban/plan"
)

//go:embed messages.yaml
var messagesYAML []byte

// message is what one code means to people and to HTTP.
type message struct {
	Status int    `yaml:"status"` // 0: only ever the fault of one field
	Zh     string `yaml:"zh"`
	En     string `yaml:"en"`
}

type catalogue struct {
	Codes  map[plan.Code]message        `yaml:"codes"`
	Ranges map[string]message           `yaml:"ranges"` // what {range} says: "both", "min" or "max"
	Words  map[string]map[string]string `yaml:"words"`  // values of parameters, in Chinese, by parameter
}

// messages is the catalogue; a fault in it is found by the first test that
// runs.
var messages = func() catalogue {
	var c catalogue
	if err := yaml.Unmarshal(messagesYAML, &c); err != nil {
		panic("messages.yaml: " + err.Error())
	}
	return c
}()

// of returns the message of a code. A code without one is answered as a
// conflict named by its code; a test keeps that from happening.
func (c catalogue) of(code plan.Code) message {
	m, ok := c.Codes[code]
	if !ok {
		return message{Status: http.StatusConflict, Zh: string(code), En: string(code)}
	}
	return m
}

const (
	chinese = "zh"
	english = "en"
)

var languages = textlanguage.NewMatcher([]textlanguage.Tag{textlanguage.SimplifiedChinese, textlanguage.English})

// language picks Chinese or English by Accept-Language; Chinese when in doubt.
func language(accept string) string {
	tags, _, err := textlanguage.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return chinese
	}
	if _, i, sure := languages.Match(tags...); i == 1 && sure >= textlanguage.High {
		return english
	}
	return chinese
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

// enumeration stands between the parts of a list.
var enumeration = map[string]string{chinese: "、", english: ", "}

// sentence fills the placeholders of a message; what has a title (see
// plan.Goal.Titled) is called by it.
func (m message) sentence(lang string, params map[string]string) string {
	text := m.Zh
	if lang == english {
		text = m.En
	}
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		name := p[1 : len(p)-1]
		if name == "range" {
			return rangeOf(params).sentence(lang, params)
		}
		if titles := params[name+"_title"]; titles != "" {
			return strings.ReplaceAll(titles, "\n", enumeration[lang])
		}
		value, ok := params[name]
		if !ok || value == "" {
			return "–"
		}
		return spoken(lang, name, value)
	})
}

// Sentence says a refusal in English with every field that is wrong, for the
// command line.
func Sentence(e *plan.Error) string {
	text := messages.of(e.Code).sentence(english, e.Params)
	for _, p := range e.Problems {
		text += "\n  " + strings.TrimPrefix(p.Pointer, "/") + ": " + messages.of(p.Code).sentence(english, p.Params)
	}
	return text
}

// rangeOf is how the range of a refusal is put: its bounds are the parameters
// min and max.
func rangeOf(params map[string]string) message {
	switch {
	case params["max"] == "":
		return messages.Ranges["min"]
	case params["min"] == "":
		return messages.Ranges["max"]
	}
	return messages.Ranges["both"]
}

// spoken turns the value of a parameter into words: moments in local time,
// figures by their names, statuses and roles in Chinese.
func spoken(lang, name, value string) string {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		if lang == english {
			return t.In(calendar.Zone).Format("2 January 2006 15:04")
		}
		return t.In(calendar.Zone).Format("2006年1月2日15:04")
	}
	if name == "figure" {
		return word(lang, "figure", value)
	}
	if lang == english {
		return value
	}
	words, ok := messages.Words[name]
	if !ok {
		return value
	}
	parts := strings.Split(value, ",")
	for i, p := range parts {
		if word := words[strings.TrimSpace(p)]; word != "" {
			parts[i] = word
		}
	}
	return strings.Join(parts, "、")
}

var titles = map[string]func(status int) string{
	english: http.StatusText,
	chinese: func(status int) string {
		if t := chineseTitles[status]; t != "" {
			return t
		}
		return "出错了"
	},
}

var chineseTitles = map[int]string{
	http.StatusBadRequest:            "请求有误",
	http.StatusUnauthorized:          "未登录",
	http.StatusForbidden:             "无权办理",
	http.StatusNotFound:              "未找到",
	http.StatusMethodNotAllowed:      "不支持的操作",
	http.StatusConflict:              "与当前情况冲突",
	http.StatusRequestEntityTooLarge: "内容过大",
	http.StatusUnsupportedMediaType:  "内容类型不支持",
	http.StatusUnprocessableEntity:   "填写有误",
	http.StatusTooManyRequests:       "请求过于频繁",
	http.StatusInternalServerError:   "系统内部错误",
	http.StatusServiceUnavailable:    "暂时不可用",
}
