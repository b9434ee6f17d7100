package api

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"strings"

	"duban/assess"
	"duban/store"
)

//go:embed result_letter.html
var resultLetterHTML string

var resultLetterPage = paperOf(resultLetterHTML)

// resultLetter is what the written notice of a result 考核结果通知书 says, as the
// law asks for one: all of it from the record.
type resultLetter struct {
	Paper                                      paper
	Organ, Desk                                string // 考核办: its unit, and the post that hears those who object
	Period, Total, Grade, Remark, AskUntil, On string
	AskReview, Review                          string // how long there is to ask, and to decide
	Appeal                                     *letterAppeal
	Changes, Notes                             []string
	Lines                                      []letterLine
}

// letterAppeal is to whom an appeal goes and in which time, where the law gives
// one.
type letterAppeal struct{ To, Ask, Decide string }

// letterLine is a line of the score in the letter.
type letterLine struct{ Points, Title, How string }

// ResultLetter is the notice of one result, to be printed, in Chinese.
func (s *server) ResultLetter(ctx context.Context, r ResultLetterRequestObject) (ResultLetterResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	c.lang = chinese
	view, err := s.cardView(ctx, c, assess.Ref(r.Subject))
	if err != nil {
		return nil, err
	}
	if !c.IsPublic() || view.Result == nil {
		return nil, &assess.Error{Code: assess.CodePhase, Params: named([]string{"phase", string(c.Phase)})}
	}
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	seats, err := s.seatNames(ctx)
	if err != nil {
		return nil, err
	}
	n := c.letter(view, seats)
	n.Paper.Office, n.On = cmp.Or(store.OfficeName.In(values), n.Organ), chineseDay(s.now())
	page, err := printed(ctx, resultLetterPage, &n.Paper, &n)
	if err != nil {
		return nil, err
	}
	return ResultLetter200TexthtmlResponse{Body: page, ContentLength: int64(page.Len())}, nil
}

// seatName is what a post or a person is called, and the unit of a post.
type seatName struct{ unit, name string }

// seatNames are the posts with their units, and the people.
func (s *server) seatNames(ctx context.Context) (map[assess.Ref]seatName, error) {
	names, err := s.refNames(ctx)
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return nil, err
	}
	seats := map[assess.Ref]seatName{}
	for ref, name := range names {
		seats[ref] = seatName{name: name}
	}
	for _, p := range posts {
		seats[assess.PostRef(p.ID)] = seatName{names[assess.UnitRef(p.UnitID)], p.Name}
	}
	return seats, nil
}

func (c *course) letter(v CardView, seats map[assess.Ref]seatName) resultLetter {
	n := resultLetter{Paper: paper{Of: c.Cycle.Title, To: v.Assessed.Name}, Period: daysIn(c.Cycle.Period.From(), c.Cycle.Period.To()),
		Total: v.Result.Total.String(), Grade: v.GradeTitle, Remark: remarkOf(c.resultRow(*v.Result), chinese)}
	c.remedies(&n, v.Assessed.Staff, seats)
	for _, m := range v.Moderations {
		text := m.By.Name + "：" + m.Reason
		if m.Points != 0 {
			text = fmt.Sprintf("总分 %s 调整 %s，", m.Total, m.Points) + text
		}
		if m.Before != m.After {
			text = fmt.Sprintf("等次由%s调整为%s，", c.Cycle.GradeTitle(&v.Assessed, m.Before), c.Cycle.GradeTitle(&v.Assessed, m.After)) + text
		}
		n.Changes = append(n.Changes, text)
	}
	for _, l := range v.Card.Lines {
		n.Lines = append(n.Lines, letterLine{Points: l.Points.String(), Title: placeTitle(&c.Cycle, l.Path, chinese), How: v.How[l.Key]})
	}
	for _, note := range v.Notes {
		n.Notes = append(n.Notes, note.Text)
	}
	return n
}

// remedies says where and until when somebody may object to their result.
func (c *course) remedies(n *resultLetter, staff string, seats map[assess.Ref]seatName) {
	set := &c.Cycle.Settings
	office := seats[c.Cycle.Line.Office]
	n.Organ, n.Desk = office.unit, office.unit+office.name
	n.AskReview, n.Review = chineseBudget(set.AskReview), chineseBudget(set.Review)
	if until := c.AskUntil(c.cal); until != nil {
		n.AskUntil = chineseDay(*until)
	}
	for _, s := range c.Cycle.Staff {
		if s.Type != staff || !s.Appeal {
			continue
		}
		var to []string
		for _, ref := range c.Cycle.Line.Appeal {
			to = append(to, seats[ref].unit+seats[ref].name)
		}
		n.Appeal = &letterAppeal{To: strings.Join(to, "、"), Ask: chineseBudget(set.AskAppeal), Decide: chineseBudget(set.Appeal)}
	}
}
