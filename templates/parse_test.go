package templates

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

func TestLoad_ReadsEveryKind(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	require.Len(t, list, len(Kinds))
	for i, kind := range Kinds {
		require.Equal(t, kind, list[i].Kind)
	}
}

func TestYAML_RefusesAKindThatDoesNotExist(t *testing.T) {
	_, err := YAML("../parse.go")
	require.Error(t, err)
}

// A refusal names the place in the template and the line in the text.
func TestParse_Refuses(t *testing.T) {
	tests := map[string]struct {
		kind, old, text string
		pointer         string
		code            plan.Code
	}{
		"a key that does not exist":             {General, "kind: work\n    lead: lead", "kind: work\n    boss: lead", "", CodeNotYAML},
		"a key given twice":                     {General, "version: 1", "version: 1\nversion: 2", "", CodeNotYAML},
		"a text that is no YAML":                {General, "roles: []", "roles: [", "", CodeNotYAML},
		"a second document":                     {General, "roles: []", "roles: []\n---\nroles: []", "", CodeNotYAML},
		"a number that is none":                 {General, "value: 2, unit: workday", "value: two, unit: workday", "", CodeNotYAML},
		"a number with four decimals":           {General, "value: 0.5, unit: point", "value: 0.5555, unit: point", "", CodeNotYAML},
		"a day that does not exist":             {General, "value: 12-25", "value: 02-29", "", CodeNotYAML},
		"a kind of its own":                     {General, "kind: general", "kind: dancing", "/kind", plan.CodeUnknown},
		"version zero":                          {General, "version: 1", "version: 0", "/version", plan.CodeOutOfRange},
		"a title without English":               {General, "en: General goal", "en: ' '", "/title/en", plan.CodeRequired},
		"a number without a source":             {General, "source: {kind: practice, zh: 督办工作通行做法，各地可改, en: 'practice of supervision offices, places differ'}}", "source: {kind: practice}}", "/numbers/0/source/zh", plan.CodeRequired},
		"a source of no kind":                   {General, "source: {kind: practice, zh: 督办工作通行做法", "source: {kind: rumour, zh: 督办工作通行做法", "/numbers/0/source/kind", plan.CodeUnknown},
		"a number outside its bounds":           {General, "value: 2, unit: workday", "value: 11, unit: workday", "/numbers/0/value", plan.CodeOutOfRange},
		"a number declared twice":               {General, "key: review-days", "key: respond-days", "/numbers/1/key", plan.CodeDuplicate},
		"a number without a unit":               {General, "value: 2, unit: workday", "value: 2, unit: ''", "/numbers/0/unit", plan.CodeRequired},
		"a period that is a day of the year":    {General, "finish: scheme-days", "finish: summary-by", "/steps/0/finish", plan.CodeConflict},
		"a number that is not declared":         {General, "finish: scheme-days", "finish: nothing", "/steps/0/finish", plan.CodeDangling},
		"a step without a time":                 {General, "    finish: scheme-days\n", "", "/steps/0/finish", plan.CodeRequired},
		"a step with two times":                 {General, "finish: scheme-days", "finish: scheme-days\n    by: summary-by", "/steps/0/by", plan.CodeConflict},
		"a step of no kind":                     {General, "kind: work\n    lead: lead", "kind: dance\n    lead: lead", "/steps/0/kind", plan.CodeUnknown},
		"a step with an unknown role":           {General, "kind: work\n    lead: lead", "kind: work\n    lead: dancer", "/steps/0/lead", plan.CodeDangling},
		"a step that nobody approves":           {General, "approvals: [head, leader]", "approvals: []", "/steps/0/approvals", plan.CodeNoApprover},
		"an approval that does not exist":       {General, "approvals: [head, leader]", "approvals: [head, king]", "/steps/0/approvals/1", plan.CodeDangling},
		"an approval without signers":           {General, "rule: any, signers: [head]", "rule: any, signers: []", "/approvals/0/signers", plan.CodeNoApprover},
		"an approval by an unknown rule":        {General, "rule: any, signers: [head]", "rule: dice, signers: [head]", "/steps/0/stages/0/rule", plan.CodeUnknown},
		"a step that waits for one below it":    {General, "    evidence: [{zh: 实施方案", "    after: [summary]\n    evidence: [{zh: 实施方案", "/steps/0/after/0", plan.CodeDangling},
		"two steps of one name":                 {General, "key: summary\n", "key: scheme\n", "/steps/3/key", plan.CodeDuplicate},
		"weights that do not total 100":         {General, "weight: 60", "weight: 61", "/steps", plan.CodeWeights},
		"weights without a source":              {General, "weights: {kind: practice, zh: 各地自定，可在交办前修改", "weights: {kind: practice, zh: ''", "/weights/zh", plan.CodeRequired},
		"rungs that go back in time":            {General, "key: red-after, value: 10", "key: red-after, value: 2", "/settings/ladder/rungs/2/after", plan.CodeOutOfRange},
		"a rung in a colour of its own":         {General, "colour: blue", "colour: pink", "/settings/ladder/rungs/0/colour", plan.CodeUnknown},
		"a recurrence that is none":             {General, "every: quarter-end", "every: blue-moon", "/steps/2/recur/every", plan.CodeUnknown},
		"a notice shorter than the law":         {ParkExpansion, "key: pre-notice-min, value: 10", "key: pre-notice-min, value: 9", "/numbers/18/value", plan.CodeOutOfRange},
		"a notice without its least time":       {ParkExpansion, "    min_public: pre-notice-min\n", "", "/steps/1/min_public", plan.CodeRequired},
		"a limit of area above the law":         {ParkExpansion, "key: cultivated-limit, value: 35", "key: cultivated-limit, value: 36", "/numbers/15/value", plan.CodeOutOfRange},
		"a branch without a source":             {ParkExpansion, "    source: {kind: law, zh: 《土地管理法》第四十六条, en: 'Land Administration Law, article 46'}", "    source: {kind: law, zh: '', en: x}", "/branches/0/source/zh", plan.CodeRequired},
		"a branch by a figure that is not":      {ParkExpansion, "figure: area_ha, op: '>', number: other-limit}]", "figure: colour, op: '>', number: other-limit}]", "/branches/0/any/2/1/figure", plan.CodeDangling},
		"a branch by a word that is not":        {ParkExpansion, "word: basic-farmland}]", "word: desert}]", "/branches/0/any/0/0/word", plan.CodeDangling},
		"a branch that compares words by size":  {ParkExpansion, "op: '=', word: basic-farmland}]", "op: '>', word: basic-farmland}]", "/branches/0/any/0/0/op", plan.CodeUnknown},
		"a step of a part that is not":          {ParkExpansion, "part: taking", "part: nothing", "/steps/1/part", plan.CodeDangling},
		"a step of a branch that is not":        {ParkExpansion, "branch: state-council\n", "branch: nothing\n", "/steps/12/branch", plan.CodeDangling},
		"a target of a figure that is not":      {ParkExpansion, "unit: 亩, figure: area_ha", "unit: 亩, figure: area", "/steps/8/target/figure", plan.CodeDangling},
		"a role that nobody can stand in for":   {ParkExpansion, "en: land office}, instead: lead", "en: land office}, instead: nobody", "/roles/0/instead", plan.CodeDangling},
		"a season that ends before it begins":   {FarmRestructuring, "key: spring-by, value: 05-10", "key: spring-by, value: 02-10", "/steps/7/by", plan.CodeDateOrder},
		"planned shares that are days":          {TownManagement, "share: quarter-one-share}", "share: quarter-one}", "/steps/2/target/planned/0/share", plan.CodeConflict},
		"a group without steps":                 {TownManagement, "  - key: petition\n    title: {zh: 信访事项, en: petition}\n", "  - key: empty\n    title: {zh: 信访事项, en: petition}\n    steps: []\n  - key: petition\n    title: {zh: 信访事项, en: petition}\n", "/added/2/steps", plan.CodeRequired},
		"checklists of work":                    {SafetyCheck, "    kind: work\n    lead: 'office:safety'\n    approvals: [head]\n    finish: scope-days\n", "    kind: work\n    lead: 'office:safety'\n    checklists: [school]\n    approvals: [head]\n    finish: scope-days\n", "/steps/0/checklists", plan.CodeConflict},
		"a group with a fixed day":              {TownManagement, "finish: talk-days", "by: summary-by", "/added/0/steps/0", plan.CodeConflict},
		"a village notice shorter than allowed": {TownManagement, "key: village-notice-min, value: 5", "key: village-notice-min, value: 4", "/numbers/36/value", plan.CodeOutOfRange},
		"a name that is none":                   {General, "key: scheme\n", "key: 方案\n", "/steps/0/key", plan.CodeUnknown},
		"a step without a name":                 {General, "key: scheme\n", "key: ''\n", "/steps/0/key", plan.CodeRequired},
		"a step per year":                       {General, "per: measure", "per: year", "/steps/1/per", plan.CodeUnknown},
		"a step that nobody leads":              {General, "kind: work\n    lead: lead", "kind: work\n    lead: ''", "/steps/0/lead", plan.CodeRequired},
		"a step helped by an unknown role":      {General, "kind: work\n    lead: lead", "kind: work\n    lead: lead\n    co: [dancer]", "/steps/0/co/0", plan.CodeDangling},
		"an empty word":                         {General, "kind: work\n    lead: lead", "kind: work\n    lead: lead\n    words: [' ']", "/steps/0/words/0", plan.CodeRequired},
		"a vote without its share":              {General, "rule: any, signers: [head]", "rule: ratio, signers: [head]", "/approvals/0/ratio", plan.CodeRequired},
		"a vote whose share is no share":        {General, "rule: any, signers: [head]", "rule: ratio, ratio: scheme-days, signers: [head]", "/approvals/0/ratio", plan.CodeConflict},
		"bounds of another sort":                {General, "value: 12-25, unit: month-day, min: 11-01", "value: 12-25, unit: month-day, min: 11", "/numbers/16/min", plan.CodeUnknown},
		"a period that is given as a day":       {General, "value: 2, unit: workday, min: 1, max: 10", "value: 02-02, unit: workday", "/numbers/0/value", plan.CodeUnknown},
		"a series on two days":                  {TownManagement, "{every: month, day: reception-day, shift: after", "{every: month, on: last, day: reception-day, shift: after", "/steps/12/recur/day", plan.CodeConflict},
		"a series with a last day of its own":   {General, "    recur: {every: quarter-end", "    by: summary-by\n    recur: {every: quarter-end", "/steps/2/recur", plan.CodeConflict},
		"a target without a unit":               {ParkExpansion, "unit: 亩, figure: area_ha", "unit: '', figure: area_ha", "/steps/8/target/unit", plan.CodeRequired},
		"a figure of nothing":                   {ParkExpansion, "unit: 公顷, required: true", "required: true", "/figures/0/unit", plan.CodeConflict},
		"a branch that is never taken":          {ParkExpansion, "    any: [[{figure: land_class, op: '!=', word: other}]]", "    any: []", "/branches/1/any", plan.CodeRequired},
		"a branch with an empty alternative":    {ParkExpansion, "    any: [[{figure: land_class, op: '!=', word: other}]]", "    any: [[]]", "/branches/1/any/0", plan.CodeRequired},
		"a branch that compares by nothing":     {ParkExpansion, "{figure: area_ha, op: '>', number: cultivated-limit}]", "{figure: area_ha, op: about, number: cultivated-limit}]", "/branches/0/any/1/1/op", plan.CodeUnknown},
		"a role that nobody stands in for":      {ParkExpansion, "en: land office}, instead: lead", "en: land office}, instead: ''", "/roles/0/instead", plan.CodeRequired},
		"one inspector":                         {SafetyCheck, "key: inspectors, value: 2", "key: inspectors, value: 1", "/numbers/15/value", plan.CodeOutOfRange},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(edited(t, test.kind, test.old, test.text))
			refusal := (*plan.Error)(nil)
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, plan.CodeInvalid, refusal.Code)
			require.Contains(t, codes(refusal.Problems), test.pointer+" "+string(test.code))
		})
	}
}

