package calendar

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Problem is one fault in something given from outside. It carries no prose:
// the code and its parameters become a sentence where a reader's language is
// known.
type Problem struct {
	Pointer string            `json:"pointer"` // JSON pointer into what was given
	Code    string            `json:"code"`
	Params  map[string]string `json:"params,omitempty"`
	Warning bool              `json:"warning,omitempty"` // worth a look, but no reason to refuse
}

// problem builds a Problem; params are name, value pairs.
func problem(pointer, code string, params ...string) Problem {
	p := Problem{Pointer: pointer, Code: code}
	for i := 0; i+1 < len(params); i += 2 {
		if p.Params == nil {
			p.Params = make(map[string]string, len(params)/2)
		}
		p.Params[params[i]] = params[i+1]
	}
	return p
}

func (p Problem) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "calendar: %s: %s", p.Pointer, p.Code)
	for _, k := range slices.Sorted(maps.Keys(p.Params)) {
		fmt.Fprintf(&b, " %s=%q", k, p.Params[k])
	}
	return b.String()
}
