package api

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// access is what one operation must allow, written down a second time beside
// the contract's x-access on purpose: a rule that changes by mistake fails
// here.
type access struct {
	// allow names roles, separated by spaces; or any (everybody signed in);
	// or anonymous.
	allow string
	// body is what is sent; it need not be valid, the rule comes first.
	body any
	// own and other make something that belongs to the asking user and to
	// somebody else, and return its id and what to send (nil: body). An
	// operation that some reach only for what is their own has both.
	own, other func(w *town, user store.User) (id string, body any)
	// reachesOthers names the roles that reach other people's too.
	reachesOthers string
}

// accessMatrix has a row for every operation of the contract.
var accessMatrix = map[string]access{
	"signIn":           {allow: anonymous, body: map[string]string{"username": "x", "password": "y"}},
	"signOut":          {allow: anybody},
	"me":               {allow: anybody},
	"updateProfile":    {allow: anybody},
	"changePassword":   {allow: anybody},
	"mySessions":       {allow: anybody},
	"endOtherSessions": {allow: anybody},
	"endSession":       {allow: anybody, own: sessionOf(true), other: sessionOf(false)},
	"myTokens":         {allow: anybody},
	"createToken":      {allow: anybody},
	"revokeToken":      {allow: anybody, own: tokenOf(true), other: tokenOf(false)},

	"startSecondFactor":   {allow: anybody},
	"confirmSecondFactor": {allow: anybody},
	"dropSecondFactor":    {allow: anybody},
	"resetSecondFactor":   {allow: "system-admin"},

	"directory":     {allow: anybody},
	"units":         {allow: anybody},
	"unit":          {allow: anybody},
	"createUnit":    {allow: "system-admin"},
	"updateUnit":    {allow: "system-admin"},
	"deleteUnit":    {allow: "system-admin"},
	"posts":         {allow: anybody},
	"post":          {allow: anybody},
	"createPost":    {allow: "system-admin"},
	"updatePost":    {allow: "system-admin"},
	"deletePost":    {allow: "system-admin"},
	"holders":       {allow: anybody},
	"appointHolder": {allow: "system-admin"},
	"endHolder":     {allow: "system-admin"},

	"users":        {allow: "system-admin security-admin audit-admin"},
	"createUser":   {allow: "system-admin"},
	"peopleSheet":  {allow: "system-admin"},
	"importPeople": {allow: "system-admin", body: "x"},
	"user": {allow: anybody, own: accountOf(true), other: accountOf(false),
		reachesOthers: "system-admin security-admin audit-admin"},
	"updateUser":    {allow: "system-admin"},
	"assignRoles":   {allow: "security-admin"},
	"lockUser":      {allow: "system-admin"},
	"unlockUser":    {allow: "system-admin"},
	"leaveUser":     {allow: "system-admin"},
	"resetPassword": {allow: "system-admin"},

	"delegations":      {allow: anybody},
	"createDelegation": {allow: anybody, own: newDelegation(true), other: newDelegation(false), reachesOthers: "system-admin"},
	"endDelegation":    {allow: anybody, own: delegationOf(true), other: delegationOf(false), reachesOthers: "system-admin"},

	"settings":     {allow: "leader supervisor system-admin security-admin audit-admin"},
	"putSetting":   {allow: "supervisor system-admin security-admin"},
	"resetSetting": {allow: "supervisor system-admin security-admin"},
	"calendars":    {allow: anybody},

	"previewCalendar": {allow: "supervisor system-admin"},
	"importCalendar":  {allow: "supervisor system-admin"},
	"previewHandover": {allow: "leader supervisor system-admin"},
	"handover":        {allow: "leader supervisor"},

	"audit":       {allow: "audit-admin"},
	"verifyAudit": {allow: "audit-admin"},

	"inbox":   {allow: anybody},
	"ledger":  {allow: anybody},
	"notices": {allow: anybody},

	"ledgerExport":   {allow: anybody},
	"goalOrder":      {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"ledgerTemplate": {allow: "leader supervisor"},
	"importLedger":   {allow: "leader supervisor", body: "x"},

	"rosters":     {allow: anybody},
	"readNotices": {allow: anybody},
	"goals":       {allow: anybody},
	"goal":        {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"timeline":    {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},

	"waiting": {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"clocks":  {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"board":   {allow: "leader supervisor evaluator"},

	"outlook":     {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"planOutlook": {allow: "leader supervisor"},

	"advisories": {allow: "leader supervisor system-admin"},
	"burden":     {allow: anybody},

	"acceptStep":     command(nil),
	"submitStep":     command(map[string]any{"content": map[string]any{"note": "已完成"}}),
	"decideApproval": command(map[string]any{"agree": true}),
	"returnStep":     command(nil),
	"withdrawStep":   command(nil),
	"askExtension":   command(map[string]any{"new_due": "2026-12-01"}),
	"setDue":         command(map[string]any{"on": "2026-12-01"}),
	"askTransfer":    command(map[string]any{"to": "post:{post}"}),
	"assignStep":     command(map[string]any{"lead": "post:{post}"}),
	"urgeStep":       command(nil),
	"suspendStep":    command(nil),
	"suspendGoal":    command(nil),
	"resumeStep":     command(nil),
	"resumeGoal":     command(nil),
	"cancelStep":     command(nil),
	"cancelGoal":     command(nil),
	"closeOutStep":   command(nil),
	"closeOutGoal":   command(nil),
	"archiveGoal":    command(nil),
	"transferSeat":   command(map[string]any{"to": "post:{post}"}),
	"delegateSeat":   command(map[string]any{"to": "post:{post}"}),
	"addSigner":      command(map[string]any{"who": "post:{post}"}),
	"removeSigner":   command(map[string]any{"who": "post:{post}"}),
	"copyStep":       command(map[string]any{"to": []string{"post:{post}"}}),
	"readCopy":       command(nil),
	"commentStep":    command(map[string]any{"text": "进展如何？"}),
	"commentGoal":    command(map[string]any{"text": "进展如何？"}),
	"instructStep":   command(map[string]any{"text": "抓紧办理"}),
	"instructGoal":   command(map[string]any{"text": "抓紧办理"}),
	"addSteps":       command(map[string]any{"steps": []any{}}),

	"templates":     {allow: anybody},
	"template":      {allow: "leader supervisor"},
	"saveTemplate":  {allow: "supervisor", body: map[string]any{"version": 1}},
	"suggestions":   {allow: "leader supervisor"},
	"applyTemplate": {allow: "leader supervisor"},

	"bulk":       {allow: anybody, body: map[string]any{"command": "urge", "items": []any{map[string]any{"goal": "g", "step": "s"}}}},
	"createFeed": {allow: anybody},
	"revokeFeed": {allow: anybody},
	"feed":       {allow: anonymous},

	"rehearse":       {allow: "leader supervisor"},
	"forecast":       {allow: "leader supervisor", body: map[string]any{"moved": []any{map[string]any{"goal": "g", "step": "s", "to": "2026-12-01"}}}},
	"facts":          {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"reportQuantity": command(map[string]any{"milli": 1000}),

	"channels":            {allow: anybody},
	"createChannel":       {allow: anybody, body: map[string]any{"kind": "mail", "target": "a@example.com"}},
	"deleteChannel":       {allow: anybody, own: channelOf(true), other: channelOf(false)},
	"deliveryFailures":    {allow: "system-admin"},
	"attach":              {allow: anybody, body: "x"},
	"attachment":          {allow: anybody, own: attachmentOf(true), other: attachmentOf(false)},
	"attachmentThumbnail": {allow: anybody, own: attachmentOf(true), other: attachmentOf(false)},
	"goalAttachments":     {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},

	"places":            {allow: anybody},
	"place":             {allow: anybody},
	"createPlace":       {allow: "cadre supervisor leader system-admin"},
	"updatePlace":       {allow: "cadre supervisor leader system-admin"},
	"deletePlace":       {allow: "supervisor system-admin"},
	"placesSheet":       {allow: "supervisor system-admin"},
	"importPlaces":      {allow: "supervisor system-admin", body: "x"},
	"placeHistory":      {allow: anybody},
	"checklists":        {allow: anybody},
	"checklist":         {allow: anybody},
	"saveChecklist":     {allow: "supervisor"},
	"previewInspection": command(map[string]any{"content": map[string]any{"checks": []any{}}}),
	"hazards":           {allow: anybody},
	"hazard":            {allow: anybody, own: hazardOf(true), other: hazardOf(false), reachesOthers: "leader supervisor evaluator"},
	"hazardNotice":      {allow: anybody, own: hazardOf(true), other: hazardOf(false), reachesOthers: "leader supervisor evaluator"},
	"addableGroups":     {allow: anybody, own: goalOf(true), other: goalOf(false), reachesOthers: "leader supervisor evaluator"},
	"addGroup":          command(map[string]any{"group": "finding", "title": "占道经营"}),
	"askSwap":           command(map[string]any{"on": "2026-04-15", "with": "2026-05-15"}),

	"cycles":           {allow: "leader supervisor evaluator audit-admin"},
	"cycle":            {allow: "leader supervisor evaluator audit-admin"},
	"createCycle":      {allow: "leader supervisor", body: map[string]any{"title": "年度考核", "period": map[string]any{"kind": "year", "year": 2026}}},
	"saveCycle":        {allow: "leader supervisor", body: map[string]any{"version": 1, "cycle": map[string]any{}}},
	"deleteCycle":      {allow: "leader supervisor"},
	"indicatorsSheet":  {allow: "leader supervisor"},
	"importIndicators": {allow: "leader supervisor", body: "x"},
	"fillAssessed":     {allow: "leader supervisor", body: map[string]any{"version": 1, "kinds": []string{"cadre"}}},
	"simulateCycle":    {allow: "leader supervisor evaluator audit-admin", body: map[string]any{"period": map[string]any{"kind": "year", "year": 2025}}},
	"issueCycle":       {allow: "leader supervisor"},

	// What a course answers, and what it lets whom do, follows from its rules;
	// TestAssessment_* hold them.
	"courses":           {allow: anybody},
	"course":            {allow: anybody},
	"card":              {allow: anybody},
	"self":              {allow: anybody},
	"selfAssess":        {allow: anybody, body: map[string]any{"summary": "总结"}},
	"workbench":         {allow: anybody},
	"evaluate":          {allow: anybody, body: map[string]any{"items": []any{map[string]any{"sheet": "s", "indicator": "i", "points": 1}}}},
	"recuse":            {allow: anybody},
	"sample":            {allow: anybody},
	"verifySample":      {allow: anybody, body: map[string]any{"ok": true}},
	"moderation":        {allow: anybody},
	"moderate":          {allow: anybody},
	"publish":           {allow: anybody},
	"results":           {allow: anybody},
	"askReview":         {allow: anybody, body: map[string]any{"grounds": "理由"}},
	"askAppeal":         {allow: anybody, body: map[string]any{"grounds": "理由"}},
	"cases":             {allow: anybody},
	"decideObjection":   {allow: anybody, body: map[string]any{"outcome": "upheld"}},
	"extendAppeal":      {allow: anybody},
	"withdrawObjection": {allow: anybody},
	"courseFacts":       {allow: anybody},
	"correctFact":       {allow: anybody},
	"advance":           {allow: anybody},
	"cancelCourse":      {allow: anybody},
	"courseTimeline":    {allow: anybody},
	"scoreSheet":        {allow: anybody},
	"bulletinSheet":     {allow: anybody},
	"bulletin":          {allow: anybody},
	"resultLetter":      {allow: anybody},

	"plans":        {allow: anybody},
	"plan":         {allow: anybody},
	"createPlan":   {allow: "leader supervisor"},
	"importReport": {allow: "leader supervisor", body: "x"},
	"savePlan":     {allow: "leader supervisor"},
	"deletePlan":   {allow: "leader supervisor"},
	"issuePlan":    {allow: "leader supervisor"},
}

// command is the row of every command to a goal: whoever sees the goal is let
// in, and the rules judge the rest.
func command(body map[string]any) access {
	withPost := func(own bool) func(*town, store.User) (string, any) {
		return func(w *town, user store.User) (string, any) {
			id, _ := goalOf(own)(w, user)
			raw, err := json.Marshal(body)
			require.NoError(w.t, err)
			if body == nil {
				raw = []byte("{}")
			}
			return id, strings.ReplaceAll(string(raw), "{post}", w.post.ID)
		}
	}
	return access{allow: anybody, own: withPost(true), other: withPost(false), reachesOthers: "leader supervisor"}
}

// channelOf gives a user a channel.
func channelOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		c := store.Channel{UserID: w.owner(own, user).ID, Kind: "mail", Target: "a@example.com"}
		require.NoError(w.t, w.store.Write(context.Background(), func(tx *store.Tx) error { return store.CreateChannel(tx, &c) }))
		return c.ID, nil
	}
}

// goalOf records a running goal whose only step belongs to a user.
func goalOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		step := storetest.Step("s1")
		step.Lead = plan.UserRef(w.owner(own, user).ID)
		return w.running(storetest.Goal(store.NewID(), step)), nil
	}
}

// hazardOf records a running goal whose inspection, by a user, found a hazard.
func hazardOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		step := storetest.Inspection("s1")
		step.Lead = plan.UserRef(w.owner(own, user).ID)
		id := w.running(storetest.Goal(store.NewID(), step))
		actor := plan.Actor{User: w.owner(own, user).ID, Name: "检查人"}
		w.decided(id, storetest.HandIn(plan.Header{ID: store.NewID(), Actor: actor, Step: "s1"}, storetest.Checked("p1", storetest.Hazard("h1"))))
		return id, nil
	}
}