func TestParse_SaysTheLine(t *testing.T) {
	tests := map[string]struct{ old, text, want string }{
		"of a key that does not exist": {"kind: work\n    lead: lead", "kind: work\n    boss: lead", "boss: lead"},
		"of a number without source":   {"value: 10, unit: workday, min: 3", "value: 99, unit: workday, min: 3", "key: scheme-days"},
		"of a name that names nothing": {"finish: scheme-days", "finish: nothing", "finish: nothing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text := edited(t, General, test.old, test.text)
			_, err := Parse(text)
			refusal := (*plan.Error)(nil)
			require.ErrorAs(t, err, &refusal)
			line, err := strconv.Atoi(refusal.Problems[0].Params["line"])
			require.NoError(t, err)
			require.Contains(t, strings.Split(string(text), "\n")[line-1], test.want)
		})
	}
}

func TestParse_SpeaksOfTheTextAndNotOfTheProgram(t *testing.T) {
	_, err := Parse(edited(t, General, "kind: work\n    lead: lead", "kind: work\n    boss: lead"))
	refusal := (*plan.Error)(nil)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "field boss not found", refusal.Problems[0].Params["detail"])
}

func TestParse_ListsEveryProblemAtOnce(t *testing.T) {
	text := edited(t, General, "finish: scheme-days", "finish: nothing")
	text = []byte(strings.Replace(string(text), "by: summary-by", "by: never", 1))
	_, err := Parse(text)
	refusal := (*plan.Error)(nil)
	require.ErrorAs(t, err, &refusal)
	require.Len(t, refusal.Problems, 2)
}

