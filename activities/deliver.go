package activities

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/assess"
	"duban/calendar"
	"duban/notify"
	"duban/plan"
	"duban/store"
)

// Timing says when people may be told outside of Duban, in minutes of the day.
type Timing struct {
	Digest             int
	QuietFrom, QuietTo int
}

// Parcel is one message for one channel, with the keys that make sure that it
// is sent once.
type Parcel struct {
	Keys    []string
	Message notify.Message
}

// The windows of delivery.
const (
	digestWindow = 2 * time.Hour      // how late a digest may be after a stop
	urgentWindow = 24 * time.Hour     // how old an urgent notice may be
	reachBack    = 7 * 24 * time.Hour // how far a digest looks back
)

// Parcels decides what of a person's notices goes out now: what is urgent at
// once, except in quiet hours and on rest days; everything else in one digest
// on every working day. Burden is a bug.
func Parcels(notices []store.NoticeItem, now time.Time, t Timing, cal *calendar.Calendar) []Parcel {
	local := now.In(calendar.Zone)
	minute := local.Hour()*60 + local.Minute()
	working, err := cal.Workday(calendar.DateOf(now))
	if err != nil || !working || quiet(minute, t) {
		return nil
	}
	late := minute - t.Digest
	if late >= 0 && late < int(digestWindow.Minutes()) {
		return digest(notices, now)
	}
	var parcels []Parcel
	for _, n := range notices {
		if Urgent(n) && now.Sub(n.At) < urgentWindow {
			parcels = append(parcels, Parcel{Keys: []string{n.ID}, Message: message(n.ID, lineOf(n), now, n)})
		}
	}
	return parcels
}

func quiet(minute int, t Timing) bool {
	if t.QuietFrom <= t.QuietTo {
		return minute >= t.QuietFrom && minute < t.QuietTo
	}
	return minute >= t.QuietFrom || minute < t.QuietTo
}

// Urgent tells whether a notice does not wait for the digest: red, due today,
// or sent back.
func Urgent(n store.NoticeItem) bool {
	return n.Kind == plan.NoticeReturned || n.Colour == plan.Red || dueToday(n)
}

// dueToday tells whether a notice reminds of the last day; assessments name it
// behind their phase.
func dueToday(n store.NoticeItem) bool {
	return n.Rung == "due-today" || strings.HasSuffix(n.Rung, "/due-today")
}

func digest(notices []store.NoticeItem, now time.Time) []Parcel {
	if len(notices) == 0 {
		return nil
	}
	day := "digest:" + calendar.DateOf(now).String()
	p := Parcel{Keys: []string{day}}
	var lines []string
	for _, n := range notices {
		p.Keys = append(p.Keys, n.ID)
		lines = append(lines, lineOf(n))
	}
	p.Message = message(day, fmt.Sprintf("督办摘要：%d 条", len(notices)), now, notices...)
	p.Message.Text = strings.Join(lines, "\n")
	return []Parcel{p}
}

func message(id, subject string, now time.Time, notices ...store.NoticeItem) notify.Message {
	m := notify.Message{ID: id, At: now, Subject: subject, Text: subject}
	for _, n := range notices {
		m.Items = append(m.Items, notify.Item{Goal: n.GoalID, Course: n.CourseID, Number: n.GoalNumber, Title: n.GoalTitle, Step: n.StepKey,
			Kind: string(n.Kind), Colour: string(n.Colour), Due: n.DueAt})
	}
	return m
}

