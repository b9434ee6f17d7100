package assess

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// crowdTown is a random course: eight people, four of them assessed, who hold
// whatever posts the lot gives them, several each, and stand in for one
// another.
type crowdTown struct {
	*run
	rt     *rapid.T
	people []Actor
	seen   map[Code]int     // refusals met
	acted  map[Ref][]string // who scored, corrected, verified, moderated or decided about whom, and in whose name
}

var lots = []string{"eval-a", "eval-b", "panel-1", "panel-2", "deputy-mayor", "secretary", "mayor", "review-1", "review-2", "appeal-1", "office", "agri-head", "donghe-head"}

func newCrowdTown(t *rapid.T, seen map[Code]int) *crowdTown {
	w := &crowdTown{rt: t, seen: seen, acted: map[Ref][]string{}}
	for i := range 8 {
		a := Actor{User: fmt.Sprintf("u%d", i), Name: fmt.Sprintf("u%d", i)}
		a.Posts = slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom(lots), 1, 5).Draw(t, "posts"))))
		if unit := rapid.SampledFrom([]string{"", "agri", "safety", "donghe"}).Draw(t, "unit"); unit != "" {
			a.Units = []string{unit}
		}
		w.people = append(w.people, a)
	}
	c := town()
	c.Assessed = c.Assessed[2:]
	for i := range 4 {
		c.Assessed[i].Subject = UserRef(w.people[i].User)
	}
	c.Settings.Sample = 60 * Percent
	for i := range c.GradeSets {
		c.GradeSets[i].Grades[0].From, c.GradeSets[i].Grades[0].Quota.Rounding = 81*Point, Up
	}
	var facts []Fact
	for i := range 4 {
		f := fact(Quality, UserRef(w.people[i].User), "2026-05-01", 900, 1000)
		f.Parties = []string{w.people[rapid.IntRange(0, 7).Draw(t, "party")].User}
		facts = append(facts, f)
	}
	w.run = start(t, c, facts)
	w.until(clock("2027-01-04 09:00"))
	for _, a := range w.course.Cycle.Assessed {
		actor := Actor{User: a.Subject.User(), Posts: []string{a.Head.Post()}}
		w.must(SelfAssess{Header: about(actor, a.Subject, ""), Summary: "总结"})
	}
	w.must(Advance{Header{Actor: who("office")}})
	return w
}

// somebody draws a person, now and then standing in for another.
func (w *crowdTown) somebody() Actor {
	a := rapid.SampledFrom(w.people).Draw(w.rt, "actor")
	if rapid.IntRange(0, 3).Draw(w.rt, "deputy") == 0 {
		p := rapid.SampledFrom(w.people).Draw(w.rt, "principal")
		if p.User != a.User {
			a.For = []Principal{{User: p.User, Name: p.Name, Posts: p.Posts, Units: p.Units,
				Kinds: rapid.SampledFrom([][]string{nil, {Delegated}, {"safety-check"}}).Draw(w.rt, "kinds")}}
		}
	}
	return a
}

// step tries one thing that fits the phase, and checks it when it was allowed.
func (w *crowdTown) step() {
	t, c := w.rt, &w.course
	actor := w.somebody()
	a := rapid.SampledFrom(c.Cycle.Assessed).Draw(t, "subject")
	h := Header{Actor: actor, Subject: a.Subject, Reason: "理由"}
	p := Points(rapid.IntRange(0, 100).Draw(t, "points")) * Point
	var cmd Command
	switch c.Phase {
	case PhaseScoring:
		cmd = Recuse{h}
		if open := c.Open(); rapid.IntRange(0, 5).Draw(t, "score") > 0 {
			o := rapid.SampledFrom(open).Draw(t, "open")
			h.Subject = o.Subject
			cmd = Evaluate{h, []Given{{Sheet: o.Sheet, Indicator: o.Indicator, Points: p}}}
		}
	case PhasePanel:
		v := VerifySample{Header: h, OK: true}
		if a.Kind == Cadre && rapid.Bool().Draw(t, "right") {
			v.Scores = []Given{{Sheet: "cadre", Indicator: "conduct", Points: p}}
		}
		cmd = v
	case PhaseModeration:
		set := c.Cycle.grades(&a)
		cmd = Moderate{Header: h, Grade: rapid.SampledFrom(set.Grades).Draw(t, "grade").Key, Points: Points(rapid.IntRange(-2, 2).Draw(t, "move")) * Point}
		if rapid.IntRange(0, 9).Draw(t, "publish") == 0 {
			cmd = Publish{Header{Actor: actor}}
		}
	case PhasePublic, PhaseReview:
		cmd = w.objecting(actor, a)
	default:
		return
	}
	if rapid.IntRange(0, 9).Draw(t, "correct") == 0 {
		f := fact(Returned, a.Subject, "2026-03-03", 1000, 0)
		cmd = CorrectFact{Header: Header{Actor: actor, Reason: "更正"}, After: &f}
	}
	w.attempt(cmd, actor)
}

func (w *crowdTown) objecting(actor Actor, a Assessed) Command {
	t, c := w.rt, &w.course
	own := Actor{User: a.Subject.User(), Posts: []string{a.Head.Post()}}
	switch rapid.IntRange(0, 3).Draw(t, "object") {
	case 0:
		return AskReview{Header: about(own, a.Subject, ""), Grounds: "请复核"}
	case 1:
		return AskAppeal{Header: about(own, a.Subject, ""), Grounds: "不服"}
	}
	d := DecideObjection{Header: Header{Actor: actor, Case: rapid.IntRange(1, max(len(c.Objections), 1)).Draw(t, "case"), Reason: "决定"}, Outcome: Upheld}
	if o := c.Objection(d.Case); o != nil && o.Subject.User() != "" && rapid.Bool().Draw(t, "alter") {
		d.Outcome, d.Scores = Altered, []Given{{Sheet: "cadre", Indicator: "conduct", Points: Hundred}}
		d.Grade = rapid.SampledFrom([]string{"", "excellent"}).Draw(t, "new grade")
		res, err := c.Preview(d, w.facts)
		require.NoError(t, err)
		d.Result = &res
	}
	return d
}

