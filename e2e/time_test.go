package e2e_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

// refused asks for a command and expects its refusal.
func (p *person) refused(code, goal, step, verb string, body obj) {
	p.t.Helper()
	if body == nil {
		body = obj{}
	}
	a := p.ask("POST", commandPath(goal, step, verb), body)
	require.Equal(p.t, code, a.code(), "%s %s: %d %s", verb, step, a.status, a.body)
}

// faults lists the fields that a refusal names, as pointer:code.
func (a answer) faults(t *testing.T) []string {
	t.Helper()
	var p struct {
		Errors []struct{ Pointer, Code string }
	}
	a.into(t, &p)
	var list []string
	for _, e := range p.Errors {
		list = append(list, e.Pointer+":"+e.Code)
	}
	return list
}

// rungs lists the reminders and rungs of a step in the order in which they
// were sent.
func rungs(events []plan.Event, step string) []string {
	var list []string
	for _, e := range events {
		if e.Type == plan.RungReached && e.Step == step {
			list = append(list, calendar.DateOf(e.At).String()+" "+e.Detail.Rung)
		}
	}
	return list
}

func dueOf(g plan.Goal, step string) string {
	return g.Step(step).DueAt.In(calendar.Zone).Format("2006-01-02 15:04")
}

type clockLine struct {
	Step, Clock string
	Ledger      plan.Clock
	Reading     plan.Reading
}

// clock reads a step's clock as of a moment.
func (p *person) clock(goal, step string, at time.Time) clockLine {
	p.t.Helper()
	var list struct{ Items []clockLine }
	p.must(200, "GET", "/goals/"+goal+"/clocks?at="+at.UTC().Format(time.RFC3339), nil).into(p.t, &list)
	i := slices.IndexFunc(list.Items, func(l clockLine) bool { return l.Step == step && l.Clock == "finish" })
	require.GreaterOrEqual(p.t, i, 0, "%+v", list.Items)
	return list.Items[i]
}

func TestStory_AnExtensionIsAskedInTimeAndTheLadderGoesOn(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 1, func(t *testing.T, w *stage) {
		cadre, officer, leader := w.as("cadre0"), w.as("officer"), w.as("leader")
		id := w.issue(w.goalOf("征地扩园", "cadre0"))[0]
		g := cadre.do(id, "s1", "accept", nil)
		require.Equal(t, "2026-03-16 17:30", dueOf(g, "s1"), "ten working days, the day of issue not counted")

		w.pass(morning(2026, 3, 12))
		require.Equal(t, []string{"2026-03-05 remind-7", "2026-03-11 remind-3"}, rungs(cadre.timeline(id), "s1"))
		late := cadre.ask("POST", commandPath(id, "s1", "ask-extension"), obj{"new_due": "2026-03-16", "progress": "已完成一半"})
		require.Equal(t, []string{"/reason:reason-required"}, late.faults(t))
		late = cadre.ask("POST", commandPath(id, "s1", "ask-extension"), obj{"new_due": "2026-03-16", "progress": "已完成一半", "reason": "土地评估延后"})
		require.Equal(t, []string{"/new_due:date-not-later"}, late.faults(t))
		cadre.do(id, "s1", "ask-extension", obj{"new_due": "2026-03-31", "progress": "已完成一半", "reason": "土地评估延后"})
		cadre.refused("request-pending", id, "s1", "ask-extension", obj{"new_due": "2026-04-01", "progress": "同上", "reason": "同上"})
		require.Contains(t, officer.inbox(), id+"/s1/approve")
		leader.refused("not-your-turn", id, "s1", "decide", obj{"agree": true, "round": 1})

		w.pass(morning(2026, 3, 17))
		require.Equal(t, []string{"2026-03-05 remind-7", "2026-03-11 remind-3", "2026-03-13 remind-1", "2026-03-16 due-today", "2026-03-16 rung-1"},
			rungs(cadre.timeline(id), "s1"), "a request that waits does not stop the ladder")
		officer.do(id, "s1", "decide", obj{"agree": true, "round": 1, "reason": "情况属实"})
		g = leader.do(id, "s1", "decide", obj{"agree": true, "round": 1})
		require.Equal(t, "2026-03-31 17:30", dueOf(g, "s1"))

		now := cadre.clock(id, "s1", w.time())
		require.Equal(t, plan.ClockExtended, now.Ledger.Entries[0].Kind)
		require.Equal(t, "2026-03-12", calendar.DateOf(*now.Ledger.Entries[0].Asked).String(), "asked in time")
		require.Equal(t, "2026-03-16", calendar.DateOf(now.Reading.Original).String())
		require.Equal(t, "姓名leader", now.Ledger.Entries[0].By.Name)
		then := cadre.clock(id, "s1", morning(2026, 3, 12))
		require.Equal(t, "2026-03-16", calendar.DateOf(then.Reading.Due).String(), "as of then it was not extended")

		w.pass(morning(2026, 4, 3))
		sent := rungs(cadre.timeline(id), "s1")
		require.Equal(t, []string{"2026-03-20 remind-7", "2026-03-26 remind-3", "2026-03-30 remind-1", "2026-03-31 due-today", "2026-03-31 rung-1"}, sent[5:],
			"the new date has reminders of its own")
		cadre.refused("window-closed", id, "s1", "ask-extension", obj{"new_due": "2026-04-30", "progress": "三分之二", "reason": "雨季"})
		cadre.refused("role", id, "s1", "set-due", obj{"on": "2026-04-30", "reason": "雨季"})
		officer.refused("role", id, "s1", "set-due", obj{"on": "2026-04-30", "reason": "雨季"})
		g = leader.do(id, "s1", "set-due", obj{"on": "2026-04-30", "reason": "雨季"})
		require.Equal(t, "2026-04-30 17:30", dueOf(g, "s1"))
		require.Equal(t, plan.ClockSet, cadre.clock(id, "s1", w.time()).Ledger.Entries[1].Kind, "only a leader may, and the original date counts")
	})
}

