package assess

import "time"

// NoticeKind says what a notice is about.
type NoticeKind string

// The kinds of notice.
const (
	NoticeIssued   NoticeKind = "assessment-issued"   // these are your indicators
	NoticePhase    NoticeKind = "assessment-phase"    // something begins that is yours to do, or your result is public
	NoticeResult   NoticeKind = "assessment-result"   // the written notice of the result, and of the right to object
	NoticeUrge     NoticeKind = "assessment-urge"     // due soon, or late
	NoticeObjected NoticeKind = "assessment-objected" // a case to decide
	NoticeDecision NoticeKind = "assessment-decision" // your case was decided
	NoticeStopped  NoticeKind = "assessment-stopped"  // cancelled
)

// Notice is one message to whoever holds a post, or to one user. It follows
// from an event by rule and is written in the same transaction.
type Notice struct {
	CourseID string     `json:"course_id"`
	Seq      int64      `json:"seq"`
	N        int        `json:"n"`
	To       Ref        `json:"to"`
	Kind     NoticeKind `json:"kind"`
	Phase    Phase      `json:"phase"`
	Case     int        `json:"case,omitempty"`
	Rung     string     `json:"rung,omitempty"`
	Colour   Colour     `json:"colour,omitempty"`
	At       time.Time  `json:"at"`
	DueAt    *time.Time `json:"due_at,omitempty"`
}

var noticeOf = map[EventType]NoticeKind{
	CycleIssued: NoticeIssued, PhaseBegan: NoticePhase, RungPassed: NoticeUrge,
	ObjectionAsked: NoticeObjected, ObjectionDecided: NoticeDecision, ObjectionExtended: NoticeDecision,
}

// notices says who hears of an event: those the event names, except who did it.
func notices(c *Course, e Event) []Notice {
	kind, ok := noticeOf[e.Type]
	if !ok {
		return nil
	}
	phase, due := c.Phase, c.DueAt
	if e.Type == PhaseBegan {
		phase, due = e.Detail.Phase, e.Detail.DueAt
		switch phase {
		case PhaseReview:
			kind, due = NoticeResult, e.Detail.ClosesAt
		case PhaseFinal:
			kind = NoticeResult
		case PhaseCancelled:
			kind = NoticeStopped
		}
	}
	if o := c.Objection(e.Case); o != nil {
		due = o.DueAt
	}
	var list []Notice
	for _, to := range e.Detail.To {
		if to == e.By.As || to.User() != "" && to.User() == e.By.User {
			continue
		}
		list = append(list, Notice{CourseID: e.CourseID, Seq: e.Seq, N: e.N, To: to, Kind: kind, Phase: phase, Case: e.Case,
			Rung: e.Detail.Rung, Colour: e.Detail.Colour, At: e.At, DueAt: due})
	}
	return list
}