// attempt decides a command; what is allowed must keep people apart.
func (w *crowdTown) attempt(cmd Command, actor Actor) {
	parted := w.acted
	n := len(w.events)
	if err := w.try(cmd); err != nil {
		require.NotEmpty(w.rt, CodeOf(err), "a refusal, not a failure: %v", err)
		w.seen[CodeOf(err)]++
		return
	}
	users, units, posts := []string{actor.User}, slices.Clone(actor.Units), slices.Clone(actor.Posts)
	for _, p := range actor.For {
		users, units, posts = append(users, p.User), append(units, p.Units...), append(posts, p.Posts...)
	}
	for _, e := range w.events[n:] {
		var about []Ref
		switch e.Type {
		case Evaluated, SampleVerified, Moderated:
			about = []Ref{e.Subject}
		case FactCorrected:
			about = e.Detail.Corrections[0].subjects()
		case ObjectionDecided:
			about = []Ref{e.Subject}
			for _, u := range users {
				require.NotContains(w.rt, parted[e.Subject], u, "%s decides the review of what they took part in", u)
			}
		case PhaseBegan:
			if e.Detail.Phase == PhasePublic {
				for _, a := range w.course.Cycle.Assessed {
					w.acted[a.Subject] = append(w.acted[a.Subject], e.By.User, e.By.For)
				}
			}
		}
		for _, s := range about {
			a := w.course.Cycle.find(s)
			require.NotContains(w.rt, users, s.User(), "%s judges themselves", s)
			require.NotContains(w.rt, units, s.Body(), "%s is judged by its own", s)
			require.NotContains(w.rt, posts, a.Head.Post(), "%s is judged by its head", s)
			w.acted[s] = append(w.acted[s], e.By.User)
			if e.By.For != "" {
				w.acted[s] = append(w.acted[s], e.By.For)
			}
		}
		for _, x := range e.Detail.Evaluations {
			w.acted[x.Subject] = append(w.acted[x.Subject], x.By.User)
			if x.By.For != "" {
				w.acted[x.Subject] = append(w.acted[x.Subject], x.By.For)
			}
			w.unconcerned(x, users)
		}
	}
	w.serve()
	w.holds()
}

// unconcerned checks that nobody scored what they were a party to.
func (w *crowdTown) unconcerned(x Evaluation, users []string) {
	if x.Indicator != "conduct" {
		return
	}
	for _, f := range w.facts {
		if f.Kind == Quality && f.Subject == x.Subject {
			for _, u := range users {
				require.NotContains(w.rt, f.Parties, u, "%s scores their own goal", u)
			}
		}
	}
}

// holds checks what is true of every course at every moment.
func (w *crowdTown) holds() {
	t, c := w.rt, &w.course
	if len(c.Results) > 0 && c.Wanted == "" {
		require.Nil(t, overQuota(&c.Cycle, c.Results), "a quota is exceeded in %s", c.Phase)
		counted, err := c.Count(w.facts)
		require.NoError(t, err)
		for i, r := range counted {
			require.Equal(t, c.Results[i].Total, r.Total, "counting again gives the same")
			require.Equal(t, c.Results[i].Card, r.Card)
			sums(t, c.Card(r.Subject, w.facts))
		}
	}
	for i, x := range c.Evaluations {
		for _, y := range c.Evaluations[:i] {
			if x.Subject == y.Subject && x.Indicator == y.Indicator && x.Scorer != "" && y.Scorer != "" {
				require.NotEqual(t, x.By.User, y.By.User, "one person in two seats")
			}
		}
	}
}

func TestSeparation_HoldsInAnyCourse(t *testing.T) {
	reached, decided, seen := map[Phase]int{}, map[Outcome]int{}, map[Code]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := newCrowdTown(t, seen)
		for range rapid.IntRange(50, 250).Draw(t, "steps") {
			if rapid.IntRange(0, 7).Draw(t, "time") == 0 {
				w.until(w.now.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour))
				w.holds()
			}
			w.step()
			if rapid.IntRange(0, 20).Draw(t, "go on") == 0 {
				w.goOn()
			}
		}
		reached[w.course.Phase]++
		for _, o := range w.course.Objections {
			decided[o.Outcome]++
		}
	})
	t.Logf("ended in %v; cases %v; refused %v", reached, decided, seen)
	for _, code := range []Code{CodeOwnScore, CodeOwnUnit, CodeOwnGoal, CodeTookPart, CodeRecused, CodeQuota} {
		require.Positive(t, seen[code], "the property must see %s", code)
	}
	require.Positive(t, decided[Upheld])
	require.Positive(t, decided[Altered])
}

// goOn lets people from outside do what the lot may have left to nobody.
func (w *crowdTown) goOn() {
	outsider := Actor{User: "outsider", Posts: []string{"panel-1", "mayor"}}
	switch w.course.Phase {
	case PhasePanel:
		for _, s := range w.course.Sample.open() {
			w.attempt(VerifySample{Header: about(outsider, s, ""), OK: true}, outsider)
		}
	case PhaseModeration:
		w.attempt(Publish{Header{Actor: outsider}}, outsider)
	}
}
