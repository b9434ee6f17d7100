package assess

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func TestDefaults_LackNothingOnceSomebodyScores(t *testing.T) {
	clerk, boss, mayor := PostRef("clerk"), PostRef("boss"), PostRef("mayor")
	c := Cycle{ID: "c", Title: "年度考核", Period: Period{Kind: Year, Year: 2026}, Sheets: DefaultSheets([]Ref{clerk, boss, mayor}, []Ref{mayor}),
		Formulas: DefaultFormulas(), GradeSets: DefaultGradeSets(), Settings: DefaultSettings(),
		Staff: []Staff{{Type: "civil-servant", Grades: "civil-servant"}, {Type: "unit", Grades: "body"}},
		Line:  Line{Office: clerk, Panel: []Ref{boss}, Group: []Ref{mayor}, Chair: mayor, Review: []Ref{PostRef("congress")}}}
	c.Settings.AsOf = c.Period.To()
	c.Assessed = []Assessed{{Subject: UserRef("u"), Name: "某", Kind: Cadre, Staff: "civil-servant", Formula: c.FormulaFor(Cadre, "civil-servant")},
		{Subject: UnitRef("a"), Name: "办", Kind: Unit, Staff: "unit", Formula: c.FormulaFor(Unit, "unit"), Head: PostRef("head")}}
	require.Empty(t, Validate(c, calendar.Default()))
	c.Sheets = DefaultSheets(nil, nil)
	var where []string
	for _, p := range Validate(c, calendar.Default()) {
		where = append(where, p.Pointer)
	}
	require.Equal(t, []string{"/sheets/0/indicators/1/rules", "/sheets/1/indicators/0/rules"}, where, "who scores is asked for by the line")
}

func TestFormulaFor_FollowsOthersThenTheKindThenTheFirst(t *testing.T) {
	own := []Formula{{Key: "first"}, {Key: "second"}}
	for name, x := range map[string]struct {
		c    Cycle
		kind Kind
		want string
	}{
		"none":            {Cycle{}, Cadre, ""},
		"default, people": {Cycle{Formulas: DefaultFormulas()}, Cadre, StaffFormula},
		"default, units":  {Cycle{Formulas: DefaultFormulas()}, Unit, BodyFormula},
		"first":           {Cycle{Formulas: own}, Village, "first"},
		"others":          {Cycle{Formulas: own, Assessed: []Assessed{{Staff: "s", Formula: "second"}}}, Cadre, "second"},
		"others' is gone": {Cycle{Formulas: own, Assessed: []Assessed{{Staff: "s", Formula: "gone"}}}, Cadre, "first"},
	} {
		require.Equal(t, x.want, x.c.FormulaFor(x.kind, "s"), name)
	}
}
