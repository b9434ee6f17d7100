package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

var monday = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) // 09:00 in Shanghai, a working day

func supervisor() plan.Actor {
	return plan.Actor{User: "u-sup", Name: "孙督查", Posts: []string{"p-sup"}, Roles: []plan.Role{plan.Supervisor}}
}
func leader() plan.Actor {
	return plan.Actor{User: "u-lead", Name: "李镇长", Posts: []string{"p-lead"}, Roles: []plan.Role{plan.Leader}}
}
func cadre() plan.Actor {
	return plan.Actor{User: "u-cad", Name: "陈干部", Posts: []string{"p-agri"}, Roles: []plan.Role{plan.Cadre}}
}

// exampleGoal has two steps, one behind the other, each approved by the
// supervision officer and then the leader.
func exampleGoal(id string) plan.Goal {
	stages := []plan.Stage{
		{Key: "supervisor", Name: "督查员审核", Rule: plan.AnySign, Signers: []plan.Ref{"post:p-sup"}},
		{Key: "leader", Name: "领导审批", Rule: plan.AnySign, Signers: []plan.Ref{"post:p-lead"}},
	}
	budget := calendar.Budget{N: 10, Unit: calendar.Workday}
	step := func(key string, after ...string) plan.Step {
		return plan.Step{Key: key, Title: "步骤 " + key, Kind: plan.Work, Lead: "post:p-agri", LeadUnit: "agri", After: after,
			Weight: 50, Stages: stages, Finish: &budget}
	}
	return plan.Goal{ID: id, PlanID: "2026", Year: 2026, Number: id, Title: "优化农业结构", Kind: "general", LeadUnit: "agri",
		Line:     plan.Line{Head: "post:p-head", Supervisor: "post:p-sup", Leader: "post:p-lead", Principal: "post:p-mayor"},
		Settings: plan.DefaultSettings(), Steps: []plan.Step{step("a"), step("b", "a")}}
}

func head(id string, a plan.Actor, step string) plan.Header {
	return plan.Header{ID: id, Actor: a, Step: step}
}

func TestGoal_FromIssueToArchive(t *testing.T) {
	w := newTown(t)
	day := 24 * time.Hour
	w.at(0, plan.IssueGoal{Header: head("1", supervisor(), ""), Goal: exampleGoal("g1")})
	w.at(time.Hour, plan.AcceptStep{Header: head("2", cadre(), "a")})
	w.at(1*day, plan.SubmitStep{Header: head("3", cadre(), "a")})
	w.at(1*day+time.Minute, plan.DecideApproval{Header: head("4", leader(), "a"), Agree: true}) // not the leader's turn yet
	w.at(1*day+2*time.Minute, plan.DecideApproval{Header: head("5", supervisor(), "a"), Agree: true})
	w.at(1*day+3*time.Minute, plan.DecideApproval{Header: head("6", leader(), "a"), Agree: true})
	w.at(1*day+4*time.Minute, plan.DecideApproval{Header: head("7", supervisor(), "a"), Agree: true}) // too late
	w.at(1*day+5*time.Minute, plan.CloseOut{Header: head("8", supervisor(), "a")})
	w.at(2*day, plan.SubmitStep{Header: head("9", cadre(), "b")})
	w.at(2*day+time.Minute, plan.ReturnStep{Header: plan.Header{ID: "10", Actor: supervisor(), Step: "b", Reason: "缺少照片"}})
	w.at(2*day+2*time.Minute, plan.SubmitStep{Header: head("11", cadre(), "b")})
	w.at(2*day+3*time.Minute, plan.DecideApproval{Header: head("12", supervisor(), "b"), Agree: true})
	w.at(2*day+4*time.Minute, plan.DecideApproval{Header: head("13", leader(), "b"), Agree: true})
	w.at(2*day+5*time.Minute, plan.CloseOut{Header: head("14", supervisor(), "b")})
	w.at(2*day+6*time.Minute, plan.CloseOut{Header: head("15", supervisor(), "")})
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})

	require.True(t, w.IsWorkflowCompleted())
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"issue: ok", "accept: ok", "submit: ok", "decide: not-your-turn", "decide: ok", "decide: ok",
		"decide: step-status", "close-out: ok", "submit: ok", "return: ok", "submit: ok", "decide: ok", "decide: ok",
		"close-out: ok", "close-out: ok"}, w.calls)
	g, err := w.store.Goal(t.Context(), "g1")
	require.NoError(t, err)
	require.Equal(t, plan.GoalArchived, g.Status, "archives itself 30 working days after close-out")
	require.Equal(t, 1000, g.Progress)
	broken, err := w.store.VerifyChain(t.Context(), "g1")
	require.NoError(t, err)
	require.Nil(t, broken)
}

func TestGoal_TheClockRemindsAndEscalates(t *testing.T) {
	w := newTown(t)
	w.at(0, plan.IssueGoal{Header: head("1", supervisor(), ""), Goal: exampleGoal("g2")})
	w.at(200*24*time.Hour, plan.Cancel{Header: plan.Header{ID: "2", Actor: leader(), Reason: "项目取消"}})
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g2"}, Calendar: *calendar.Default(), Loop: workflows.Loop})

	require.NoError(t, w.GetWorkflowError())
	g, err := w.store.Goal(t.Context(), "g2")
	require.NoError(t, err)
	require.Equal(t, plan.GoalCancelled, g.Status)
	var reached []string
	for _, m := range g.Step("a").Reached {
		reached = append(reached, m.Key)
	}
	require.Equal(t, []string{"respond-late", "remind-7", "remind-3", "remind-1", "due-today", "rung-1", "rung-2", "rung-3"}, reached,
		"each rung once, in order")
}

func TestGoal_AnEmptyWorkflowEndsByItself(t *testing.T) {
	w := newTown(t)
	bad := exampleGoal("g3")
	bad.Steps = nil
	w.at(time.Second, plan.IssueGoal{Header: head("1", supervisor(), ""), Goal: bad})
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g3"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
	require.True(t, w.IsWorkflowCompleted())
	require.Equal(t, []string{"issue: invalid"}, w.calls)
	_, err := w.store.Goal(t.Context(), "g3")
	require.True(t, store.Missing(err))
}
