package api

import (
	"duban/store"
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

	"directory":      {allow: anybody},
	"units":          {allow: anybody},
	"unit":           {allow: anybody},
	"unitUse":        {allow: "system-admin"},
	"createUnit":     {allow: "system-admin"},
	"updateUnit":     {allow: "system-admin"},
	"deleteUnit":     {allow: "system-admin"},
	"posts":          {allow: anybody},
	"post":           {allow: anybody},
	"createPost":     {allow: "system-admin"},
	"updatePost":     {allow: "system-admin"},
	"deletePost":     {allow: "system-admin"},
	"holders":        {allow: anybody},
	"appointHolder":  {allow: "system-admin"},
	"endHolder":      {allow: "system-admin"},
	"withdrawHolder": {allow: "system-admin"},

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
	"cycleIndicators":  {allow: "leader supervisor"},
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
