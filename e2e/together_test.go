package e2e_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
)

// crowd is how many people decide the same round at once.
const crowd = 50

func TestFiftyDecideTheSameRoundAtOnce_OneWins(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		w, _ := newTown(t, p, crowd+1)
		var signers []plan.Ref
		for i := range crowd {
			signers = append(signers, w.post(fmt.Sprintf("cadre%d", i)))
		}
		id := w.issue(w.goalOf("或签", fmt.Sprintf("cadre%d", crowd), obj{"key": "any", "name": "或签", "rule": "any", "signers": signers}))[0]
		g := w.as(fmt.Sprintf("cadre%d", crowd)).do(id, "s1", "submit", nil)
		require.Equal(t, plan.StepReview, g.Steps[0].Status)

		people := make([]*person, crowd)
		for i := range people {
			people[i] = w.as(fmt.Sprintf("cadre%d", i))
		}
		answers := atOnce(t, crowd, func(i int) (answer, error) {
			return people[i].send("POST", commandPath(id, "s1", "decide"), store.NewID(), obj{"agree": true, "round": 1})
		})
		winner := ""
		for i, a := range answers {
			if a.status == 200 {
				require.Empty(t, winner, "two won")
				winner = fmt.Sprintf("姓名cadre%d", i)
			}
		}
		require.NotEmpty(t, winner)
		for _, a := range answers {
			if a.status != 200 {
				require.Equal(t, 409, a.status, "%s", a.body)
				require.Contains(t, []string{"stale-round", "decided"}, a.code(), "%s", a.body)
				require.Contains(t, string(a.body), winner, "the refusal names who decided")
			}
		}
		events := counted(w.as("officer").timeline(id))
		require.Equal(t, 1, events[plan.Signed])
		require.Equal(t, 1, events[plan.StepDoneEvent])
		p.sound(t)
	})
}

func TestDoubleClick_IsTwoAnswersAndOneEvent(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		w, _ := newTown(t, p, 1)
		id := w.issue(w.goalOf("双击", "cadre0"))[0]
		cadre := w.as("cadre0")
		for _, verb := range []string{"accept", "submit"} {
			key := store.NewID()
			answers := atOnce(t, 2, func(int) (answer, error) {
				return cadre.send("POST", commandPath(id, "s1", verb), key, obj{})
			})
			for _, a := range answers {
				require.Equal(t, 200, a.status, "%s", a.body)
			}
			require.Equal(t, goalIn(t, answers[0]).Seq, goalIn(t, answers[1]).Seq)
			late, err := cadre.send("POST", commandPath(id, "s1", verb), key, obj{})
			require.NoError(t, err)
			require.Equal(t, 200, late.status, "the same key later: %s", late.body)
			other, err := cadre.send("POST", commandPath(id, "s1", verb), key, obj{"round": 7})
			require.NoError(t, err)
			require.Equal(t, "idempotency-reuse", other.code(), "the same key for something else")
		}
		events := counted(cadre.timeline(id))
		require.Equal(t, 1, events[plan.StepAccepted])
		require.Equal(t, 1, events[plan.StepSubmitted])
	})
}

// atOnce sends n requests at the same moment and returns their answers.
func atOnce(t *testing.T, n int, send func(i int) (answer, error)) []answer {
	t.Helper()
	answers := make([]answer, n)
	errs := make([]error, n)
	gate := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-gate
			answers[i], errs[i] = send(i)
		})
	}
	close(gate)
	all.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	return answers
}