func TestAccess_EveryOperationHasARow(t *testing.T) {
	operations, err := contract()
	require.NoError(t, err)
	ids := map[string]bool{}
	for _, op := range operations {
		ids[op.ID] = true
		row, ok := accessMatrix[op.ID]
		if !ok {
			t.Errorf("accessMatrix lacks %s: say who may call it", op.ID)
			continue
		}
		own := slices.Contains(slices.Collect(maps.Values(op.access)), ScopeOwn)
		if own && strings.Contains(op.route.Path, "{") && (row.own == nil || row.other == nil) {
			t.Errorf("%s reaches what is one's own: its row must make something of one's own and of another's", op.ID)
		}
	}
	for id := range accessMatrix {
		if !ids[id] {
			t.Errorf("accessMatrix speaks of %s, which the contract does not hold", id)
		}
	}
}

// TestAccess_Matrix asks every operation as every role, as somebody without a
// role, and as nobody.
func TestAccess_Matrix(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		people := []string{"", "nobody"}
		for _, r := range plan.Roles {
			people = append(people, string(r))
		}
		for _, op := range sortedOperations(t) {
			row, ok := accessMatrix[op.ID]
			if !ok {
				continue // the test above says so
			}
			t.Run(op.ID, func(t *testing.T) {
				w.t = t
				for _, as := range people {
					w.expectAccess(op, row, as)
				}
			})
		}
	})
}

