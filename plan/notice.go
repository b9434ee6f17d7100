package plan

import (
	"strings"
	"time"
)

// NoticeKind says what a notice 提醒/通知 is about.
type NoticeKind string

// The kinds of notice.
const (
	NoticeAssigned NoticeKind = "assigned"  // a step is yours now
	NoticeApprove  NoticeKind = "approve"   // your signature is awaited
	NoticeReturned NoticeKind = "returned"  // your submission came back
	NoticeDecided  NoticeKind = "decided"   // your submission or request was decided
	NoticeCloseOut NoticeKind = "close-out" // a step waits for close-out
	NoticeReminder NoticeKind = "reminder"  // due soon, or today
	NoticeOverdue  NoticeKind = "overdue"   // a rung of the ladder
	NoticeLate     NoticeKind = "late"      // not accepted, or not reviewed, in time
	NoticeUrged    NoticeKind = "urged"     // 催办
	NoticeRedated  NoticeKind = "redated"   // the due date changed
	NoticeStopped  NoticeKind = "stopped"   // suspended, resumed, cancelled
	NoticeEnded    NoticeKind = "ended"     // closed out
	NoticeCopied   NoticeKind = "copied"    // sent to you to read 抄送
	NoticeMention  NoticeKind = "mention"   // a comment names you
	NoticeInstruct NoticeKind = "instruct"  // 批示
	NoticeHazard   NoticeKind = "hazard"    // a major hazard was found
	NoticeFailed   NoticeKind = "failed"    // a re-inspection was not passed
)

// Notice is one message to whoever holds a post, or to one user. It follows
// from an event by rule and is written in the same transaction.
type Notice struct {
	GoalID string     `json:"goal_id"`
	Seq    int64      `json:"seq"`
	N      int        `json:"n"` // of the event
	To     Ref        `json:"to"`
	Kind   NoticeKind `json:"kind"`
	Step   string     `json:"step,omitempty"`
	Rung   string     `json:"rung,omitempty"`
	Colour Colour     `json:"colour,omitempty"`
	At     time.Time  `json:"at"`
	DueAt  *time.Time `json:"due_at,omitempty"`
}

var noticeOf = map[EventType]NoticeKind{
	StepOpened: NoticeAssigned, StepReassigned: NoticeAssigned,
	StepSubmitted: NoticeApprove, ApprovalAsked: NoticeApprove, StageEnded: NoticeApprove, Signed: NoticeApprove,
	SeatTransferred: NoticeApprove, SeatDelegated: NoticeApprove, SignerAdded: NoticeApprove, SignerRemoved: NoticeApprove,
	HandedOver: NoticeAssigned, StepGoesOn: NoticeDecided,
	Copied: NoticeCopied, Commented: NoticeMention, Instructed: NoticeInstruct, InstructionAnswered: NoticeInstruct,
	StepReturnedEvent: NoticeReturned, StepDoneEvent: NoticeCloseOut, ApprovalEnded: NoticeDecided,
	RungReached: NoticeOverdue, Urged: NoticeUrged, DueChanged: NoticeRedated,
	StepSuspendedEvent: NoticeStopped, StepResumed: NoticeStopped, StepCancelledEvent: NoticeStopped,
	GoalSuspendedEvent: NoticeStopped, GoalResumed: NoticeStopped, GoalCancelledEvent: NoticeStopped,
	StepClosedOut: NoticeEnded, GoalClosedOut: NoticeEnded,
	HazardFoundEvent: NoticeHazard, ReinspectionFailed: NoticeFailed, DaysSwapped: NoticeDecided,
}

// Said is who caused an event, empty when time did, and what they said:
// the words of a comment or instruction, the note of what was handed in, or
// the reason.
func (e Event) Said() (by, text string) {
	if e.By.User == "" || e.By.User == SystemUser {
		return "", ""
	}
	switch {
	case e.Detail.Text != "":
		text = e.Detail.Text
	case e.Type == StepSubmitted && e.Detail.Content != nil:
		text = e.Detail.Content.Note
	default:
		text = e.Reason
	}
	return e.By.Name, text
}

// rungNotice tells a reminder, a rung of the ladder, and what is late or
// behind beside the ladder apart.
func rungNotice(e Event) NoticeKind {
	switch {
	case e.Detail.Colour == "":
		return NoticeReminder
	case !strings.HasPrefix(e.Detail.Rung, "rung-"):
		return NoticeLate
	}
	return NoticeOverdue
}

// repeats tells whether two notices of one change say the same to the same.
func (n Notice) repeats(o Notice) bool {
	return n.To == o.To && n.Kind == o.Kind && n.Step == o.Step && n.Rung == o.Rung
}

// notices says who hears of an event: those the event names, except who did
// it.
func notices(g *Goal, e Event) []Notice {
	kind, ok := noticeOf[e.Type]
	if !ok {
		return nil
	}
	switch {
	case e.Type == ApprovalEnded && (e.Detail.Outcome == Returned || e.Detail.Outcome == Withdrawn):
		return nil // the return itself is told
	case e.Type == ApprovalEnded && e.Detail.Subject == OfSubmission && e.Detail.Outcome == Rejected:
		return nil
	case e.Type == RungReached:
		kind = rungNotice(e)
	}
	step := e.Step
	if e.Detail.ByGoal {
		step = "" // told once of the goal, not of every step
	}
	var due *time.Time
	if s := g.Step(step); s != nil {
		due = s.DueAt
	}
	var list []Notice
	for _, to := range e.Detail.To {
		if to == "" || to == e.By.As || to.User() != "" && to.User() == e.By.User {
			continue
		}
		list = append(list, Notice{GoalID: e.GoalID, Seq: e.Seq, N: e.N, To: to, Kind: kind, Step: step,
			Rung: e.Detail.Rung, Colour: e.Detail.Colour, At: e.At, DueAt: due})
	}
	return list
}