func TestParse_RefusesTextsThatWouldGrow(t *testing.T) {
	_, err := Parse([]byte(strings.Repeat("#", MaxBytes+1)))
	require.Equal(t, plan.CodeInvalid, plan.CodeOf(err))

	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ",") + "]\n"
	}
	_, err = Parse([]byte(bomb))
	require.Equal(t, plan.CodeInvalid, plan.CodeOf(err))
}

func TestParse_RefusesNothingAtAll(t *testing.T) {
	for _, text := range []string{"", "\n", "null", "[]", "17", "\xff\xfe"} {
		_, err := Parse([]byte(text))
		require.Equal(t, plan.CodeInvalid, plan.CodeOf(err), "%q", text)
	}
}

func TestParse_TakesAnEditedVersion(t *testing.T) {
	text := edited(t, General, "version: 1", "version: 2")
	text = []byte(strings.Replace(string(text), "key: scheme-days, value: 10", "key: scheme-days, value: 20", 1))
	edition, err := Parse(text)
	require.NoError(t, err)
	require.Equal(t, "general@2", edition.ID())
	goal, choices := example(t, edition)
	goal = applied(t, edition, goal, choices)
	require.Equal(t, "general@2", goal.Template)
	require.Equal(t, 20, goal.Step("scheme").Finish.N)
}