func sortedOperations(t *testing.T) []*operation {
	t.Helper()
	operations, err := contract()
	require.NoError(t, err)
	return slices.SortedFunc(maps.Values(operations), func(a, b *operation) int { return cmp.Compare(a.ID, b.ID) })
}

// expectAccess holds one cell of the matrix against the API. Being let in and
// then refused for the content is being let in.
func (w *town) expectAccess(op *operation, row access, as string) {
	w.t.Helper()
	a := w.askOf(op, row, as, "none", nil)
	switch {
	case allowed(row.allow, as):
		if a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden {
			require.NotContains(w.t, []string{string(CodeUnauthenticated), string(CodeForbidden)}, a.problem().Code,
				"%s as %q is let in", op.ID, as)
		}
	case as == "":
		require.Equal(w.t, http.StatusUnauthorized, a.Status, "%s as nobody: %s", op.ID, a.Body)
	default:
		require.Equal(w.t, string(CodeForbidden), a.problem().Code, "%s as %s", op.ID, as)
	}
	w.signInAgain(op, as, a)
	if as == "" || row.own == nil || !allowed(row.allow, as) {
		return
	}
	id, body := row.own(w, w.users[as])
	a = w.askOf(op, row, as, id, body)
	require.NotContains(w.t, []int{http.StatusUnauthorized, http.StatusNotFound}, a.Status, "%s as %s, their own: %s", op.ID, as, a.Body)
	if a.Status == http.StatusForbidden {
		require.NotEqual(w.t, string(CodeForbidden), a.problem().Code, "%s as %s, their own", op.ID, as)
	}
	w.signInAgain(op, as, a)
	id, body = row.other(w, w.users[as])
	a = w.askOf(op, row, as, id, body)
	refused := a.Status == http.StatusNotFound || a.Status == http.StatusForbidden && a.problem().Code == string(CodeForbidden)
	require.Equal(w.t, !allowed(row.reachesOthers, as), refused, "%s as %s, somebody else's: %d %s", op.ID, as, a.Status, a.Body)
}

