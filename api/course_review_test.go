package api

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/store"
	"duban/store/storetest"
)

// done sends something to a course and answers with the course after it.
func (w *town) done(as, path string, body map[string]any) answer {
	w.t.Helper()
	a := w.ask(as, "POST", path, body)
	require.Less(w.t, a.Status, 300, "%s as %s: %s", path, as, a.Body)
	return a
}

// published brings the small assessment to its public notice: 88 points for
// "cadre", 72 for "other".
func (w *town) published() string {
	w.t.Helper()
	course := "/api/v1/courses/" + w.underAssessment()
	for _, name := range []string{"cadre", "other"} {
		w.done(name, course+"/selves/user:"+w.users[name].ID, map[string]any{"summary": "总结"})
	}
	w.done("supervisor", course+"/advance", map[string]any{})
	for name, points := range map[string]int{"cadre": 88000, "other": 72000} {
		w.done("evaluator", course+"/scores/user:"+w.users[name].ID, map[string]any{"items": []any{map[string]any{"sheet": "s", "indicator": "i", "points": points}}})
	}
	var sample SampleView
	w.ask("deputy", "GET", course+"/sample", nil).json(&sample)
	for _, i := range sample.Items {
		w.done("deputy", course+"/sample/"+string(i.Assessed.Subject), map[string]any{"ok": true})
	}
	w.done("leader", course+"/publish", map[string]any{})
	return course
}

func TestReview_OneScoreIsPutRightAndTheCardTellsIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		course := w.published()
		of := "user:" + w.users["cadre"].ID
		seat := string(assess.UserRef(w.users["evaluator"].ID))
		evaluator := w.users["evaluator"].Name
		line := "f/p/i#score#" + seat
		w.done("cadre", course+"/reviews/"+of, map[string]any{"grounds": "打分偏低", "lines": []string{line}})
		var cases struct{ Items []CaseView }
		w.ask("nobody", "GET", course+"/cases", nil).json(&cases)
		require.Equal(t, []string{"德能勤廉（" + evaluator + "打分）"}, cases.Items[0].Lines, "what was objected to is told by its name")
		decide := func(scorer string, points int) map[string]any {
			return map[string]any{"outcome": "altered", "reason": "漏计值守", "scores": []any{map[string]any{"sheet": "s", "indicator": "i", "scorer": scorer, "points": points}}}
		}
		p := w.ask("nobody", "POST", course+"/cases/1/decide", decide(seat, 101000)).problem()
		require.Equal(t, "/scores/0/points out-of-range", p.Errors[0].Pointer+" "+p.Errors[0].Code)
		p = w.ask("nobody", "POST", course+"/cases/1/decide", decide(seat, 60000)).problem()
		require.Contains(t, p.Detail, "原为 88 合格", "grades are told by their titles")
		w.done("nobody", course+"/cases/1/decide", decide(seat, 91000))
		var card CardView
		w.ask("cadre", "GET", course+"/cards/"+of, nil).json(&card)
		require.Equal(t, 91*assess.Point, card.Card.Total)
		require.Equal(t, evaluator, card.Card.Lines[0].By.Name, "it stays the scorer's")
		require.Equal(t, evaluator+"打分 88，"+w.users["nobody"].Name+"更正为 91，占 100%，计 91；91 ÷ 100 × 100 ＝ 91", card.How[line])
		require.Equal(t, "德能勤廉（"+evaluator+"打分）", card.Titles[line])
		require.False(t, card.Pending)
		require.Equal(t, []CardScored{{Sheet: "s", Indicator: "i", Title: "本月 › 德能勤廉", Max: assess.Hundred}}, card.Scored)
		x := card.Evaluations[0].Amended[0]
		require.Equal(t, []any{88 * assess.Point, 91 * assess.Point, "漏计值守", 1}, []any{*x.Before, x.After, x.Reason, x.Case})
	})
}

func TestResultLetter_SaysWhoIssuesItAndHowToObject(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		w.write(func(tx *store.Tx) error {
			return store.PutSetting(tx, store.OfficeName.Key(), json.RawMessage(`"清溪镇人民政府"`), w.users["supervisor"].ID)
		})
		course := w.published()
		letter := w.ask("cadre", "GET", course+"/letters/user:"+w.users["cadre"].ID, nil)
		require.Equal(t, 200, letter.Status)
		var results ResultsView
		w.ask("cadre", "GET", course+"/results", nil).json(&results)
		for _, want := range []string{"已由清溪镇人民政府考核工作领导小组评定", "在" + chineseDay(*results.AskUntil) + "前（含当日）申请复核一次",
			"向" + w.users["supervisor"].Name + "书面提出", "在30日内作出决定", "清溪镇人民政府<br>"} {
			require.Contains(t, string(letter.Body), want)
		}
		require.NotContains(t, string(letter.Body), "申诉", "the law gives these people none")
	})
}

func TestCourse_TheProgramDrawsTheSampleAndTheCardIsPendingUntilThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		id := w.underAssessment()
		var card CardView
		w.ask("supervisor", "GET", "/api/v1/courses/"+id+"/cards/user:"+w.users["cadre"].ID, nil).json(&card)
		require.True(t, card.Pending)
	})
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		course := w.published()
		var page struct{ Items []assess.Event }
		w.ask("supervisor", "GET", course+"/timeline?limit=200", nil).json(&page)
		by := map[assess.EventType]string{}
		for _, e := range page.Items {
			if e.Type != assess.PhaseBegan || e.Detail.Phase == assess.PhasePanel {
				by[e.Type] = e.By.User
			}
		}
		require.Equal(t, []string{assess.SystemUser, assess.SystemUser, w.users["evaluator"].ID},
			[]string{by[assess.SampleDrawn], by[assess.PhaseBegan], by[assess.Evaluated]})
	})
}

func TestFact_IsRegisteredByTheOffice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		course := "/api/v1/courses/" + w.underAssessment()
		of := "user:" + w.users["cadre"].ID
		entry := func(at string) map[string]any {
			return map[string]any{"reason": "镇党委通报表扬", "after": map[string]any{"kind": "case", "tag": "praise", "subject": of, "value": 1000, "at": at, "note": "防汛"}}
		}
		require.Equal(t, "assess-role", w.ask("other", "POST", course+"/facts", entry("2026-02-10")).problem().Code)
		require.Equal(t, "/after/at", w.ask("supervisor", "POST", course+"/facts", entry("2026-05-10")).problem().Errors[0].Pointer, "it would count for nothing")
		w.done("supervisor", course+"/facts", entry("2026-02-10"))
		var view FactsView
		w.ask("supervisor", "GET", course+"/facts?subject="+of, nil).json(&view)
		require.Len(t, view.Corrections, 1)
		require.Nil(t, view.Corrections[0].Before)
		require.Equal(t, []any{"praise", "防汛", "镇党委通报表扬"}, []any{view.Corrections[0].After.Tag, view.Corrections[0].After.Note, view.Corrections[0].Reason})
	})
}