func TestTemplate_TravelsAsJSON(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	for _, template := range list {
		b, err := json.Marshal(template)
		require.NoError(t, err)
		var back Template
		require.NoError(t, json.Unmarshal(b, &back))
		require.Empty(t, back.check(), template.Kind)
		goal, choices := template.Example(2026, template.exampleFigures()[0])
		want, _ := Apply(template, goal, choices)
		got, _ := Apply(back, goal, choices)
		require.Equal(t, want, got)
	}
}

func TestLocated_NamesFileAndLine(t *testing.T) {
	_, err := Parse(edited(t, General, "finish: scheme-days", "finish: nothing"))
	require.Regexp(t, `^x\.yaml:\d+: /steps/0/finish dangling value="nothing"$`, located("x.yaml", err).Error())
	require.ErrorContains(t, located("x.yaml", errors.New("gone")), "x.yaml: gone")
}

// Whatever is written, reading it ends, and what is taken can be applied.
func FuzzParse(f *testing.F) {
	for _, kind := range Kinds {
		text, err := YAML(kind)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("kind: general\nsteps: [{after: [x]}]")
	f.Fuzz(func(t *testing.T, text string) {
		template, err := Parse([]byte(text))
		if err != nil {
			require.Equal(t, plan.CodeInvalid, plan.CodeOf(err))
			return
		}
		goal, choices := template.Example(2026, nil)
		Apply(template, goal, choices)
	})
}