func TestStory_ASuspensionKeepsTheRestOfTheTimeToTheMinute(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 1, func(t *testing.T, w *stage) {
		cadre, officer := w.as("cadre0"), w.as("officer")
		ids := w.issue(w.goalOf("征地扩园", "cadre0"), w.goalOf("道路硬化", "cadre0"))
		for _, id := range ids {
			cadre.do(id, "s1", "accept", nil)
		}
		w.pass(morning(2026, 3, 4).Add(37 * time.Minute))
		before := cadre.clock(ids[0], "s1", w.time()).Reading.Remaining
		refused := officer.ask("POST", commandPath(ids[0], "s1", "suspend"), obj{})
		require.Equal(t, []string{"/reason:reason-required"}, refused.faults(t))
		cadre.refused("role", ids[0], "s1", "suspend", obj{"reason": "等批复"})
		officer.do(ids[0], "s1", "suspend", obj{"reason": "等省厅批复"})
		officer.do(ids[1], "", "suspend", obj{"reason": "防汛"})
		cadre.refused("goal-suspended", ids[1], "s1", "submit", obj{"content": obj{"note": "已完成"}})
		cadre.refused("step-status", ids[0], "s1", "submit", obj{"content": obj{"note": "已完成"}})

		w.pass(morning(2026, 4, 13))
		require.Empty(t, rungs(cadre.timeline(ids[0]), "s1"), "nothing is late while it stands still")
		during := cadre.clock(ids[0], "s1", morning(2026, 3, 20))
		require.True(t, during.Reading.Suspended)
		require.Equal(t, before, during.Reading.Remaining)
		officer.do(ids[0], "s1", "resume", obj{"reason": "批复已到"})
		officer.do(ids[1], "", "resume", nil)
		after := cadre.clock(ids[0], "s1", w.time()).Reading
		require.Equal(t, before, after.Remaining, "to the minute")
		g := cadre.goal(ids[1])
		require.Equal(t, plan.StepActive, g.Step("s1").Status)
		require.Equal(t, "等省厅批复", cadre.clock(ids[0], "s1", w.time()).Ledger.Entries[0].Reason)
	})
}