var noticeWords = map[plan.NoticeKind]string{
	plan.NoticeAssigned: "交办给您", plan.NoticeApprove: "请您审批", plan.NoticeReturned: "已退回，请修改", plan.NoticeDecided: "审批有结果",
	plan.NoticeCloseOut: "待销号", plan.NoticeReminder: "即将到期", plan.NoticeOverdue: "已逾期", plan.NoticeLate: "超过签收或审核时限",
	plan.NoticeUrged: "催办", plan.NoticeRedated: "时限有变化", plan.NoticeStopped: "中止、恢复或取消", plan.NoticeEnded: "已销号",
	plan.NoticeCopied: "抄送给您", plan.NoticeMention: "提到您", plan.NoticeInstruct: "领导批示",
	plan.NoticeHazard: "发现重大隐患", plan.NoticeFailed: "复查未通过",
	plan.NoticeKind(assess.NoticeIssued): "考核指标已下达", plan.NoticeKind(assess.NoticePhase): "考核有新进度，请查看",
	plan.NoticeKind(assess.NoticeResult): "考核结果，请查阅；不服可以申请复核", plan.NoticeKind(assess.NoticeUrge): "考核催办",
	plan.NoticeKind(assess.NoticeObjected): "有复核或申诉待您决定", plan.NoticeKind(assess.NoticeDecision): "复核或申诉有决定",
	plan.NoticeKind(assess.NoticeStopped): "考核已取消",
}

// lineOf is a notice in one line.
func lineOf(n store.NoticeItem) string {
	what := noticeWords[n.Kind]
	if what == "" {
		what = string(n.Kind)
	}
	if dueToday(n) {
		what = "今天到期"
	}
	line := "【" + what + "】" + n.GoalNumber + " " + n.GoalTitle
	if n.StepTitle != "" {
		line += " — " + n.StepTitle
	}
	if n.DueAt != nil {
		line += "（时限 " + calendar.DateOf(*n.DueAt).String() + "）"
	}
	return line
}

// Deliver sends what is due now on every channel. What the other side does not
// take is tried again later and never delays a goal; the first error of the
// database ends it, and the workflow tries again.
func (a *Activities) Deliver(ctx context.Context, now time.Time) (sent int, err error) {
	values, err := a.Store.Settings(ctx)
	if err != nil {
		return 0, err
	}
	cal, err := a.Store.ActiveCalendar(ctx)
	if err != nil {
		return 0, err
	}
	timing := Timing{Digest: minutes(store.DailyDigest.In(values)), QuietFrom: minutes(store.QuietFrom.In(values)), QuietTo: minutes(store.QuietTo.In(values))}
	channels, err := a.Store.Channels(ctx, "")
	if err != nil {
		return 0, err
	}
	for _, c := range channels {
		n, err := a.deliver(ctx, c, timing, cal, now)
		if err != nil {
			return sent, fmt.Errorf("channel %s: %w", c.ID, err)
		}
		sent += n
	}
	return sent, nil
}

func (a *Activities) deliver(ctx context.Context, c store.Channel, t Timing, cal *calendar.Calendar, now time.Time) (sent int, err error) {
	actor, err := a.Store.ActorOf(ctx, c.UserID, now)
	if store.Missing(err) {
		return 0, nil // the account has left
	}
	if err != nil {
		return 0, err
	}
	notices, err := a.Store.Undelivered(ctx, c.ID, actor, now.Add(-reachBack))
	if err != nil {
		return 0, err
	}
	for _, p := range Parcels(notices, now, t, cal) {
		ok, err := a.Store.Claim(ctx, c.ID, p.Keys, now)
		if err != nil {
			return sent, err
		}
		if !ok {
			continue
		}
		failure := a.Notify.Send(ctx, notify.Kind(c.Kind), c.Target, c.Secret, p.Message)
		if errors.Is(failure, context.Canceled) {
			failure = fmt.Errorf("cut off: %w", failure)
		}
		if err := a.Store.Settle(context.WithoutCancel(ctx), c.ID, p.Keys, failure, now); err != nil {
			return sent, err
		}
		if failure == nil {
			sent++
		}
	}
	return sent, nil
}

// minutes reads HH:MM, which the setting has checked.
func minutes(s string) int {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0
	}
	return t.Hour()*60 + t.Minute()
}
