package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// mended is a hazard that the clerk has rectified; what follows is open.
func mended(t testing.TB) *scene {
	fix, photo, again := step("fix"), step("photo", "fix"), step("again", "photo")
	fix.Kind, again.Kind = Rectification, Reinspection
	again.Lead = "post:other"
	return issued(t, "2026-03-02 09:00", fix, photo, again).finish("fix").finish("photo")
}

func TestReinspection_IsRefusedToThePersonResponsible(t *testing.T) {
	s := mended(t)
	both := people["clerk"] // holds the inspector's post as well
	both.Posts = []string{"clerk", "other"}
	s.refuses(CodeOwnSubmission, by(AcceptStep{s.as("", "again")}, both))
	s.refuses(CodeOwnSubmission, by(SubmitStep{Header: s.as("", "again")}, both))
	deputy := people["clerk"]
	deputy.For = []Principal{{User: "other", Name: "Other", Posts: []string{"other"}}}
	s.refuses(CodeOwnSubmission, by(SubmitStep{Header: s.as("", "again")}, deputy))
	forClerk := people["land"] // acts for the clerk, who also fills the inspector's post
	forClerk.For = []Principal{{User: "clerk", Name: "Clerk", Posts: []string{"other"}}}
	s.refuses(CodeOwnSubmission, by(SubmitStep{Header: s.as("", "again")}, forClerk))
	forClerk.For = append(forClerk.For, Principal{User: "other", Name: "Other", Posts: []string{"other"}})
	s.do(by(SubmitStep{Header: s.as("", "again")}, forClerk)) // there is a way that is free
	assert.Equal(t, "other", s.step("again").Approval(1).By.For)

	s = mended(t)
	s.do(AcceptStep{s.as("other", "again")}).do(SubmitStep{Header: s.as("other", "again")}).status("again", StepReview)
}