func TestStory_AWorkerThatWasDownForDaysSendsTheRungThatHoldsNow(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 1, func(t *testing.T, w *stage) {
		id := w.issue(w.goalOf("征地扩园", "cadre0"))[0]
		w.as("cadre0").do(id, "s1", "accept", nil)
		w.sleep(morning(2026, 3, 24)) // six working days late: all reminders and two rungs lie behind
		events := w.as("cadre0").timeline(id)
		require.Equal(t, []string{"2026-03-24 rung-2"}, rungs(events, "s1"))
		var marks []plan.RungMark
		for _, e := range events {
			marks = append(marks, e.Detail.Marks...)
		}
		require.Len(t, marks, 6, "those that were overtaken are on record")
		require.True(t, marks[0].Skipped)
		require.False(t, marks[5].Skipped)
		w.sleep(morning(2026, 3, 25))
		w.pass(morning(2026, 4, 8))
		require.Equal(t, []string{"2026-03-24 rung-2", "2026-03-30 rung-3"}, rungs(w.as("cadre0").timeline(id), "s1"), "each once")

		var waiting struct {
			Items []struct {
				Sentence string
				Waiting  plan.Waiting
			}
		}
		w.as("leader").must(200, "GET", "/goals/"+id+"/waiting", nil).into(t, &waiting)
		require.Equal(t, plan.WaitsForWork, waiting.Items[0].Waiting.Cause)
		require.Equal(t, []plan.Ref{w.post("cadre0")}, waiting.Items[0].Waiting.Who)
		require.Nil(t, waiting.Items[0].Waiting.Next, "the ladder has no rung left")
	})
}

// notice2027 is a notice such as the State Council's office publishes in
// November, for a year that is provisional until then.
const notice2027 = `国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月4日（周四）至11日（周四）放假调休，共8天。1月30日（周六）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`

func TestStory_TheHolidayNoticeMovesTheDatesThatRestOnIt(t *testing.T) {
	onStage(t, morning(2026, 11, 2), 1, func(t *testing.T, w *stage) {
		officer, cadre := w.as("officer"), w.as("cadre0")
		require.Equal(t, []string{"calendar-awaited"}, officer.advisories(), "from the first of November")
		require.Equal(t, "forbidden", cadre.ask("GET", "/advisories", nil).code())
		far, near := w.goalOf("改造老街", "cadre0"), w.goalOf("年内完成", "cadre0")
		far["steps"].([]obj)[0]["finish"] = obj{"n": 70, "unit": "workday"}
		ids := w.issue(far, near)
		before := dueOf(cadre.goal(ids[0]), "s1")
		require.True(t, strings.HasPrefix(before, "2027-02"), before)

		var preview struct {
			Version  string
			Warnings []obj
			Changes  []struct {
				Goal string `json:"goal_id"`
				Old  time.Time
				New  time.Time
			}
		}
		cadreAsks := cadre.ask("POST", "/calendars/preview", obj{"text": notice2027})
		require.Equal(t, "forbidden", cadreAsks.code())
		officer.must(200, "POST", "/calendars/preview", obj{"text": notice2027}).into(t, &preview)
		require.Empty(t, preview.Warnings)
		require.Len(t, preview.Changes, 1, "only what rests on 2027 moves")
		require.Equal(t, ids[0], preview.Changes[0].Goal)
		require.Equal(t, before, dueOf(cadre.goal(ids[0]), "s1"), "looking changes nothing")

		officer.must(200, "POST", "/calendars/import", obj{"text": notice2027})
		after := cadre.goal(ids[0])
		require.Equal(t, preview.Changes[0].New.In(calendar.Zone).Format("2006-01-02 15:04"), dueOf(after, "s1"))
		require.NotEqual(t, before, dueOf(after, "s1"))
		require.Equal(t, preview.Version, after.Calendar)
		require.Equal(t, preview.Version, cadre.goal(ids[1]).Calendar)
		require.Empty(t, officer.advisories())
		i := slices.IndexFunc(cadre.timeline(ids[0]), func(e plan.Event) bool { return e.Type == plan.DueChanged })
		moved := cadre.timeline(ids[0])[i]
		require.Equal(t, "节假日安排：2027", moved.Reason)
		require.Equal(t, before, moved.Detail.Old.In(calendar.Zone).Format("2006-01-02 15:04"))
		require.Equal(t, plan.SystemUser, moved.By.User)
		require.Zero(t, counted(cadre.timeline(ids[1]))[plan.DueChanged])

		again := officer.must(200, "POST", "/calendars/import", obj{"text": notice2027})
		again.into(t, &preview)
		require.Empty(t, preview.Changes, "importing it again changes nothing")
	})
}

// advisories lists the codes of what needs the person's attention.
func (p *person) advisories() []string {
	p.t.Helper()
	var list struct {
		Items []struct{ Code, Sentence string }
	}
	p.must(200, "GET", "/advisories", nil).into(p.t, &list)
	var codes []string
	for _, a := range list.Items {
		require.NotContains(p.t, a.Sentence, "–", "every parameter is given")
		codes = append(codes, a.Code)
	}
	return codes
}