// signInAgain gives somebody a new session after an operation that may have
// ended theirs.
func (w *town) signInAgain(op *operation, as string, a answer) {
	w.t.Helper()
	if as != "" && op.Method != http.MethodGet && a.Status < http.StatusMultipleChoices {
		w.secret[as] = w.session(w.users[as])
	}
}

// askOf asks an operation about one thing, whichever way its path names it.
func (w *town) askOf(op *operation, row access, as, id string, body any) answer {
	w.t.Helper()
	if body == nil {
		body = row.body
	}
	if body == nil && op.route.Operation.RequestBody != nil {
		body = map[string]string{}
	}
	path := strings.NewReplacer("{id}", id, "{key}", id, "{step}", "s1", "{goal}", "none", "{hazard}", "h1", "{subject}", "user:none", "{case}", "1").Replace(op.route.Path)
	return w.ask(as, op.Method, path, body, func(r *http.Request) {
		if op.route.Operation.RequestBody != nil && !op.json {
			r.Header.Set("Content-Type", "application/octet-stream")
		}
	})
}

func allowed(who, as string) bool {
	switch who {
	case anonymous:
		return true
	case anybody:
		return as != ""
	}
	return as != "" && slices.Contains(strings.Fields(who), as)
}

// owner is the asking user, or "other".
func (w *town) owner(own bool, user store.User) store.User {
	if own {
		return user
	}
	return w.users["other"]
}

