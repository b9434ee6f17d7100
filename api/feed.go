package api

import (
	"context"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"duban/calendar"
	"duban/store"
)

// CreateFeed gives the caller a private calendar address.
func (s *server) CreateFeed(ctx context.Context, _ CreateFeedRequestObject) (CreateFeedResponseObject, error) {
	secret, user, now := store.NewSecret(), callerOf(ctx).User.ID, s.now()
	err := s.act(ctx, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Object = user
		return store.CreateFeed(tx, user, secret, now)
	})
	return CreateFeed201JSONResponse{Path: "/api/v1/feeds/" + secret}, err
}

// RevokeFeed ends it.
func (s *server) RevokeFeed(ctx context.Context, _ RevokeFeedRequestObject) (RevokeFeedResponseObject, error) {
	user := callerOf(ctx).User.ID
	err := s.act(ctx, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Object = user
		return store.RevokeFeed(tx, user)
	})
	return RevokeFeed204Response{}, err
}

// feedLines is how many duties a feed holds at most.
const feedLines = store.MaxPageSize

// Feed is what waits for its owner, with due dates, as iCalendar.
func (s *server) Feed(ctx context.Context, r FeedRequestObject) (FeedResponseObject, error) {
	user, err := s.Store.FeedOwner(ctx, r.Token)
	if err != nil {
		return nil, err
	}
	now := s.now()
	actor, err := s.Store.ActorOf(ctx, user.ID, now)
	if err != nil {
		return nil, err
	}
	items, _, err := s.Store.Inbox(ctx, actor, now, store.Page{Size: feedLines})
	if err != nil {
		return nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	return Feed200TextcalendarResponse{Body: strings.NewReader(feedOf(items, user.Locale, cal, now).Serialize(ics.WithNewLineWindows))}, nil
}

// feedOf writes one all-day entry for every duty that has a due date.
func feedOf(items []store.InboxItem, locale string, cal *calendar.Calendar, now time.Time) *ics.Calendar {
	feed := ics.NewCalendar()
	feed.SetMethod(ics.MethodPublish)
	feed.SetProductId("-//Duban//督办//CN")
	feed.SetXWRCalName("督办")
	words := map[string]string{"accept": "待签收", "submit": "待提交", "approve": "待审批", "close-out": "待销号"}
	provisional := "（日期暂定）"
	if locale == "en" {
		words = map[string]string{"accept": "to accept", "submit": "to hand in", "approve": "to sign", "close-out": "to close out"}
		provisional = " (provisional date)"
	}
	for _, item := range items {
		if item.DueAt == nil {
			continue
		}
		day := calendar.DateOf(*item.DueAt)
		entry := feed.AddEvent(item.GoalID + "/" + item.Step + "/" + string(item.Duty) + "@duban")
		title := words[string(item.Duty)] + "：" + item.StepTitle
		if item.StepTitle == "" {
			title = words[string(item.Duty)] + "：" + item.GoalTitle
		}
		if cal.Provisional(day) {
			title += provisional
		}
		entry.SetSummary(title)
		entry.SetDescription(item.GoalNumber + " " + item.GoalTitle)
		entry.SetDtStampTime(now)
		entry.SetAllDayStartAt(day.Start())
		entry.SetAllDayEndAt(day.AddDays(1).Start())
	}
	return feed
}
