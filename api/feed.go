package api

import (
	"cmp"
	"context"
	"strconv"
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
	duties, err := s.Store.CourseDuties(ctx, store.Assessor(actor), now)
	if err != nil {
		return nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	return Feed200TextcalendarResponse{Body: strings.NewReader(feedOf(items, duties, user.Locale, cal, now).Serialize(ics.WithNewLineWindows))}, nil
}

// feedWords say what is to be done, by language.
var feedWords = map[bool]map[string]string{
	false: {"accept": "待签收", "submit": "待提交", "approve": "待审批", "close-out": "待销号", "self-assess": "待自评", "evaluate": "待打分",
		"verify": "待核验", "moderate": "待综合评定", "decide-objection": "待处理复核申诉", "provisional": "（日期暂定）", "colon": "："},
	true: {"accept": "to accept", "submit": "to hand in", "approve": "to sign", "close-out": "to close out", "self-assess": "to assess yourself",
		"evaluate": "to score", "verify": "to verify", "moderate": "to moderate", "decide-objection": "review or appeal to decide", "provisional": " (provisional date)", "colon": ": "},
}

// feedOf writes one all-day entry for every duty that has a due date: those of
// goals, then those of assessments.
func feedOf(items []store.InboxItem, duties []store.CourseDuty, locale string, cal *calendar.Calendar, now time.Time) *ics.Calendar {
	feed := ics.NewCalendar()
	feed.SetMethod(ics.MethodPublish)
	feed.SetProductId("-//Duban//督办//CN")
	feed.SetXWRCalName("督办")
	words := feedWords[locale == "en"]
	add := func(id, duty, title, about string, due *time.Time) {
		if due == nil {
			return
		}
		day := calendar.DateOf(*due)
		entry := feed.AddEvent(id + "@duban")
		title = words[duty] + words["colon"] + title
		if cal.Provisional(day) {
			title += words["provisional"]
		}
		entry.SetSummary(title)
		entry.SetDescription(about)
		entry.SetDtStampTime(now)
		entry.SetAllDayStartAt(day.Start())
		entry.SetAllDayEndAt(day.AddDays(1).Start())
	}
	for _, item := range items {
		id := item.GoalID + "/" + item.Step + "/" + string(item.Duty)
		if item.Round > 0 { // several rounds of a step may wait at once
			id += "/" + strconv.Itoa(item.Round)
		}
		add(id, string(item.Duty), cmp.Or(item.StepTitle, item.GoalTitle),
			item.GoalNumber+" "+item.GoalTitle, item.DueAt)
	}
	for _, d := range duties {
		var about []string
		for _, subject := range d.Subjects {
			about = append(about, subject.Name)
		}
		id := d.CourseID + "/" + string(d.Duty) + "/" + string(d.Who)
		if d.DueAt != nil { // one kind of duty may be due on several days
			id += "/" + calendar.DateOf(*d.DueAt).String()
		}
		add(id, string(d.Duty), d.Title, strings.Join(about, "、"), d.DueAt)
	}
	return feed
}
