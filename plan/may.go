package plan

import (
	"errors"
	"time"

	"duban/calendar"
)

// Possibility is one thing that could be done: whether the caller may do it
// now, and if not, why.
type Possibility struct {
	Command Name   `json:"command"`
	Step    string `json:"step,omitempty"`
	Round   int    `json:"round,omitempty"`
	Allowed bool   `json:"allowed"`
	Why     *Error `json:"why,omitempty"` // the refusal the command would get
}

// stepCommands and goalCommands are what may be asked of a step or of a goal;
// the header is filled in.
func stepCommands(h Header) []Command {
	return []Command{
		AcceptStep{h}, SubmitStep{Header: h}, AskExtension{Header: h}, AskTransfer{Header: h}, WithdrawStep{h},
		DecideApproval{Header: h}, ReturnStep{Header: h}, UrgeStep{h}, CloseOut{h}, AssignStep{Header: h},
		SetDue{Header: h}, Suspend{h}, Resume{h}, Cancel{h},
		TransferSeat{Header: h}, DelegateSeat{Header: h}, AddSigner{Header: h}, RemoveSigner{Header: h},
		CopyStep{Header: h}, ReadCopy{h}, Comment{Header: h}, Instruct{Header: h}, AddSteps{Header: h},
		ReportQuantity{Header: h}, AskSwap{Header: h},
	}
}

func goalCommands(h Header) []Command {
	return []Command{CloseOut{h}, Archive{h}, Suspend{h}, Resume{h}, Cancel{h},
		Comment{Header: h}, Instruct{Header: h}, AddSteps{Header: h}, AddGroup{Header: h}, Handover{Header: h}}
}

// May says what an actor can do on a goal now, and why not otherwise, by the
// same rules that will judge the command. Rounds are named for every open
// round of a step.
func May(g Goal, actor Actor, now time.Time, cal *calendar.Calendar) []Possibility {
	var list []Possibility
	var t turn // one for all: nothing is kept between two questions
	ask := func(c Command) {
		h := c.Head()
		p := Possibility{Command: c.Name(), Step: h.Step, Round: h.Round}
		t = turn{goal: &g, cal: cal, now: Moment(now), head: h, by: actor.Self()}
		var why *Error
		switch err := t.permit(c); {
		case err == nil:
			p.Allowed = true
		case errors.As(err, &why):
			p.Why = why
		default:
			p.Why = &Error{Code: CodeInvalid}
		}
		list = append(list, p)
	}
	for _, c := range goalCommands(Header{Actor: actor, Rules: Rules}) {
		ask(c)
	}
	for i := range g.Steps {
		s := &g.Steps[i]
		for _, c := range stepCommands(Header{Actor: actor, Step: s.Key, Rules: Rules}) {
			ask(c)
		}
		for _, a := range s.Rounds {
			if a.Open() && a.Subject != OfSubmission {
				h := Header{Actor: actor, Step: s.Key, Round: a.Round, Rules: Rules}
				ask(DecideApproval{Header: h})
				ask(WithdrawStep{h})
				for _, c := range []Command{TransferSeat{Header: h}, DelegateSeat{Header: h}, AddSigner{Header: h}, RemoveSigner{Header: h}} {
					ask(c)
				}
			}
		}
	}
	return list
}
