package assess

import (
	"slices"
	"strconv"
)

// Tally takes over the results of a count. The program sends it when the
// course wants one: Course.Count, from the facts that were frozen. Out of the
// panel's hands it proposes the grades and begins the moderation.
type Tally struct {
	Header
	Results []Result `json:"results"`
	Upto    int64    `json:"upto"` // seq of the course that was counted
}

// Name is the command's wire name.
func (Tally) Name() Name { return NameTally }

func (c Tally) permit(t *turn) error {
	if err := t.system(); err != nil {
		return err
	}
	return t.in(PhasePanel, PhaseModeration, PhasePublic, PhaseReview)
}

func (c Tally) decide(t *turn) error {
	co := t.course
	if c.Upto < co.Inputs || c.Upto > co.Seq {
		return refuse(CodeStale, "seq", strconv.FormatInt(co.Inputs, 10))
	}
	if co.Phase == PhasePanel && co.Wanted != WantTally {
		return refuse(CodePhase, "phase", string(co.Phase))
	}
	var v validation
	for i := range co.Cycle.Assessed {
		if i >= len(c.Results) || c.Results[i].Subject != co.Cycle.Assessed[i].Subject {
			v.add(at("/results", i)+"/subject", CodeDangling)
		}
	}
	if len(v) > 0 || len(c.Results) != len(co.Cycle.Assessed) {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	results, seats := t.graded(c.Results)
	d := Detail{Results: results, Seats: seats, Upto: c.Upto}
	for i, r := range results {
		if i < len(co.Results) && co.Results[i] != r {
			d.Was = append(d.Was, co.Results[i])
		}
	}
	t.emit(Event{Type: CountedEvent, Detail: d})
	if co.Phase == PhasePanel {
		return t.begin(PhaseModeration, Detail{To: addRef(slices.Clone(co.Cycle.Line.Group), co.Cycle.Line.Chair)})
	}
	return nil
}

// graded fills in the grades of newly counted results. Grades are proposed up
// to the public notice, around those that the group has set; afterwards they
// change by review only.
func (t *turn) graded(results []Result) ([]Result, []Seats) {
	co := t.course
	if co.Phase == PhasePanel || co.Phase == PhaseModeration {
		var set []Result
		for _, m := range co.Moderations {
			if m.Before != m.After {
				set = append(set, Result{Subject: m.Subject, Grade: m.After})
			}
		}
		return Propose(co.Cycle, results, set...)
	}
	list := slices.Clone(results)
	for i := range list {
		was := co.Result(list[i].Subject)
		list[i].Proposed, list[i].Grade, list[i].Tied = was.Proposed, was.Grade, was.Tied
	}
	return list, co.Seats
}

// Moderate 综合评定 changes one subject's grade, moves the total within the
// set limit, or declares a veto: a member of the leading group, with a reason,
// never about themselves or their own unit.
type Moderate struct {
	Header
	Grade  string `json:"grade,omitempty"`  // empty: as it is
	Points Points `json:"points,omitempty"` // to add to the total
	Veto   string `json:"veto,omitempty"`   // key
}

// Name is the command's wire name.
func (Moderate) Name() Name { return NameModerate }

func (c Moderate) permit(t *turn) error {
	if err := t.in(PhaseModeration); err != nil {
		return err
	}
	if err := t.subject(); err != nil {
		return err
	}
	if err := t.as(addRef(slices.Clone(t.course.Cycle.Line.Group), t.course.Cycle.Line.Chair)...); err != nil {
		return err
	}
	return t.apart(t.a)
}

func (c Moderate) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	res := *t.course.Result(t.a.Subject)
	set := t.course.Cycle.grades(t.a)
	m := Moderation{Subject: t.a.Subject, Before: res.Grade, After: res.Grade, Total: res.Total, Points: c.Points, Veto: c.Veto,
		By: t.by, Reason: t.head.Reason, At: t.now, Seq: t.seq}
	if c.Grade != "" {
		m.After = c.Grade
	}
	if c.Veto != "" {
		if !t.hasVeto(c.Veto) {
			return invalid("/veto", CodeDangling, "value", c.Veto)
		}
		if slices.ContainsFunc(t.course.Declared, func(d Declared) bool { return d.Subject == t.a.Subject && d.Veto == c.Veto }) {
			return refuse(CodeUnchanged)
		}
		res.Vetoed, m.After = true, set.last()
	}
	moved := c.Points
	for _, x := range t.course.Adjustments {
		if x.Subject == t.a.Subject {
			moved += x.Points
		}
	}
	limit := t.course.Cycle.Settings.Adjust
	if c.Points != 0 && (moved > limit || moved < -limit || c.Points > MaxPoints || c.Points < -MaxPoints) {
		return invalid("/points", CodeOutOfRange, "min", (-limit).String(), "max", limit.String())
	}
	if m.After == m.Before && c.Points == 0 && c.Veto == "" {
		return refuse(CodeUnchanged)
	}
	if err := t.mayHave(res, set, m.After, m.Before); err != nil {
		return err
	}
	t.emit(Event{Type: Moderated, Subject: t.a.Subject, Reason: t.head.Reason, Detail: Detail{Moderation: &m}})
	t.recount()
	return nil
}

// mayHave refuses a grade that is not one of the set, a grade but the last
// under a veto, any grade for those who get none, and one whose seats are all
// taken.
func (t *turn) mayHave(res Result, set *GradeSet, grade, before string) error {
	if grade == before {
		return nil
	}
	switch {
	case set.index(grade) < 0:
		return invalid("/grade", CodeUnknown, "value", grade)
	case !res.graded():
		return invalid("/grade", CodeConflict, "with", "short")
	case res.Vetoed && grade != set.last():
		return refuse(CodeVetoed, "subject", string(res.Subject))
	}
	results := slices.Clone(t.course.Results)
	for i := range results {
		if results[i].Subject == res.Subject {
			results[i] = res
			results[i].Grade = grade
		}
	}
	if s := overQuota(&t.course.Cycle, results); s != nil && s.Grade == grade {
		return refuse(CodeQuota, "grade", s.Grade, "seats", strconv.Itoa(s.Seats), "group", s.Group)
	}
	return nil
}

func (t *turn) hasVeto(key string) bool {
	for _, f := range t.course.Cycle.formulasOf(t.a) {
		if slices.ContainsFunc(t.course.Cycle.formula(f).Vetoes, func(v Veto) bool { return v.Key == key }) {
			return true
		}
	}
	return false
}

// Publish 公示 ends the moderation and makes the results public for the set
// number of days. The chair of the leading group does it.
type Publish struct{ Header }

// Name is the command's wire name.
func (Publish) Name() Name { return NamePublish }

func (c Publish) permit(t *turn) error {
	if err := t.in(PhaseModeration); err != nil {
		return err
	}
	return t.as(t.course.Cycle.Line.Chair)
}

func (c Publish) decide(t *turn) error {
	co := t.course
	if co.Inputs > co.Counted || co.Wanted != "" {
		return refuse(CodeNotCounted)
	}
	if s := overQuota(&co.Cycle, co.Results); s != nil {
		return refuse(CodeQuota, "grade", s.Grade, "seats", strconv.Itoa(s.Seats), "group", s.Group)
	}
	return t.begin(PhasePublic, Detail{To: co.speakers()})
}