func (w *town) write(f func(tx *store.Tx) error) {
	w.t.Helper()
	require.NoError(w.t, w.store.Write(context.Background(), f))
}

func accountOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) { return w.owner(own, user).ID, nil }
}

func sessionOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		u := w.owner(own, user)
		w.session(u)
		sessions, err := w.store.Sessions(context.Background(), u.ID, w.now)
		require.NoError(w.t, err)
		return sessions[0].ID, nil
	}
}

func tokenOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		token := store.Token{Name: "t", Hash: store.HashSecret(store.NewSecret()), CreatedAt: w.now, ExpiresAt: w.now.AddDate(1, 0, 0)}
		w.write(func(tx *store.Tx) error { return store.CreateToken(tx, &token, w.owner(own, user)) })
		return token.ID, nil
	}
}

func newDelegation(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		return "", map[string]string{
			"from_user": w.owner(own, user).ID, "to_user": w.users["deputy"].ID, "from": "2026-03-01", "to": "2026-03-31", "reason": "出差",
		}
	}
}

func delegationOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		d := store.Delegation{
			FromUser: w.owner(own, user).ID, ToUser: w.users["deputy"].ID,
			From: calendar.On(2026, 3, 1), To: calendar.On(2026, 3, 31), Reason: "学习",
		}
		w.write(func(tx *store.Tx) error { return store.CreateDelegation(tx, &d) })
		return d.ID, nil
	}
}
