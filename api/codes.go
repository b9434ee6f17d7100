package api

import (
	"fmt"

	"duban/plan"
)

// Refusals of the API itself. Rules refuse with the codes of plan and store;
// every code has its status and its sentences in messages.yaml.
const (
	CodeInternal         plan.Code = "internal"
	CodeNoOperation      plan.Code = "no-operation"       // {path}
	CodeMethod           plan.Code = "method-not-allowed" // the path has other methods
	CodeNotFound         plan.Code = "not-found"          // no such row, or not the caller's to see
	CodeMalformed        plan.Code = "malformed"          // no JSON, or a form that cannot be read
	CodeMediaType        plan.Code = "media-type"         // {want}
	CodeNotText          plan.Code = "not-text"           // {where}: not UTF-8, or a NUL in it
	CodeTooLarge         plan.Code = "too-large"          // {max}
	CodeRate             plan.Code = "rate-limited"       // {seconds}
	CodeCrossOrigin      plan.Code = "cross-origin"       // sent by another site's page
	CodeUnauthenticated  plan.Code = "unauthenticated"    // no session and no token, or ended ones
	CodeForbidden        plan.Code = "forbidden"          // the caller's roles do not reach it
	CodeSessionOnly      plan.Code = "session-only"       // not with a bearer token
	CodeMustChange       plan.Code = "must-change-password"
	CodeMustEnrol        plan.Code = "must-enrol"       // a second factor is asked for and not set up yet
	CodeSecondFactor     plan.Code = "second-factor"    // the password fits; the code of the second factor is missing
	CodeSecondFactorOn   plan.Code = "second-factor-on" // is set up already
	CodeWrongCredentials plan.Code = "wrong-credentials"
	CodeAccountLocked    plan.Code = "account-locked"
	CodeSignInWait       plan.Code = "sign-in-wait"   // {seconds}
	CodeNotKeeper        plan.Code = "not-keeper"     // {role}: who may change the setting
	CodePeriodOrder      plan.Code = "period-order"   // ends before it begins
	CodeSheetEmpty       plan.Code = "sheet-empty"    // nothing below the heads
	CodeSheet            plan.Code = "bad-sheet"      // no Excel workbook that can be read
	CodeColumnMissing    plan.Code = "column-missing" // {column}
	CodeNoKind           plan.Code = "no-kind"        // {value}: it is none of {kinds}
	CodeColumnTwice      plan.Code = "column-twice"   // {column}
	CodeColumnPassed     plan.Code = "column-passed"  // {column}: not asked for, passed over
	CodeColumnDerived    plan.Code = "column-derived" // {column}: follows from the record, passed over
	CodeOtherGoal        plan.Code = "other-goal"     // {number, title}: the number stands for another goal
	CodeNoDay            plan.Code = "no-day"         // {value, example}
	CodeNoNumber         plan.Code = "no-number"      // {value}
	CodeNoLead           plan.Code = "no-lead"        // {value}: neither a post nor a person
	CodeSeveral          plan.Code = "several"        // {value}: more than one post or person
	CodeBadCursor        plan.Code = "bad-cursor"
	CodeNoDatabase       plan.Code = "database-unavailable" // {seconds}
	CodeNoTemporal       plan.Code = "temporal-unavailable" // {seconds}

	CodeNoFiles   plan.Code = "no-files"   // this installation keeps no evidence
	CodeFilesAway plan.Code = "files-away" // {seconds}: what keeps or judges it cannot be reached

	CodePlanIssued   plan.Code = "plan-issued"   // {status}: a plan that was issued is not edited
	CodeStaleVersion plan.Code = "stale-version" // somebody else saved meanwhile

	CodeCycleIssued plan.Code = "cycle-issued" // a cycle that was issued is not edited

	// What needs attention beside the work: no refusals, but with sentences like them.
	CodeCalendarAwaited   plan.Code = "calendar-awaited"   // {year}
	CodeUnmannedUser      plan.Code = "unmanned-user"      // {name, count}
	CodeUnmannedPost      plan.Code = "unmanned-post"      // {name, count}
	CodeDeliveriesFailing plan.Code = "deliveries-failing" // {count}

	CodeWrongType    plan.Code = "wrong-type"
	CodeUnknownField plan.Code = "unknown-field"
	CodeBadFormat    plan.Code = "bad-format"
	CodeTooShort     plan.Code = "too-short" // {min}
)

// refuse is a refusal; params are name, value pairs.
func refuse(code plan.Code, params ...string) *plan.Error {
	return &plan.Error{Code: code, Params: named(params)}
}

// refuseField is the refusal of one field.
func refuseField(pointer string, code plan.Code, params ...string) *plan.Error {
	return &plan.Error{Code: plan.CodeInvalid, Problems: []plan.Problem{{Pointer: pointer, Code: code, Params: named(params)}}}
}

func named(kv []string) map[string]string {
	if len(kv) == 0 {
		return nil
	}
	m := map[string]string{}
	for i := 0; i+1 < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return m
}

func tooLarge(limit int64) error {
	if limit >= 1<<20 {
		return refuse(CodeTooLarge, "max", fmt.Sprintf("%d MB", limit>>20))
	}
	return refuse(CodeTooLarge, "max", fmt.Sprintf("%d KB", limit>>10))
}

// isRefusal tells whether err is the refusal of that code.
func isRefusal(err error, code plan.Code) bool { return plan.CodeOf(err) == code }
