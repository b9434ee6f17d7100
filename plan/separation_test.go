package plan

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// crowd plays random people of one small office, where everybody may deputise
// for everybody, hold any second post, and hand work to anybody.
type crowd struct {
	*rand.Rand
	s    *scene
	ways map[string]int // signatures, by the path on which they came about
}

var office = []string{"clerk", "other", "head", "finance", "land", "supervisor", "leader"}

func (c *crowd) one() string { return office[c.IntN(len(office))] }

func (c *crowd) ref() Ref {
	if c.IntN(2) == 0 {
		return UserRef(c.one())
	}
	return PostRef(c.one())
}

func (c *crowd) actor() Actor {
	a := people[c.one()]
	if c.IntN(3) == 0 {
		a.Posts = []string{a.User, c.one()}
	}
	if p := people[c.one()]; c.IntN(2) == 0 && p.User != a.User {
		a.For = []Principal{{User: p.User, Name: p.Name, Posts: []string{p.User, c.one()}}}
	}
	return a
}

func (c *crowd) command() Command {
	h := Header{ID: "x", Actor: c.actor(), Step: "s1", Reason: "理由"}
	if r := c.s.step("s1").Round; r > 0 && c.IntN(4) == 0 {
		h.Round = 1 + c.IntN(r)
	}
	if duties := c.s.g.Duties(); len(duties) > 0 && c.IntN(2) == 0 { // one whose turn it is, if need be on behalf of who is absent
		d := duties[c.IntN(len(duties))]
		h.Round = d.Round
		if holder := holder(d.Who); c.IntN(3) > 0 {
			h.Actor = holder
		} else if holder.User != h.Actor.User {
			h.Actor.For = []Principal{{User: holder.User, Name: holder.Name, Posts: holder.Posts}}
		}
	}
	switch c.IntN(20) {
	case 0, 1, 2:
		return SubmitStep{Header: h}
	case 3:
		return DelegateSeat{Header: h, To: c.ref()}
	case 4:
		return TransferSeat{Header: h, To: c.ref()}
	case 5:
		return AddSigner{Header: h, Who: c.ref(), After: c.IntN(2) == 0}
	case 6:
		return RemoveSigner{Header: h, Who: c.ref()}
	case 7:
		h.Step = ""
		return Handover{Header: h, From: c.ref(), To: c.ref()}
	case 8:
		return AssignStep{Header: h, Lead: c.ref()}
	case 9:
		return WithdrawStep{h}
	case 10:
		return ReturnStep{Header: h, Direct: c.IntN(2) == 0}
	case 11:
		return AskExtension{Header: h, NewDue: calendar.On(2026, 12, 1), Progress: "过半"}
	case 12:
		return AskTransfer{Header: h, To: c.ref()}
	case 13:
		return CloseOut{h}
	case 14:
		return SetDue{Header: h, On: calendar.On(2026, 11, 2)}
	}
	return DecideApproval{Header: h, Agree: c.IntN(6) > 0}
}

// judge checks an event that passes judgement on somebody's work, comparing
// the accounts themselves and nothing that the rules computed.
func (c *crowd) judge(t *testing.T, e Event) {
	s := c.s.step("s1")
	var whose Person
	switch {
	case e.Type == Signed:
		a := s.Approval(e.Round)
		whose = a.By
		seat := a.Stages[e.Detail.Stage].Seats[e.Detail.Seat]
		c.ways["signed"]++
		for way, is := range map[string]bool{"as a deputy": e.By.For != "", "delegated": seat.Comes, "added": seat.AddedTo != "",
			"transferred": seat.From != "" && !seat.Comes, "for a deputy's submission": a.By.For != ""} {
			if is {
				c.ways[way]++
			}
		}
	case e.Type == StepClosedOut:
		whose = s.agreedSubmission().By
		c.ways["closed out"]++
	case e.Type == DueChanged && s.AcceptedBy != nil && e.Detail.Clock.Entries[len(e.Detail.Clock.Entries)-1].Kind == ClockSet:
		whose = *s.AcceptedBy
		c.ways["due set"]++
	case e.Type == HandedOver:
		c.ways["handed over"]++
		return
	default:
		return
	}
	for _, judge := range []string{e.By.User, e.By.For} {
		for _, judged := range []string{whose.User, whose.For} {
			require.False(t, judge != "" && judge == judged, "%+v judges the work of %+v: %+v", e.By, whose, e)
		}
	}
}

func TestSeparation_NobodyApprovesTheirOwnWorkOnAnyPath(t *testing.T) {
	sequences := 10_000
	if testing.Short() {
		sequences = 1_000
	}
	ways := map[string]int{}
	for seed := range sequences {
		c := &crowd{Rand: rand.New(rand.NewPCG(uint64(seed), 7)), ways: ways}
		st := step("s1")
		st.Lead = c.ref()
		st.Stages = []Stage{
			{Key: "a", Name: "A", Rule: []Rule{AnySign, AllSign, Sequential, Vote}[c.IntN(4)], Ratio: 50, Signers: unique([]Ref{c.ref(), c.ref(), c.ref()})},
			{Key: "b", Name: "B", Rule: AnySign, Signers: []Ref{c.ref()}},
		}
		c.s = &scene{t: t, now: beijing("2026-03-02 09:00"), cal: calendar.Default()}
		if c.s.try(IssueGoal{Header: c.s.as("supervisor", ""), Goal: goalOf(st)}) != nil {
			continue // only its own lead would sign
		}
		for range 40 {
			c.s.now = c.s.now.Add(time.Duration(c.IntN(200)) * time.Minute)
			if c.s.try(c.command()) != nil {
				continue
			}
			for _, e := range c.s.last.Events {
				c.judge(t, e)
			}
		}
	}
	t.Log(ways)
	for _, way := range []string{"signed", "as a deputy", "delegated", "added", "transferred", "for a deputy's submission", "closed out", "due set", "handed over"} {
		require.Greater(t, ways[way], sequences/100, "the sequences hardly ever came by this path: %s", way)
	}
}
