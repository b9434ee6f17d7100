package plan

import (
	"slices"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"duban/calendar"
)

// universe is a goal at the mercy of random people at random times.
type universe struct {
	cal *calendar.Calendar
	g   Goal
	now time.Time
	log []Event
	n   int
}

func anyGoal(t *rapid.T) Goal {
	count := rapid.IntRange(1, 6).Draw(t, "steps")
	steps := make([]Step, count)
	for i := range steps {
		s := step("s" + strconv.Itoa(i+1))
		for j := range i {
			if rapid.IntRange(0, 3).Draw(t, "after") == 0 {
				s.After = append(s.After, "s"+strconv.Itoa(j+1))
			}
		}
		s.Lead = rapid.SampledFrom([]Ref{"post:clerk", "post:other", "user:land", "post:finance"}).Draw(t, "lead")
		switch rapid.IntRange(0, 4).Draw(t, "clock") {
		case 0:
			s.Finish = budget(rapid.IntRange(1, 60).Draw(t, "days"), calendar.Day)
		case 1:
			s.Finish = budget(rapid.IntRange(1, 80).Draw(t, "hours"), calendar.Hour)
		case 2:
			d := calendar.On(2026, 1, 5).AddDays(rapid.IntRange(1, 500).Draw(t, "by"))
			s.Finish, s.By = nil, &d
		}
		if rapid.IntRange(0, 4).Draw(t, "season") == 0 && s.By == nil {
			d := calendar.On(2026, 1, 5).AddDays(rapid.IntRange(1, 300).Draw(t, "opens"))
			s.OpensOn = &d
		}
		if rapid.IntRange(0, 7).Draw(t, "series") == 0 {
			s.Finish, s.By = nil, nil
			rhythm := *rapid.SampledFrom(rhythms).Draw(t, "rhythm")
			if rapid.Bool().Draw(t, "roster") {
				rhythm.Roster = []Ref{"post:clerk", "post:finance", "post:land"}
			}
			s.Recur = &rhythm
		}
		if s.Recur == nil && rapid.IntRange(0, 3).Draw(t, "target") == 0 {
			s.Target = &Target{Milli: 100, Unit: "亩"}
			s.Planned = []Planned{{By: calendar.On(2026, 2, 28), Milli: 30}, {By: calendar.On(2026, 6, 30), Milli: 90}}
		}
		if rapid.IntRange(0, 7).Draw(t, "upstream") == 0 {
			s.WaitsFor = []string{"g9/a"}
		}
		s.Stages = anyStages(t)
		steps[i] = s
	}
	return goalOf(steps...)
}

var rhythms = []*Recurrence{
	{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "28", Shift: calendar.ShiftBefore}, Ahead: 5},
	{Recur: calendar.Recur{Every: calendar.EveryWeek, On: "mon", Shift: calendar.ShiftSkip, Until: calendar.On(2026, 6, 30)}},
	{Recur: calendar.Recur{Every: calendar.EveryQuarterEnd, Shift: calendar.ShiftAfter}, Ahead: 10},
	{Recur: calendar.Recur{Every: calendar.EveryDays, N: 45, From: calendar.On(2026, 1, 20)}, Ahead: 1},
}

func anyStages(t *rapid.T) []Stage {
	var stages []Stage
	for i := range rapid.IntRange(1, 3).Draw(t, "stages") {
		signers := rapid.SliceOfNDistinct(rapid.SampledFrom([]Ref{"post:head", "post:finance", "user:law", "post:land", "post:other", "post:clerk"}),
			0, 4, rapid.ID[Ref]).Draw(t, "signers")
		st := Stage{Key: "k" + strconv.Itoa(i), Name: "环节", Signers: signers,
			Rule:     rapid.SampledFrom([]Rule{AnySign, AllSign, Sequential, Vote}).Draw(t, "rule"),
			OnReject: rapid.SampledFrom([]OnReject{VetoReject, CountReject}).Draw(t, "on reject")}
		if st.Rule == Vote {
			st.Ratio = rapid.IntRange(1, 100).Draw(t, "ratio")
		}
		if rapid.IntRange(0, 4).Draw(t, "when") == 0 {
			st.When = &Condition{Field: "amount", Op: ">", Milli: 100}
		}
		stages = append(stages, st)
	}
	return stages
}

