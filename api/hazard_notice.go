package api

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

//go:embed hazard_notice.html
var hazardNoticeHTML string

var hazardNoticePage = paperOf(hazardNoticeHTML)

// hazardNotice is what the notice to rectify a hazard 隐患整改通知书 says: all of it
// from the record and the registers.
type hazardNotice struct {
	Paper paper
	plan.Hazard
	FoundOn, Level                       string
	Inspectors, Responsible, Reinspector string
	Officers, Due, Wrong, Repeats, Place string
	Address, Person                      string
	Items                                []plan.ChecklistItem
	Listed, Major                        bool
	Failures                             int
}

// HazardNotice is the notice to rectify a hazard, to be printed.
func (s *server) HazardNotice(ctx context.Context, r HazardNoticeRequestObject) (HazardNoticeResponseObject, error) {
	g, line, err := s.hazard(ctx, r.Id, r.Hazard)
	if err != nil {
		return nil, err
	}
	n, err := s.noticeOf(ctx, g, line)
	if err != nil {
		return nil, err
	}
	page, err := printed(ctx, hazardNoticePage, &n.Paper, &n)
	if err != nil {
		return nil, err
	}
	return HazardNotice200TexthtmlResponse{Body: page, ContentLength: int64(page.Len())}, nil
}

func (s *server) noticeOf(ctx context.Context, g plan.Goal, line store.HazardLine) (hazardNotice, error) {
	h := line.Hazard
	n := hazardNotice{Hazard: h, Paper: paper{Number: fmt.Sprintf("%s-%02d", g.Number, h.Number)}, FoundOn: chineseDay(h.FoundAt), Level: "一般",
		Listed: line.Standing.Listed, Major: h.Level == plan.MajorHazard, Failures: line.Standing.Failures, Place: h.PlaceName}
	if n.Major {
		n.Level = "重大"
	}
	if h.Repeats != nil {
		n.Repeats = chineseDay(h.Repeats.FoundAt)
	}
	var names []string
	for _, x := range h.Inspectors {
		names = append(names, x.Name)
	}
	n.Inspectors = strings.Join(names, "、")
	n.Due, n.Wrong = rectifyBy(&g, h.Key)
	for _, step := range g.HazardSteps(h.Key) { // whoever has the work now
		switch step.Kind {
		case plan.Rectification:
			n.Hazard.Responsible = step.Lead
		case plan.Reinspection:
			n.Hazard.Reinspector = step.Lead
		}
	}
	if err := s.noticePlace(ctx, &n); err != nil {
		return n, err
	}
	if err := s.noticeItems(ctx, &n); err != nil {
		return n, err
	}
	return n, s.noticePeople(ctx, &n)
}

// noticePlace fills in what the register knows of the place.
func (s *server) noticePlace(ctx context.Context, n *hazardNotice) error {
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return err
	}
	n.Paper.Office = store.OfficeName.In(values)
	if n.Hazard.Place == "" {
		return nil
	}
	p, err := s.Store.Place(ctx, n.Hazard.Place)
	if store.Missing(err) {
		return nil
	}
	n.Address, n.Person = p.Address, p.Person
	return err
}

// noticeItems fills in the items of the checklist that failed, in the version
// that was used.
func (s *server) noticeItems(ctx context.Context, n *hazardNotice) error {
	if n.Checklist == "" {
		return nil
	}
	l, err := s.Store.Checklist(ctx, n.Checklist)
	if store.Missing(err) {
		return nil
	}
	for _, key := range n.Hazard.Items {
		if item := l.Item(key); item != nil {
			n.Items = append(n.Items, *item)
		}
	}
	return err
}

// noticePeople fills in the names of posts and people.
func (s *server) noticePeople(ctx context.Context, n *hazardNotice) error {
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return err
	}
	people, err := s.Store.Colleagues(ctx, calendar.DateOf(s.now()))
	if err != nil {
		return err
	}
	names := map[plan.Ref]string{}
	for _, p := range posts {
		names[plan.PostRef(p.ID)] = p.Name
	}
	for _, p := range people {
		names[plan.UserRef(p.ID)] = p.Name
	}
	n.Responsible, n.Reinspector = names[n.Hazard.Responsible], names[n.Hazard.Reinspector]
	var officers []string
	for _, ref := range n.Hazard.Officers {
		officers = append(officers, names[ref])
	}
	n.Officers = strings.Join(officers, "、")
	if n.Paper.To = n.Place; n.Paper.To == "" {
		n.Paper.To = n.Responsible
	}
	return nil
}

// rectifyBy says by when a hazard is to be rectified, as things stand, and what
// its last re-inspection found wrong.
func rectifyBy(g *plan.Goal, hazard string) (due, wrong string) {
	s := g.Rectified(hazard)
	if s == nil {
		return "", ""
	}
	if s.Last != nil {
		wrong = s.Last.Text
	}
	switch {
	case s.DueAt != nil:
		return chineseDay(*s.DueAt) + "前", wrong
	case s.Finish != nil:
		return "前一环节批准后" + chineseBudget(*s.Finish) + "内", wrong
	}
	return "", wrong
}