// anyActor is somebody, perhaps deputising for somebody else, perhaps filling
// a second post for the day.
func anyActor(t *rapid.T) Actor {
	names := []string{"clerk", "other", "head", "finance", "land", "law", "supervisor", "leader", "principal", "stranger"}
	a := people[rapid.SampledFrom(names).Draw(t, "actor")]
	if rapid.IntRange(0, 2).Draw(t, "deputy") == 0 {
		p := people[rapid.SampledFrom(names).Draw(t, "principal")]
		if p.User != a.User {
			a.For = []Principal{{User: p.User, Name: p.Name, Posts: p.Posts, Delegation: "d1"}}
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "second post") == 0 {
		a.Posts = append(slices.Clone(a.Posts), rapid.SampledFrom(names).Draw(t, "post"))
	}
	return a
}

func (u *universe) anyCommand(t *rapid.T) Command {
	u.n++
	h := Header{ID: "c" + strconv.Itoa(u.n), Actor: anyActor(t), Rules: Rules}
	if rapid.Bool().Draw(t, "one concerned") {
		return u.concerned(t, h)
	}
	if rapid.IntRange(0, 12).Draw(t, "goal itself") > 0 {
		h.Step = u.g.Steps[rapid.IntRange(0, len(u.g.Steps)-1).Draw(t, "step")].Key
		s := u.g.Step(h.Step)
		if s.Round > 0 && rapid.Bool().Draw(t, "names a round") {
			h.Round = rapid.IntRange(1, s.Round).Draw(t, "round")
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "silent") > 0 {
		h.Reason = "理由"
	}
	makers := commandMakers(t, u, h)
	return makers[rapid.IntRange(0, len(makers)-1).Draw(t, "command")]()
}

// concerned is something asked by one whose turn it is: the goal gets on.
func (u *universe) concerned(t *rapid.T, h Header) Command {
	duties := u.g.Duties()
	h.Reason = "理由"
	if len(duties) == 0 || rapid.IntRange(0, 9).Draw(t, "line") == 0 {
		h.Actor = people[rapid.SampledFrom([]string{"supervisor", "leader"}).Draw(t, "of the line")]
		return Resume{h}
	}
	d := duties[rapid.IntRange(0, len(duties)-1).Draw(t, "duty")]
	h.Actor, h.Step, h.Round = holder(d.Who), d.Step, d.Round
	switch d.Kind {
	case DutyAccept:
		return AcceptStep{h}
	case DutySubmit:
		c := SubmitStep{Header: h, Content: Submission{Figures: amount(t)}}
		if u.g.Step(d.Step).Target != nil {
			c.Content.Partial, c.Content.Quantity = rapid.Bool().Draw(t, "a part"), &Target{Milli: 30, Unit: "亩"}
		}
		return c
	case DutyCloseOut:
		return CloseOut{h}
	case DutyAddSteps:
		for _, in := range u.g.Instructions {
			if in.Waits() {
				return AddSteps{Header: h, Instruction: in.Seq, Steps: []Step{step("n" + strconv.Itoa(u.n))}}
			}
		}
	}
	if s := u.g.Step(d.Step); len(s.After) > 0 && rapid.IntRange(0, 4).Draw(t, "back") == 0 {
		return ReturnStep{Header: h, To: rapid.SampledFrom(s.After).Draw(t, "to"), Direct: rapid.Bool().Draw(t, "direct")}
	}
	switch rapid.IntRange(0, 9).Draw(t, "with the seat") {
	case 0:
		return AddSigner{Header: h, Who: "post:finance", After: rapid.Bool().Draw(t, "behind")}
	case 1:
		return DelegateSeat{Header: h, To: "user:law"}
	case 2:
		return TransferSeat{Header: h, To: "post:land"}
	}
	return DecideApproval{Header: h, Agree: rapid.IntRange(0, 5).Draw(t, "agree") > 0}
}

func holder(r Ref) Actor {
	if r.User() != "" {
		return people[r.User()]
	}
	return people[r.Post()]
}

// amount is the figure on which stages of the universe depend.
func amount(t *rapid.T) []Figure {
	return []Figure{{Field: "amount", Milli: rapid.Int64Range(0, 200).Draw(t, "amount")}}
}

// commandMakers lists the commands; those that move the goal on come more
// often than those that end it.
func commandMakers(t *rapid.T, u *universe, h Header) []func() Command {
	soon := calendar.DateOf(u.now).AddDays(rapid.IntRange(-3, 60).Draw(t, "soon"))
	accept := func() Command { return AcceptStep{h} }
	submit := func() Command {
		if s := u.g.Step(h.Step); s != nil && s.Target != nil {
			return SubmitStep{Header: h, Content: Submission{Partial: rapid.Bool().Draw(t, "partial"), Quantity: &Target{Milli: 40, Unit: "亩"}, Figures: amount(t)}}
		}
		return SubmitStep{Header: h, Content: Submission{Figures: amount(t)}}
	}
	decide := func() Command { return DecideApproval{Header: h, Agree: rapid.IntRange(0, 4).Draw(t, "agree") > 0} }
	back := func() Command {
		c := ReturnStep{Header: h, Direct: rapid.Bool().Draw(t, "direct")}
		if rapid.Bool().Draw(t, "earlier") {
			c.To = u.g.Steps[rapid.IntRange(0, len(u.g.Steps)-1).Draw(t, "to")].Key
		}
		return c
	}
	ref := func() Ref {
		return rapid.SampledFrom([]Ref{"post:head", "post:finance", "user:law", "post:land", "post:other", "post:clerk", "post:leader"}).Draw(t, "ref")
	}
	makers := []func() Command{
		accept, accept, submit, submit, submit, decide, decide, decide, decide, decide, back,
		func() Command { return WithdrawStep{h} },
		func() Command { return CloseOut{h} },
		func() Command { return CloseOut{h} },
		func() Command { return Archive{h} },
		func() Command { return Suspend{h} },
		func() Command { return Resume{h} },
		func() Command { return Resume{h} },
		func() Command { return AskExtension{Header: h, NewDue: soon, Progress: "过半"} },
		func() Command { return SetDue{Header: h, On: soon} },
		func() Command { return AskTransfer{Header: h, To: "post:other", ToUnit: "u2"} },
		func() Command { return AssignStep{Header: h, Lead: "post:finance", Co: []Ref{"post:law"}} },
		func() Command { return UrgeStep{h} },
		func() Command {
			return TransferSeat{Header: h, To: ref(), From: rapid.SampledFrom([]Ref{"", "post:head", "user:law"}).Draw(t, "from")}
		},
		func() Command { return DelegateSeat{Header: h, To: ref()} },
		func() Command { return AddSigner{Header: h, Who: ref(), After: rapid.Bool().Draw(t, "behind")} },
		func() Command { return RemoveSigner{Header: h, Who: ref()} },
		func() Command {
			return UpstreamDone{Header: Header{ID: h.ID, Actor: System()}, Goal: "g9", Of: "a"}
		},
		func() Command {
			return ReportQuantity{Header: h, Milli: rapid.Int64Range(-30, 60).Draw(t, "milli"), Note: "更正"}
		},
		func() Command { return AskSwap{Header: h, On: soon, With: u.dayAfter(t, h.Step, soon)} },
		func() Command {
			return AddGroup{Header: h, Group: "house", Steps: []Step{step("g" + strconv.Itoa(u.n))}}
		},
		func() Command { return Handover{Header: h, From: ref(), To: ref()} },
		func() Command { return CopyStep{Header: h, To: []Ref{ref()}} },
		func() Command { return ReadCopy{h} },
		func() Command { return Comment{Header: h, Text: "在办", Mentions: []Ref{ref()}} },
		func() Command { return Instruct{Header: h, Text: "抓紧", Asks: true} },
		func() Command {
			c := AddSteps{Header: h, Steps: []Step{step("n"+strconv.Itoa(u.n), u.g.Steps[0].Key)}}
			if len(u.g.Instructions) > 0 {
				c.Instruction = u.g.Instructions[0].Seq
			}
			return c
		},
		func() Command {
			return Recalendar{Header: h, Calendar: *rapid.SampledFrom(calendars).Draw(t, "calendar")}
		},
	}
	if rapid.IntRange(0, 15).Draw(t, "cancel") == 0 {
		makers = append(makers, func() Command { return Cancel{h} })
	}
	return makers
}

// dayAfter is a later day of a series, or some other day.
func (u *universe) dayAfter(t *rapid.T, key string, day calendar.Date) calendar.Date {
	s := u.g.Step(key)
	if s == nil || s.Recur == nil || rapid.IntRange(0, 3).Draw(t, "any day") == 0 {
		return day.AddDays(30)
	}
	next, _, err := s.Recur.Next(u.cal, day)
	if err != nil {
		return day
	}
	return next
}

// calendars are what the world may turn out to be.
var calendars = func() []*calendar.Calendar {
	with := func(c *calendar.Calendar, err error) *calendar.Calendar {
		if err != nil {
			panic(err)
		}
		return c
	}
	hours, err := calendar.ParseHours("09:00-12:00,13:00-18:00")
	next, err2 := calendar.Statutory(2028)
	if err != nil || err2 != nil {
		panic("calendars of the tests")
	}
	c := calendar.Default()
	return []*calendar.Calendar{c, with(c.WithHours(hours)), with(c.With(next)),
		with(c.With(calendar.Year{Year: 2027, Status: calendar.Official, Off: []calendar.Date{calendar.On(2027, 3, 1), calendar.On(2027, 3, 2)}}))}
}()
